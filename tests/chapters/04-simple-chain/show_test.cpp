// How the chain is shown.
#include "show.hpp"

#include "catch.hpp"
#include "sample.hpp"

using namespace stage;

TEST_CASE("a block is shown as a box", "[04]") {
    CHECK(show_block(Height{0}, genesis()) ==
          std::vector<std::string>{"┌─ block 0", "│ hash      af2abf364164c614…",
                                   "│ previous  0000000000000000…", "│ contents  36de22cef13d3f19…",
                                   "│ time      1767225600 (00:00:00)",
                                   "│   everybody pays everybody 1: お前すげー", "└─"});
}

TEST_CASE("a transaction without a note ends with its points", "[04]") {
    CHECK(describe(sample::payment(1, "")) == "alice pays bob 100");
}

TEST_CASE("what strangers wrote is made harmless before it is shown", "[04]") {
    CHECK(describe(sample::payment(1, "\x1b[2J\nblock 7")) == "alice pays bob 100: ?[2J?block 7");
    CHECK(describe("no transaction\x1b[2J") == "no transaction?[2J");
}

TEST_CASE("the time of a block is shown as its header says it, and as a clock would", "[04]") {
    Block block = genesis();
    block.header.time += std::chrono::seconds{(13 * 60 + 7) * 60 + 5};
    CHECK(show_block(Height{0}, block)[4] == "│ time      1767272825 (13:07:05)");
}
