#pragma once

#include <chrono>
#include <cmath>
#include <vector>

#include "chain.hpp"
#include "lab/mining.hpp"
#include "lab/odds.hpp"

namespace lab {

// #region promise
// A network of the course whose power falls to a thirtieth, at the worst moment, finds a block in
// no more than twice the wanted time again:
constexpr std::chrono::minutes half_recover_within{20};        // one time in two
constexpr std::chrono::minutes nearly_all_recover_within{75};  // 99 times in 100
// And one whose power rises thirtyfold, in no less than half the wanted time:
constexpr std::chrono::minutes nearly_all_slow_down_within{1};  // 99 times in 100
// #endregion promise

// #region power
// The target's way when the power changes: the stage's chain and real proof of work, under a
// virtual clock. How long a block takes is drawn from how much work it is.
class Power {
public:
    explicit Power(std::uint64_t seed) : dice_{seed} {}

    // The course's parameters, but for a target that is nearly free: the power is small, too.
    static stage::Network network() { return {.name = "power", .easiest = nearly_free}; }
    static constexpr double steady = 100;  // hashes per second: 500 for a block of the wanted time

    // How many seconds from the change, which comes just after a new target, until the expected
    // time of a block is again within a factor of two of the wanted one.
    double seconds_to_recover(double change) {
        find(settling);
        const double before = seconds_;
        find(measured);
        steady_spacing_ = (seconds_ - before) / measured;
        while (!has_new_target()) find(1);
        power_ *= change;
        const double changed = seconds_;
        while (!is_well()) find(1);
        return seconds_ - changed;
    }
    // From one block to the next, before the change, on average.
    [[nodiscard]] double steady_spacing() const { return steady_spacing_; }
    [[nodiscard]] const stage::Chain& chain() const { return chain_; }
    // #endregion power

    // #region power-members
private:
    static constexpr unsigned settling = 28;  // blocks, until the target fits the power
    static constexpr unsigned measured = 20;

    [[nodiscard]] double expected_time() const {
        return work_of(chain_.tree().next_bits(chain_.tip())).to_double() / power_;
    }
    [[nodiscard]] bool has_new_target() const {
        return retargets(chain_.tree().network(), above(chain_.height()));
    }
    [[nodiscard]] bool is_well() const {
        const auto wanted = static_cast<double>(chain_.tree().network().spacing.count());
        return expected_time() <= 2 * wanted && expected_time() >= wanted / 2;
    }
    // As in a node: a block bears the time at which its miner began with it.
    void find(unsigned blocks) {
        for (; blocks > 0; --blocks) {
            const stage::Block block = mined(chain_.tree(), chain_.tip(), {}, wall());
            seconds_ += waiting_time(dice_, expected_time());
            must_fit(chain_.add(block, wall()));
        }
    }
    [[nodiscard]] std::chrono::sys_seconds wall() const {
        const std::chrono::seconds since{static_cast<std::int64_t>(seconds_)};
        return network().begins + std::chrono::days{100} + since;
    }

    sbc::sim::Dice dice_;
    double power_ = steady;
    double seconds_ = 0;
    double steady_spacing_ = 0;
    stage::OpenLedger ledger_;
    stage::Chain chain_{network(), ledger_};
    // #endregion power-members
};

}  // namespace lab
