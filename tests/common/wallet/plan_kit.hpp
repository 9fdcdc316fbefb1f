#pragma once

#include "choose_kit.hpp"
#include "crypto/hash.hpp"
#include "wallet/plan.hpp"

// The plan that tests/wallets is about, here: that of common/wallet.
namespace kit {

enum class Refused { NotEnough, TooLong };
struct Planned {
    std::vector<std::uint64_t> spends;
    std::uint64_t paid = 0;
    std::uint64_t comes_back = 0;
    std::optional<std::string> note;
};

inline sbc::crypto::PublicKey public_key_of(std::string_view name) {
    const auto seed = sbc::crypto::hash256(sbc::as_bytes(name));
    return sbc::crypto::SigningKey{sbc::crypto::SigningKey::Seed{seed.bytes}}.public_key();
}

inline tl::expected<Planned, Refused> planned(const std::vector<std::uint64_t>& amounts,
                                              std::uint64_t amount, std::uint64_t fee,
                                              const std::string& note = {}) {
    const auto me = public_key_of("my key");
    const auto other = public_key_of("another key");
    std::vector<OwnCoin> coins = coins_of(amounts);
    for (OwnCoin& own : coins) own.coin.output.to = me;
    const Order order{other, Amount{amount}, note, {{}, Amount{fee}}, true};
    const auto plan = plan_payment(order, coins);
    if (!plan) {
        const bool enough = plan.error().reason == WalletError::TooManyCoins;
        return tl::unexpected(enough ? Refused::TooLong : Refused::NotEnough);
    }
    Planned made{amounts_of(plan->spends), 0, 0, {}};
    for (const auto& [to, points] : plan->payment.outputs) {
        (to == other ? made.paid : made.comes_back) += points.value();
    }
    if (plan->payment.note) made.note = plan->payment.note->text;
    return made;
}

}  // namespace kit
