#include "gui/cli.hpp"

#include "base/json.hpp"
#include "catch.hpp"
#include "cli_scene.hpp"
#include "gui/cli_table.hpp"
#include "gui/qr/qr.hpp"

namespace {

using namespace sbc::gui;

const AccountEntry mined{"tx-mined",
                         EntryKind::Mined,
                         EntryState::Confirmed,
                         3,
                         Points{1'100},
                         Points{0},
                         key_of("me"),
                         "",
                         ""};
const AccountEntry received{"tx-received", EntryKind::Received, EntryState::Confirmed, 5, Points{7},
                            Points{0},     key_of("aiko"),      "ありがとう\x1b[2J",   ""};
const AccountEntry refused{"tx-refused",   EntryKind::Sent, EntryState::Refused, 0,
                           Points{8},      Points{1},       key_of("carla"),     "",
                           "spent already"};

FakeBank with_history() {
    FakeBank bank = FakeBank::locked();
    bank.history = {refused, received, mined};
    return bank;
}

TEST_CASE("status needs no keys, and says where they are", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"status"});
    CHECK(ran.code == 0);
    CHECK(ran.out ==
          "network  village\n"
          "block    7\n"
          "keys     locked, in keys/ben.keys\n"
          "ledger   offline ledger\n");
    CHECK(ran.error.empty());
    CHECK(scene.asked.empty());
    CHECK(scene.run({"status", "--json"}).out ==
          R"({"command":"status","height":7,"key_file":"keys/ben.keys","keys":"locked",)"
          R"("network":"village","status":"offline ledger"})"
          "\n");
}

TEST_CASE("the balance stands in a column", "[cli]") {
    CliScene scene;
    scene.bank.addresses[0].balance = Points{1'234'567};
    const Ran ran = scene.run({"balance"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("spendable  1,234,567\n"));
    CHECK_THAT(ran.out, ContainsSubstring("arriving           0  when"));
    CHECK(scene.run({"balance", "--json"}).out ==
          R"({"arriving":0,"command":"balance","leaving":0,"maturing":0,"spendable":1234567})"
          "\n");
}

TEST_CASE("an address is shown alone, for other programs, and with its code for a phone", "[cli]") {
    CliScene scene;
    scene.bank.addresses.push_back({key_of("savings"), "Savings", Points{5}});
    CHECK(scene.run({"address"}).out == address_of("me") + "\n");
    CHECK(scene.run({"address", "Savings"}).out == address_of("savings") + "\n");
    CHECK(scene.run({"address", "Savings", "--json"}).out ==
          R"({"address":")" + address_of("savings") +
              R"(","balance":5,"command":"address","label":"Savings"})"
              "\n");
    const Ran code = scene.run({"address", "--qr"});
    CHECK(code.code == 0);
    CHECK(code.out.starts_with(address_of("me") + "\n"));
    const bool has_codes = QrCode::of("SB1").has_value();
    CHECK((code.out.size() > 200) == has_codes);
    CHECK((code.out.find("without libqrencode") != std::string::npos) != has_codes);
    const Ran rows = scene.run({"address", "--qr", "--json"});
    CHECK_THAT(rows.out, ContainsSubstring(has_codes ? R"("qr":["1111111)" : R"("qr":[])"));
    CHECK_THAT(scene.run({"address", "--json"}).out, !ContainsSubstring("qr"));
    const Ran none = scene.run({"address", "Holidays"});
    CHECK(none.code == 1);
    CHECK_THAT(none.error, ContainsSubstring("Holidays"));
}

TEST_CASE("the key file and all addresses are listed", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"keys"});
    CHECK(ran.out == address_of("me") + "  100  Main\nin keys/ben.keys\n");
    CHECK(scene.run({"keys", "--json"}).out ==
          R"({"addresses":[{"address":")" + address_of("me") +
              R"(","balance":100,"label":"Main"}],"command":"keys","key_file":"keys/ben.keys",)"
              R"("keys":"open"})"
              "\n");
}

TEST_CASE("addresses are made and named", "[cli]") {
    CliScene scene;
    CHECK(scene.run({"new", "Savings"}).out == address_of("mine Savings") + "\n");
    CHECK(scene.run({"new", "Tips", "--json"}).out ==
          R"({"address":")" + address_of("mine Tips") +
              R"(","balance":0,"command":"new","label":"Tips"})"
              "\n");
    CHECK(scene.run({"rename", address_of("me"), "Purse"}).code == 0);
    CHECK(scene.bank.addresses[0].label == "Purse");
    CHECK(scene.run({"rename", address_of("me"), ""}).code == 0);
    CHECK(scene.bank.addresses[0].label.empty());
    CHECK(scene.run({"new", "sb1x"}).code == 1);
}

TEST_CASE("contacts are named, listed in columns and forgotten, without keys", "[cli]") {
    CliScene scene;
    CHECK(scene.run({"contacts"}).out ==
          "愛子  " + address_of("aiko") + "\nBen   " + address_of("ben") + "\n");
    const Ran added = scene.run({"contact", "Carla", address_of("carla"), "--json"});
    CHECK(added.code == 0);
    CHECK(added.out == R"({"command":"contact","done":"Carla is one of your contacts."})"
                       "\n");
    CHECK(scene.drawer.settings.contacts.size() == 3);
    CHECK(scene.run({"forget", "ben"}).code == 0);
    CHECK(scene.run({"forget", "ben"}).code == 1);
    CHECK(scene.run({"contacts", "--json"}).out ==
          R"({"command":"contacts","contacts":[{"address":")" + address_of("carla") +
              R"(","name":"Carla"},{"address":")" + address_of("aiko") +
              R"(","name":"愛子"}]})"
              "\n");
    CHECK(scene.asked.empty());
    CHECK(scene.run({"contact", "Dora", "sb1nonsense"}).code == 1);
    CHECK(scene.run({"contact", "", address_of("dora")}).code == 1);
}

TEST_CASE("history is a table, whatever strangers write into their notes", "[cli]") {
    CliScene scene{with_history()};
    const Ran ran = scene.run({"history"});
    const std::string carla = address_of("carla");
    CHECK(ran.out ==
          "    −9  Sent to " + carla.substr(0, 9) + "…" + carla.substr(55) +
              "  refused: spent already\n"
              "    +7  Received from 愛子        block 5, 3 confirmations  “ありがとう?[2J”\n"
              "+1,100  Mined                     block 3, 5 confirmations\n");
}

TEST_CASE("history is found by a word, and cut where it was asked to be", "[cli]") {
    CliScene scene{with_history()};
    CHECK_THAT(scene.run({"history", "--find", "愛"}).out, ContainsSubstring("Received"));
    CHECK_THAT(scene.run({"history", "--find", "愛"}).out, !ContainsSubstring("Mined"));
    CHECK(scene.run({"history", "--find", "nobody"}).out == "nothing matches\n");
    CHECK(scene.run({"history", "--kind", "sent", "--find", "愛"}).out == "nothing matches\n");
    CHECK(CliScene{}.run({"history", "--find", "nobody"}).out == "nothing yet\n");
    CHECK_THAT(scene.run({"history", "--limit", "1"}).out, !ContainsSubstring("Mined"));
    CHECK_THAT(scene.run({"history", "--limit", "1"}).out,
               ContainsSubstring("\n1 of 3; --limit N shows more\n"));
    CHECK_THAT(scene.run({"history", "--limit", "3"}).out, !ContainsSubstring("--limit"));
    CHECK_THAT(scene.run({"history", "--kind", "mined"}).out, ContainsSubstring("Mined"));
    CHECK_THAT(scene.run({"history", "--kind", "mined"}).out, !ContainsSubstring("Received"));
    CHECK(scene.run({"history", "--kind", "stolen"}).code == 2);
    CHECK_THAT(scene.run({"history", "--find", "+1,100"}).out, ContainsSubstring("Mined"));
    CHECK_THAT(scene.run({"history", "--limit", "2", "--json"}).out,
               ContainsSubstring(R"("height":7,"total":3})"));
    CHECK(scene.run({"history", "--limit", "x"}).code == 2);
    CHECK(scene.run({"history", "--find", "mined", "--json"}).out ==
          R"({"command":"history","entries":[{"address":")" + address_of("me") +
              R"(","amount":1100,"fee":0,"height":3,"id":"tx-mined","kind":"mined",)"
              R"("label":"Main","note":"","reason":"","state":"confirmed"}],"height":7,"total":1})"
              "\n");
}

TEST_CASE("the next block is written where the user decides that", "[cli]") {
    CliScene scene;
    CHECK(scene.run({"next-block"}).out == "Block 8 is written.\n");
    CHECK(scene.run({"next-block", "--json"}).out ==
          R"({"command":"next-block","done":"Block 9 is written.","height":9})"
          "\n");
    scene.next_block.clear();
    CHECK(scene.run({"next-block"}).code == 1);
    CHECK(scene.bank.height == 9);
}

TEST_CASE("a command line that cannot be read ends with 2, in JSON too", "[cli]") {
    CliScene scene;
    const std::vector<std::string> words = GENERATE(
        std::vector<std::string>{}, std::vector<std::string>{"burn"},
        std::vector<std::string>{"pay", "Ben"}, std::vector<std::string>{"balance", "--loud"},
        std::vector<std::string>{"balance", "--pass-fd", "x"},
        std::vector<std::string>{"balance", "--pass-fd", "-1"});
    const Ran plain = scene.run(words);
    CHECK(plain.code == 2);
    CHECK(plain.out.empty());
    CHECK_FALSE(plain.error.empty());
    auto with_json = words;
    with_json.emplace_back("--json");
    const Ran json = scene.run(with_json);
    CHECK(json.code == 2);
    CHECK(json.error.empty());
    const auto read = sbc::JsonReader::parse(json.out.substr(0, json.out.size() - 1), {});
    REQUIRE(read);
    CHECK(read->has("error"));
    CHECK(scene.asked.empty());
}

TEST_CASE("help says what there is", "[cli]") {
    CliScene scene;
    const Ran help = scene.run({"--help"});
    CHECK(help.code == 0);
    for (const std::string command : {"status", "create", "balance", "address", "new", "rename",
                                      "contact", "contacts", "forget", "check", "pay", "history",
                                      "keys", "export", "import", "pass-phrase", "next-block"}) {
        CHECK_THAT(help.out, ContainsSubstring("\n  " + command + " "));
    }
    CHECK_THAT(help.out, ContainsSubstring("--ledger"));
    CHECK_THAT(scene.run({"pay", "--help"}).out, ContainsSubstring("--yes"));
}

TEST_CASE("a program's own options are read, and what it cannot open is told", "[cli]") {
    CliScene scene;
    const Ran ran = scene.run({"status", "--ledger", "nowhere"});
    CHECK(ran.code == 1);
    CHECK(ran.error == "there is no ledger nowhere\n");
    CHECK(scene.run({"status", "--ledger", "nowhere", "--json"}).out ==
          R"({"command":"status","error":"there is no ledger nowhere"})"
          "\n");
}

TEST_CASE("an answer that cannot be written is no success, and no refusal", "[cli]") {
    CliScene scene;
    scene.full = true;
    for (const auto& words : {std::vector<std::string>{"balance", "--json"}, {"status"}}) {
        const Ran ran = scene.run(words);
        CHECK(ran.code == 4);
        CHECK(ran.error == "The answer could not be written to standard output.\n");
    }
    CHECK(scene.run({"pay", "Ben", "5", "--yes"}).code == 4);
    CHECK(scene.bank.paid.size() == 1);
    CHECK(scene.run({"check", "Ben", "500"}).code == 1);  // that it was refused counts more
    scene.phrases = {"wrong"};
    CHECK(scene.run({"balance", "--json"}).code == 1);
}

TEST_CASE("settings that cannot be read are a warning beside the answer", "[cli]") {
    CliScene scene;
    scene.drawer.unreadable = "x.settings: damaged";
    const Ran ran = scene.run({"contacts"});
    CHECK(ran.code == 0);
    CHECK(ran.out == "no contacts yet\n");
    CHECK_THAT(ran.error, ContainsSubstring("damaged"));
}

TEST_CASE("a table's columns stand below each other, also with wide characters", "[cli]") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("愛子") == 4);
    CHECK(display_width("ｶﾅ") == 2);
    CHECK(display_width("が") == 2);  // two characters, one on top of the other
    CHECK(display_width("−…") == 2);
    Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
    table.row({"愛子", "5", "x"});
    table.row({"Benjamin", "1,000", ""});
    CHECK(table.to_text() ==
          "愛子          5  x\n"
          "Benjamin  1,000\n");
}

}  // namespace
