#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "explorer_scene.hpp"

using namespace sbc::gui;

namespace {

constexpr std::array<ExplorerPage, 6> pages{ExplorerPage::Overview, ExplorerPage::Blocks,
                                            ExplorerPage::Curves,   ExplorerPage::Ranking,
                                            ExplorerPage::Engraved, ExplorerPage::Alter};

}  // namespace

TEST_CASE("the overview shows the network, its newest blocks and who has received most", "[gui]") {
    scene::Explorer scene;
    INFO(scene.screen.everything());
    for (const char* words :
         {"classroom", "1,204", "should be 5", "hashes/s", "payments waiting", "this node", "Aiko",
          "\u7530\u4e2d \u82b1\u5b50", "4,820", "payments", "reorganisation: back 2, forward 3"}) {
        INFO(words);
        CHECK(scene.screen.says(words));
    }
    // Names come before addresses.
    const auto view = scene.network.view();
    for (const NodeMark& each : view->nodes) {
        if (each.name != each.address) CHECK_FALSE(scene.screen.says(each.address));
    }
}

TEST_CASE("each page of the explorer shows what the view has", "[gui]") {
    scene::Explorer scene;
    const auto says = [&](ExplorerPage page, std::initializer_list<const char*> all) {
        scene.show(page);
        INFO(scene.screen.everything());
        for (const char* words : all) {
            INFO(words);
            CHECK(scene.screen.says(words));
        }
    };
    says(ExplorerPage::Blocks, {"1,203", "aside", "refused", "Waiting for a block",
                                "13 payments, 5,480 bytes", "solved exercise 6-2"});
    says(ExplorerPage::Curves, {"Difficulty", "Seconds between blocks", "Hash rate", "1,000"});
    says(ExplorerPage::Ranking, {"Of all time", "The last day", "2026-11-20", "\u201cAiko\u201d",
                                 "4,820", "solved exercise 6-2"});
    says(ExplorerPage::Engraved,
         {"For everybody, for ever", "heard", "in no block yet", "\u201cAiko\u201d", "block 1,198",
          "2026-11-20 14:57", "\u6c38\u9060\u306b\u6b8b\u308b\u8a00\u8449",
          "in the last row, and it rained all day."});
    says(ExplorerPage::Alter, {"Choose a block of the strip", "1,204"});
}

TEST_CASE("an explorer without blocks, payments and points says so", "[gui]") {
    scene::Explorer scene{18, {.nodes = 1, .blocks = 1}};
    scene.change = [](ExplorerView& view) {
        view.waiting.clear();
        view.waiting_count = 0;
        view.ranking.clear();
        view.of_day.clear();
        view.engravings.clear();
    };
    scene.screen.frame(2);
    CHECK(scene.screen.says("Nobody has been given any points yet."));
    scene.show(ExplorerPage::Blocks);
    CHECK(scene.screen.says("Nothing waits. Pay somebody!"));
    scene.show(ExplorerPage::Engraved);
    CHECK(scene.screen.says("Nobody has engraved anything yet."));
    scene.show(ExplorerPage::Curves);
    CHECK(scene.screen.says("there is only the genesis block"));
    scene.change = [](ExplorerView& view) { view.history = std::make_shared<const BlockMarks>(); };
    for (const auto page : pages) scene.show(page);  // not even the genesis block
    CHECK(scene.screen.says("No block yet"));
}

TEST_CASE("an explorer that is still fetching says how far it is", "[gui]") {
    scene::Explorer scene;
    scene.change = [](ExplorerView& view) {
        view.catching_up = true;
        view.best_known = 9'000;
    };
    scene.screen.frame(2);
    CHECK(scene.screen.says("block 1,204 of 9,000"));
}

TEST_CASE("nothing of the explorer is cut off, at a desk and from the back of a room", "[gui]") {
    for (const int font : {14, 18, 36}) {
        scene::Explorer scene{static_cast<float>(font)};
        for (const bool altered : {false, true}) {
            if (altered) {
                scene.network.perform(LookAtBlock{1200});
                scene.network.perform(ChangeByte{1, 12, 'x'});
                scene.network.perform(ShowToNeighbours{});
            }
            for (const auto page : pages) {
                scene.show(page);
                for (const auto& words : scene.screen.words()) {
                    INFO("page " << static_cast<int>(page) << ", letters of " << font << ": "
                                 << words.text);
                    CHECK_FALSE(words.cut_off);
                }
            }
        }
    }
}

TEST_CASE("the keyboard leads through the explorer and sets its looks", "[gui]") {
    scene::Explorer scene;
    scene.screen.press_with_control('2');
    CHECK(scene.screen.says("Waiting for a block"));
    scene.screen.press_with_control('3');
    CHECK(scene.screen.says("Difficulty"));
    scene.screen.press_with_control('4');
    CHECK(scene.screen.says("Of all time"));
    scene.screen.press_with_control('5');
    CHECK(scene.screen.says("For everybody, for ever"));
    scene.screen.press_with_control('6');
    CHECK(scene.screen.says("Choose a block of the strip"));
    scene.screen.press_with_control('1');
    CHECK(scene.screen.says("Points received"));
    scene.screen.press_with_control('T');
    CHECK(scene.window.look().theme == ThemeName::Dark);
    scene.screen.press_with_control('Q');
    CHECK(scene.closed);
}

TEST_CASE("an engraving in Japanese is as large as any other", "[gui]") {
    scene::Explorer scene;
    scene.change = [](ExplorerView& view) {
        EngravingMark mark;
        mark.address = "sb1qqqqq\u2026zzzzzz";
        view.engravings.clear();
        for (const char* text :
             {"Hello, all", "Hello, all\u30FC"}) {  // a stroke, no higher than "e"
            mark.text = text;
            view.engravings.push_back(mark);
        }
    };
    scene.show(ExplorerPage::Engraved);
    INFO(scene.screen.everything());
    std::vector<float> heights;
    for (const auto& words : scene.screen.words()) {
        if (words.text.starts_with("Hello")) heights.push_back(words.height);
    }
    REQUIRE(heights.size() == 2);
    CHECK(std::abs(heights[0] - heights[1]) <= 2);
}

TEST_CASE("an engraving's address is always there, whatever name its author claims", "[gui]") {
    scene::Explorer scene;
    scene.change = [](ExplorerView& view) {
        EngravingMark mark;
        mark.name = std::string(300, 'n');
        mark.address = "sb1qqqqq\u2026zzzzzz";
        mark.text = "It was me";
        mark.when = "2026-11-20 14:03";
        mark.height = 7;
        view.engravings = {mark};
        mark.name = "Aiko";
        view.engravings.push_back(mark);
        mark.claimed = false;
        view.engravings.push_back(mark);
    };
    scene.show(ExplorerPage::Engraved);
    INFO(scene.screen.everything());
    std::size_t addresses = 0;
    for (const auto& words : scene.screen.words()) {
        const bool there = words.text.find("sb1qqqqq\u2026zzzzzz") != std::string::npos;
        addresses += there ? 1U : 0U;
        CHECK_FALSE(words.cut_off);
    }
    CHECK(addresses == 3);
    CHECK(scene.screen.says("\u201cAiko\u201d"));
}

TEST_CASE("a tab of the explorer is clicked", "[gui]") {
    scene::Explorer scene;
    scene.screen.click("Ranking");
    CHECK(scene.screen.says("Of all time"));
}

TEST_CASE("an explorer at which nothing happens wants no more frames", "[gui]") {
    scene::Explorer scene;
    for (const auto page : pages) {
        scene.show(page);
        CHECK(scene.screen.frames_until_rest() == 0);
        CHECK_FALSE(scene.again.has_value());
    }
}
