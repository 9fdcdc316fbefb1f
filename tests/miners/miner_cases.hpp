// A miner and its threads.
// For any miner of this shape: to be included after a miner_kit.hpp.
#pragma once

#include <atomic>
#include <thread>

#include "miners/mailbox.hpp"
#include "miners/scene.hpp"

using namespace scene;

// Some jobs hold many solutions in each batch, others one in many batches.
TEST_CASE("a job has the same solution with any number of threads: its first one", "[miner]") {
    const unsigned threads = GENERATE(1U, 2U, 7U);
    CAPTURE(threads);
    Mailbox mailbox;
    Miner miner{threads, mailbox.taker()};
    for (std::uint64_t number = 0; number < 60; ++number) {
        CAPTURE(number);
        const Bits bits = number % 20 == 0 ? some_work : number % 2 == 0 ? little_work : no_work;
        const Header start = header(number, bits, Nonce{static_cast<std::uint32_t>(1 - number)});
        miner.work_on(job(number, start));
        const Job solved = mailbox.next();
        REQUIRE(solved.id == JobId{number});
        REQUIRE(same(solved.header, first_solution(start)));
    }
    CHECK(mailbox.empty());
}

TEST_CASE("a job that has been replaced is not reported any more", "[miner]") {
    std::atomic<std::uint64_t> oldest_allowed{0};
    std::atomic<int> too_late{0};
    std::atomic<int> repeated{0};
    std::atomic<std::uint64_t> last{0};
    const auto look = [&](const Job& solved) {
        if (solved.id.value() < oldest_allowed) ++too_late;
        if (solved.id.value() == last.exchange(solved.id.value())) ++repeated;
    };
    {
        Miner miner{3, look};
        for (std::uint64_t number = 1; number <= 1'000; ++number) {
            miner.work_on(job(number, header(number, number % 2 == 0 ? little_work : no_work)));
            oldest_allowed = number;
        }
    }
    CHECK(too_late == 0);
    CHECK(repeated == 0);
}

TEST_CASE("the newest job is solved, however many there were before", "[miner]") {
    Mailbox mailbox;
    Miner miner{2, mailbox.taker()};
    for (std::uint64_t number = 0; number < 100; ++number) {
        miner.work_on(job(number, header(number, endless_work)));
    }
    miner.work_on(job(100, header(100, some_work)));
    const Job solved = mailbox.next();
    CHECK(solved.id == JobId{100});
    CHECK(same(solved.header, first_solution(header(100, some_work))));
}

TEST_CASE("a miner that rests finds nothing, until there is work again", "[miner]") {
    std::atomic<bool> resting{false};
    std::atomic<int> at_rest{0};
    Mailbox mailbox;
    const auto put = mailbox.taker();
    Miner miner{2, [&](const Job& solved) {
                    if (resting) ++at_rest;
                    put(solved);
                }};
    miner.rest();  // there is nothing to rest from
    for (std::uint64_t number = 0; number < 200; ++number) {
        miner.work_on(job(number, header(number, little_work)));
        miner.rest();
        resting = true;
        (void)miner.hashes();
        resting = false;
    }
    miner.work_on(job(1'000, header(1'000, little_work)));
    while (mailbox.next().id != JobId{1'000}) continue;
    CHECK(at_rest == 0);
}

TEST_CASE("a miner counts each hash that it has tried", "[miner]") {
    Mailbox mailbox;
    SECTION("with one thread no other than those up to the solution") {
        Miner miner{1, mailbox.taker()};
        CHECK(miner.hashes() == 0);
        std::uint64_t tries = 0;
        for (std::uint64_t number = 0; number < 10; ++number) {
            const Header start = header(number, number == 0 ? some_work : little_work, Nonce{9});
            miner.work_on(job(number, start));
            tries += mailbox.next().header.nonce.value() - 9 + 1;
            REQUIRE(miner.hashes() == tries);
        }
    }
    SECTION("with several threads some more, and none after the solution") {
        Miner miner{3, mailbox.taker()};
        miner.work_on(job(1, header(1, some_work)));
        const std::uint64_t tries = mailbox.next().header.nonce.value() + 1;
        const std::uint64_t counted = miner.hashes();
        CHECK(counted >= tries);
        miner.rest();
        CHECK(miner.hashes() == counted);
    }
}

TEST_CASE("a miner can go at any time", "[miner]") {
    Mailbox mailbox;
    SECTION("before it had work") { const Miner miner{3, mailbox.taker()}; }
    SECTION("as it gets its work") {
        for (std::uint64_t number = 0; number < 50; ++number) {
            Miner miner{3, mailbox.taker()};
            miner.work_on(job(number, header(number, endless_work)));
        }
    }
    SECTION("while it works") {
        const auto began = std::chrono::steady_clock::now();
        for (int i = 0; i < 20; ++i) {
            Miner miner{3, mailbox.taker()};
            miner.work_on(job(1, header(1, no_work)));
            (void)mailbox.next();  // its threads run
            miner.work_on(job(2, header(2, endless_work)));
            const std::uint64_t before = miner.hashes();
            while (miner.hashes() == before) {
                REQUIRE(std::chrono::steady_clock::now() - began < 1min);
                std::this_thread::yield();
            }
        }
    }
    SECTION("while it rests") {
        Miner miner{3, mailbox.taker()};
        miner.work_on(job(1, header(1, no_work)));
        (void)mailbox.next();
    }
    CHECK(mailbox.empty());
}
