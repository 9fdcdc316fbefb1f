// What a light wallet can notice when all the cores that it asks are one attacker's: measured,
// under a virtual clock, with real work for each header and the rule by which the wallet looks.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "base/console.hpp"
#include "miner/search.hpp"
#include "node/light_isolation.hpp"
#include "sim/dice.hpp"

namespace lab {

using sbc::chain::BlockTree;
using sbc::chain::Place;
using std::chrono::seconds;

// #region history
// A history of headers, whose miners have so much power together: 64 hashes in the time that a
// block should take. The target follows that by itself, as in a node.
class History {
public:
    explicit History(std::uint64_t seed) : dice_{seed} {}

    [[nodiscard]] const Place& tip() const { return *tip_; }
    // When the next block will be there, after the one before it, if its miners have this part of
    // the power. Many try, and each try is as good as the one before: so the time is exponential.
    seconds wait(double share) {
        const double hashes = work_of(tree_.next_bits(*tip_)).to_double();
        const double lot = (static_cast<double>(dice_.below(1'000'000)) + 0.5) / 1e6;
        return seconds{1 + static_cast<int>(-std::log(lot) * hashes / (share * hashes_a_second))};
    }
    void add(seconds after) {
        sbc::chain::Header header;
        header.previous = tip_->hash;
        header.time = tip_->time() + after;
        header.bits = tree_.next_bits(*tip_);
        header = sbc::miner::search(header, 0xffff'ffff).value();
        tip_ = *tree_.accept(*check_header(header), header.time);
        tree_.follow(*tip_);
    }
    // What a wallet thinks that sees this header as the newest one.
    [[nodiscard]] bool suspicious(seconds since) const {
        const auto seen = sbc::node::look_for_isolation(*tip_, network(), tip_->time() + since);
        return seen.silent || seen.slow;
    }

private:
    static constexpr double hashes_a_second = 64.0 / 5;
    // The course's own, but for a target that is nearly free.
    static sbc::chain::Network network() {
        return {.name = "isolated", .easiest = sbc::chain::Bits{0x207fffff}};
    }

    sbc::sim::Dice dice_;
    BlockTree tree_{network(), 100'000};
    const Place* tip_ = &tree_.root();
};
// #endregion history

// #region notice
struct Noticed {
    unsigned blocks = 0;  // of the attacker's that the wallet has seen by then
    seconds after{0};
};

// The wallet looks once a second. Nothing: it has seen all of so many blocks, and suspects nothing.
std::optional<Noticed> watch(History& history, double share, unsigned blocks) {
    Noticed seen;
    for (; seen.blocks < blocks; ++seen.blocks) {
        const seconds wait = history.wait(share);
        for (seconds since{1}; since <= wait; ++since) {
            if (history.suspicious(since)) return Noticed{seen.blocks, seen.after + since};
        }
        history.add(wait);
        seen.after += wait;
    }
    return std::nullopt;
}

constexpr unsigned honest_before = 600;  // blocks: until the target fits, and ten times `recent`

// So many attackers with this part of the power, one after the other, each in a world of his own.
std::vector<Noticed> attackers(double share, unsigned worlds, std::uint64_t seed) {
    std::vector<Noticed> all;
    for (unsigned world = 0; world < worlds; ++world) {
        History history{seed + world};
        for (unsigned i = 0; i < honest_before; ++i) history.add(history.wait(1));
        if (const auto noticed = watch(history, share, 1'000)) all.push_back(*noticed);
    }
    return all;
}
// #endregion notice

// #region table
std::string cell(double number, int digits, int width) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << std::setw(width) << number;
    return text.str();
}

void show(double share, unsigned worlds, std::uint64_t seed) {
    auto all = attackers(share, worlds, seed);
    const auto by_blocks = [](const Noticed& a, const Noticed& b) { return a.blocks < b.blocks; };
    std::sort(all.begin(), all.end(), by_blocks);
    if (all.size() < worlds) {
        return sbc::say(cell(share * 100, 0, 7) + " %   not noticed in 1,000 blocks, " +
                        std::to_string(worlds - all.size()) + " times");
    }
    const auto longest = std::max_element(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.after < b.after; });
    const double minutes = static_cast<double>(longest->after.count()) / 60;
    const Noticed& median = all[all.size() / 2];
    sbc::say(cell(share * 100, 0, 7) + " %" + cell(median.blocks, 0, 16) + " blocks" +
             cell(all.back().blocks, 0, 11) + cell(minutes, 1, 13) + " min");
}

// How often an honest history is suspected.
void show_honest(unsigned worlds, std::uint64_t seed) {
    unsigned suspected = 0;
    for (unsigned world = 0; world < worlds; ++world) {
        History history{seed + world};
        for (unsigned i = 0; i < honest_before; ++i) history.add(history.wait(1));
        if (watch(history, 1, 200)) ++suspected;
    }
    sbc::say("nobody attacks: suspected in " + std::to_string(suspected) + " of " +
             std::to_string(worlds) + " histories of 200 blocks, which is 17 minutes each");
}
// #endregion table

}  // namespace lab

int main(int argc, char** argv) {
    std::uint32_t worlds = 20;
    std::uint32_t seed = 1;
    sbc::CommandLine options{
        "isolated", "How soon a light wallet notices that all its cores are an attacker's."};
    options.option("--worlds", worlds, "so many tries for each line, 1 to 1,000");
    options.option("--seed", seed, "of the first one's dice");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    if (worlds < 1 || worlds > 1'000) {
        sbc::log_error("--worlds takes 1 to 1,000");
        return 2;
    }
    sbc::say(std::to_string(worlds) + " attackers for each line; a block is due every 5 seconds.");
    sbc::say("    power   noticed: one time in two   at most   at most in");
    for (const double share : {0.1, 0.3, 0.5, 0.7}) lab::show(share, worlds, seed);
    lab::show_honest(worlds, seed);
}
