// The two failures of this chapter under a virtual clock: cores whose histories part, and a history
// that is rewritten. The very nodes of this chapter, in the simulator.
#include <chrono>
#include <map>
#include <memory>
#include <set>

#include "base/console.hpp"
#include "chain_app.hpp"
#include "p2p/core_node.hpp"
#include "show.hpp"
#include "sim/dice.hpp"
#include "sim/network.hpp"

namespace stage {

// #region village
using sbc::Tone;
using sbc::sim::HostId;

// Cores that all know each other, each with its application; a core's number is its host's.
struct Village {
    sbc::sim::Network network;
    sbc::sim::Dice dice;
    std::vector<std::unique_ptr<ChainApp>> apps;  // longer-lived than the nodes

    explicit Village(std::uint64_t seed) : network{seed}, dice{seed} {}

    static sbc::net::Address address_of(std::size_t core) {
        return sbc::net::Address::from("10.0.0." + std::to_string(core + 1), 5'000).value();
    }

    HostId add(ChainSettings settings, const std::vector<std::size_t>& neighbours,
               Chain chain = {}) {
        const auto self = address_of(apps.size());
        sbc::p2p::CoreSettings core{.self = self, .want_cores = 0};
        core.hello = {.network = "village", .role = sbc::p2p::Role::Core, .port = 5'000};
        core.hello.id = sbc::p2p::NodeId{dice.roll()};
        for (const std::size_t neighbour : neighbours) core.seeds.push_back(address_of(neighbour));
        apps.push_back(std::make_unique<ChainApp>(std::move(settings), std::move(chain)));
        const std::vector<sbc::p2p::Application*> applications{apps.back().get()};
        return network.add({.address = self, .listens = true}, [=] {
            return std::make_unique<sbc::p2p::CoreNode>(core, applications);
        });
    }
};
// #endregion village

// #region split
// The height of the first block that not all have; nothing, while they have the same.
static std::optional<std::size_t> parted_at(const Village& village) {
    for (std::size_t height = 0;; ++height) {
        std::set<Hash> blocks;
        std::size_t have_one = 0;
        for (const auto& app : village.apps) {
            if (height >= app->chain().blocks().size()) continue;
            blocks.insert(hash_of(app->chain().blocks()[height].header));
            ++have_one;
        }
        if (have_one == 0) return std::nullopt;
        if (blocks.size() > 1) return height;
    }
}

static void split(std::uint64_t seed, std::size_t cores, std::uint32_t block_every) {
    Village village{seed};
    for (std::size_t core = 0; core < cores; ++core) {
        std::vector<std::size_t> before(core);
        for (std::size_t i = 0; i < core; ++i) before[i] = i;
        village.add({"core " + std::to_string(core + 1), sbc::Duration{block_every}}, before);
    }
    village.network.run_for(std::chrono::minutes{1});  // until they have found each other
    std::size_t payments = 0;
    sbc::Duration time{0};
    for (; time < std::chrono::hours{1}; time += sbc::Duration{village.dice.below(40'000)}) {
        const HostId payer{static_cast<std::uint32_t>(village.dice.below(cores))};
        village.network.after(
            time, [&village, payer] { village.network.type(payer, "pay bob 1 you are great"); });
        ++payments;
    }
    village.network.run_for(std::chrono::hours{1});

    sbc::say("after a virtual hour and " + std::to_string(payments) + " payments:");
    std::set<Hash> tips;
    for (std::size_t core = 0; core < cores; ++core) {
        const Chain& chain = village.apps[core]->chain();
        tips.insert(hash_of(chain.tip()));
        sbc::say("  core " + std::to_string(core + 1) + " has " +
                 std::to_string(chain.height().value()) + " blocks, the last one is " +
                 short_text(hash_of(chain.tip())));
    }
    const auto height = parted_at(village);
    sbc::say(tips.size() > 1 ? Tone::Bad : Tone::Good,
             "different tips: " + std::to_string(tips.size()) +
                 (height ? "; their histories parted at block " + std::to_string(*height) : ""));
}
// #endregion split

// #region rewrite
// The same chain with another transaction in block 2, and everything after it linked again.
static std::vector<Block> rewritten(std::vector<Block> blocks, const std::string& transaction) {
    blocks.at(2).transactions = {transaction};
    for (std::size_t height = 2; height < blocks.size(); ++height) {
        blocks[height] = build_block(blocks[height - 1].header, blocks[height].transactions,
                                     blocks[height].header.time);
    }
    return blocks;
}

static void rewrite(std::uint64_t seed) {
    Village village{seed};
    const HostId honest = village.add({"honest", sbc::Duration{0}}, {});
    for (int i = 0; i < 20; ++i) village.network.type(honest, "pay bob 1 you are great");
    village.network.run_for(std::chrono::seconds{1});
    const auto& blocks = village.apps[0]->chain().blocks();
    sbc::say("an honest core has " + std::to_string(blocks.size() - 1) + " blocks; in block 2:");
    sbc::say("  " + describe(blocks[2].transactions[0]));

    const auto before = std::chrono::steady_clock::now();
    const auto forged =
        rewritten(blocks, encode(Transaction{"bob", "mallory", Points{1'000}, "", {}}));
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - before;
    Chain chain;
    for (std::size_t i = 1; i < forged.size(); ++i) {
        const auto added = chain.add(forged[i], village.network.wall());
        if (!added) return sbc::say(Tone::Good, "refused: " + added.error().text);
    }
    sbc::say("mallory has rewritten block 2 and hashed " + std::to_string(forged.size() - 2) +
             " blocks again: " + std::to_string(took.count()).substr(0, 5) + " ms");

    village.add({"mallory"}, {}, chain);
    village.add({"newcomer"}, {1});
    village.network.run_for(std::chrono::minutes{1});
    const auto& taken = village.apps[2]->chain().blocks();
    const auto holds = check_chain(taken);
    sbc::say("a newcomer that meets mallory first has " + std::to_string(taken.size() - 1) +
             " blocks; do they hold? " + (holds ? "yes" : holds.error().text));
    if (taken.size() > 2) {
        sbc::say(Tone::Bad, "in its block 2: " + describe(taken[2].transactions[0]));
    }
}
// #endregion rewrite

}  // namespace stage

int main(int argc, char** argv) {
    std::string what;
    std::uint32_t seed = 1;
    std::uint16_t cores = 5;
    std::uint32_t block_every = 10'000;
    sbc::CommandLine options{"simulate", "The failures of chapter 04 under a virtual clock."};
    options.word("what", what, "split: whose history is it? rewrite: a forged one");
    options.option("--seed", seed, "another course of events");
    options.option("--cores", cores, "so many cores build (split)");
    options.option("--block-every", block_every,
                   "milliseconds from a transaction to a block (split)");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    if ((what != "split" && what != "rewrite") || cores < 1 || cores > 50) {
        sbc::log_error("say: simulate split, or: simulate rewrite; with 1 to 50 cores");
        return 2;
    }
    if (what == "split") stage::split(seed, cores, block_every);
    if (what == "rewrite") stage::rewrite(seed);
}
