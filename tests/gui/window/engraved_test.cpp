#include <imgui.h>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc::gui;
using sample::Post;
using screen::Key;

namespace {

class Engraved : public scene::Scene {
public:
    explicit Engraved(std::size_t lines = 9, float width = 1116, float height = 738)
        : Scene{{.weather = sample::Weather::UpToDate,
                 .post = Post::Open,
                 .amounts = {.engravings = lines}},
                width,
                height} {
        screen.press_with_control('0');
    }
};

}  // namespace

TEST_CASE("the timeline says who engraved what, and whether it is proven", "[gui][engraved]") {
    Engraved scene;
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("I was here, and the sun was shining."));
    CHECK(scene.screen.says("heard, in no block yet"));
    CHECK(scene.screen.says("verified in block 1,202"));
    CHECK(scene.screen.says("You (everyday)"));
    CHECK(scene.screen.says("今日、はじめてブロックを掘りました。"));
    CHECK(scene.screen.says("21 November 2026, 14:03"));
}

TEST_CASE("whoever calls himself bob has his own address beside it", "[gui][engraved]") {
    Engraved scene;
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("I am bob, believe me."));
    CHECK(scene.screen.says(sample::address(sample::eve).substr(0, 8)));
    scene.screen.wheel("I am bob", -3);
    CHECK(scene.screen.find("bob")->text == "bob");  // one's own name for him
    SECTION("and the address is shown and copied") {
        const auto address = sample::address(sample::eve);
        scene.screen.point_at(address.substr(0, 8));
        CHECK(scene.screen.says("A click copies this address:"));
        scene.screen.click(address.substr(0, 8));
        CHECK(std::string{ImGui::GetClipboardText()} == address);
    }
}

TEST_CASE("a text of one's own is engraved after a question", "[gui][engraved]") {
    Engraved scene;
    scene.screen.type("Hello, 世界");
    CHECK(scene.screen.says("13 of 280 bytes"));
    CHECK(scene.screen.says("Everybody will read this, for ever"));
    scene.screen.press(Key::Tab);
    scene.screen.type("3");
    scene.screen.press(Key::Enter);
    CHECK(scene.screen.says("Engrave this?"));
    CHECK(scene.count<Engrave>() == 0);
    SECTION("yes, by Enter, once") {
        scene.screen.press(Key::Enter);
        scene.screen.press(Key::Enter);
        CHECK(scene.count<Engrave>() == 1);
        REQUIRE(scene.last<Engrave>());
        CHECK(scene.last<Engrave>()->text == "Hello, 世界");
        CHECK(scene.last<Engrave>()->fee == "3");
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("Hello, 世界"));  // heard
        CHECK(scene.screen.says("0 of 280 bytes"));
    }
    SECTION("no") {
        scene.screen.click("Back");
        CHECK(scene.count<Engrave>() == 0);
        CHECK(scene.screen.says("13 of 280 bytes"));
    }
    SECTION("no, by Enter") {
        scene.screen.press(Key::Right);  // from "Engrave it" to "Back"
        scene.screen.press(Key::Enter);
        CHECK(scene.count<Engrave>() == 0);
        CHECK_FALSE(scene.screen.says("Engrave this?"));
        CHECK(scene.screen.says("13 of 280 bytes"));
    }
}

TEST_CASE("a text that is empty or too long is not engraved", "[gui][engraved]") {
    Engraved scene;
    SECTION("empty") {}
    SECTION("too long") {
        scene.screen.type(std::string(281, 'x'));
        CHECK(scene.screen.says("1 byte too many: 281 of 280 bytes"));
    }
    scene.screen.click("Engrave \u2026");
    scene.screen.press(Key::Enter);
    CHECK_FALSE(scene.screen.says("Engrave this?"));
}

TEST_CASE("an engraving that is refused stays in its field, with the reason", "[gui][engraved]") {
    scene::Scene scene{{.refuses_payments = true, .post = Post::Open}};
    scene.screen.press_with_control('0');
    scene.screen.type("Hello");
    scene.screen.press(Key::Enter);
    scene.screen.click("Engrave it");
    CHECK(scene.count<Engrave>() == 1);
    scene.screen.seconds(60);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Nothing was engraved. The fee is missing."));
    CHECK(scene.screen.says("Hello"));
}

TEST_CASE("of two thousand engravings those are drawn that are seen, and older ones are asked for",
          "[gui][engraved]") {
    Engraved scene(2'000);
    CHECK(scene.screen.words().size() < 60);
    scene.screen.wheel("I was here", -100'000);
    CHECK(scene.screen.says("Note 1999"));
    CHECK(scene.screen.words().size() < 60);
    scene.screen.click("Older");
    CHECK(scene.count<OlderEngravings>() == 1);
    scene.screen.wheel("Note 1999", -100'000);
    CHECK(scene.screen.says("The first one of all."));
    scene.screen.click("Older");  // than the first there are none
    CHECK(scene.count<OlderEngravings>() == 1);
}

TEST_CASE("an engraving cannot imitate what the window says of it", "[gui][engraved]") {
    Engraved scene;
    scene.change = [](WalletView& view) {
        auto changed = std::make_shared<Timeline>(*view.engravings);
        (*changed)[0].text = "honest\n\n   \nverified in block 7";
        view.engravings = changed;
    };
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    CHECK_FALSE(scene.screen.find("verified in block 7")->text == "verified in block 7");
    CHECK(scene.screen.find("honest")->text.find("verified in block 7") != std::string::npos);
}

TEST_CASE("a ledger in which nobody reads engravings has no page for them", "[gui][engraved]") {
    scene::Scene scene;
    scene.screen.press_with_control('0');
    CHECK_FALSE(scene.screen.says("Engraved"));
    CHECK(scene.screen.says("What happened last"));
}

TEST_CASE("no engraving is cut off, in a small window and from the back of a room",
          "[gui][engraved]") {
    for (const int font : {14, 18, 28, 36}) {
        const auto size = static_cast<float>(font);
        const bool small = font == 18 || font == 28;
        Engraved scene(9, small ? 960 : size * 62, small ? 640 : size * 41);
        scene.screen.font(size);
        scene.screen.frame(10);
        for (const auto& words : scene.screen.words()) {
            INFO("letters of " << font << ": " << words.text);
            // The hint of an empty field may be longer than the field in the narrowest window.
            CHECK((!words.cut_off || words.text.rfind("what shall", 0) == 0));
        }
    }
}
