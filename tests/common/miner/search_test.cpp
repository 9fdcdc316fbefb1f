#include "miner_kit.hpp"
#include "miners/search_cases.hpp"

using sbc::miner::tries_of;

TEST_CASE("a job allows all nonces for each second that it may say", "[miner]") {
    constexpr std::uint64_t all = std::uint64_t{1} << 32;
    Job job{JobId{1}, header(1, some_work), 0s};
    CHECK(tries_of(job) == all);
    job.most_later = 5s;
    CHECK(tries_of(job) == 6 * all);
    job.header.nonce = Nonce{1'000'000};
    CHECK(tries_of(job) == 6 * all);
    job.most_later = -5s;
    CHECK(tries_of(job) == all);
    job.most_later = std::chrono::seconds::max();
    CHECK(tries_of(job) == (0xffff'ffff - 1'231'006'505 + 1) * all);
    job.header.time = std::chrono::sys_seconds{};
    CHECK(tries_of(job) == 0xffff'ffff * all);
}

TEST_CASE("no solution says a time that does not fit into a header", "[miner]") {
    constexpr std::uint64_t all = std::uint64_t{1} << 32;
    Job job{JobId{1}, header(1, some_work), 2h};
    job.header.time = last_time;
    CHECK(tries_of(job) == all);
    job.header.time = last_time - 3s;
    CHECK(tries_of(job) == 4 * all);
    CHECK(further(job.header, 4 * all - 1).time == last_time);
    job.header.time = last_time + 1s;
    CHECK(tries_of(job) == 0);
    job.header.time = std::chrono::sys_seconds{-1s};
    CHECK(tries_of(job) == 0);
}

TEST_CASE("nothing is tried for bits that are no target", "[miner]") {
    CHECK(tries_of({JobId{1}, header(1, Bits{0}), 2h}) == 0);
    CHECK(tries_of({JobId{1}, header(1, Bits{0x0180'0001}), 2h}) == 0);
    CHECK(tries_of({JobId{1}, header(1, Bits{0xff00'ffff}), 2h}) == 0);
}
