// wallet-cli and its desk over a light wallet, with a real node.
#include <sstream>

#include "catch.hpp"
#include "crypto/address.hpp"
#include "gui/cli.hpp"
#include "gui/desk.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace light_test;

namespace {

struct Ran {
    int code = -1;
    std::string out, error;
};

Ran run_cli(const ScratchFolder& folder, std::vector<net::Address> cores,
            const std::vector<std::string>& words) {
    gui::CliProgram program;
    program.name = "wallet-cli";
    program.about = "A light wallet.";
    program.network = true;
    program.open = [&]() -> Result<std::unique_ptr<gui::Backend>, gui::CliError> {
        return std::make_unique<gui::Desk>(
            std::make_unique<light::LightAccount>(settings_of(cores), folder / "keys"),
            gui::settings_beside(folder / "keys"), gui::DeskOptions{folder / "keys", {}, {}});
    };
    program.pass_phrase =
        [](const gui::PassPhraseRequest&) -> Result<crypto::SecretText, gui::CliError> {
        return phrase();
    };
    std::vector<const char*> argv{"wallet-cli"};
    for (const std::string& word : words) argv.push_back(word.c_str());
    std::ostringstream out;
    std::ostringstream error;
    Ran ran;
    ran.code = gui::run_cli(static_cast<int>(argv.size()), argv.data(), program, out, error);
    ran.out = out.str();
    ran.error = error.str();
    return ran;
}

bool says(const Ran& ran, const std::string& words) {
    return ran.out.find(words) != std::string::npos || ran.error.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("wallet-cli shows and pays with a node of the network", "[light]") {
    const ScratchFolder folder;
    wallet::Keys keys;
    keys.push_back(wallet::new_key("mine"));
    const auto me = keys.front().key.public_key();
    REQUIRE(wallet::create_key_file(folder / "keys", phrase(), keys));
    RealNode node{me};
    node.mine(5);
    const std::vector<net::Address> cores{node.address()};
    const Ran balance = run_cli(folder, cores, {"balance", "--json"});
    INFO(balance.out << balance.error);
    CHECK(balance.code == 0);
    CHECK(says(balance, R"("maturing":200,"spendable":300,"warnings":[])"));

    const Ran status = run_cli(folder, cores, {"status"});
    INFO(status.out << status.error);
    CHECK(status.code == 0);
    CHECK(says(status, "up to date with 1 core"));

    const auto ben = crypto::to_address(key_of("ben").public_key());
    const Ran paid =
        run_cli(folder, cores, {"pay", ben, "50", "--note", "hello", "--yes", "--json"});
    INFO(paid.out << paid.error);
    CHECK(paid.code == 0);
    CHECK(says(paid, "\"state\":\"waiting\""));
    CHECK(node.waiting() == 1);
    node.mine();
    const Ran history = run_cli(folder, cores, {"history", "--kind", "sent", "--json"});
    INFO(history.out << history.error);
    CHECK(says(history, "\"state\":\"confirmed\""));
    CHECK(says(history, "\"note\":\"hello\""));
    node.stop();
    const Ran alone = run_cli(folder, cores, {"--patience", "0", "balance"});
    CHECK(alone.code == 1);
    CHECK(says(alone, "No core answers. " + node.address().to_text()));
}

TEST_CASE("wallet-cli writes a letter, and fetches it in the recipient's hands", "[light]") {
    const ScratchFolder alice;
    const ScratchFolder bob;
    RealNode node{key_of("somebody").public_key(), nullptr, Carries::Everything};
    const std::vector<net::Address> cores{node.address()};
    const auto ran = [&](const ScratchFolder& who, const std::vector<std::string>& words) {
        Ran one = run_cli(who, cores, words);
        INFO(words.front() << ": " << one.out << one.error);
        CHECK(one.code == 0);
        return one;
    };
    const auto made = [&](const ScratchFolder& who) {
        wallet::Keys keys;
        keys.push_back(wallet::new_key("mine"));
        REQUIRE(wallet::create_key_file(who / "keys", phrase(), keys));
        return crypto::to_address(keys.front().key.public_key());
    };
    const std::string alices = made(alice);
    const std::string bobs = made(bob);
    CHECK(says(ran(bob, {"card", "--json"}), R"("sequence":1)"));
    CHECK(says(ran(alice, {"contact", "Bob", bobs}), "Bob is one of your contacts."));
    CHECK(says(ran(alice, {"find", "Bob", "--json"}), R"("state":"not compared")"));
    CHECK(says(ran(alice, {"compared", "Bob"}), "are the right ones"));
    CHECK(says(ran(alice, {"write", "Bob", "Come at eight."}), "to Bob, "));
    CHECK(node.letters() == 1);
    const Ran letters = ran(bob, {"letters", "--json"});
    CHECK(says(letters, R"("text":"Come at eight.")"));
    CHECK(says(letters, alices));
    CHECK(node.letters() == 0);
    CHECK(says(ran(bob, {"letters", alices, "--json"}), R"("total":1)"));
    CHECK(says(ran(alice, {"letters", "Bob"}), "delivered"));
    CHECK(says(ran(alice, {"forget-letters", "Bob"}), "are forgotten"));
    CHECK(says(ran(alice, {"letters"}), "no letters yet"));
}

TEST_CASE("wallet-cli says so where cores carry neither letters nor engravings", "[light]") {
    const ScratchFolder folder;
    wallet::Keys keys;
    keys.push_back(wallet::new_key("mine"));
    const std::string me = crypto::to_address(keys.front().key.public_key());
    REQUIRE(wallet::create_key_file(folder / "keys", phrase(), keys));
    RealNode node{key_of("somebody").public_key()};
    const std::vector<net::Address> cores{node.address()};
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"card", "renew"}, {"letters"}, {"find", me}, {"write", me, "To myself"}}) {
        const Ran ran = run_cli(folder, cores, words);
        INFO(words.front() << ": " << ran.out << ran.error);
        CHECK(ran.code == 1);
        CHECK(says(ran, "No core here carries letters."));
    }
    const Ran engraved = run_cli(folder, cores, {"--patience", "1", "engraved"});
    CHECK(engraved.code == 1);
    CHECK(says(engraved, "No core here shows engravings."));
}
