// Names that ImGui, or whoever reads a line, could take for something else.
#include <imgui.h>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc::gui;

namespace {

void nothing_is_cut_off(const scene::Scene& scene) {
    for (const auto& words : scene.screen.words()) {
        INFO(words.text);
        CHECK_FALSE(words.cut_off);
    }
}

}  // namespace

// To ImGui, what stands behind "##" in an item's own words is not to be seen.
TEST_CASE("a contact's name is chosen as it is written, whatever signs are in it", "[gui]") {
    scene::Scene scene;
    scene.change = [](WalletView& view) {
        view.contacts[0].label = "Team ##blue";
        view.contacts[1].label = "Team ##red";
        view.contacts[2].label = "100 %s ###";
    };
    scene.screen.press_with_control('3');
    scene.screen.click("Choose");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Team ##blue"));
    CHECK(scene.screen.says("100 %s ###"));
    scene.screen.click("Team ##red");
    CHECK(scene.screen.says("This is Ben."));  // as the backend calls the second one
}

TEST_CASE("one's own address is chosen by its whole name", "[gui]") {
    scene::Scene scene;
    scene.change = [](WalletView& view) {
        view.addresses[0].label = "##1";
        view.addresses[1].label = "shop ##2";
    };
    scene.screen.press_with_control('2');
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("##1"));
    scene.screen.click("##1");
    CHECK(scene.screen.says("shop ##2"));
    scene.screen.click("shop ##2");
    CHECK(scene.screen.says("shop ##2"));
    CHECK_FALSE(scene.screen.says("##1"));
    scene.screen.click("Copy");
    CHECK(std::string{ImGui::GetClipboardText()} == sample::address(2));
}

TEST_CASE("the longest name has an end that is seen to be one, in a small window as well",
          "[gui]") {
    const auto width = static_cast<float>(GENERATE(1116, 700));
    scene::Scene scene{{}, width, 738};
    scene.change = [](WalletView& view) {
        view.contacts[0].label = std::string(64, 'w');
        view.addresses[0].label = std::string(64, 'w');
    };
    CAPTURE(width);
    SECTION("of a contact") {
        scene.screen.press_with_control('3');
        scene.screen.click("Choose");
    }
    SECTION("of an address") { scene.screen.press_with_control('2'); }
    SECTION("of an address among others") {
        scene.screen.press_with_control('2');
        scene.screen.click("wwww");
        CHECK(scene.screen.says("rice from Aiko"));
    }
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("wwww"));
    nothing_is_cut_off(scene);
}

TEST_CASE("the longest name of all is read in full before it is paid", "[gui]") {
    scene::Scene scene{{}, 700, 738};
    scene.change = [](WalletView& view) { view.draft.label = std::string(60, 'w') + " end"; };
    scene.screen.press_with_control('3');
    scene.screen.type("Ben");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type("7");
    scene.screen.press(screen::Key::Enter);
    REQUIRE(scene.screen.says("Pay 7 points?"));
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("end"));
    nothing_is_cut_off(scene);
}

TEST_CASE("a note of somebody else cannot imitate a line of the history", "[gui]") {
    scene::Scene scene;
    scene.change = [](WalletView& view) {
        auto changed = std::make_shared<History>(*view.history);
        (*changed)[0].note = "thanks\nReceived from Ben\x1b\n+900";
        view.history = changed;
    };
    const std::string line = "thanks Received from Ben? +900";
    SECTION("in the overview") { scene.screen.frame(3); }
    SECTION("in the history") { scene.screen.press_with_control('4'); }
    SECTION("in what is known of it") {
        scene.screen.press_with_control('4');
        scene.screen.click("thanks");
        CHECK(scene.screen.says("Copy transaction"));
    }
    INFO(scene.screen.everything());
    for (const auto& words : scene.screen.words()) {
        if (words.text.find("thanks") != std::string::npos) CHECK(words.text == line);
    }
    CHECK(scene.screen.says(line));
}
