// What chapter 05 promises and what it cannot promise, measured: the very chain of this chapter and
// real proof of work at a target that is nearly free; who finds a block, and when, is up to dice.
#include <charconv>
#include <iomanip>
#include <sstream>

#include "base/console.hpp"
#include "lab/attack.hpp"
#include "lab/fork.hpp"
#include "lab/power.hpp"

namespace lab {

// #region text
using sbc::Tone;

// A number, right-aligned.
static std::string cell(double number, int digits, int width, const std::string& unit) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << std::setw(width) << number << ' ' << unit;
    return text.str();
}
static std::string percent(double chance, int digits, int width) {
    return cell(100 * chance, digits, width, "%");
}
// #endregion text

// #region majority
struct Series {
    std::vector<double> shares{0.1, 0.2, 0.3, 0.4, 0.51};
    unsigned deep = 6;
    unsigned tries = 1'000;
    std::uint64_t seed = 1;
};

static void measure(const Series& series, bool even) {
    sbc::say("her share  taken back  where the truth lies  " +
             std::string{even ? "white paper" : "exact formula"});
    for (const double share : series.shares) {
        unsigned times = 0;
        for (unsigned i = 0; i < series.tries; ++i) {
            times += Attack{{share, series.deep, even}, series.seed + i}.succeeds() ? 1U : 0U;
        }
        const Interval truth = interval_of(times, series.tries);
        const double computed = chance_to_take_back(share, series.deep, even);
        const double measured = static_cast<double>(times) / series.tries;
        sbc::say(truth.has(computed) ? Tone::Plain : Tone::Bad,
                 percent(share, 0, 7) + percent(measured, 1, 10) + percent(truth.low, 1, 9) +
                     " to" + percent(truth.high, 1, 6) + percent(computed, 2, 12) +
                     (truth.has(computed) ? "" : "  outside"));
    }
}

static void majority(const Series& series) {
    const std::string deep = std::to_string(series.deep);
    sbc::say("A shop delivers when its payment is " + deep + " blocks deep. " +
             std::to_string(series.tries) + " attacks for each row; the truth");
    sbc::say(
        "lies within the bounds 99 times in 100. Mallory prepares one block, and gives up when");
    sbc::say("her chance to catch up falls below 0.01 %.");
    sbc::say(Tone::Title, "If the honest blocks took exactly their mean time:");
    measure(series, true);
    sbc::say(Tone::Title, "As it is, they come early or late:");
    measure(series, false);
}

// False: there is no such share, or the dice would have to be thrown for ever.
static bool read_shares(const std::vector<std::string>& texts, std::vector<double>& into) {
    if (!texts.empty()) into.clear();
    for (const std::string& text : texts) {
        double share = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, share);
        if (read.ec != std::errc{} || read.ptr != end) return false;
        if (!(share >= 0.01 && share <= 0.99) || std::abs(share - 0.5) < 0.0099) return false;
        into.push_back(share);
    }
    return true;
}
// #endregion majority

// #region power
// The time from one block to the next before the change, on average.
static double change_power(const std::string& what, double change, unsigned tries,
                           std::uint64_t seed) {
    std::vector<double> minutes;
    double spacing = 0;
    for (unsigned i = 0; i < tries; ++i) {
        Power power{seed + i};
        minutes.push_back(power.seconds_to_recover(change) / 60);
        spacing += power.steady_spacing() / tries;
    }
    std::sort(minutes.begin(), minutes.end());
    sbc::say(what + cell(minutes[tries / 2], 1, 11, "min") +
             cell(minutes[tries * 99 / 100], 1, 11, "min") + cell(minutes.back(), 1, 11, "min"));
    return spacing;
}

static void power(unsigned tries, std::uint64_t seed) {
    const stage::Network network = Power::network();
    sbc::say("A block is wanted every " + std::to_string(network.spacing.count()) +
             " s; a new target comes after " + std::to_string(network.interval) +
             " blocks, at most " + std::to_string(network.clamp) + " times");
    sbc::say("harder or easier. Just after a new one, the power changes. Until a block takes no");
    sbc::say("more than twice, and no less than half the wanted time again, on average:");
    sbc::say("the power         one time in two  99 in 100     longest of " +
             std::to_string(tries));
    const double spacing = change_power("falls to 1/30", 1.0 / 30, tries, seed);
    change_power("rises to 30  ", 30, tries, seed);
    sbc::say("Before the change there was a block every" + cell(spacing, 1, 4, "s:") +
             " so few blocks are a small sample to judge by.");
}
// #endregion power

}  // namespace lab

int main(int argc, char** argv) {
    std::string what;
    lab::Series series;
    std::uint32_t seed = 1;
    std::uint32_t tries = 0;
    std::uint16_t deep = 6;
    std::vector<std::string> shares;
    sbc::CommandLine options{"simulate", "What chapter 05 promises and what it cannot, measured."};
    options.word("what", what,
                 "fork: the network falls apart. majority: who takes a payment back? power: it "
                 "falls and rises");
    options.option("--share", shares, "of the power, the attacker's, as 0.3; may be repeated");
    options.option("--deep", deep, "so many blocks the shop waits for, 1 to 50");
    options.option("--seeds", tries, "so many tries (majority: 1000, power: 200)");
    options.option("--seed", seed, "the first of them");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const bool known = what == "fork" || what == "majority" || what == "power";
    if (!known || !lab::read_shares(shares, series.shares) || deep < 1 || deep > 50) {
        sbc::log_error(
            "say: simulate fork, or majority --share 0.3 --deep 6, or power; a share is 0.01 to "
            "0.49 or 0.51 to 0.99, and a shop waits for 1 to 50 blocks");
        return 2;
    }
    series.deep = deep;
    series.seed = seed;
    if (tries > 0) series.tries = tries;
    if (what == "fork") return lab::Fork{seed}.play() ? 0 : 1;
    if (what == "majority") lab::majority(series);
    if (what == "power") lab::power(tries > 0 ? tries : 200, seed);
}
