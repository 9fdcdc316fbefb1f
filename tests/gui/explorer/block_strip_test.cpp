#include "catch.hpp"
#include "explorer_scene.hpp"

using namespace sbc::gui;

namespace {

// "newest block" is written above it.
bool has_button(const scene::Explorer& scene) {
    const auto found = scene.screen.find("newest");
    return found && found->text == "newest";
}

}  // namespace

TEST_CASE("a click on a block of the strip leads to it", "[gui]") {
    scene::Explorer scene;
    scene.show(ExplorerPage::Blocks);
    scene.screen.click("1,202");
    REQUIRE(scene.last<LookAtBlock>().has_value());
    CHECK(scene.last<LookAtBlock>()->height == 1202);
    CHECK(scene.screen.says("Block 1,202"));
}

TEST_CASE("the strip is pulled back through history, and returns to the newest", "[gui]") {
    scene::Explorer scene;
    scene.show(ExplorerPage::Blocks);
    CHECK_FALSE(has_button(scene));
    scene.screen.wheel("1,203", 100);
    CHECK_FALSE(scene.screen.says("1,203"));
    CHECK(scene.screen.says("1,104"));
    SECTION("by its button") { scene.screen.click("newest"); }
    SECTION("by the wheel") { scene.screen.wheel("1,104", -200); }
    SECTION("by leaving the page") {
        scene.show(ExplorerPage::Curves);
        scene.show(ExplorerPage::Blocks);
    }
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("1,203"));
    CHECK_FALSE(has_button(scene));
}

TEST_CASE("the strip ends at the genesis block", "[gui]") {
    scene::Explorer scene;
    scene.show(ExplorerPage::Blocks);
    scene.screen.wheel("1,203", 5000);
    CHECK(scene.screen.says("0"));
    CHECK(scene.screen.says("1"));
    scene.screen.press(screen::Key::Right);
    CHECK_FALSE(scene.screen.says("1,203"));
}

TEST_CASE("a block that has just come glows for two seconds", "[gui]") {
    scene::Explorer scene;
    CHECK_FALSE(scene.again.has_value());
    scene.change = [](ExplorerView& view) { sample::add_block(view); };
    scene.screen.frame(2);
    CHECK(scene.screen.says("1,205"));
    CHECK(scene.again.has_value());
    scene.screen.seconds(glow_seconds + 0.1);
    CHECK_FALSE(scene.again.has_value());
    CHECK(scene.screen.frames_until_rest() == 0);
}
