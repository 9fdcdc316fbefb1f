#include "catch.hpp"
#include "gui/words.hpp"
#include "scene.hpp"

TEST_CASE("the overview tells the balance and what happened last", "[gui]") {
    scene::Scene scene;
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("12,345"));
    CHECK(scene.screen.says("250"));
    CHECK(scene.screen.says("waiting for a block"));
    CHECK(scene.screen.says("one of its coins is spent already by another payment"));
}

TEST_CASE("Japanese is written as it is", "[gui]") {
    if (sbc::gui::find_fonts(sbc::gui::font_folders()).japanese.empty()) {
        WARN("no font with Japanese is installed");
        return;
    }
    scene::Scene scene;
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("田中さんへ：本のお礼"));
}

TEST_CASE("amounts end at the same place, whatever their digits", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('4');
    float right = 0;
    int seen = 0;
    for (const auto& entry : *scene.view().history) {
        if (const auto found = scene.screen.find(sbc::gui::signed_figures(entry));
            found && found->x > 600) {
            right = right == 0 ? found->x + found->width : right;
            CHECK(std::abs(found->x + found->width - right) < 1.5F);
            ++seen;
        }
    }
    CHECK(seen > 5);
}

TEST_CASE("an empty wallet says how to begin", "[gui]") {
    scene::Scene scene{{.lines = 0}};
    CHECK(scene.screen.says("Nothing yet."));
}

TEST_CASE("each panel is reached by its name and by its key", "[gui]") {
    scene::Scene scene;
    const std::pair<char, const char*> panels[] = {{'2', "A new address"},
                                                   {'3', "This payment"},
                                                   {'4', "40 of 40"},
                                                   {'5', "The key file"},
                                                   {'6', "Size of the letters"},
                                                   {'7', "Nothing has happened yet."},
                                                   {'1', "What happened last"}};
    for (const auto& [key, words] : panels) {
        scene.screen.press_with_control(key);
        INFO(scene.screen.everything());
        CHECK(scene.screen.says(words));
    }
    scene.screen.click("Keys");
    CHECK(scene.screen.says("The key file"));
}

TEST_CASE("nothing is cut off, at a desk and from the back of a room", "[gui]") {
    for (const int font : {14, 18, 28, 36}) {
        const auto size = static_cast<float>(font);
        scene::Scene scene{{}, size * 62, size * 41};
        scene.screen.font(size);
        for (const char panel : {'1', '2', '3', '4', '5', '6', '7'}) {
            scene.screen.press_with_control(panel);
            for (const auto& words : scene.screen.words()) {
                INFO("panel " << panel << ", letters of " << font << ": " << words.text);
                CHECK_FALSE(words.cut_off);
            }
        }
    }
}

TEST_CASE("in a low window the block is written all the same, and each panel is reached", "[gui]") {
    const auto [width, height, font] = GENERATE(table<float, float, float>(
        {{1024, 768, 28}, {1024, 700, 28}, {1280, 720, 36}, {800, 480, 24}}));
    CAPTURE(width, height, font);
    scene::Scene scene{{}, width, height};
    scene.screen.font(font);
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    for (const char panel : {'7', '1'}) {
        scene.screen.press_with_control(panel);
        CHECK(scene.screen.says(panel == '7' ? "Notices" : "Overview"));
        const auto button = scene.screen.find("Write a block");
        const auto block = scene.screen.find("block 1,204");
        REQUIRE(button);
        REQUIRE(block);
        CHECK(button->y > 0);
        CHECK(block->y + block->height <= height);
        for (const auto& words : scene.screen.words()) {
            INFO(words.text);
            CHECK_FALSE(words.cut_off);
        }
    }
    scene.screen.click("Write a block");
    CHECK(scene.count<sbc::gui::CloseBlock>() == 1);
}

TEST_CASE("what the worker could not do is told once", "[gui]") {
    scene::Scene scene;
    scene.trouble = "no memory";
    scene.screen.frame(5);
    CHECK(scene.screen.says("Something went wrong."));
    scene.screen.press_with_control('7');
    scene.screen.seconds(60);
    CHECK(scene.screen.says("no memory"));
}

TEST_CASE("a window at rest asks for no other frame", "[gui]") {
    scene::Scene scene;
    CHECK_FALSE(scene.again.has_value());
}

TEST_CASE("the block is written when its button is pressed, and the payment is confirmed",
          "[gui]") {
    scene::Scene scene;
    scene.screen.click("Write a block");
    CHECK(scene.count<sbc::gui::CloseBlock>() == 1);
    CHECK(scene.screen.says("Block 1205 is written."));
    CHECK_FALSE(scene.screen.says("waiting for a block"));
    SECTION("the notice goes by itself") {
        REQUIRE(scene.again.has_value());
        scene.screen.seconds(*scene.again + 0.1);
        CHECK_FALSE(scene.screen.says("Block 1205 is written."));
        CHECK_FALSE(scene.again.has_value());
    }
    SECTION("and can be read again in the list") {
        scene.screen.press_with_control('7');
        scene.screen.seconds(60);
        CHECK(scene.screen.says("Block 1205 is written."));
    }
}

TEST_CASE("Ctrl+Q closes the window", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('Q');
    CHECK(scene.closed);
}
