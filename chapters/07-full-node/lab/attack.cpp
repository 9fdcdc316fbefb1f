// What the ancestor of this course would have believed, said to a node that runs: one attack each.
#include <chrono>

#include "chain/network.hpp"
#include "lab/pests.hpp"

namespace lab {

// #region attacks
struct Attack {
    std::string name;
    std::string item;   // in docs/ancestor.md
    std::string about;  // what the ancestor believed, or did
    Outcome (*run)(Stranger& mallory);
};

static const std::vector<Attack>& attacks() {
    static const std::vector<Attack> all{
        {"theft", "05-1", "ann's coin and one's own, of which only the last is signed by its owner",
         theft},
        {"inflation", "05-2", "a payment by which more goes out than comes in", inflation},
        {"negative", "05-3", "a payment of less than nothing, which makes its sender richer",
         negative},
        {"greedy", "05-4", "a coinbase with too much in its second output", greedy},
        {"twice-in-one", "05-5", "a payment with the same coin in two inputs", twice_in_one},
        {"twice-waiting", "05-5", "two payments that wait and spend the same coin", twice_waiting},
        {"twice-in-block", "05-5", "a block in which a coin is spent twice", twice_in_block},
        {"forged", "05-6", "a coin that comes from a transaction in no block", forged},
        {"other-genesis", "05-7", "a history that begins with another genesis block",
         other_genesis},
        {"broken-history", "05-7", "a longer history in which a million points come from nowhere",
         broken_history},
        {"future", "05-21", "a block from three hours ahead", future},
        {"past", "05-21", "a block that is older than those below it", past},
        {"large", "05-21", "a block with more in it than may be", large},
        {"twins", "05-21", "a block that repeats a transaction under the root of one that does not",
         twins},
        {"wrong-root", "05-21", "a block under a header that was made for another one", wrong_root},
        {"second-coinbase", "05-21", "a block whose miner is paid twice", second_coinbase},
        {"pickle", "06-2", "bytes of Python's pickle, which run a command when they are read",
         pickle},
        {"long-frame", "06-2", "a message of a million bytes", long_frame},
        {"deep", "06-2", "JSON of ten thousand levels", deep},
        {"amplifier", "06-3", "a list of addresses, for the node to call", amplifier},
        {"impostors", "06-4", "one stranger who says that he is twenty cores", impostors},
    };
    return all;
}
// #endregion attacks

// #region run
static void list() {
    for (const auto& [name, item, about, run] : attacks()) {
        std::string line = name;
        line.resize(17, ' ');
        line += item;
        line.resize(24, ' ');
        sbc::say(line += about);
    }
    sbc::say("all                     all of them, one after the other");
}

// How many have worked; nothing if there is no such attack.
static std::optional<unsigned> run(const std::string& wanted, Stranger& mallory) {
    unsigned tried = 0;
    unsigned worked = 0;
    for (const auto& attack : attacks()) {
        if (wanted != attack.name && wanted != "all") continue;
        ++tried;
        sbc::say(sbc::Tone::Title, attack.name + " (" + attack.item + "): " + attack.about);
        const Outcome outcome = attack.run(mallory);
        if (outcome.worked) ++worked;
        sbc::say(outcome.worked ? sbc::Tone::Bad : sbc::Tone::Good,
                 (outcome.worked ? "it worked: " : "refused: ") + outcome.text);
    }
    if (tried == 0) return std::nullopt;
    if (wanted == "all") {
        sbc::say(std::to_string(tried) + " attacks, and " + std::to_string(worked) + " worked");
    }
    return worked;
}
// #endregion run

}  // namespace lab

// #region main
int main(int argc, char** argv) {
    std::string core;
    std::vector<std::string> names;
    sbc::chain::Network network;
    std::uint32_t spacing = 5;
    sbc::CommandLine options{"attack",
                             "Tries to cheat a node. Without a name: which attacks there are."};
    options.words("attack", names, "its name, or all");
    options.option("--core", core, "the node, as 127.0.0.1:5001");
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    if (names.empty()) {
        lab::list();
        return 0;
    }
    network.spacing = std::chrono::seconds{spacing};
    const auto address = sbc::net::Address::parse(core);
    if (!address || !sbc::chain::sound(network)) {
        sbc::log_error(address ? "a name has at most 64 bytes, a spacing 1 to 86,400 seconds"
                               : address.error().text);
        return 2;
    }
    unsigned worked = 0;
    try {
        lab::Stranger mallory{{*address, network.name}, network, "mallory"};
        for (const auto& name : names) {
            const auto outcome = lab::run(name, mallory);
            if (!outcome) {
                sbc::log_error("there is no attack '" + name +
                               "'; attack alone shows those there are");
                return 2;
            }
            worked += *outcome;
        }
    } catch (const std::exception& error) {
        sbc::log_error(error.what());
        return 2;
    }
    return worked == 0 ? 0 : 1;
}
// #endregion main
