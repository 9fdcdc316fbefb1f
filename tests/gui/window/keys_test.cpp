#include <imgui.h>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc::gui;

TEST_CASE("one's address is copied by its button and by Ctrl+C", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('2');
    ImGui::SetClipboardText("");
    SECTION("the button") { scene.screen.click("Copy"); }
    SECTION("the keys") { scene.screen.press_with_control('C'); }
    CHECK(std::string{ImGui::GetClipboardText()} == sample::address(1));
    CHECK(scene.screen.says("The address is in the clipboard."));
    CHECK(scene.count<CopyText>() == 0);  // the window's own affair
}

TEST_CASE("another of one's addresses is chosen to be shown", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('2');
    scene.screen.click("everyday");
    scene.screen.click("rice from Aiko");
    scene.screen.click("Copy");
    CHECK(std::string{ImGui::GetClipboardText()} == sample::address(2));
}

TEST_CASE("a new address is made with its label", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('2');
    scene.screen.click_field("For whom or what");
    scene.screen.type("eggs");
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<NewAddress>() == 1);
    CHECK(scene.view().addresses.front().label == "eggs");
}

TEST_CASE("an address is renamed in its row", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('5');
    const auto row = scene.screen.find("everyday");
    REQUIRE(row);
    const auto rename = scene.screen.find("Rename");
    REQUIRE(rename);
    scene.screen.click(rename->x + 2, row->y + row->height / 2);
    scene.screen.type("market");
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<Rename>() == 1);
    CHECK(scene.view().addresses.front().label.find("market") != std::string::npos);
}

TEST_CASE("keys are exported under a pass phrase that was typed twice", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('5');
    scene.screen.click("Export \u2026");
    REQUIRE(scene.screen.says("Export your keys"));
    scene.screen.type("/tmp/keys");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type("one");
    scene.screen.press(screen::Key::Tab);
    SECTION("different") {
        scene.screen.type("two");
        CHECK(scene.screen.says("The two are different."));
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<ExportKeys>() == 0);
        scene.screen.press(screen::Key::Escape);
        scene.screen.press(screen::Key::Escape);
        CHECK_FALSE(scene.screen.says("Export your keys"));
    }
    SECTION("the same") {
        scene.screen.type("one");
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<ExportKeys>() == 1);
        CHECK(scene.screen.says("Your keys were exported to /tmp/keys."));
    }
}

TEST_CASE("the pass phrase is changed when the old one is right", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('5');
    scene.screen.click("Change pass phrase \u2026");
    scene.screen.type(sample::pass_phrase);
    scene.screen.press(screen::Key::Tab);
    scene.screen.type("new words");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type("new words");
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<ChangePassPhrase>() == 1);
    CHECK(scene.screen.says("The pass phrase is changed."));
}

TEST_CASE("theme and letters change at once, and are told to be kept", "[gui]") {
    scene::Scene scene;
    SECTION("in the settings") {
        scene.screen.press_with_control('6');
        scene.screen.click("Dark");
        CHECK(scene.window.look().theme == ThemeName::Dark);
        scene.screen.click("+");
        CHECK(scene.window.look().font_size == 20);
    }
    SECTION("with keys") {
        scene.screen.press_with_control('T');
        CHECK(scene.window.look().theme == ThemeName::Dark);
        scene.screen.press_with_control('-');
        CHECK(scene.window.look().font_size == 16);
    }
    CHECK(scene.count<ChangeLook>() == 2);
}
