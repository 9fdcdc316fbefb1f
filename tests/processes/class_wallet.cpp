// A light wallet of common/ as a program, for a class of many: its key follows from a name, it says
// how much it has, and pays when it is told to.
#include <asio/io_context.hpp>
#include <sstream>

#include "base/random.hpp"
#include "crypto/address.hpp"
#include "driver/driver.hpp"
#include "ledger/rules.hpp"
#include "node/light_wallet.hpp"
#include "p2p/edge_pair.hpp"
#include "wallet/plan.hpp"

namespace {

using namespace sbc;

crypto::SigningKey key_of(const std::string& name) {
    return crypto::SigningKey{
        crypto::SigningKey::Seed{crypto::hash256(as_bytes("class wallet " + name)).bytes}};
}

// The application "light", which can be typed at: pay ADDRESS POINTS, and balance.
class Till : public node::LightWallet {
public:
    Till(const chain::Network& network, const ledger::Rules& rules, const crypto::SigningKey& key)
        : LightWallet{network, rules}, network_{rules.network}, key_{key} {}

    p2p::Actions typed(const std::string& line, p2p::Moment) override {
        std::istringstream words{line};
        std::string verb;
        std::string to;
        std::uint64_t amount = 0;
        words >> verb >> to >> amount;
        if (verb == "balance") return {p2p::Tell{Tone::Plain, balance()}};
        const auto address = crypto::from_address(to);
        if (verb != "pay" || !address) return {};
        return {p2p::Tell{Tone::Plain, pay(*address, ledger::Amount{amount})}};
    }
    [[nodiscard]] std::string balance() const {
        const wallet::Balance now = wallet().balance();
        return "has " + std::to_string(now.spendable.value()) + ", arriving " +
               std::to_string(now.arriving.value());
    }

private:
    std::string pay(const crypto::PublicKey& to, ledger::Amount amount) {
        wallet::Order order;
        order.to = to;
        order.amount = amount;
        order.note = "well done";
        order.whatever_it_costs = true;
        const auto plan = wallet().plan(order);
        if (!plan) return "not paid: " + plan.error().text;
        const auto payment =
            wallet::sign(*plan, network_, [&](const crypto::PublicKey&) { return &key_; });
        if (!payment) return "not paid: " + payment.error().text;
        std::vector<ledger::Coin> spent;
        for (const wallet::OwnCoin& own : plan->spends) spent.push_back(own.coin);
        const auto said = LightWallet::pay(*payment, spent);
        return said ? "paid" : "not paid: " + said.error().text;
    }

    crypto::Hash network_;
    const crypto::SigningKey& key_;
};

int run(const std::string& name, const chain::Network& network,
        const std::vector<net::Address>& cores) {
    const crypto::SigningKey key = key_of(name);
    asio::io_context io;
    net::Switchboard links{io, {}};
    Till till{network, {.network = hash_of(chain::genesis(network).header)}, key};
    if (const auto added = till.add_key(key.public_key(), name, node::Past::None); !added) {
        log_error(added.error().text);
        return 1;
    }
    p2p::EdgePairSettings settings;
    settings.edge.hello.network = network.name;
    settings.edge.hello.id = p2p::NodeId{random64()};
    settings.edge.cores = cores;
    p2p::EdgePair pair{settings, {&till}};
    driver::Driver driver{io, links, pair};
    driver.tell_to([](const p2p::Tell& tell) {
        if (tell.tone == Tone::Plain) say(tell.text);
    });
    say("address " + crypto::to_address(key.public_key()));
    std::string told;
    driver.after_each([&] {
        const std::string now = till.balance();
        if (std::exchange(told, now) != now) say(now);
    });
    driver.run();
    say("wallet: stopped");
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    std::vector<std::string> cores;
    std::string name;
    chain::Network network;
    std::uint32_t spacing = 5;
    CommandLine line{"class_wallet", "A light wallet for tests."};
    line.option("--core", cores, "a node to ask");
    line.option("--network", network.name, "the network");
    line.option("--spacing", spacing, "its seconds between blocks");
    line.option("--name", name, "whose wallet it is");
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    const auto known = net::Address::parse_all(cores);
    if (!known || known->empty() || name.empty() || !sound(network)) {
        log_error("class_wallet --name NAME --core ADDRESS --network NAME --spacing N");
        return 2;
    }
    return run(name, network, *known);
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
