#include "catch.hpp"
#include "gui/connection.hpp"
#include "gui/panels/awaited.hpp"
#include "scene.hpp"

using namespace sbc::gui;
using sample::Weather;

namespace {

scene::Scene in(Weather weather, float width = 1116, float height = 738) {
    return scene::Scene{{.weather = weather}, width, height};
}

}  // namespace

TEST_CASE("a ledger of one's own has no network to look at", "[gui]") {
    scene::Scene scene;
    CHECK_FALSE(scene.screen.says("Network"));
    scene.screen.press_with_control('8');
    CHECK(scene.screen.says("What happened last"));
    CHECK(scene.screen.says("offline ledger"));
}

TEST_CASE("at the foot stands how the wallet hangs on its network", "[gui]") {
    CHECK(in(Weather::Away).screen.says("not connected"));
    CHECK(in(Weather::Connecting).screen.says("connecting \u2026"));
    CHECK(in(Weather::Following).screen.says("headers 70 %"));
    CHECK(in(Weather::UpToDate).screen.says("up to date"));
    CHECK(in(Weather::Differ).screen.says("connected"));  // whatever is up to date there
    CHECK_FALSE(in(Weather::Stale).screen.says("up to date"));
}

TEST_CASE("the network's panel names the cores, their heights and what cannot be known", "[gui]") {
    auto scene = in(Weather::Differ);
    scene.screen.press_with_control('8');
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("connected with 2 cores"));
    CHECK(scene.screen.says("192.168.178.21:9333"));
    CHECK(scene.screen.says("block 1,203"));
    CHECK(scene.screen.says("another history since block 1,200"));
    CHECK(scene.screen.says("What this wallet cannot know"));
    CHECK(scene.screen.says("The cores learn your addresses"));
}

TEST_CASE("what is wrong stands above every panel, the worst first, until it is over", "[gui]") {
    auto scene = in(Weather::Differ);
    for (const char panel : {'1', '2', '3', '4', '5', '6', '7'}) {
        scene.screen.press_with_control(panel);
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("The two cores tell different histories since block 1,200."));
        CHECK(scene.screen.says("1 more"));
    }
    SECTION("and leads to the rest") {
        scene.screen.click("1 more");
        CHECK(scene.screen.says("The newest block is 2 hours old."));
        CHECK_FALSE(scene.screen.says("1 more"));
    }
    SECTION("over: it is gone") {
        scene.change = [](WalletView& view) { view.connection.warnings.clear(); };
        scene.screen.frame(3);
        CHECK_FALSE(scene.screen.says("The two cores tell"));
    }
}

TEST_CASE("a balance that may be old says of which block it is", "[gui]") {
    CHECK(in(Weather::Following).screen.says("as of block 850"));
    CHECK(in(Weather::Away).screen.says("as of block 1,204"));
    CHECK_FALSE(in(Weather::UpToDate).screen.says("as of block"));
}

TEST_CASE("a payment that no core has, and one that waits again, say so", "[gui]") {
    auto scene = in(Weather::UpToDate);
    scene.screen.press_with_control('4');
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("no core has it yet"));
    CHECK(scene.screen.says("waiting for a block again"));
}

TEST_CASE("what happened by itself is told, and answers no question", "[gui]") {
    auto scene = in(Weather::Differ);
    CHECK(scene.screen.says("The newest 3 blocks were replaced by 4 others."));
    // A refusal that came while something happened by itself is a refusal all the same.
    scene.screen.press_with_control('5');
    scene.change = [](WalletView& view) {
        view.notices.push_back({90, Tone::Bad, "The name stays as it was.", "It is taken."});
        view.notices.push_back({91, Tone::Good, "A block has come.", {}, false});
    };
    Awaited awaited;
    auto view = scene.view();
    const FontSet no_fonts;
    const Pen pen{no_fonts, palette_of(ThemeName::Light), 18};
    awaited.begin(view);
    scene.change(view);
    CHECK(awaited.answer(view, pen) == Awaited::Answer::Refused);
    CHECK(awaited.trouble() == "The name stays as it was. It is taken.");
}

TEST_CASE("nothing of a network is cut off, at a desk and from the back of a room", "[gui]") {
    for (const int font : {14, 36}) {
        const auto size = static_cast<float>(font);
        for (const Weather weather : {Weather::Following, Weather::Differ}) {
            auto scene = in(weather, size * 62, size * 41);
            scene.screen.font(size);
            scene.screen.seconds(60);  // the notices have gone
            for (const char panel : {'1', '8'}) {
                scene.screen.press_with_control(panel);
                for (const auto& words : scene.screen.words()) {
                    INFO("panel " << panel << ", letters of " << font << ": " << words.text);
                    CHECK_FALSE(words.cut_off);
                }
            }
        }
    }
}
