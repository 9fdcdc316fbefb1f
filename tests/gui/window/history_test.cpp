#include "catch.hpp"
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
        scene.screen.click("お米 五キロ、ありがとうございます");
        scene.screen.click("Sent to Aiko");
        scene.screen.frame(2);
    }
}
