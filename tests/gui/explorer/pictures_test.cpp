#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "explorer_scene.hpp"
#include "gui/explorer/curves.hpp"
#include "gui/explorer/network_picture.hpp"
#include "gui/explorer/pace.hpp"
#include "gui/window/theme.hpp"

using namespace sbc::gui;

namespace {

float smallest_distance(const std::vector<Spot>& places) {
    float smallest = std::numeric_limits<float>::max();
    for (std::size_t one = 0; one < places.size(); ++one) {
        for (std::size_t other = 0; other < one; ++other) {
            smallest = std::min(smallest, std::hypot(places[one].x - places[other].x,
                                                     places[one].y - places[other].y));
        }
    }
    return smallest;
}

std::vector<NodeMark> nodes(std::size_t count, std::size_t every_which_is_a_wallet) {
    std::vector<NodeMark> all(count);
    for (std::size_t at = 1; at < count; ++at) {
        if (at % every_which_is_a_wallet == 0) all[at].kind = NodeMark::Kind::Wallet;
    }
    return all;
}

// Where, from left to right, the picture of the network has the colour of what is broken.
std::vector<float> broken_in(const scene::Explorer& scene) {
    const Colour colour = palette_of(ThemeName::Light).bad & 0x00ffffffU;
    const auto legend = scene.screen.find("this node");
    REQUIRE(legend.has_value());
    std::vector<float> found;
    const auto* drawn = ImGui::GetDrawData();
    for (int list = 0; list < drawn->CmdListsCount; ++list) {
        for (const ImDrawVert& corner : drawn->CmdLists[list]->VtxBuffer) {
            if ((corner.col & 0x00ffffffU) == colour && corner.pos.y < legend->y) {
                found.push_back(corner.pos.x);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("the pace is the average of ten blocks, and leaves the genesis block's time out",
          "[gui]") {
    using namespace std::chrono_literals;
    BlockMarks history;
    const auto add = [&](std::chrono::seconds after) {
        BlockMark mark;
        mark.height = history.size();
        mark.time = (history.empty() ? std::chrono::sys_seconds{} : history.back().time) + after;
        history.push_back(mark);
    };
    add(0s);
    CHECK_FALSE(pace_at(history, 0));
    add(100'000s);  // long after the network was thought of
    CHECK_FALSE(pace_at(history, 1));
    add(7s);
    CHECK(pace_at(history, 2) == 7);
    for (int i = 0; i < 20; ++i) add(4s);
    add(24s);
    CHECK(pace_at(history, 22) == 4);
    CHECK(pace_at(history, 23) == 6);
    history.erase(history.begin(), history.begin() + 5);  // a view that begins later
    CHECK(pace_at(history, 0) == std::nullopt);
    CHECK(pace_at(history, 1) == 4);
}

TEST_CASE("every node of the picture has a place of its own within the circle", "[gui]") {
    for (const std::size_t count : {1U, 2U, 3U, 15U, 40U, 61U, 300U, 1000U}) {
        for (const std::size_t wallet : {2U, 5U, 5000U}) {
            const auto places = network_places(nodes(count, wallet));
            INFO(count << " nodes, each " << wallet << "th a wallet");
            REQUIRE(places.size() == count);
            CHECK(places.front() == Spot{});
            CHECK(smallest_distance(places) > 0.25F / std::sqrt(static_cast<float>(count)));
            for (const Spot& each : places) CHECK(std::hypot(each.x, each.y) < 1.001F);
        }
    }
}

TEST_CASE("wallets stand outside of all nodes", "[gui]") {
    const auto all = nodes(50, 3);
    const auto places = network_places(all);
    float farthest = 0;
    float nearest = 2;
    for (std::size_t at = 1; at < all.size(); ++at) {
        const float away = std::hypot(places[at].x, places[at].y);
        if (all[at].kind == NodeMark::Kind::Wallet) {
            nearest = std::min(nearest, away);
        } else {
            farthest = std::max(farthest, away);
        }
    }
    CHECK(nearest > farthest);
}

TEST_CASE("the sides of a class that is parted stand beside one another", "[gui]") {
    for (const std::size_t count : {2U, 3U, 15U, 40U, 100U, 300U}) {
        auto all = nodes(count, 5);
        for (std::size_t at = 1; at < count; at += 2) all[at].apart = true;
        const auto places = network_places(all);
        INFO(count << " nodes");
        CHECK(places.front() == Spot{-side_middle, 0});
        CHECK(smallest_distance(places) > 0.1F / std::sqrt(static_cast<float>(count)));
        for (std::size_t at = 0; at < count; ++at) {
            CHECK((places[at].x > 0.3F) == all[at].apart);
            CHECK((places[at].x < -0.3F) != all[at].apart);
            CHECK(std::max(std::abs(places[at].x), std::abs(places[at].y)) < 1.001F);
        }
    }
}

TEST_CASE("links between the sides of a class are open in their middle, and the legend says so",
          "[gui]") {
    scene::Explorer scene{18, {.students = 16}};
    scene.show(ExplorerPage::Overview);
    CHECK(broken_in(scene).empty());
    CHECK_FALSE(scene.screen.says("the other side"));
    scene.network.perform(PartClass{});
    scene.screen.frame(2);
    CHECK(scene.screen.says("the other side"));
    CHECK(scene.screen.says("parted"));
    const auto broken = broken_in(scene);
    std::vector<float> after_gaps;
    for (std::size_t at = 1; at < broken.size(); ++at) {
        if (broken[at] - broken[at - 1] > 9) after_gaps.push_back(broken[at]);
    }
    // Links, nothing, the line between the sides, nothing, links.
    REQUIRE(after_gaps.size() >= 2);
    const auto middle = std::adjacent_find(
        after_gaps.begin(), after_gaps.end(),
        [](float line, float links) { return links - line < 30 && links - line > 9; });
    CHECK(middle != after_gaps.end());
    scene.network.perform(HealClass{});
    scene.screen.frame(2);
    CHECK(broken_in(scene).empty());
}

TEST_CASE("a curve of many values keeps the lowest and the highest of each column", "[gui]") {
    const std::array<double, 7> values{3, -1, 4, 1, 5, 9, 2};
    const auto value = [&](std::size_t at) { return values[at]; };
    CHECK(reduced(7, 2, value) == std::vector<Extent>{{-1, 4}, {1, 9}});
    CHECK(reduced(7, 100, value).size() == 7);
    CHECK(reduced(7, 100, value)[1] == Extent{-1, -1});
    CHECK(reduced(0, 100, value).empty());
}

TEST_CASE("the numbers at an axis are round", "[gui]") {
    CHECK(round_numbers(0, 100, 4) == std::vector<double>{0, 50, 100});
    CHECK(round_numbers(-7, 12, 4) == std::vector<double>{-5, 0, 5, 10});
    CHECK(round_numbers(5, 5, 4) == std::vector<double>{5});
}

TEST_CASE("where there are many nodes only the one under the mouse is named", "[gui]") {
    scene::Explorer scene{18, {.nodes = 61, .blocks = 30}};
    CHECK_FALSE(scene.screen.says("127.0.0.1:5000"));
    // Ours is in the middle of the picture.
    const auto legend = scene.screen.find("this node");
    REQUIRE(legend.has_value());
    for (float y = legend->y - 30; y > 150 && !scene.screen.says("127.0.0.1:5000"); y -= 8) {
        scene.screen.click(18 * 1.2F + (62 - 2.4F) * 18 * 0.31F - 4, y);
    }
    CHECK(scene.screen.says("127.0.0.1:5000"));
}

TEST_CASE("a network of a thousand nodes and ten thousand blocks is drawn", "[gui]") {
    scene::Explorer scene{18, {.nodes = 1000, .blocks = most_blocks_shown}};
    CHECK(scene.screen.says("9,999"));
    scene.show(ExplorerPage::Curves);
    CHECK(scene.screen.says("Hash rate"));
}
