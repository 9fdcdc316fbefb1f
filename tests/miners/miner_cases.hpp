// A miner and its threads.
// For any miner of this shape: to be included after a miner_kit.hpp.
#pragma once

#include <array>
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

// A batch of this many nonces is searched by one thread (miner.cpp).
constexpr std::uint32_t one_batch = 2'048;

constexpr Bits half_a_batch{0x1f40'0000};  // of work on average

// The next header whose first solution stands late in a batch: the first one, 0, or another one.
inline Header late_in(std::uint32_t batch, std::uint64_t& number) {
    while (true) {
        const Header start = header(++number, half_a_batch);
        const auto first = search(start, (batch + 1) * one_batch);
        if (first && first->nonce.value() > (batch + 1) * one_batch - 300) return start;
    }
}

// Another solution stands early in the second batch: with two threads it is found before.
inline Header late_then_early(std::uint64_t& number) {
    while (true) {
        const Header start = late_in(0, number);
        if (search(further(start, one_batch), 50)) return start;
    }
}

TEST_CASE("an earlier solution is waited for", "[miner]") {
    Mailbox mailbox;
    Miner miner{2, mailbox.taker()};
    std::uint64_t number = 0;
    for (int i = 0; i < 3; ++i) {
        const Header start = late_then_early(number);
        for (int again = 0; again < 30; ++again) {
            CAPTURE(number, again);
            miner.work_on(job(number, start));
            REQUIRE(same(mailbox.next().header, first_solution(start)));
        }
    }
}

// Lets the miner work for some moments, another time each time, without a clock.
inline void let_work(const Miner& miner, std::uint64_t moments) {
    for (std::uint64_t i = 0; i < moments; ++i) (void)miner.hashes();
}

TEST_CASE("a job that has been replaced is not reported any more", "[miner]") {
    std::atomic<std::uint64_t> oldest_allowed{0};
    std::atomic<int> too_late{0};
    std::atomic<int> repeated{0};
    std::atomic<int> mistaken{0};
    std::uint64_t last = 0;
    const auto look = [&](const Job& solved) {
        const std::uint64_t number = solved.id.value();
        if (number < oldest_allowed) ++too_late;
        if (number == last) ++repeated;
        if (solved.header.previous != header(number, no_work).previous) ++mistaken;
        if (!meets_target(solved.header)) ++mistaken;
        last = number;
    };
    {
        constexpr std::array<Bits, 3> works{little_work, endless_work, no_work};
        Miner miner{3, look};
        for (std::uint64_t number = 1; number <= 3'000; ++number) {
            miner.work_on(job(number, header(number, works[number % works.size()])));
            oldest_allowed = number;
            let_work(miner, number % 200);
        }
    }
    CHECK(too_late == 0);
    CHECK(repeated == 0);
    CHECK(mistaken == 0);
}

// When one batch is counted its thread is on the next, where it will find something.
TEST_CASE("what a thread finds for a job that has been replaced is forgotten", "[miner]") {
    Mailbox mailbox;
    Miner miner{1, mailbox.taker()};
    std::uint64_t number = 0;
    const Header replaced = late_in(1, number);
    for (int i = 0; i < 300; ++i) {
        const Header start = header(++number, little_work);
        CAPTURE(number);
        const std::uint64_t before = miner.hashes();
        miner.work_on(job(0, replaced));
        while (miner.hashes() == before) continue;
        if (i % 2 == 0) miner.rest();
        miner.work_on(job(number, start));
        Job solved = mailbox.next();
        if (solved.id == JobId{0}) solved = mailbox.next();  // we came too late
        REQUIRE(solved.id == JobId{number});
        REQUIRE(same(solved.header, first_solution(start)));
    }
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
        let_work(miner, number);
        miner.rest();
        resting = true;
        let_work(miner, number);
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
