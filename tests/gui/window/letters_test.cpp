#include <imgui.h>

#include "catch.hpp"
#include "gui/window/window.hpp"
#include "letters_scene.hpp"

using namespace sbc::gui;
using sample::Post;
using scene::bob;
using scene::carol;
using scene::dave;
using scene::Letters;
using scene::tanaka;
using screen::Key;

namespace {

void nothing_is_cut_off(const scene::Scene& scene) {
    for (const auto& words : scene.screen.words()) {
        INFO(words.text);
        CHECK_FALSE(words.cut_off);
    }
}

}  // namespace

TEST_CASE("a wallet that knows of no letters has no page for them", "[gui][letters]") {
    Letters scene(bob, 1116, 738, Post::None);
    CHECK_FALSE(scene.screen.says("Letters"));
    CHECK_FALSE(scene.screen.says("Engraved"));
    CHECK(scene.screen.says("What happened last"));
    scene.screen.press_with_control('6');
    CHECK(scene.screen.says("Ctrl+1 to Ctrl+8"));
    CHECK_FALSE(scene.screen.says("Ctrl+Enter"));
}

TEST_CASE("where no core carries letters, the page says why it is empty", "[gui][letters]") {
    Letters scene(bob, 1116, 738, Post::Missing);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This wallet has no letters: no core that it asks carries them."));
    scene.change = [](WalletView& view) { view.connection = {}; };
    scene.screen.frame(3);
    CHECK(scene.screen.says("This wallet has no letters: its ledger hangs on no network"));
}

TEST_CASE("locked keys hide letters as they hide everything", "[gui][letters]") {
    scene::Scene scene{{.keys = KeysState::Locked, .post = Post::Open}};
    scene.screen.press_with_control('9');
    CHECK_FALSE(scene.screen.says("compared"));
    CHECK_FALSE(scene.screen.says("The cat is fed"));
}

TEST_CASE("each letter says how far it is", "[gui][letters]") {
    Letters scene(bob, 1116, 1200);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("20 November, 18:40, delivered"));
    CHECK(scene.screen.says("22 November, 12:10, on its way"));
    CHECK(scene.screen.says("waiting: no core that carries letters answers"));
    CHECK(scene.screen.says("expired: it was not fetched in time"));
    CHECK(scene.screen.says("Tell nobody, and burn this."));
    CHECK(scene.screen.says("Your letters reach you."));
    scene.change = [](WalletView& view) {
        auto away = std::make_shared<MailView>(*view.mail);
        away->open = false;
        view.mail = away;
    };
    scene.screen.frame(3);
    CHECK(scene.screen.says("No core keeps letters for you now."));
}

TEST_CASE("a conversation that is looked at counts as read, and that is said once",
          "[gui][letters]") {
    Letters scene(bob);
    CHECK(scene.count<ReadLetters>() == 0);
    scene.answers = false;
    scene.screen.click("carol");
    CHECK(scene.screen.says("Can you read this?"));
    REQUIRE(scene.last<ReadLetters>());
    CHECK(scene.last<ReadLetters>()->with == sample::address(sample::carol));
    scene.screen.frame(10);
    CHECK(scene.count<ReadLetters>() == 1);
}

TEST_CASE("a letter of two lines is typed and sent with Ctrl+Enter", "[gui][letters]") {
    Letters scene(bob);
    scene.screen.type("Dear bob,");
    scene.screen.press(Key::Enter);
    scene.screen.type("こんにちは。");
    CHECK(scene.count<WriteLetter>() == 0);  // Enter alone sends nothing
    CHECK(scene.screen.says("28 of 3,000 bytes"));
    scene.screen.press_with_control(Key::Enter);
    REQUIRE(scene.last<WriteLetter>());
    CHECK(scene.last<WriteLetter>()->to == sample::address(sample::bob));
    CHECK(scene.last<WriteLetter>()->text == "Dear bob,\nこんにちは。");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Dear bob,"));
    CHECK(scene.screen.says("0 of 3,000 bytes"));
    SECTION("and the next one is typed at once") {
        scene.screen.type("P.S.");
        CHECK(scene.screen.says("4 of 3,000 bytes"));
        scene.screen.click("Send");
        CHECK(scene.last<WriteLetter>()->text == "P.S.");
        CHECK(scene.count<WriteLetter>() == 2);
    }
}

TEST_CASE("nothing but blanks, and nothing too long, can be sent", "[gui][letters]") {
    Letters scene(bob);
    SECTION("blanks") {
        scene.screen.type("  ");
        CHECK(scene.screen.says("2 of 3,000 bytes"));
    }
    SECTION("too long") {
        scene.screen.type(std::string(3'002, 'x'));
        CHECK(scene.screen.says("2 bytes too many: 3,002 of 3,000 bytes"));
    }
    scene.screen.click("Send");
    scene.screen.press_with_control(Key::Enter);
    CHECK(scene.count<WriteLetter>() == 0);
}

TEST_CASE("a letter that is refused stays in its field, with the reason", "[gui][letters]") {
    scene::Scene scene{{.refuses_payments = true, .post = Post::Open}};
    scene.screen.press_with_control('9');
    scene.screen.type("Are you there?");
    scene.screen.press_with_control(Key::Enter);
    CHECK(scene.count<WriteLetter>() == 1);
    scene.screen.seconds(60);  // the notice at the edge has gone
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Nothing was written. Too many wait."));
    CHECK(scene.screen.says("Are you there?"));
}

TEST_CASE("what was begun for one person waits while one looks at another", "[gui][letters]") {
    Letters scene(bob);
    scene.screen.type("for bob alone");
    scene.screen.click("carol");
    CHECK_FALSE(scene.screen.says("for bob alone"));
    scene.screen.click("bob");
    CHECK(scene.screen.says("for bob alone"));
}

TEST_CASE("a letter to somebody whose card is not there yet waits", "[gui][letters]") {
    Letters scene(dave);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("The card of dave is being looked for"));
    scene.screen.type("Soon?");
    scene.screen.press_with_control(Key::Enter);
    CHECK(scene.screen.says("waiting: the card is being looked for"));
}

TEST_CASE("of two thousand letters and five hundred contacts those are drawn that are seen",
          "[gui][letters]") {
    scene::Scene scene{{.weather = sample::Weather::UpToDate,
                        .post = Post::Open,
                        .amounts = {.contacts = 500, .letters = 2'000}}};
    scene.screen.press_with_control('9');
    INFO(scene.screen.everything());
    CHECK(scene.view().mail->contacts.size() == 500);
    CHECK(scene.view().mail->conversations.front().letters.size() > 1'990);
    CHECK(scene.screen.words().size() < 90);
    CHECK(scene.screen.says("One more thing: when are you back?"));  // the newest
    CHECK_FALSE(scene.screen.says("of many"));

    SECTION("older ones by the wheel, and the newest again when one has written") {
        scene.screen.wheel("One more thing: when are you back?", 40);
        CHECK(scene.screen.says("of many"));
        CHECK_FALSE(scene.screen.says("One more thing"));
        scene.screen.frame(5);
        CHECK_FALSE(scene.screen.says("One more thing"));  // it stays where it was scrolled to
        scene.screen.click_field("To bob, for nobody else to read");
        scene.screen.type("And now?");
        scene.screen.press_with_control(Key::Enter);
        CHECK(scene.screen.says("And now?"));
        CHECK(scene.screen.says("One more thing"));
    }
    SECTION("other contacts by the wheel") {
        scene.screen.wheel("dave", -30);
        CHECK_FALSE(scene.screen.says("dave"));
        CHECK(scene.screen.words().size() < 90);
    }
}

TEST_CASE("letters of others are shown as text, whatever is in them", "[gui][letters]") {
    Letters scene(carol);
    scene.change = [](WalletView& view) {
        auto changed = std::make_shared<MailView>(*view.mail);
        for (auto& each : changed->conversations) {
            if (each.with != sample::address(sample::carol)) continue;
            each.letters[0].text = std::string(900, 'w') + "\x1b[2J" + "\n\n\nend";
        }
        view.mail = changed;
    };
    scene.screen.click("bob");
    scene.screen.click("carol");
    scene.screen.wheel("Can you read this?", 2);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("wwwwwwww"));
    nothing_is_cut_off(scene);
}

TEST_CASE("no letter is cut off, in a small window and from the back of a room", "[gui][letters]") {
    for (const int font : {14, 18, 36}) {
        const auto size = static_cast<float>(font);
        const bool small = font == 18;
        for (const std::size_t contact : {bob, carol, tanaka, dave}) {
            Letters scene(contact, small ? 960 : size * 62, small ? 640 : size * 41);
            scene.screen.font(size);
            scene.screen.seconds(60);  // the notices have gone
            INFO("contact " << contact << ", letters of " << font);
            nothing_is_cut_off(scene);
            scene.screen.click("Your own card");
            nothing_is_cut_off(scene);
        }
    }
    SECTION("nor where there is no room for two columns") {
        Letters scene(tanaka, 960, 900);
        scene.screen.font(28);
        scene.screen.frame(5);
        nothing_is_cut_off(scene);
        scene.screen.wheel("key has changed.", -40);
        CHECK(scene.screen.says("Send all the same"));
        nothing_is_cut_off(scene);
    }
}

TEST_CASE("after a click on a contact all is in its place before the window rests",
          "[gui][letters]") {
    const auto height = static_cast<float>(GENERATE(640, 738, 900));
    CAPTURE(height);
    Letters scene(bob, 1116, height);
    const auto row = scene.screen.find("田中さん");
    REQUIRE(row);
    scene.screen.frame(20);
    ImGui::GetIO().MousePos = {row->x + 4, row->y + 4};
    scene.screen.frame(20);
    ImGui::GetIO().MouseDown[0] = true;
    scene.screen.frame();
    ImGui::GetIO().MouseDown[0] = false;
    scene.screen.frame();
    CHECK(1 + scene.screen.frames_until_rest() <= frames_after_event);
    CHECK(scene.screen.says("key has changed."));
}

TEST_CASE("a letter that was begun stays when its field is left with Escape", "[gui][letters]") {
    Letters scene(bob);
    scene.screen.type("Dear bob,");
    scene.screen.press(Key::Enter);
    scene.screen.type("good morning");
    scene.screen.press(Key::Escape);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("good morning"));
    CHECK(scene.screen.says("22 of 3,000 bytes"));
    scene.screen.click("Send");
    REQUIRE(scene.last<WriteLetter>());
    CHECK(scene.last<WriteLetter>()->text == "Dear bob,\ngood morning");
}
