// One search for a nonce.
// For any search of this shape: to be included after a miner_kit.hpp.
#pragma once

#include "miners/scene.hpp"

using namespace scene;

TEST_CASE("the nonce of Bitcoin's genesis block is found again", "[miner]") {
    const auto root = sbc::crypto::hash_from_text(
        "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
    Header genesis;
    genesis.merkle_root = root.value();
    genesis.time = std::chrono::sys_seconds{1'231'006'505s};
    genesis.bits = Bits{0x1d00'ffff};
    genesis.nonce = Nonce{2'083'236'893 - 5'000};
    const auto found = search(genesis, 10'000);
    REQUIRE(found);
    CHECK(found->nonce == Nonce{2'083'236'893});
    CHECK(to_text(hash_of(*found)) ==
          "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
}

TEST_CASE("a search finds the first nonce whose hash meets the target", "[miner]") {
    for (std::uint64_t number = 0; number < 50; ++number) {
        CAPTURE(number);
        const Header start = header(number, number % 2 == 0 ? little_work : no_work, Nonce{1'000});
        const auto found = search(start, 100'000);
        REQUIRE(found);
        REQUIRE(meets_target(*found));
        REQUIRE(same(*found, first_solution(start)));
    }
}

TEST_CASE("a search tries as many nonces as it is told", "[miner]") {
    const Header start = header(1, little_work);
    const std::uint32_t tries = first_solution(start).nonce.value() + 1;
    CHECK_FALSE(search(start, 0));
    CHECK_FALSE(search(start, tries - 1));
    CHECK(search(start, tries));
}

TEST_CASE("after the highest nonce a search goes on with zero", "[miner]") {
    for (std::uint64_t number = 0; number < 20; ++number) {
        CAPTURE(number);
        const Header start = header(number, little_work, Nonce{0xffff'fff0});
        const auto found = search(start, 100'000);
        REQUIRE(found);
        CHECK(same(*found, first_solution(start)));
    }
}

// Of 2^32 headers one has a hash whose highest 32 bits are just those of the target.
TEST_CASE("when the highest 32 bits are those of the target the others decide", "[miner]") {
    Header close;
    close.time = std::chrono::sys_seconds{1'231'006'505s};
    close.bits = some_work;
    close.nonce = Nonce{2'729'923'925};
    CHECK(to_text(hash_of(close)).substr(0, 8) == "0000ffff");
    CHECK(target_of(close.bits).value().top32() == 0x0000'ffff);
    CHECK_FALSE(search(close, 1));
}

TEST_CASE("for bits that are no target nothing is found", "[miner]") {
    CHECK_FALSE(search(header(1, Bits{0}), 1'000));
    CHECK_FALSE(search(header(1, Bits{0x0180'0001}), 1'000));
    CHECK_FALSE(search(header(1, Bits{0xff00'ffff}), 1'000));
}

TEST_CASE("when all nonces have been tried it is one second later", "[miner]") {
    constexpr std::uint64_t all = std::uint64_t{1} << 32;
    const Header start = header(1, no_work, Nonce{7});
    const auto check = [&](std::uint64_t tries, std::uint32_t nonce, std::chrono::seconds later) {
        CAPTURE(tries);
        Header expected = start;
        expected.nonce = Nonce{nonce};
        expected.time += later;
        CHECK(same(further(start, tries), expected));
    };
    check(0, 7, 0s);
    check(5, 12, 0s);
    check(all - 8, 0xffff'ffff, 0s);
    check(all - 7, 0, 0s);
    check(all - 1, 6, 0s);
    check(all, 7, 1s);
    check(3 * all + 1, 8, 3s);
}
