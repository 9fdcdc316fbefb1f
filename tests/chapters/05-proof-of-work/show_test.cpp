// How blocks and branches are shown.
#include "show.hpp"

#include "catch.hpp"
#include "sample.hpp"

using namespace stage;
using sample::below;
using sample::Forge;
using Lines = std::vector<std::string>;

namespace {

std::string digits(const Place& place) { return to_text(place.hash).substr(0, 12); }

// Each after the one that it stands on, whatever their order.
Lines drawn(const std::vector<const Place*>& places, const Place& tip) {
    std::vector<Header> headers;
    headers.reserve(places.size());
    for (const Place* place : places) headers.push_back(place->block.header);
    return show_tree(places.at(0)->height, tip.hash, headers);
}

}  // namespace

TEST_CASE("a block is shown as a box", "[05]") {
    CHECK(show_block(Height{0}, genesis(Network{}))[0] == "┌─ block 0");
    Block block;
    block.header.time = sample::wall;
    block.header.bits = Bits{0x1f00ffff};
    block.header.nonce = Nonce{77};
    block.transactions = {sample::payment(1)};
    const auto hash = to_text(hash_of(block.header)).substr(0, 16) + "…";
    CHECK(show_block(Height{3}, block) ==
          Lines{"┌─ block 3", "│ hash      " + hash, "│ previous  0000000000000000…",
                "│ root      0000000000000000…", "│ time      1772323200 (00:00:00)",
                "│ bits      1f00ffff: 65537 hashes", "│ nonce     77",
                "│   alice pays bob 100: you are great", "└─"});
}

TEST_CASE("the hardest target and none at all can be shown, too", "[05]") {
    Block block;
    block.header.bits = Bits{0x03000001};
    CHECK_THAT(show_block(Height{0}, block)[5], ContainsSubstring("03000001: "));
    block.header.bits = Bits{0x20800000};
    CHECK(show_block(Height{0}, block)[5] == "│ bits      20800000: 0 hashes");
}

TEST_CASE("what strangers wrote is made harmless before it is shown", "[05]") {
    CHECK(describe(sample::payment(1, "\x1b[2J\nblock 7")) == "alice pays bob 100: ?[2J?block 7");
    CHECK(describe("no transaction\x1b[2J") == "no transaction?[2J");
    CHECK(describe(sample::payment(1, "")) == "alice pays bob 100");
}

TEST_CASE("a straight chain is drawn as one column", "[05]") {
    Forge forge;
    const Place& tip = forge.line(forge.root(), 2);
    CHECK(drawn({&forge.root(), tip.parent, &tip}, tip) ==
          Lines{"     2  ●  " + digits(tip), "     1  ●  " + digits(*tip.parent),
                "     0  ●  " + digits(forge.root())});
}

TEST_CASE("a fork is drawn beside our history, wherever the picture begins", "[05]") {
    Forge forge;
    const Place& low = forge.line(forge.root(), 1'200);
    const Place& tip = forge.line(low, 2);
    const Place& other = forge.line(low, 1);
    CHECK(drawn({&low, tip.parent, &other, &tip}, tip) ==
          Lines{"  1202  ●     " + digits(tip),
                "  1201  ●  ○  " + digits(*tip.parent) + "  " + digits(other),
                "  1200  ●──┘  " + digits(low)});
}

TEST_CASE("a fork of a fork is drawn where it leaves", "[05]") {
    Forge forge;
    const Place& tip = forge.line(forge.root(), 3);
    const Place& fork = forge.line(forge.root(), 1);
    const Place& left = forge.line(fork, 2);
    const Place& right = forge.line(fork, 1);
    CHECK(
        drawn({&forge.root(), &below(tip, 2), &fork, tip.parent, left.parent, &right, &tip, &left},
              tip) == Lines{"     3  ●  ○     " + digits(tip) + "  " + digits(left),
                            "     2  ●  ○  ○  " + digits(*tip.parent) + "  " +
                                digits(*left.parent) + "  " + digits(right),
                            "     1  ●  ○──┘  " + digits(below(tip, 2)) + "  " + digits(fork),
                            "     0  ●──┘     " + digits(forge.root())});
}

TEST_CASE("two forks at one height leave by one line", "[05]") {
    Forge forge;
    const Place& tip = forge.line(forge.root(), 2);
    const Place& longer = forge.line(forge.root(), 2);
    const Place& shorter = forge.line(forge.root(), 1);
    CHECK(drawn({&forge.root(), tip.parent, longer.parent, &shorter, &tip, &longer}, tip) ==
          Lines{"     2  ●  ○     " + digits(tip) + "  " + digits(longer),
                "     1  ●  ○  ○  " + digits(*tip.parent) + "  " + digits(*longer.parent) + "  " +
                    digits(shorter),
                "     0  ●──┴──┘  " + digits(forge.root())});
}

TEST_CASE("a branch that leaves our history below the picture is drawn from its edge", "[05]") {
    Forge forge;
    const Place& tip = forge.line(forge.root(), 3);
    const Place& other = forge.line(forge.root(), 2);
    CHECK(drawn({&below(tip, 1), &other, &tip}, tip) ==
          Lines{"     3  ●     " + digits(tip),
                "     2  ●  ○  " + digits(*tip.parent) + "  " + digits(other)});
}

TEST_CASE("whatever a core sends as its tree is drawn in bounded space", "[05]") {
    CHECK(show_tree(Height{0}, Hash{}, {}).empty());
    Forge forge;
    std::vector<Header> headers;
    headers.reserve(200);
    for (int i = 0; i < 200; ++i) headers.push_back(forge.line(forge.root(), 1).block.header);
    CHECK(show_tree(Height{1'000'000'000}, Hash{}, headers).size() == 1);  // each beside the other
    headers.assign(200, headers[0]);
    CHECK(show_tree(Height{7}, Hash{}, headers).size() == 1);
    headers.clear();
    const Place& tip = forge.line(forge.root(), 200);
    for (const Block& block : sample::history(tip)) headers.push_back(block.header);
    CHECK(show_tree(Height{1}, tip.hash, headers).size() == 200);
    std::reverse(headers.begin(), headers.end());  // no header after the one it stands on
    CHECK(show_tree(Height{1}, tip.hash, headers).size() == 1);
}
