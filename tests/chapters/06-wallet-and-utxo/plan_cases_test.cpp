#include "plan.hpp"

#include <tl/expected.hpp>

#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"

// The plan that tests/wallets is about, here: the stage's own.
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
    std::vector<stage::OwnCoin> coins(amounts.size());
    for (std::size_t i = 0; i < coins.size(); ++i) {
        coins[i].outpoint.index = static_cast<std::uint32_t>(i);
        coins[i].coin.output.amount = stage::Amount{amounts[i]};
    }
    const auto other = public_key_of("another key");
    const stage::Wish wish{other, stage::Amount{amount}, stage::Amount{fee}, note};
    const auto plan = stage::plan(coins, wish, public_key_of("my key"));
    if (!plan) {
        const bool enough = plan.error().reason == stage::PlanError::TooLong;
        return tl::unexpected(enough ? Refused::TooLong : Refused::NotEnough);
    }
    Planned made;
    for (const auto& input : plan->inputs) made.spends.push_back(amounts[input.spends.index]);
    for (const auto& output : plan->outputs) {
        (output.to == other ? made.paid : made.comes_back) += output.amount.value();
    }
    if (plan->note) made.note = plan->note->text;
    return made;
}

}  // namespace kit

#include "wallets/plan_cases.hpp"
