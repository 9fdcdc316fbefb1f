#include <string>
#include <vector>

#include "catch.hpp"
#include "cli_scene.hpp"

using namespace sbc::gui;

namespace {

CliScene in_network() {
    CliScene scene;
    scene.network = true;
    scene.bank.connection = {
        LinkState::UpToDate, 7, 7, {{"a:1", CoreState::Answers, 7, "up to date"}}};
    return scene;
}

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what is engraved costs a fee, and stays: so it is asked for", "[gui]") {
    CliScene scene = in_network();
    SECTION("yes") {
        scene.answers = true;
        const Ran ran = scene.run({"engrave", "I was here", "--json"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(has(ran.out, R"("note":"I was here")"));
        CHECK(has(scene.questions.front(), "for ever"));
    }
    SECTION("no") {
        scene.answers = false;
        CHECK(scene.run({"engrave", "I was here"}).code == 1);
        CHECK(scene.bank.paid.empty());
    }
    SECTION("nobody is there to be asked") {
        CHECK(scene.run({"engrave", "I was here"}).code == 2);
        CHECK(scene.run({"engrave", "I was here", "--yes", "--fee", "5"}).code == 0);
        CHECK(scene.bank.paid.front().fee.count == 5);
    }
}

TEST_CASE("who has no address yet is told so, and engraves nothing", "[gui]") {
    CliScene scene = in_network();
    scene.bank.addresses.clear();  // a key file may have no keys in it
    const Ran ran = scene.run({"engrave", "I was here", "--yes"});
    CHECK(ran.code == 1);
    CHECK(ran.error.starts_with("There is no address yet: "));
}

TEST_CASE("engravings are shown with who, where and how sure it is", "[gui]") {
    CliScene scene = in_network();
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.engravings =
            Timeline{{address_of("zoe"), "", "soon", "now", 0, false, false},
                     {address_of("aiko"), "", "I was here", "yesterday", 5, true, false}};
        bank.older_engravings = true;
    });
    SECTION("the newest") {
        const Ran ran = scene.run({"engraved", "--limit", "2"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(ran.out.starts_with("sb1"));  // zoe's, who has no name here
        CHECK(has(ran.out, ", unverified\n    soon\n"));
        CHECK(has(ran.out, "愛子, sb1"));
        CHECK(has(ran.out, "block 5, yesterday\n    I was here\n"));
        CHECK(scene.bank.mailed.empty());
    }
    SECTION("and older ones, where there are not enough") {
        const Ran ran = scene.run({"engraved", "--json"});
        CHECK(has(ran.out, R"("older":0,"total":3)"));
        CHECK(scene.bank.mailed == std::vector<std::string>{"older"});
    }
}

TEST_CASE("what cannot be engraved is refused before anybody is asked", "[gui]") {
    CliScene scene = in_network();
    scene.answers = true;
    const auto refused = [&](const std::vector<std::string>& words, const std::string& why) {
        std::vector<std::string> all{"engrave"};
        all.insert(all.end(), words.begin(), words.end());
        const Ran ran = scene.run(all);
        CHECK(ran.code == 1);
        CHECK(has(ran.error, "Nothing was engraved."));
        CHECK(has(ran.error, why));
    };
    SECTION("nothing at all") { refused({"  "}, "Write something first."); }
    SECTION("more than fits") { refused({std::string(281, 'x')}, "at most 280 bytes"); }
    SECTION("for a fee that is none") { refused({"Hi", "--fee", "1.5"}, "no parts of a point"); }
    SECTION("without a point at the first address") {
        scene.bank.addresses.front().balance = Points{1};
        scene.bank.addresses.push_back({key_of("other"), "Other", Points{100}});
        refused({"Hi"}, "your first address, " + address_of("me"));
    }
    CHECK(scene.questions.empty());
    CHECK(scene.bank.paid.empty());
}

TEST_CASE("who waits for engravings waits for as long as somebody may show some", "[gui]") {
    CliScene scene = in_network();
    const auto says = [](const Ran& ran, const std::string& why) {
        CHECK(ran.code == 1);
        CHECK(has(ran.error, why));
    };
    SECTION("not at all, where no core carries any") {
        scene.bank.nobody_engraves = true;
        says(scene.run({"--patience", "600", "engraved"}), "No core here shows engravings.");
    }
    SECTION("nor where there is no network") {
        scene.bank.connection = {};
        says(scene.run({"--patience", "600", "engraved"}), "No core here shows engravings.");
    }
    SECTION("nor where there are none") {
        scene.bank.engravings = Timeline{};
        const Ran ran = scene.run({"--patience", "600", "engraved"});
        CHECK(ran.code == 0);
        CHECK(ran.out == "nothing is engraved yet\n");
    }
    SECTION("else until patience is over, and is told that nothing has come") {
        says(scene.run({"--patience", "0", "engraved"}), "--patience SECONDS waits longer");
    }
}
