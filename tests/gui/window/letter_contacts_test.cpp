#include <imgui.h>

#include "catch.hpp"
#include "letters_scene.hpp"

using namespace sbc::gui;
using scene::bob;
using scene::carol;
using scene::Letters;
using scene::tanaka;
using screen::Key;

TEST_CASE("each contact shows what is known of the key", "[gui][letters]") {
    Letters scene(bob);
    INFO(scene.screen.everything());
    for (const char* words :
         {"compared", "new, not compared", "key changed", "looking for the card", "田中さん"}) {
        CHECK(scene.screen.says(words));
    }
    CHECK(scene.screen.find("3").has_value());  // unread, beside the page's name
}

TEST_CASE("words are compared aloud, and the answer is told", "[gui][letters]") {
    Letters scene(carol);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("umbrella"));
    const std::string words = scene.view().mail->contacts.front().fingerprint;
    CHECK(words.find("umbrella") != std::string::npos);
    SECTION("they are the same") {
        scene.screen.click("These are the words");
        REQUIRE(scene.last<CompareCard>());
        CHECK(scene.last<CompareCard>()->address == sample::address(sample::carol));
        CHECK(scene.last<CompareCard>()->fingerprint == words);
        CHECK(scene.last<CompareCard>()->same);
        CHECK_FALSE(scene.screen.says("umbrella"));  // put away
        scene.screen.click("Compare aloud");
        CHECK(scene.screen.says("umbrella"));
    }
    SECTION("they differ") {
        scene.screen.click("They differ");
        REQUIRE(scene.last<CompareCard>());
        CHECK(scene.last<CompareCard>()->fingerprint == words);
        CHECK_FALSE(scene.last<CompareCard>()->same);
    }
    SECTION("but not if others come while the button is pressed") {
        bool pressed = false;
        scene.change = [&](WalletView& view) {
            pressed = pressed || ImGui::GetIO().MouseDown[0];
            if (!pressed) return;
            MailView mail = *view.mail;
            mail.contacts.front().fingerprint =
                "quartz rabbit saddle temple umbrella violin window wizard";
            view.mail = std::make_shared<const MailView>(std::move(mail));
        };
        const char* button = GENERATE("These are the words", "They differ");
        scene.screen.click(button);
        CHECK(scene.count<CompareCard>() == 0);
        scene.screen.click(button);
        REQUIRE(scene.last<CompareCard>());
        CHECK(scene.last<CompareCard>()->fingerprint != words);
    }
    SECTION("later") {
        scene.screen.click("Later");
        CHECK_FALSE(scene.screen.says("umbrella"));
        CHECK(scene.count<CompareCard>() == 0);
        CHECK(scene.screen.says("Compare aloud"));
    }
}

TEST_CASE("a key that has changed is told until the words are compared again", "[gui][letters]") {
    Letters scene(tanaka);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("key has changed."));
    CHECK(scene.screen.says("anchor"));
    CHECK(scene.screen.says("hammer"));
    CHECK(scene.screen.says("Send all the same"));
    CHECK_FALSE(scene.screen.says("Later"));  // nobody puts this away
    SECTION("a letter goes by its button alone, not by habit") {
        scene.screen.click_field("for nobody else to read");
        scene.screen.type("Is it you?");
        scene.screen.press_with_control(Key::Enter);
        CHECK(scene.count<WriteLetter>() == 0);
        scene.screen.click("Send all the same");
        CHECK(scene.count<WriteLetter>() == 1);
    }
    SECTION("they differ: the warning stays") {
        scene.screen.click("They differ");
        CHECK(scene.screen.says("key has changed."));
    }
    SECTION("they are the same") {
        scene.screen.click("These are the words");
        CHECK_FALSE(scene.screen.says("key has changed."));
        CHECK_FALSE(scene.screen.says("Send all the same"));
        CHECK(scene.screen.says("Send"));
    }
}

TEST_CASE("a warning is in sight when its letters are opened in a low window", "[gui][letters]") {
    Letters scene(tanaka, 960, 640);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("key has changed."));
    CHECK(scene.screen.says("These are the words"));
}

TEST_CASE("somebody is looked for by address, and given a name", "[gui][letters]") {
    Letters scene(bob, 1116, 900);
    scene.screen.click_field("Write to somebody new");
    scene.screen.type(sample::address(77));
    scene.screen.press(Key::Tab);
    scene.screen.type("mallory");
    scene.screen.press(Key::Enter);
    REQUIRE(scene.last<FindCard>());
    CHECK(scene.last<FindCard>()->address == sample::address(77));
    REQUIRE(scene.last_rename());
    CHECK(scene.last_rename()->label == "mallory");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("mallory"));
    CHECK(scene.screen.says("an address, or a name"));  // the form is empty again
    scene.screen.click("mallory");
    CHECK(scene.screen.says("The card of mallory is being looked for"));
}

TEST_CASE("what cannot be looked for is said below the form, which stays as it was",
          "[gui][letters]") {
    Letters scene(bob, 1116, 900);
    scene.screen.click_field("Write to somebody new");
    scene.screen.type("nobody");
    scene.screen.click("Look for the card");
    INFO(scene.screen.everything());
    CHECK(scene.count<FindCard>() == 1);
    CHECK(scene.count<Rename>() == 0);
    CHECK(scene.screen.says("An address begins with sb1."));
    CHECK(scene.screen.says("nobody"));
}

TEST_CASE("a contact is renamed and forgotten", "[gui][letters]") {
    Letters scene(bob);
    SECTION("renamed") {
        scene.screen.click("Rename");
        scene.screen.press_with_control('A');
        scene.screen.type("the baker");
        scene.screen.press(Key::Enter);
        REQUIRE(scene.last_rename());
        CHECK(scene.last_rename()->address == sample::address(sample::bob));
        CHECK(scene.last_rename()->label == "the baker");
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("To the baker, for nobody else to read"));
    }
    SECTION("forgotten, after a question") {
        scene.screen.click("Forget");
        CHECK(scene.screen.says("Forget bob?"));
        CHECK(scene.count<ForgetContact>() == 0);
        scene.screen.click("Forget all of it");
        CHECK(scene.count<ForgetContact>() == 1);
        CHECK_FALSE(scene.screen.says("Forget bob?"));
        CHECK_FALSE(scene.screen.says("The cat is fed"));
    }
    SECTION("or not") {
        scene.screen.click("Forget");
        scene.screen.press(Key::Escape);
        CHECK(scene.count<ForgetContact>() == 0);
        CHECK_FALSE(scene.screen.says("Forget bob?"));
    }
}

TEST_CASE("one's own card is read out, and renewed after a question", "[gui][letters]") {
    Letters scene(bob);
    CHECK_FALSE(scene.screen.says("velvet"));
    scene.screen.click("Your own card");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("velvet"));
    CHECK(scene.screen.says("card 3, until 20 December 2026, 14:03"));
    scene.screen.click("New key now \u2026");
    CHECK(scene.screen.says("A new key for your letters?"));
    CHECK(scene.count<RenewCard>() == 0);
    SECTION("yes") {
        scene.screen.click("Make a new key");
        CHECK(scene.count<RenewCard>() == 1);
        CHECK(scene.screen.says("bamboo"));
    }
    SECTION("no") {
        scene.screen.click("Back");
        CHECK(scene.count<RenewCard>() == 0);
        CHECK(scene.screen.says("velvet"));
    }
}

TEST_CASE("the mouse over a short address shows all of it, and a click copies it",
          "[gui][letters]") {
    Letters scene(bob);
    const std::string address = sample::address(sample::bob);
    scene.screen.point_at(address.substr(0, 8));
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("A click copies this address:"));
    scene.screen.click(address.substr(0, 8));
    CHECK(std::string{ImGui::GetClipboardText()} == address);
}

TEST_CASE("why letters do not come, or are not kept, is said as long as it is so",
          "[gui][letters]") {
    Letters scene(bob);
    CHECK(scene.screen.says("Your letters reach you."));
    scene.change = [](WalletView& view) {
        MailView mail = *view.mail;
        mail.trouble = "The letters cannot be kept: the disk is full.";
        mail.card.fingerprint.clear();
        view.mail = std::make_shared<const MailView>(std::move(mail));
    };
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("The letters cannot be kept: the disk is full."));
    CHECK_FALSE(scene.screen.says("Your letters reach you."));
    scene.screen.click("Your own card");
    CHECK(scene.screen.says("There is no card."));
    CHECK_FALSE(scene.screen.says("it is being made"));
}

TEST_CASE("who could not be looked for stays in the form, though the name was kept",
          "[gui][letters]") {
    Letters scene(bob, 1116, 900);
    scene.screen.click_field("Write to somebody new");
    scene.screen.type(sample::address(77));
    scene.screen.press(Key::Tab);
    scene.screen.type("mallory");
    scene.answers = false;
    scene.busy = true;
    scene.screen.press(Key::Enter);
    scene.change = [](WalletView& view) {
        view.notices.push_back({901, Tone::Bad, "Nobody was looked for.", "There are no letters."});
        view.notices.push_back({902, Tone::Good, "mallory is one of your contacts.", {}});
    };
    scene.screen.frame(2);
    scene.busy = false;
    scene.screen.frame(2);
    scene.screen.seconds(60);  // the notices at the edge have gone
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Nobody was looked for."));
    CHECK(scene.screen.says("mallory"));
}
