#pragma once

#include "chain.hpp"
#include "lab/mining.hpp"
#include "lab/odds.hpp"
#include "transaction.hpp"

namespace lab {

// #region attack
// The majority attack. Mallory pays a shop and waits, as the shop does, until her payment is deep
// enough; meanwhile she mines a branch of her own, in which the same points go to herself. When it
// has more work than the honest one, she publishes it. The shop's chain is the stage's, and so is
// the proof of work; who finds the next block is up to the dice.
struct AttackSettings {
    double share = 0.3;  // of all the power, hers
    unsigned deep = 6;   // blocks, that with the payment included; then the shop delivers
    // Whether the honest blocks until then take exactly their mean time, as Bitcoin's white paper
    // assumes; in truth they take longer or shorter.
    bool even = false;
};

class Attack {
public:
    Attack(AttackSettings settings, std::uint64_t seed) : settings_{settings}, dice_{seed} {}

    // Whether the shop has delivered and its own chain says that it was never paid.
    bool succeeds() {
        find_hers({payment_to("mallory")});  // prepared, before she pays
        wait_until_deep();
        const std::uint64_t too_far = hopeless(settings_.share);
        while (hers_.best().work <= shop_.tip().work) {
            const std::uint64_t behind = shop_.height().value() - hers_.best().height.value();
            if (behind >= too_far) return false;
            find_next();
        }
        publish();
        return shop_.tip().hash == hers_.best().hash && !is_paid();
    }
    [[nodiscard]] const stage::Chain& shop() const { return shop_; }
    // #endregion attack

    // #region attack-members
private:
    // The target never changes, so work is a number of blocks.
    static stage::Network network() {
        return {.name = "majority", .easiest = nearly_free, .interval = 1'000'000, .gaps = 1};
    }
    static std::string payment_to(const std::string& name) {
        return encode(stage::Transaction{"mallory", name, stage::Points{100}, "", {}});
    }

    void wait_until_deep() {
        if (settings_.even) {
            const double mean = settings_.deep * settings_.share / (1 - settings_.share);
            for (unsigned left = how_many(dice_, mean); left > 0; --left) find_hers();
            while (shop_.height().value() < settings_.deep) find_honest();
        }
        while (shop_.height().value() < settings_.deep) find_next();
    }
    void find_next() { dice_.chance(settings_.share) ? find_hers() : find_honest(); }
    void find_honest() {
        std::vector<std::string> transactions;
        if (shop_.height() == stage::Height{0}) transactions = {payment_to("shop")};
        must_fit(
            shop_.add(mined(shop_.tree(), shop_.tip(), std::move(transactions), wall_), wall_));
    }
    void find_hers(std::vector<std::string> transactions = {}) {
        must_fit(hers_.add(mined(hers_, hers_.best(), std::move(transactions), wall_), wall_));
    }
    void publish() {
        for (const stage::Place* place : path_between(hers_.root(), hers_.best()).connect) {
            must_fit(shop_.add(place->block, wall_));
        }
    }
    [[nodiscard]] bool is_paid() const {
        const std::string payment = payment_to("shop");
        for (stage::Height at{}; at <= shop_.height(); at = above(at)) {
            const auto& held = shop_.at(at).block.transactions;
            if (std::find(held.begin(), held.end(), payment) != held.end()) return true;
        }
        return false;
    }

    AttackSettings settings_;
    sbc::sim::Dice dice_;
    std::chrono::sys_seconds wall_ = network().begins;
    stage::OpenLedger ledger_;
    stage::Chain shop_{network(), ledger_};
    stage::Tree hers_{network()};  // her branch, which nobody else knows
    // #endregion attack-members
};

}  // namespace lab
