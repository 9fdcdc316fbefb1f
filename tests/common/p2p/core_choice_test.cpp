#include "p2p/core_choice.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace scene;

namespace {

std::vector<std::uint16_t> next(CoreChoice& choice, int count) {
    std::vector<std::uint16_t> ports;
    ports.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) ports.push_back(choice.next().port());
    return ports;
}
using Ports = std::vector<std::uint16_t>;

}  // namespace

TEST_CASE("the given cores come round and round", "[p2p]") {
    CoreChoice choice{{address(3), address(1), address(2)}, 10};
    CHECK(next(choice, 7) == Ports{3, 1, 2, 3, 1, 2, 3});
}

TEST_CASE("every second attempt is at a core that was given", "[p2p]") {
    CoreChoice choice{{address(1), address(2)}, 10};
    choice.told({address(11), address(12), address(13), address(1)});
    CHECK(next(choice, 8) == Ports{11, 1, 12, 2, 13, 1, 11, 2});
}

TEST_CASE("advice comes first, a few of it, and is remembered", "[p2p]") {
    CoreChoice choice{{address(1), address(2), address(3)}, 10};
    CHECK(next(choice, 1) == Ports{1});
    choice.advised({address(9), address(8), address(7), address(6), address(5), address(4)});
    CHECK(next(choice, 6) == Ports{9, 8, 7, 6, 9, 2});  // then it is one that it was told of
    SECTION("the advice of one that was advised is remembered, and not followed at once") {
        choice.advised({address(9)});
        CHECK(next(choice, 1) == Ports{9});
        choice.advised({address(8), address(7)});
        CHECK(next(choice, 4) == Ports{8, 3, 7, 1});
    }
}

TEST_CASE("one that took us is remembered, however we came to it", "[p2p]") {
    CoreChoice choice{{address(1)}, 2};
    choice.advised({address(9)});
    CHECK(next(choice, 1) == Ports{9});
    choice.welcomed(address(9));
    choice.welcomed(address(1));
    CHECK(choice.all() == std::vector{address(1), address(9)});
    CHECK(next(choice, 2) == Ports{9, 1});
}

TEST_CASE("those that did not answer make room, those that did stay", "[p2p]") {
    CoreChoice choice{{address(1)}, 2};
    choice.told({address(11), address(12), address(13)});
    CHECK(choice.all() == std::vector{address(1), address(11), address(12)});
    CHECK(next(choice, 3) == Ports{11, 1, 12});
    choice.welcomed(address(12));
    choice.told({address(13), address(14)});
    CHECK(choice.all() == std::vector{address(1), address(12), address(13)});
}
