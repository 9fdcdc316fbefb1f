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
