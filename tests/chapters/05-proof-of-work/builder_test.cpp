// When a block is due, and what it is made of.
#include "builder.hpp"

#include "catch.hpp"
#include "merkle.hpp"
#include "sample.hpp"

using namespace stage;
using namespace std::chrono_literals;

namespace {

const sbc::Instant start{1h};

}  // namespace

TEST_CASE("who was not told to builds no blocks", "[05]") {
    Builder builder{std::nullopt};
    CHECK_FALSE(builder.due(true, start));
    CHECK(builder.deadline() == sbc::never);
}

TEST_CASE("with nothing new, nothing is due and nobody is woken", "[05]") {
    Builder builder{sbc::Duration{0}};
    CHECK_FALSE(builder.due(false, start));
    CHECK(builder.deadline() == sbc::never);
}

TEST_CASE("without a wait, a block is due as soon as there is something new", "[05]") {
    Builder builder{sbc::Duration{0}};
    CHECK(builder.due(true, start));
    CHECK(builder.deadline() == sbc::never);
    CHECK(builder.due(true, start));
}

TEST_CASE("the wait begins with the first thing that is new, and is not prolonged", "[05]") {
    Builder builder{sbc::Duration{5'000}};
    CHECK_FALSE(builder.due(true, start));
    CHECK_FALSE(builder.due(true, start + 3s));
    CHECK(builder.deadline() == start + 5s);
    CHECK_FALSE(builder.due(true, start + 4'999ms));
    SECTION("then the block is due, once") {
        CHECK(builder.due(true, start + 5s));
        CHECK(builder.deadline() == sbc::never);
    }
    SECTION("when nothing is new any more, it is called off") {
        CHECK_FALSE(builder.due(false, start + 5s));
        CHECK(builder.deadline() == sbc::never);
        CHECK_FALSE(builder.due(true, start + 6s));
        CHECK(builder.deadline() == start + 11s);
    }
}

TEST_CASE("a block that is built lacks nothing but a nonce", "[05]") {
    sample::Forge forge;
    const Place& parent = forge.line(forge.root(), 3);
    const std::vector<std::string> payments{sample::payment(1), sample::payment(2)};
    Tree tree{sample::easy()};
    for (const Block& block : sample::history(parent)) REQUIRE(tree.add(block, sample::wall));
    Block block = build_block(parent, tree.next_bits(parent), payments, sample::wall, Nonce{77});
    CHECK(block.header.nonce == Nonce{77});
    CHECK(block.header.previous == parent.hash);
    CHECK(block.header.merkle_root == merkle_root(leaves_of(payments)));
    block.header = sample::mined(block.header);
    CHECK(check_block(block));
    CHECK(tree.add(block, sample::wall));
}

TEST_CASE("a block is later than most before it, whatever our clock says", "[05]") {
    sample::Forge forge;
    const Place* parent = &forge.root();
    for (int i = 0; i < 11; ++i) parent = &forge.on(*parent, {}, sample::wall + i * 10s);
    const auto median = Tree::median_time(*parent);
    CHECK(median == sample::wall + 50s);
    const Bits bits = sample::easy().easiest;
    CHECK(build_block(*parent, bits, {}, sample::wall - 24h, Nonce{}).header.time == median + 1s);
    CHECK(build_block(*parent, bits, {}, sample::wall + 1h, Nonce{}).header.time ==
          sample::wall + 1h);
}
