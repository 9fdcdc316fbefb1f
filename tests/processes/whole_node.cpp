// A full node of common/node as a program, with its store in a folder and on real sockets: to be
// killed by kills.py and kept busy by soak.py, beside the node of chapter 07, whose options and
// commands it shares. How long it takes to find a block is drawn, as in a simulation, so that many
// of them leave a machine time for other things; the nonce is then looked for in truth.
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <filesystem>

#include "../full_nodes/household.hpp"
#include "base/random.hpp"
#include "chain/gathering_store.hpp"
#include "checker/checker.hpp"
#include "crypto/address.hpp"
#include "driver/driver.hpp"
#include "store/sqlite_store.hpp"

namespace {

using namespace sbc;
using homes::Household;
using homes::HouseholdSettings;
using p2p::Actions;
using p2p::Moment;

struct Wishes {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> cores;
    std::string network = "classroom";
    std::uint32_t spacing = 5;
    std::string data;
    std::string address;
    std::uint32_t power = 0;
    bool dated = false;

    std::optional<int> read(int argc, char** argv) {
        CommandLine options{"whole_node",
                            "A full node of common/. Type say PAYMENT, balance ADDRESS, tip, pool, "
                            "power HASHES, /who or /quit."};
        options.option("--host", host, "the address to listen on");
        options.option("--port", port, "the port to listen on; 0: the system chooses");
        options.option("--core", cores, "a node to join; may be repeated");
        options.option("--network", network, "the network's name");
        options.option("--spacing", spacing, "seconds between blocks");
        options.option("--data", data, "the folder that keeps the chain");
        options.option("--address", address, "who is paid for the blocks that it mines");
        options.option("--power", power, "so many hashes it seems to try in a second");
        options.flag("--dated", dated,
                     "each block says to come one spacing after the last: so they stay cheap");
        return options.parse(argc, argv);
    }
};

// A Household whose commands are those of chapter 07's node, and which may live in a time of its
// own: as many seconds after the network's beginning as its blocks should have taken.
class WholeNode {
public:
    WholeNode(const HouseholdSettings& settings, double power, bool dated)
        : power_{power},
          home_{with_power(settings, power_)},
          spacing_{settings.network.spacing},
          dated_{dated} {}
    WholeNode(const WholeNode&) = delete;
    WholeNode& operator=(const WholeNode&) = delete;

    [[nodiscard]] bool catching_up() const { return home_.node().catching_up(); }
    [[nodiscard]] std::uint64_t height() const { return home_.chain().height().value(); }
    Actions opened(net::LinkId link, const net::Address& address, net::Direction direction,
                   Moment moment) {
        return home_.opened(link, address, direction, at(moment));
    }
    Actions dial_failed(const net::Address& to, const std::string& why, Moment moment) {
        return home_.dial_failed(to, why, at(moment));
    }
    Actions received(net::LinkId link, ByteView payload, Moment moment) {
        return home_.received(link, payload, at(moment));
    }
    Actions closed(net::LinkId link, const std::string& why, Moment moment) {
        return home_.closed(link, why, at(moment));
    }
    Actions on_time(Moment moment) { return home_.on_time(at(moment)); }
    Actions leave() { return home_.leave(); }
    [[nodiscard]] Instant deadline() const { return home_.deadline(); }

    Actions typed(const std::string& line, Moment moment) {
        if (line.starts_with("say ")) return hand_in(line.substr(4), at(moment));
        if (line.starts_with("balance ")) return {balance(line.substr(8))};
        if (line.starts_with("power ")) {
            power_ = std::strtod(line.c_str() + 6, nullptr);
            return home_.on_time(at(moment));
        }
        return home_.typed(line, at(moment));
    }

private:
    static HouseholdSettings with_power(HouseholdSettings settings, const double& power) {
        settings.power = &power;
        return settings;
    }
    // The block after next, if this is the event in which the next one is found.
    [[nodiscard]] Moment at(Moment moment) const {
        if (dated_) moment.wall = home_.chain().tip().time() + 2 * spacing_;
        return moment;
    }
    Actions hand_in(const std::string& text, Moment moment) {
        const std::size_t before = home_.accepted();
        Actions actions = home_.typed("submit " + text, moment);
        const bool accepted = home_.accepted() > before;
        actions.emplace_back(accepted ? p2p::Tell{Tone::Good, "accepted: " + id_of(text)}
                                      : p2p::Tell{Tone::Bad, "not taken, " + home_.refused()});
        return actions;
    }
    static std::string id_of(const std::string& text) {
        return to_text(ledger::check_transaction(text).value().id());
    }
    [[nodiscard]] p2p::Tell balance(const std::string& address) const {
        const auto key = crypto::from_address(address);
        if (!key) return {Tone::Bad, key.error().text};
        std::uint64_t points = 0;
        home_.ledger().coins().each([&](const auto&, const ledger::Coin& coin) {
            if (coin.output.to == *key) points += coin.output.amount.value();
        });
        return {Tone::Plain, "balance " + std::to_string(points)};
    }

    double power_;  // hashes per second
    Household home_;
    std::chrono::seconds spacing_;
    bool dated_;
};

// The store, found whole.
std::unique_ptr<store::SqliteStore> open_store(const std::string& folder,
                                               const chain::Network& network) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    auto opened =
        store::SqliteStore::open(folder + "/chain.sqlite", hash_of(chain::genesis(network).header));
    if (!opened) {
        log_error(opened.error().text);
        return nullptr;
    }
    const auto whole = (*opened)->check();
    if (!whole) log_error(whole.error().text);
    return whole ? std::move(*opened) : nullptr;
}

int run(const Wishes& wishes) {
    const auto at = net::Address::from(wishes.host, wishes.port);
    const auto seeds = net::Address::parse_all(wishes.cores);
    const auto miner = crypto::from_address(wishes.address);
    if (!at || !seeds || wishes.data.empty() || (wishes.power > 0 && !miner)) {
        log_error("whole_node --data FOLDER [--core ADDRESS] [--address ADDRESS --power HASHES]");
        return 2;
    }
    asio::io_context io;
    net::Switchboard links{io, {}};
    const auto self = links.listen(*at);
    if (!self) {
        log_error(self.error().text);
        return 1;
    }
    HouseholdSettings settings;
    settings.network = {};
    settings.network.name = wishes.network;
    settings.network.spacing = std::chrono::seconds{wishes.spacing};
    const auto disk = open_store(wishes.data, settings.network);
    if (disk == nullptr) return 1;
    checker::Checker signatures{checker::hardware_threads()};
    ledger::RememberingChecker checker{signatures, {random64(), random64()}};
    chain::GatheringStore gathering{*disk};
    settings.disk = &gathering;
    settings.checker = &checker;
    settings.seed = random64();
    if (miner) settings.node.miner = node::Miner{*miner, {}};
    settings.core.hello = {.network = wishes.network,
                           .role = p2p::Role::Core,
                           .port = self->port(),
                           .id = p2p::NodeId{random64()}};
    settings.core.self = *self;
    settings.core.seeds = *seeds;
    WholeNode node{settings, static_cast<double>(wishes.power), wishes.dated};
    driver::Driver driver{io, links, node};
    driver.after_each([&] { (void)gathering.gather(node.catching_up()); });
    asio::post(io, [&] {
        say("node: listening on " + self->to_text());
        say("node: at block " + std::to_string(node.height()));
    });
    driver.run();
    say("node: stopped");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Wishes wishes;
    if (const auto exit_code = wishes.read(argc, argv)) return *exit_code;
    try {
        return run(wishes);
    } catch (const std::exception& error) {  // as when what is kept cannot be restored
        log_error(error.what());
        return 1;
    }
}
