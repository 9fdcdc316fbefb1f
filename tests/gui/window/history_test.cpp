#include <imgui.h>

#include "catch.hpp"
#include "gui/window/window.hpp"
#include "scene.hpp"

using namespace sbc::gui;

TEST_CASE("the history is searched by what one remembers", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('4');
    REQUIRE(scene.screen.says("40 of 40"));
    SECTION("a name, in whatever case") {
        scene.screen.type("tanaka");
        CHECK(scene.screen.says("Received from Mrs. Tanaka"));
        CHECK_FALSE(scene.screen.says("Sent to Ben"));
    }
    SECTION("a part of a note") {
        scene.screen.type("loaves");
        CHECK(scene.screen.says("Received from Ben"));
        CHECK_FALSE(scene.screen.says("Mrs. Tanaka"));
    }
    SECTION("a part of a note in Japanese") {
        scene.screen.type("本の");
        CHECK(scene.screen.says("Received from Mrs. Tanaka"));
        CHECK_FALSE(scene.screen.says("Received from Ben"));
    }
    SECTION("nothing is like that") {
        scene.screen.type("no such words");
        CHECK(scene.screen.says("0 of 40"));
        CHECK(scene.screen.says("Nothing is like that."));
    }
    SECTION("a kind") {
        scene.screen.click("Everything");
        scene.screen.click("Mined");
        INFO(scene.screen.everything());
        CHECK_FALSE(scene.screen.says("Sent to Ben"));
        CHECK(scene.screen.says("+100"));
    }
}

TEST_CASE("Ctrl+F goes to the search from anywhere", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('F');
    scene.screen.type("loaves");
    CHECK(scene.screen.says("Received from Ben"));
    CHECK_FALSE(scene.screen.says("Mrs. Tanaka"));
}

TEST_CASE("of ten thousand lines only those are drawn that are seen", "[gui]") {
    scene::Scene scene{{.lines = 10'000}};
    scene.screen.press_with_control('4');
    CHECK(scene.screen.says("10,000 of 10,000"));
    CHECK(scene.screen.words().size() < 120);
    scene.screen.wheel("two loaves of bread", -20);
    CHECK(scene.screen.words().size() > 40);
}

TEST_CASE("a line that was chosen shows all that is known of it", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('4');
    scene.screen.click("Sent to Aiko");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Copy transaction"));
    SECTION("and stays chosen when the history grows") {
        scene.screen.click("Write a block");
        CHECK(scene.screen.says("Copy transaction"));
    }
    SECTION("its address is paid again") {
        scene.screen.click("Pay again");
        CHECK(scene.screen.says("This is Aiko."));
    }
    SECTION("its address is given another name") {
        scene.screen.click_field("Whose address this is");
        scene.screen.type(" of the shop");
        scene.screen.click("Keep the name");
        CHECK(scene.count<Rename>() == 1);
        CHECK(scene.screen.says("of the shop"));
    }
    SECTION("another click puts it away") {
        scene.screen.click("Sent to Aiko");  // the one in the list, which is drawn last
        CHECK_FALSE(scene.screen.says("Copy transaction"));
    }
}

TEST_CASE("a name that the bold letters lack is written as it is in the heading of a line",
          "[gui]") {
    if (find_fonts(font_folders()).japanese.empty()) {
        WARN("no font with Japanese is installed");
        return;
    }
    scene::Scene scene;
    scene.screen.press_with_control('4');
    scene.screen.click("Sent to Aiko");
    scene.screen.click_field("Whose address this is");
    scene.screen.press_with_control('A');
    scene.screen.type("愛子");
    scene.screen.click("Keep the name");
    INFO(scene.screen.everything());
    int times = 0;
    for (const auto& words : scene.screen.words()) {
        times += static_cast<int>(words.text == "Sent to 愛子");
    }
    CHECK(times >= 2);  // in the line, and as the heading of what is known of it
}

TEST_CASE("after a click all is in its place before the window rests", "[gui]") {
    const auto height = static_cast<float>(GENERATE(620, 738, 900));
    CAPTURE(height);
    scene::Scene scene{{}, 1116, height};
    scene.screen.press_with_control('4');
    const auto row = scene.screen.find("two loaves of bread");
    REQUIRE(row);
    scene.screen.frame(20);
    ImGui::GetIO().MousePos = {row->x + 4, row->y + 4};
    scene.screen.frame(20);
    ImGui::GetIO().MouseDown[0] = true;
    scene.screen.frame();
    ImGui::GetIO().MouseDown[0] = false;
    scene.screen.frame();
    CHECK(1 + scene.screen.frames_until_rest() <= frames_after_event);
    CHECK(scene.screen.says("Copy transaction"));
}

// As by one who reads headers only, who learns nothing of other people's coins.
TEST_CASE("where it is not known who paid, there is no address to be copied or named", "[gui]") {
    scene::Scene scene;
    scene.change = [](WalletView& view) {
        auto changed = std::make_shared<History>(*view.history);
        (*changed)[0].address.clear();
        (*changed)[0].label.clear();
        view.history = changed;
    };
    scene.screen.press_with_control('4');
    scene.screen.click("Received");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This wallet does not know who it was."));
    CHECK(scene.screen.says("Copy transaction"));
    CHECK_FALSE(scene.screen.says("Copy address"));
    CHECK_FALSE(scene.screen.says("Whose address this is"));
}
