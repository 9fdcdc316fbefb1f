#include <string>
#include <vector>

#include "catch.hpp"
#include "cli_scene.hpp"

using namespace sbc::gui;

namespace {

MailContact aiko() {
    return {address_of("aiko"), "", true, 1, "tomorrow", "apple bear cloud", true};
}

// A network whose core carries letters, and opens our letter box when somebody waits for it.
CliScene with_letters() {
    CliScene scene;
    scene.network = true;
    scene.bank.connection = {
        LinkState::UpToDate, 7, 7, {{"a:1", CoreState::Answers, 7, "up to date"}}};
    scene.bank.mail.there = true;
    scene.bank.mail.address = address_of("me");
    scene.bank.mail.contacts = {aiko()};
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.mail.open = true;
        bank.mail.card = {3, "tomorrow", "door egg fish"};
    });
    return scene;
}

// The next thing that happens to the letter, once it is written.
void happens_to_letter(FakeBank& bank, MailState state, const std::string& trouble) {
    if (bank.mail.conversations.empty()) {
        return bank.happens.push_front(
            [=](FakeBank& later) { happens_to_letter(later, state, trouble); });
    }
    MailLetter& letter = bank.mail.conversations.front().letters.back();
    letter.state = state;
    letter.trouble = trouble;
}
void then(CliScene& scene, MailState state, const std::string& trouble = {}) {
    scene.bank.happens.emplace_back(
        [=](FakeBank& bank) { happens_to_letter(bank, state, trouble); });
}

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("one's own card is shown once there is one, and renewed", "[gui]") {
    CliScene scene = with_letters();
    const Ran ran = scene.run({"card"});
    INFO(ran.error);
    CHECK(ran.code == 0);
    CHECK(has(ran.out, address_of("me")));
    CHECK(has(ran.out, "door egg fish"));
    const Ran renewed = scene.run({"card", "renew", "--json"});
    CHECK(renewed.code == 0);
    CHECK(has(renewed.out, "\"sequence\":4"));
    CHECK(scene.run({"card", "renwe"}).code == 2);
}

TEST_CASE("one's own card is shown when a core has it, so that others find it", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.mail.card = {1, "tomorrow", "door egg fish"};
    scene.bank.happens.clear();
    SECTION("soon") {
        scene.bank.happens.emplace_back([](FakeBank& bank) { bank.mail.open = true; });
        const Ran ran = scene.run({"card"});
        CHECK(ran.code == 0);
        CHECK(scene.bank.mail.open);
        CHECK(ran.error.empty());
        CHECK(has(ran.out, "door egg fish"));
    }
    const auto told = [&](const Ran& ran, const std::string& why) {
        CHECK(ran.code == 0);
        CHECK(has(ran.error, "No core has this card"));
        CHECK(has(ran.error, why));
        CHECK(has(ran.out, "door egg fish"));
    };
    SECTION("or not within one's patience") {
        told(scene.run({"--patience", "0", "card"}), "--patience SECONDS waits longer");
    }
    SECTION("or not at all, where none carries letters") {
        scene.bank.mail.trouble = "No core here carries letters.";
        told(scene.run({"card"}), "No core here carries letters.");
    }
    SECTION("or where none answers") {
        scene.bank.connection.state = LinkState::Away;
        scene.bank.connection.cores = {{"a:1", CoreState::Away, 0, "nobody listens there"}};
        told(scene.run({"card"}), "a:1");
    }
}

TEST_CASE("a letter is written, and it is said how far it has come", "[gui]") {
    CliScene scene = with_letters();
    SECTION("until a core holds it") {
        then(scene, MailState::OnItsWay);
        const Ran ran = scene.run({"write", "Ben", "Hello, Ben"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(ran.out == "to Ben, today: on its way\n");
        CHECK(scene.bank.mailed ==
              std::vector<std::string>{"write " + address_of("ben") + " Hello, Ben"});
    }
    SECTION("or until it has come") {
        then(scene, MailState::OnItsWay);
        then(scene, MailState::Delivered);
        const Ran ran = scene.run({"write", "Ben", "Hello, Ben", "--wait", "--json"});
        CHECK(ran.code == 0);
        CHECK(has(ran.out, R"("state":"delivered")"));
        CHECK(has(ran.out, R"("card":"unknown")"));
    }
    SECTION("and if nobody takes it within one's patience, that it is kept") {
        then(scene, MailState::Waiting, "nobody knows his card");
        const Ran ran = scene.run({"--patience", "0", "write", "Ben", "Hello"});
        CHECK(ran.code == 3);
        CHECK(ran.out.empty());
        CHECK(has(ran.error, "do not write it a second time"));
    }
    SECTION("it is kept as well where no core answers") {
        scene.bank.happens.clear();
        scene.bank.connection.state = LinkState::Away;
        scene.bank.connection.cores = {{"a:1", CoreState::Away, 0, "nobody listens there"}};
        const Ran ran = scene.run({"write", "Ben", "Hello"});
        CHECK(ran.code == 3);
        CHECK(scene.bank.mailed.size() == 1);
    }
    SECTION("what is no letter is refused before anybody waits for a core") {
        scene.bank.happens.clear();
        CHECK(has(scene.run({"write", "Ben", " "}).error, "Nothing was written. Write something"));
        const std::string long_one(3'001, 'x');
        CHECK(has(scene.run({"write", "Ben", long_one}).error, "at most 3,000 bytes"));
        CHECK(scene.bank.mailed.empty());
    }
    SECTION("and refused with words that help") {
        const Ran ran = scene.run({"write", "Bne", "Hello"});
        CHECK(ran.code == 1);
        CHECK(has(ran.error, "No contact is called"));
    }
}

TEST_CASE("cores that carry no letters are told of, and nobody waits for them", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.happens.clear();
    scene.bank.mail.trouble = "No core here carries letters.";
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"card"}, {"letters"}, {"write", "Ben", "Hello"}, {"find", "Ben"}}) {
        const Ran ran = scene.run(words);
        CHECK(ran.code == 1);
        CHECK(ran.error == "No core here carries letters.\n");
    }
    CHECK(scene.bank.mailed == std::vector<std::string>{"find " + address_of("ben")});
}

TEST_CASE("whoever writes to a key that has changed is warned", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.mail.contacts.front().changed = true;
    then(scene, MailState::OnItsWay);
    SECTION("and asked, where somebody can be") {
        scene.answers = false;
        const Ran ran = scene.run({"write", "愛子", "Hello"});
        CHECK(ran.code == 1);
        CHECK(has(ran.error, "another one than before"));
        CHECK(has(ran.error, "apple bear cloud"));
        CHECK(scene.questions.size() == 1);
        CHECK(scene.bank.mailed.empty());
    }
    SECTION("and it goes out where nobody can be asked") {
        const Ran ran = scene.run({"write", "愛子", "Hello"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(has(ran.error, "another one than before"));
    }
    SECTION("or where it was agreed to before") {
        scene.answers = false;
        CHECK(scene.run({"write", "愛子", "Hello", "--yes"}).code == 0);
        CHECK(scene.questions.empty());
    }
    SECTION("a program reads it in the answer") {
        const Ran ran = scene.run({"write", "愛子", "Hello", "--json"});
        CHECK(has(ran.out, R"("card":"changed")"));
    }
}

TEST_CASE("letters are fetched until nothing is coming, and made harmless", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.mail.coming = 1;
        bank.add_letter(key_of("aiko"), {0, false, MailState::Received, "First", "today", ""});
    });
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.mail.coming = 0;
        bank.add_letter(key_of("ben"),
                        {0, false, MailState::Received, "a\x1b[31m\nfrom Zoe", "today", ""});
    });
    SECTION("for people") {
        const Ran ran = scene.run({"letters"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(ran.out ==
              "from 愛子, today\n    First\nfrom Ben, today\n    a?[31m\n    from Zoe\n");
    }
    SECTION("of one alone") {
        const Ran ran = scene.run({"letters", "Ben", "--json"});
        CHECK(has(ran.out, R"("total":1)"));
        CHECK_FALSE(has(ran.out, "First"));
    }
    SECTION("the newest of many") {
        const Ran ran = scene.run({"letters", "--limit", "1"});
        CHECK_FALSE(has(ran.out, "First"));
        CHECK(has(ran.out, "1 of 2; --limit N shows more"));
    }
}

TEST_CASE("of letters that a core keeps back it is said how many they are", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.mail.coming = 2;
        bank.add_letter(key_of("aiko"), {0, false, MailState::Received, "First", "today", ""});
    });
    SECTION("for people") {
        const Ran ran = scene.run({"letters", "--patience", "0"});
        CHECK(ran.code == 0);
        CHECK(has(ran.out, "First"));
        CHECK(ran.error ==
              "A core has 2 more letters, and for 0 seconds nothing more has come. --patience "
              "SECONDS waits longer.\n");
    }
    SECTION("for another program") {
        const Ran ran = scene.run({"letters", "--patience", "0", "--json"});
        CHECK(has(ran.out, R"("coming":2)"));
    }
}

TEST_CASE("a card is looked for, compared, and forgotten", "[gui]") {
    CliScene scene = with_letters();
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.mail.contacts.push_back({address_of("ben"), "", true, 2, "tomorrow", "goat hat ink"});
    });
    const Ran found = scene.run({"find", "Ben"});
    INFO(found.error);
    CHECK(found.code == 0);
    CHECK(has(found.out, "goat hat ink"));
    CHECK(has(found.out, "not compared"));
    const Ran cards = scene.run({"cards", "--json"});
    CHECK(has(cards.out, R"("state":"compared")"));
    CHECK(has(cards.out, R"("state":"not compared")"));
    const Ran compared = scene.run({"compared", "Ben"});
    CHECK(compared.code == 0);
    CHECK(compared.out == "goat hat ink\nThe words of Ben are the right ones.\n");
    CHECK(scene.run({"compared", "Ben", "no"}).code == 0);
    CHECK(scene.run({"compared", "Ben", "yes"}).code == 2);
    CHECK(scene.run({"forget-letters", "Ben"}).code == 0);
    const std::string ben = address_of("ben");
    CHECK(scene.bank.mailed ==
          std::vector<std::string>{"find " + ben, "same " + ben + " goat hat ink",
                                   "not the same " + ben + " goat hat ink", "forget " + ben});
    const Ran nobody = scene.run({"--patience", "0", "find", address_of("zoe")});
    CHECK(nobody.code == 1);
    CHECK(has(nobody.error, "No core knows a card of"));
}
