// wallet-cli: payments, and what has to do with pass phrases.
#include "catch.hpp"
#include "cli_scene.hpp"

namespace {

using namespace sbc::gui;

TEST_CASE("a payment is tried without being made", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"check", "ben", "10"});
    const std::string ben = address_of("ben");
    CHECK(ran.code == 0);
    CHECK(ran.out == "amount   10  to ben: " + ben.substr(0, 9) + "…" + ben.substr(55) +
                         "\n"
                         "fee       1\n"
                         "remains  89\n");
    CHECK(scene.run({"check", "ben", "10", "--fee", "3", "--json"}).out ==
          R"({"address":")" + ben +
              R"(","amount":10,"command":"check","fee":3,"remains":87,"to":"ben"})"
              "\n");
    CHECK(scene.bank.paid.empty());
}

TEST_CASE("a payment is made after a yes, and is answered with its id", "[cli]") {
    CliScene scene;
    scene.answers = true;
    const Ran ran = scene.run({"pay", "ben", "10", "--note", "ありがとう"});
    CHECK(ran.code == 0);
    CHECK(ran.out == "10 points to Ben, with a fee of 1: on the way.\ntx1\n");
    REQUIRE(scene.bank.paid.size() == 1);
    CHECK(scene.bank.paid[0].to == key_of("ben"));
    CHECK(scene.bank.paid[0].amount == Points{10});
    CHECK(scene.bank.paid[0].fee == Points{1});
    CHECK(scene.bank.paid[0].note == "ありがとう");
    REQUIRE(scene.questions.size() == 1);
    CHECK_THAT(scene.questions[0], ContainsSubstring("Pay 10 points to ben (sb1"));
    CHECK_THAT(scene.questions[0], ContainsSubstring("with a fee of 1? 89 remain."));
}

TEST_CASE("after a no, and where nobody can be asked, nothing is paid", "[cli]") {
    CliScene scene;
    SECTION("no") {
        scene.answers = false;
        const Ran ran = scene.run({"pay", "ben", "10"});
        CHECK(ran.code == 1);
        CHECK(ran.error == "Nothing was paid.\n");
    }
    SECTION("nobody") {
        const Ran ran = scene.run({"pay", "ben", "10"});
        CHECK(ran.code == 2);
        CHECK_THAT(ran.error, ContainsSubstring("--yes"));
    }
    CHECK(scene.bank.paid.empty());
}

TEST_CASE("a program pays with --yes and reads what was paid", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"pay", address_of("ben"), "1,0", "--yes", "--json"});
    CHECK(ran.code == 1);
    CHECK(ran.error.empty());
    CHECK(ran.out ==
          R"({"command":"pay","error":"amount: A comma stands before each three digits, as in )"
          R"(1,000.","fields":{"amount":"A comma stands before each three digits, as in 1,000."}})"
          "\n");
    const Ran paid = scene.run({"pay", address_of("ben"), "10", "--fee", "2", "--yes", "--json"});
    CHECK(paid.code == 0);
    CHECK(paid.out ==
          R"({"address":")" + address_of("ben") +
              R"(","amount":10,"command":"pay","fee":2,"height":0,"id":"tx1","kind":"sent",)"
              R"("label":"Ben","note":"","reason":"","state":"waiting"})"
              "\n");
}

TEST_CASE("mistakes in a payment are told by field, with nothing paid and exit code 1", "[cli]") {
    struct Mistake {
        std::vector<std::string> words;
        std::string says;
    };
    const std::string ben = address_of("ben");
    std::string wrong = ben;
    wrong[20] = wrong[20] == 'q' ? 'p' : 'q';
    const auto mistake = GENERATE_COPY(
        Mistake{{wrong, "5"}, "to: Character 21"},
        Mistake{{"Bem", "5"}, "to: No contact is called"},
        Mistake{{"愛", "5"}, "to: No contact is called “愛”"},
        Mistake{{ben, "0"}, "amount: Pay at least 1"},
        Mistake{{ben, "-5"}, "amount: There is no less"},
        Mistake{{ben, "ten"}, "amount: Write a whole number"},
        Mistake{{ben, "1.5"}, "amount: There are no parts"},
        Mistake{{ben, "1000"}, "amount: You can spend 100 points."},
        Mistake{{ben, "100"}, "With its fee this payment costs 101."},
        Mistake{{ben, "5", "--fee", "96"}, "fee: You can spend 100 points."},
        Mistake{{ben, "5", "--fee", "90"}, "fee: The usual fee is 1"},
        Mistake{{ben, "5", "--note", std::string(300, 'x')}, "note: A note has at most 280"});
    CliScene scene;
    for (const std::string command : {"check", "pay"}) {
        std::vector<std::string> words = mistake.words;
        words.insert(words.begin(), command);
        if (command == "pay") words.emplace_back("--yes");
        const Ran ran = scene.run(words);
        CHECK(ran.code == 1);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.error, ContainsSubstring(mistake.says));
    }
    CHECK(scene.bank.paid.empty());
}

TEST_CASE("several mistakes are told at once", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"check", "Bem", "0"});
    CHECK_THAT(ran.error, ContainsSubstring("to: No contact"));
    CHECK_THAT(ran.error, ContainsSubstring("\namount: Pay at least 1"));
}

TEST_CASE("what the ledger refuses is told in its words", "[cli]") {
    CliScene scene;
    scene.bank.refuses = "another program has spent this coin: try again";
    const Ran ran = scene.run({"pay", "ben", "5", "--yes"});
    CHECK(ran.code == 1);
    CHECK(ran.error == "Nothing was paid. Another program has spent this coin: try again.\n");
}

TEST_CASE("what throws is told like a refusal, in JSON too", "[cli]") {
    CliScene scene;
    scene.bank.breaks = "filesystem error: cannot read";
    const Ran ran = scene.run({"next-block"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.error, ContainsSubstring("cannot read"));
    scene.ledger = "broken";
    const Ran json = scene.run({"status", "--json"});
    CHECK(json.code == 1);
    CHECK(json.out == R"({"command":"status","error":"Filesystem error: too many links."})"
                      "\n");
}

TEST_CASE("keys are made once", "[cli]") {
    CliScene scene{FakeBank{}};
    const Ran before = scene.run({"balance"});
    CHECK(before.code == 1);
    CHECK_THAT(before.error, ContainsSubstring("\"wallet-cli create\""));
    CHECK(scene.asked.empty());

    CHECK(scene.run({"create"}).code == 0);
    REQUIRE(scene.asked.size() == 1);
    CHECK(scene.asked[0].purpose == PassPhraseFor::Creating);
    CHECK(scene.bank.pass_phrase == "correct horse");

    const Ran again = scene.run({"create"});
    CHECK(again.code == 1);
    CHECK_THAT(again.error, ContainsSubstring("already, in keys/ben.keys"));
    CHECK(scene.asked.size() == 1);
    CHECK(scene.run({"balance"}).code == 0);
}

TEST_CASE("a wrong pass phrase is refused, a missing one too", "[cli]") {
    CliScene scene;
    scene.phrases = {"battery staple"};
    const Ran wrong = scene.run({"balance"});
    CHECK(wrong.code == 1);
    CHECK(wrong.out.empty());
    CHECK_THAT(wrong.error, ContainsSubstring("This is not the pass phrase of the file."));
    scene.phrases.clear();
    CHECK(scene.run({"balance"}).error == "no pass phrase was given\n");
    CHECK(scene.run({"balance", "--json"}).out ==
          R"({"command":"balance","error":"no pass phrase was given"})"
          "\n");
}

TEST_CASE("where a pass phrase comes from is handed on", "[cli]") {
    CliScene scene;
    CHECK(scene.run({"balance"}).code == 0);
    CHECK(scene.run({"balance", "--pass-fd", "7"}).code == 0);
    REQUIRE(scene.asked.size() == 2);
    CHECK_FALSE(scene.asked[0].descriptor);
    CHECK(scene.asked[1].descriptor == 7);
    CHECK(scene.asked[1].purpose == PassPhraseFor::Opening);
}

TEST_CASE("a pass phrase is changed when the old one was right", "[cli]") {
    CliScene scene;
    scene.phrases = {"battery staple", "new one"};
    CHECK(scene.run({"pass-phrase"}).code == 1);
    CHECK(scene.asked.size() == 1);  // nobody thinks of a new one in vain
    CHECK(scene.bank.pass_phrase == "correct horse");

    scene.asked.clear();
    scene.phrases = {"correct horse", "new one"};
    CHECK(scene.run({"pass-phrase"}).out == "The pass phrase is changed.\n");
    REQUIRE(scene.asked.size() == 2);
    CHECK(scene.asked[1].purpose == PassPhraseFor::Creating);
    CHECK(scene.bank.pass_phrase == "new one");

    scene.phrases = {"new one"};  // the environment has one only
    const Ran same = scene.run({"pass-phrase"});
    CHECK(same.code == 1);
    CHECK_THAT(same.error, ContainsSubstring("--pass-fd"));

    CliScene empty{FakeBank{}};
    CHECK(empty.run({"pass-phrase"}).code == 1);
}

TEST_CASE("keys go to other files and come from them", "[cli]") {
    CliScene scene;
    CHECK(scene.run({"export", "copy.keys"}).out == "Your keys are in copy.keys as well.\n");
    REQUIRE(scene.asked.size() == 2);
    CHECK(scene.asked[0].purpose == PassPhraseFor::Opening);
    CHECK(scene.asked[1].purpose == PassPhraseFor::Exporting);
    scene.bank.refuses = "there is a copy.keys already";
    CHECK(scene.run({"export", "copy.keys"}).code == 1);

    scene.asked.clear();
    CHECK(scene.run({"import", "copy.keys"}).code == 0);
    REQUIRE(scene.asked.size() == 2);
    CHECK(scene.asked[1].purpose == PassPhraseFor::Importing);
    CHECK(scene.bank.addresses.size() == 2);

    CliScene fresh{FakeBank{}};
    CHECK(fresh.run({"import", "copy.keys"}).code == 0);
    REQUIRE(fresh.asked.size() == 1);
    CHECK(fresh.asked[0].purpose == PassPhraseFor::Importing);
}

TEST_CASE("no command ever writes a pass phrase", "[cli]") {
    CliScene scene;
    scene.phrases = {"correct horse"};
    scene.answers = true;
    const std::vector<std::vector<std::string>> commands = {
        {"status"},  {"create"},           {"balance"},        {"address"},         {"keys"},
        {"history"}, {"pay", "ben", "5"},  {"export", "x"},    {"import", "x"},     {"pass-phrase"},
        {"new", ""}, {"check", "ben", ""}, {"rename", "", ""}, {"contact", "", ""}, {"next-block"}};
    for (auto words : commands) {
        for (const std::string phrase : {"correct horse", "correct horsf"}) {
            scene.phrases = {phrase};
            for (int i = 0; i < 2; ++i) {
                const Ran ran = scene.run(words);
                CHECK_THAT(ran.out + ran.error, !ContainsSubstring("correct"));
                words.emplace_back("--json");
            }
            words.resize(words.size() - 2);
        }
    }
}

}  // namespace
