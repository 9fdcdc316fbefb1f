#include <imgui.h>

#include <cmath>

#include "catch.hpp"
#include "gui/qr/qr.hpp"
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

TEST_CASE("where no QR code can be drawn, it is said why", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('2');
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("There is no QR code") == !QrCode::of("SB1").has_value());
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
    for (const auto& words : scene.screen.words()) {
        if (words.text == "Rename" && std::abs(words.y - row->y) < row->height) {
            scene.screen.click(words.x + 2, words.y + 2);
            break;
        }
    }
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

TEST_CASE("somebody gets a name before the first payment, and is forgotten by a button", "[gui]") {
    scene::Scene scene{{}, 1116, 1100};
    scene.screen.press_with_control('5');
    scene.screen.click_field("Somebody else's name");
    scene.screen.type("Dora");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type(sample::address(7));
    scene.screen.press(screen::Key::Enter);
    REQUIRE(scene.last_rename());
    CHECK(scene.last_rename()->address == sample::address(7));
    CHECK(scene.last_rename()->label == "Dora");
    CHECK(scene.view().contacts.size() == 4);
    const auto row = scene.screen.find("Dora");
    const auto forget = scene.screen.find("Forget");
    REQUIRE(row);
    REQUIRE(forget);
    scene.screen.click(forget->x + 4, row->y + row->height / 2);
    CHECK(scene.view().contacts.size() == 3);
    CHECK_FALSE(scene.screen.says("Dora"));
}

TEST_CASE("an address of one's own that had a name stands in one list only", "[gui]") {
    scene::Scene scene{{}, 1116, 1100};
    scene.change = [](WalletView& view) {
        view.contacts.push_back({view.addresses[0].text, "Myself"});
    };
    scene.screen.press_with_control('5');
    CHECK(scene.screen.says("everyday"));
    CHECK_FALSE(scene.screen.says("Myself"));
}

TEST_CASE("a panel is used with the keyboard alone", "[gui]") {
    scene::Scene scene;
    SECTION("arrow and Space press its first button") {
        scene.screen.press_with_control('5');
        scene.screen.press(screen::Key::Down);
        scene.screen.press(screen::Key::Space);
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("The address is in the clipboard."));
    }
    SECTION("and go on from there") {
        scene.screen.press_with_control('1');
        scene.screen.press_with_control('6');
        scene.screen.press(screen::Key::Down);  // Light
        scene.screen.press(screen::Key::Right);
        scene.screen.press(screen::Key::Space);
        CHECK(scene.window.look().theme == ThemeName::Dark);
    }
    SECTION("Tab goes to its first field") {
        scene.screen.press_with_control('5');
        scene.screen.press(screen::Key::Tab);
        scene.screen.type("eggs");
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<NewAddress>() == 1);
        CHECK(scene.view().addresses.front().label == "eggs");
    }
    SECTION("and a block is written from anywhere") {
        scene.screen.press_with_control('5');
        scene.screen.press_with_control('B');
        CHECK(scene.count<CloseBlock>() == 1);
        scene.screen.click("Export \u2026");
        scene.screen.press_with_control('B');  // but not while a question waits
        CHECK(scene.count<CloseBlock>() == 1);
    }
}

TEST_CASE("a name in the ranking is claimed where there is a network, and stays when refused",
          "[gui]") {
    SECTION("nobody would read it in a ledger of one's own") {
        scene::Scene scene;
        scene.screen.press_with_control('5');
        CHECK_FALSE(scene.screen.says("Your name in the ranking"));
    }
    for (const bool refused : {false, true}) {
        scene::Scene scene{{.refuses_payments = refused, .weather = sample::Weather::UpToDate}};
        scene.screen.press_with_control('5');
        REQUIRE(scene.screen.says("Your name in the ranking"));
        scene.screen.click_field("What you want to be called");
        scene.screen.type("zoe");
        scene.screen.press(screen::Key::Enter);
        scene.screen.frame(3);
        CHECK(scene.count<ClaimName>() == 0);  // it is for ever: that is asked once more
        scene.screen.click("Yes: claim it for ever");
        scene.screen.frame(3);
        CHECK(scene.count<ClaimName>() == 1);
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("The fee is missing.") == refused);
    }
}

// The backend is busy, says no, and has done.
namespace {
void is_refused(scene::Scene& scene, screen::Key key) {
    scene.answers = false;
    scene.busy = true;
    scene.screen.press(key);
    scene.change = [](WalletView& view) {
        view.notices.push_back({900, Tone::Bad, "It was not done.", "That name is too long."});
    };
    scene.screen.frame(2);
    scene.busy = false;
    scene.screen.frame(2);
    scene.screen.seconds(60);  // the notice at the edge has gone
}
}  // namespace

TEST_CASE("the label of an address that could not be made is not typed twice", "[gui]") {
    scene::Scene scene;
    const bool in_keys = GENERATE(false, true);
    scene.screen.press_with_control(in_keys ? '5' : '2');
    scene.screen.click_field(in_keys ? "A new address: for whom or what" : "For whom or what");
    scene.screen.type("eggs");
    is_refused(scene, screen::Key::Enter);
    CHECK(scene.count<NewAddress>() == 1);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("eggs"));
    CHECK(scene.screen.says("That name is too long."));
    SECTION("and is gone when it was made") {
        scene.answers = true;
        scene.change = nullptr;
        scene.screen.click("Make it");
        CHECK(scene.count<NewAddress>() == 2);
        CHECK(scene.view().addresses.front().label == "eggs");
        CHECK(scene.screen.says(in_keys ? "a label" : "rice from Aiko"));  // in an empty field
        CHECK_FALSE(scene.screen.says("That name is too long."));
    }
}

TEST_CASE("a name that could not be given stays in its field", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('5');
    const auto row = scene.screen.find("everyday");
    REQUIRE(row);
    for (const auto& words : scene.screen.words()) {
        if (words.text == "Rename" && std::abs(words.y - row->y) < row->height) {
            scene.screen.click(words.x + 2, words.y + 2);
            break;
        }
    }
    scene.screen.type("market");
    is_refused(scene, screen::Key::Enter);
    CHECK(scene.count<Rename>() == 1);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("market"));
    CHECK(scene.screen.says("Keep"));
    scene.screen.press(screen::Key::Escape);  // it stays as it was
    CHECK_FALSE(scene.screen.says("Keep"));
    CHECK(scene.screen.says("everyday"));
}
