// Headers without end, which cost whoever makes them little, and must cost us less.
#include <malloc.h>

#include <cstdlib>
#include <iostream>

#include "node/header_sync.hpp"
#include "sync_kit.hpp"

using namespace sync_kit;

namespace {

// Makes them while they are asked for: not even who sends them needs to keep them.
class Flood {
public:
    explicit Flood(const BlockTree& tree) : bits_{tree.network().easiest} {
        last_ = header_of(tree.root());
    }
    std::vector<Header> next_message() {
        std::vector<Header> headers;
        while (headers.size() < most_headers) {
            Header next;
            next.previous = hash_of(last_);
            next.time = last_.time + 20s;
            next.bits = bits_;
            while (!check_header(next)) next.nonce = Nonce{next.nonce.value() + 1};
            headers.push_back(next);
            last_ = next;
        }
        return headers;
    }

private:
    Bits bits_;
    Header last_;
};

Tip more_than_anybody_has() {
    Tip tip;
    tip.tip.bytes[5] = 77;
    tip.work = U256::max();
    tip.height = Height{highest};
    return tip;
}
// Of all that is allocated, as the C library counts it.
std::size_t allocated() { return ::mallinfo2().uordblks; }

// SBC_CHEAP_HEADERS=500000, the limit of a real node, is what `./course test --long` asks for.
std::size_t longest_run() {
    const char* text = std::getenv("SBC_CHEAP_HEADERS");
    return text == nullptr ? 20'000 : std::strtoull(text, nullptr, 10);
}
const LinkId flooder{1};
const std::chrono::sys_seconds late = easy().begins + 24h * 365;

}  // namespace

TEST_CASE("an endless run of cheap headers costs no memory and bounded questions", "[node]") {
    const std::size_t longest = longest_run();
    Quarry quarry;
    BlockTree tree{easy()};
    HeaderSync sync{tree, keep_in(tree), {.longest_run = longest}};
    for (const Block& block : quarry.run(quarry.root(), 40)) {
        REQUIRE(keep_in(tree)(block.header, block.header.time));
    }
    const std::size_t before = tree.size();
    // One hash for each message, in a vector that grows.
    const std::size_t may_hold = 1'024 + 2 * sizeof(Hash) * (longest / most_headers + 2);
    std::size_t questions = 0;
    std::size_t most = 0;  // bytes, beyond those at the beginning; the message itself is in it
    const std::size_t at_first = allocated();
    for (const auto number : {1U, 2U, 3U, 4U}) {  // or one that returns
        const LinkId stranger{number};
        Flood flood{tree};
        std::size_t asked = 0;
        auto steps = sync.tip(stranger, more_than_anybody_has(), beginning);
        while (!steps.asks.empty()) {
            ++asked;
            steps = sync.headers(stranger, flood.next_message(), late, beginning);
            if (sync.held_bytes() > may_hold || tree.size() != before) {
                FAIL("after " << asked << " questions " << sync.held_bytes() << " bytes are held");
            }
            most = std::max(most, allocated() - std::min(allocated(), at_first));
        }
        // It has more work than our forty blocks, and so it is asked for again in the end; but a
        // flood cannot show the same twice.
        CHECK(asked > longest / most_headers);
        CHECK(asked <= 4 * (longest / most_headers + 2));
        CHECK(steps.drops.size() == 1);
        (void)sync.left(stranger, beginning);
        CHECK(sync.held_bytes() == 0);
        questions += asked;
    }
    std::cout << questions * most_headers << " cheap headers (SBC_CHEAP_HEADERS=" << longest
              << " in a run): " << most << " bytes more at most\n";
    CHECK(most < may_hold + std::size_t{200} * 1'024);
}

TEST_CASE("what its headers stand on may have to make room meanwhile", "[node]") {
    Quarry quarry;
    BlockTree tree{easy(), 3};
    HeaderSync sync{tree, keep_in(tree)};
    const auto keep = [&](const std::vector<Block>& blocks) {
        for (const Block& one : blocks) REQUIRE(keep_in(tree)(one.header, one.header.time));
    };
    keep(quarry.run(quarry.root(), 10));
    const auto stale = quarry.run(quarry.root(), 1);
    keep(stale);
    std::vector<Header> shown;
    for (const Block& one : quarry.run(quarry.last(stale), 2 * most_headers)) {
        shown.push_back(one.header);
    }
    REQUIRE(sync.tip(flooder, more_than_anybody_has(), beginning).asks.size() == 1);
    const auto half = shown.begin() + most_headers;
    REQUIRE(sync.headers(flooder, {shown.begin(), half}, late, beginning).asks.size() == 1);
    keep(quarry.run(quarry.root(), 3));
    REQUIRE(tree.find(hash_of(stale[0].header)) == nullptr);
    const std::size_t before = tree.size();
    (void)sync.headers(flooder, {half, shown.end()}, late, beginning);
    CHECK(tree.size() == before);
    CHECK(sync.held_bytes() == 0);
}

TEST_CASE("headers of too little work are given up after the longest run", "[node]") {
    Quarry quarry;
    BlockTree tree{easy()};
    HeaderSync sync{tree, keep_in(tree), {.longest_run = 5'000}};
    for (const Block& block : quarry.run(quarry.root(), 27, 1s)) {  // harder and harder
        REQUIRE(keep_in(tree)(block.header, block.header.time));
    }
    REQUIRE(tree.ours().work > U256{10'000});
    const std::size_t before = tree.size();
    Flood flood{tree};
    std::size_t questions = 0;
    auto steps = sync.tip(flooder, more_than_anybody_has(), beginning);
    while (!steps.asks.empty()) {
        ++questions;
        steps = sync.headers(flooder, flood.next_message(), late, beginning);
        REQUIRE(tree.size() == before);
    }
    CHECK(questions == 20);
    REQUIRE(steps.drops.size() == 1);
    CHECK(steps.drops[0].link == flooder);
    CHECK(steps.drops[0].penalty > 0);
    CHECK(sync.held_bytes() == 0);
}
