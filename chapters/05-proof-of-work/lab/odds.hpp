#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/dice.hpp"

// Chances: how to draw by them, how to compute them, and what a measurement says about them.
namespace lab {

// #region draw
// 0 … 1, without the 1.
inline double fraction(sbc::sim::Dice& dice) {
    return static_cast<double>(dice.roll() >> 11) * 0x1.0p-53;
}
// How long one has to wait for what happens at any moment alike: a block, for instance.
inline double waiting_time(sbc::sim::Dice& dice, double mean) {
    return -mean * std::log(1 - fraction(dice));
}
// How many of those happen in a time that is known.
inline unsigned how_many(sbc::sim::Dice& dice, double mean) {
    unsigned count = 0;
    for (double time = waiting_time(dice, 1); time < mean; time += waiting_time(dice, 1)) ++count;
    return count;
}
// #endregion draw

// #region formulas
// How many blocks she has found while the others have found `deep` of them: either these took
// exactly their mean time, or their times vary as hers do.
inline double chance_of_blocks(unsigned count, unsigned deep, double share, bool even) {
    const double hers = share / (1 - share) * deep;
    if (even) return std::exp(count * std::log(hers) - hers - std::lgamma(count + 1.0));
    const double ways = std::lgamma(count + deep) - std::lgamma(deep) - std::lgamma(count + 1.0);
    return std::exp(ways + deep * std::log(1 - share) + count * std::log(share));
}

// The chance that whoever has this share of the power takes a payment back that is `deep` blocks
// deep, having prepared one block: she fails if she is behind by then and never catches up. With
// even times it is the formula of Bitcoin's white paper (section 11); as they vary, that of
// Rosenfeld (Analysis of hashrate-based double spending, 2014).
inline double chance_to_take_back(double share, unsigned deep, bool even) {
    if (share >= 0.5) return 1;
    const double step = share / (1 - share);  // the chance to catch up one block, ever
    double fails = 0;
    for (unsigned count = 0; count < deep; ++count) {
        fails += chance_of_blocks(count, deep, share, even) * (1 - std::pow(step, deep - count));
    }
    return 1 - fails;
}

// So far behind that her chance to catch up is below one in 10,000; a majority never is.
inline std::uint64_t hopeless(double share) {
    if (share >= 0.5) return UINT64_MAX;
    return static_cast<std::uint64_t>(
        std::ceil(std::log(1.0 / 10'000) / std::log(share / (1 - share))));
}
// #endregion formulas

// #region interval
struct Interval {
    double low = 0;
    double high = 1;
    [[nodiscard]] bool has(double chance) const { return low <= chance && chance <= high; }
};

// How likely that something of this chance happens at most so often in so many tries.
inline double at_most(unsigned most, unsigned tries, double chance) {
    double term = tries * std::log1p(-chance);  // the logarithm: not once
    double sum = std::exp(term);
    for (unsigned times = 0; times < most; ++times) {
        term += std::log((tries - times) * chance) - std::log((times + 1) * (1 - chance));
        sum += std::exp(term);
    }
    return sum;
}

// Where the chance lies of something that has happened so often: all chances but those for which
// so few, or so many, would be an accident of `doubt` / 2. (Clopper and Pearson, 1934.)
inline Interval interval_of(unsigned times, unsigned tries, double doubt = 0.01) {
    const auto where = [](auto too_high) {  // bisection
        double low = 0;
        double high = 1;
        for (int step = 0; step < 40; ++step) {
            const double middle = (low + high) / 2;
            (too_high(middle) ? high : low) = middle;
        }
        return (low + high) / 2;
    };
    Interval interval;
    if (times > 0) {
        interval.low =
            where([&](double chance) { return at_most(times - 1, tries, chance) < 1 - doubt / 2; });
    }
    if (times < tries) {
        interval.high =
            where([&](double chance) { return at_most(times, tries, chance) < doubt / 2; });
    }
    return interval;
}
// #endregion interval

}  // namespace lab
