#include "network.hpp"

#include <string>

#include "base/hex.hpp"
#include "catch.hpp"

using stage::Bits;
using stage::Height;
using stage::Network;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

// Eight blocks in four minutes.
Network eight() {
    Network network;
    network.interval = 8;
    network.gaps = 8;
    network.spacing = seconds{30};
    return network;
}
const seconds planned{240};
const Bits hard{0x1d123456};  // far from the easiest, 1f00ffff

std::string digits_of(Bits bits) { return sbc::to_hex64(bits.value()).substr(8); }
std::string in_full(Bits bits) {
    const auto target = stage::target_of(bits);
    return target ? target->to_hex() : "no target";
}

// retarget(network, before, took), and how it went.
struct Told {
    explicit Told(seconds took, const Network& network = eight(), Bits before = hard)
        : bits{stage::retarget(network, before, took)} {
        story = "\n  took " + std::to_string(took.count()) + " s, planned " +
                std::to_string((network.interval * network.spacing).count()) + " s, bound " +
                std::to_string(network.clamp) + ", easiest " + digits_of(network.easiest) +
                "\n    before:  " + digits_of(before) + "  " + in_full(before) + "\n    you said " +
                digits_of(bits) + "  " + in_full(bits);
    }
    Bits bits;
    std::string story;
};
sbc::U256 number(const Told& told) { return stage::target_of(told.bits).value_or(sbc::U256{0}); }

std::string heights_with_a_new_target(const Network& network, std::uint64_t first,
                                      std::uint64_t last) {
    std::string heights;
    for (std::uint64_t height = first; height <= last; ++height) {
        if (!stage::retargets(network, Height{height})) continue;
        heights += (heights.empty() ? "" : " ") + std::to_string(height);
    }
    return heights.empty() ? "none" : heights;
}

std::uint64_t measured(const Network& network, std::uint64_t height) {
    return stage::measured_from(network, Height{height}).value();
}

}  // namespace

TEST_CASE("every interval-th block has a new target") {
    const std::string heights = heights_with_a_new_target(Network{}, 1, 13);
    INFO("of the blocks 1 to 13, in a network whose interval is 4, you gave a new target to: "
         << heights);
    INFO(
        "heights are counted as indexes are: the genesis block is number 0, so blocks 0 to 3 are "
        "the");
    INFO("first four, and block 4 is the first with a new target");
    CHECK(heights == "4 8 12");
}

TEST_CASE("the genesis block has nothing before it") {
    const bool genesis = stage::retargets(Network{}, Height{0});
    INFO("retargets(network, 0): you said " << (genesis ? "yes" : "no"));
    INFO(
        "0 can be divided by everything. Nothing can be measured before the first block; its "
        "target");
    INFO("is the one that the network has agreed on");
    CHECK_FALSE(genesis);
}

TEST_CASE("the first time is taken from the genesis block") {
    const std::uint64_t first = measured(Network{}, 4);
    INFO("measured_from(network, 4): you said " << first);
    INFO("the parent is block 3, and four gaps below it there is no block: then the genesis");
    INFO("block, number 0, is the first one. Unsigned, 3 - 4 wraps to a number of twenty digits:");
    INFO("look how deep one can go before going there");
    CHECK(first == 0);
}

TEST_CASE("between the two ends lie as many gaps as agreed") {
    const std::uint64_t second = measured(Network{}, 8);
    INFO("measured_from(network, 8), 4 gaps: you said " << second);
    INFO(
        "the last one is block 7. From 3 to 7 there are four gaps, and five blocks: as with the "
        "posts");
    INFO(
        "of a fence, there is one more of them than of what lies between. From 4 it would be "
        "three");
    CHECK(second == 3);
}

TEST_CASE("Bitcoin measures from the first block of an interval") {
    const std::uint64_t second = measured(stage::bitcoin(), 4'032);
    INFO("measured_from(bitcoin(), 4032), with its 2,015 gaps: you said " << second);
    INFO("the last one is block 4,031, and 2,015 below it is block 2,016");
    CHECK(second == 2'016);
}

TEST_CASE("what went as planned changes nothing") {
    const Told told{planned};
    INFO("now:" << told.story);
    INFO("as many seconds as planned: multiplied by 240 and divided by 240 it is what it was");
    CHECK(digits_of(told.bits) == digits_of(hard));
}

TEST_CASE("blocks that came slowly make the target higher") {
    const Told told{2 * planned};
    INFO("now:" << told.story);
    INFO(
        "twice as long means that hashes are half as many as they were. A higher target is an "
        "easier");
    INFO("one: twice as high. The other way round, each step would make things worse");
    CHECK(digits_of(told.bits) == "1d2468ac");
}

TEST_CASE("one and a half times is neither once nor twice") {
    const Told once{planned};
    const Told half_more{planned * 3 / 2};
    const Told twice{2 * planned};
    INFO("now:" << once.story << half_more.story << twice.story);
    INFO("360 / 240 is 1 for an integer, and 120 / 240 is 0. Multiply first, and divide then:");
    INFO("sbc::scale() does it in this order, and keeps all digits in between");
    CHECK(digits_of(half_more.bits) != digits_of(once.bits));
    CHECK(digits_of(half_more.bits) != digits_of(twice.bits));
}

TEST_CASE("each second counts") {
    // Speaks only when parts of the whole count: another test asks for that.
    if (digits_of(Told{planned * 3 / 2}.bits) == digits_of(Told{planned}.bits)) return;
    const Told exact{planned * 2};
    const Told one_more{planned * 2 + seconds{1}};
    INFO("now:" << exact.story << one_more.story);
    INFO(
        "one second more is another target. Headers count in seconds, and whoever works it out in");
    INFO("minutes, or in a double, will disagree with somebody on some day");
    CHECK(digits_of(one_more.bits) != digits_of(exact.bits));
}

TEST_CASE("one step makes it at most so much easier") {
    const Told bound{4 * planned};
    const Told far{60 * planned};
    INFO("now:" << bound.story << far.story);
    INFO(
        "four times as long and sixty times as long are the same step. Otherwise it would be "
        "enough");
    INFO("for a day of silence, or for one false clock, to make a whole interval almost free");
    CHECK(digits_of(far.bits) == digits_of(bound.bits));
}

TEST_CASE("one step makes it at most so much harder") {
    const Told bound{planned / 4};
    const Told far{seconds{1}};
    INFO("now:" << bound.story << far.story);
    INFO(
        "a quarter of the time and next to nothing are the same step. Otherwise who lies about the "
        "time");
    INFO("of a block could make the next ones so hard that none is found any more");
    CHECK(digits_of(far.bits) == digits_of(bound.bits));
}

TEST_CASE("a time that ran backwards counts as a short one") {
    const Told shortest{planned / 4};
    const Told backwards{-seconds{7}};
    INFO("now:" << shortest.story << backwards.story);
    INFO(
        "the last block says that it is older than the first: clocks differ. A negative number "
        "that");
    INFO("is made unsigned is a huge one, and a huge one makes it easier. Bound it first");
    CHECK(digits_of(backwards.bits) == digits_of(shortest.bits));
}

TEST_CASE("the bound is that of the network") {
    Network network = eight();
    network.clamp = 8;
    const Told four_times{4 * planned, network};
    const Told six_times{6 * planned, network};
    INFO("now:" << four_times.story << six_times.story);
    INFO(
        "this network allows a factor of eight in one step: network.clamp says it, and 4 is only "
        "what");
    INFO("Bitcoin has chosen");
    CHECK(digits_of(six_times.bits) != digits_of(four_times.bits));
}

TEST_CASE("what is planned is the whole interval") {
    const Told told{2'016 * minutes{10}, stage::bitcoin(), Bits{0x1c123456}};
    INFO("now:" << told.story);
    INFO(
        "Bitcoin's 2,016 blocks have 2,015 gaps between them, and are compared with 2,016 times "
        "ten");
    INFO("minutes. It is a mistake, and a rule: who mends it leaves the network at block 32,256");
    CHECK(digits_of(told.bits) == "1c123456");
}

TEST_CASE("no target is easier than the easiest") {
    Network network = eight();
    network.easiest = Bits{0x1d140000};
    for (const seconds took : {planned * 5 / 4, planned * 4 / 5}) {
        const Told told{took, network};
        INFO("now:" << told.story);
        INFO("the easiest target of this network lies a little above the one before. Whatever");
        INFO("was computed, what comes out stays at or below the bound: it is what keeps a");
        INFO("network from drowning in blocks");
        CHECK((number(told) <= *stage::target_of(network.easiest)));
    }
}

TEST_CASE("block 32,256 of the real chain has the target that it has") {
    // Speaks only when the simple things are right: each of them has a test of its own.
    const bool simple = digits_of(Told{2 * planned}.bits) == "1d2468ac" &&
                        digits_of(Told{planned * 3 / 2}.bits) == "1d1b4e81" &&
                        digits_of(Told{planned + seconds{1}}.bits) != digits_of(hard);
    const Told as_planned{2'016 * minutes{10}, stage::bitcoin(), Bits{0x1c123456}};
    if (!simple || digits_of(as_planned.bits) != "1c123456") return;
    const Told told{seconds{1'262'152'739 - 1'261'130'161}, stage::bitcoin(), Bits{0x1d00ffff}};
    INFO("now:" << told.story);
    INFO("these are the times of blocks 30,240 and 32,255. It was the first time that it became");
    INFO("harder, and all nodes came to the same digits. If yours are a little off, something");
    INFO("was rounded on the way: there is no rounding but that of integers");
    CHECK(digits_of(told.bits) == "1d00d86a");
}
