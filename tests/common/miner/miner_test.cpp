#include <pthread.h>

#include <new>
#include <system_error>

#include "miner_kit.hpp"
#include "miners/miner_cases.hpp"

TEST_CASE("a miner has at least one thread and no more than it may have", "[miner]") {
    Mailbox mailbox;
    const auto threads = [&](unsigned wanted, unsigned most) {
        return sbc::miner::Miner{wanted, mailbox.taker(), most}.threads();
    };
    CHECK(threads(3, 4) == 3);
    CHECK(threads(5, 4) == 4);
    CHECK(threads(0, 4) == 1);
    CHECK(threads(7, 0) == 1);
    CHECK(sbc::miner::Miner{1'000'000, mailbox.taker()}.threads() ==
          sbc::miner::hardware_threads());
}

TEST_CASE("a miner whose solution could not be handed on works on", "[miner]") {
    Mailbox mailbox;
    const auto put = mailbox.taker();
    Miner miner{2, [&](const Job& solved) {
                    put(solved);
                    if (solved.id == JobId{1}) throw std::bad_alloc{};
                    if (solved.id == JobId{2}) throw 2;
                }};
    for (std::uint64_t number = 1; number <= 3; ++number) {
        miner.work_on(job(number, header(number, little_work)));
        CHECK(mailbox.next().id == JobId{number});
    }
}

TEST_CASE("a job that nobody can solve leaves the miner at rest", "[miner]") {
    Mailbox mailbox;
    Miner miner{2, mailbox.taker()};
    miner.work_on(job(1, header(1, Bits{0})));
    Header late = header(2, no_work);
    late.time = last_time + 1s;
    miner.work_on(job(2, late));
    CHECK(miner.hashes() == 0);
    miner.work_on(job(3, header(3, no_work)));
    CHECK(mailbox.next().id == JobId{3});
    CHECK(mailbox.empty());
}

// The system gives no thread a stack of 2^50 bytes.
TEST_CASE("a miner that gets no thread at all says so", "[miner]") {
    pthread_attr_t usual{};
    pthread_attr_t huge{};
    REQUIRE(pthread_getattr_default_np(&usual) == 0);
    REQUIRE(pthread_attr_init(&huge) == 0);
    REQUIRE(pthread_attr_setstacksize(&huge, std::size_t{1} << 50) == 0);
    REQUIRE(pthread_setattr_default_np(&huge) == 0);
    Mailbox mailbox;
    CHECK_THROWS_AS(Miner(2, mailbox.taker()), std::system_error);
    REQUIRE(pthread_setattr_default_np(&usual) == 0);
    Miner miner{2, mailbox.taker()};
    CHECK(miner.threads() == 2);
}
