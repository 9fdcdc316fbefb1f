#pragma once

#include <map>

#include "lab/ancestor_rules.hpp"
#include "ledger.hpp"

namespace lab {

// #region village
// Three people with keys that everybody can guess, and the stage's own ledger, in which ann and
// mallory have mined 100 points each; ben has none. The next block is the fifth.
struct Village {
    SigningKey ann = key_of("ann");
    SigningKey ben = key_of("ben");
    SigningKey mallory = key_of("mallory");
    stage::Ledger ledger{{sbc::crypto::hash256(sbc::as_bytes("classroom"))}};
    static constexpr stage::Height next{5};

    Village() {
        mine(ann, stage::Height{1});
        mine(mallory, stage::Height{2});
    }
    // A coinbase of this block for one of them.
    void mine(const SigningKey& who, stage::Height height) {
        const stage::Coinbase coinbase{height, ledger.rules().network};
        const std::vector<stage::Output> reward{{who.public_key(), ledger.rules().subsidy}};
        if (!ledger.apply({{coinbase, {}, reward, {}}}, height)) std::abort();
    }
    [[nodiscard]] std::string name_of(const PublicKey& key) const {
        if (key == ann.public_key()) return "ann";
        if (key == ben.public_key()) return "ben";
        return key == mallory.public_key() ? "mallory" : "somebody";
    }
    static SigningKey key_of(std::string_view name) {
        return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
    }
};
// #endregion village

// #region judges
// What the ancestor would know of this ledger.
[[nodiscard]] inline Known known_of(const stage::Ledger& ledger) {
    Known known{
        ledger.rules().network, static_cast<std::int64_t>(ledger.rules().subsidy.value()), {}, {}};
    for (const auto& [where, coin] : ledger.coins()) known.coins.insert(where);
    return known;
}
// What the stage says: the text is read as from a stranger, and put in the next block.
[[nodiscard]] inline sbc::Result<stage::Spent, stage::LedgerError> ask(stage::Ledger ledger,
                                                                       const std::string& text) {
    auto read = stage::decode_transaction(text);
    if (!read) return sbc::pass_on(read);
    return ledger.apply({*read}, Village::next);
}
// #endregion judges

// #region balances
using Balances = std::map<std::string, std::int64_t>;

[[nodiscard]] inline Balances balances_of(const Village& village) {
    Balances balances{{"ann", 0}, {"ben", 0}, {"mallory", 0}};
    for (const auto& [where, coin] : village.ledger.coins()) {
        const auto amount = static_cast<std::int64_t>(coin.output.amount.value());
        balances[village.name_of(coin.output.to)] += amount;
    }
    return balances;
}
// The same, once a transaction has been believed: the coins that it spends are gone, and its
// outputs are there.
[[nodiscard]] inline Balances believed(const Village& village, const Crafted& transaction) {
    Balances balances = balances_of(village);
    std::set<Outpoint> gone;
    for (const Crafted::Input& input : transaction.inputs) {
        const auto coin = village.ledger.coins().find(input.spends);
        if (coin == village.ledger.coins().end() || !gone.insert(input.spends).second) continue;
        const auto amount = static_cast<std::int64_t>(coin->second.output.amount.value());
        balances[village.name_of(coin->second.output.to)] -= amount;
    }
    for (const Crafted::Output& output : transaction.outputs)
        balances[village.name_of(output.to)] += output.amount;
    return balances;
}
// #endregion balances

// #region attack
struct Attack {
    std::string name;
    std::string forgets;  // what the ancestor's rule does
    Rule rule;
    Crafted transaction;
    stage::LedgerError refused;  // how our ledger calls it
};

// An input for a coin of this owner, which is not signed yet.
[[nodiscard]] inline Crafted::Input coin_of(const Village& village, const SigningKey& owner) {
    for (const auto& [where, coin] : village.ledger.coins()) {
        const auto amount = static_cast<std::int64_t>(coin.output.amount.value());
        if (coin.output.to == owner.public_key()) return {where, {coin.output.to, amount}, {}};
    }
    std::abort();  // nobody asks for ben's
}
// #endregion attack

// #region attacks
// All of them are mallory's, and everything that is signed at all is signed by her.
[[nodiscard]] inline std::vector<Attack> attacks_in(const Village& village) {
    using enum stage::LedgerError;
    const PublicKey mallory = village.mallory.public_key();
    const PublicKey ann = village.ann.public_key();
    const Crafted::Input hers = coin_of(village, village.mallory);
    const Crafted::Input of_ann = coin_of(village, village.ann);
    const Hash nowhere = sbc::crypto::hash256(sbc::as_bytes("a parent that never was"));
    const Crafted::Input forged{{nowhere, 0}, {mallory, 1'000'000}, {}};
    const stage::Coinbase coinbase{Village::next, village.ledger.rules().network};

    std::vector<Attack> attacks{
        {"theft",
         "verifies every input's signature, and remembers the last answer",
         only_the_last_signature,
         {{}, {of_ann, hers}, {{mallory, 200}}},
         WrongSignature},
        {"inflation",
         "never compares what comes in with what goes out",
         amounts_never_compared,
         {{}, {hers}, {{mallory, 1'000'000}}},
         Overspent},
        {"negative",
         "takes amounts with a minus",
         amounts_of_any_sign,
         {{}, {hers}, {{mallory, 600}, {ann, -500}}},
         NotCanonical},
        {"duplicate",
         "looks up each input as if it were alone",
         each_input_alone,
         {{}, {hers, hers}, {{mallory, 200}}},
         TwiceSpent},
        {"coinbase",
         "looks at the first output of a coinbase only",
         only_the_first_reward,
         {coinbase, {}, {{mallory, 100}, {mallory, 1'000'000}}},
         TooMuchReward},
        {"forged",
         "asks whether a coin was spent, not whether it ever was",
         spent_by_value,
         {{}, {forged}, {{mallory, 1'000'000}}},
         UnknownCoin},
    };
    for (Attack& attack : attacks)
        sign_all(attack.transaction, village.ledger.rules().network, village.mallory);
    return attacks;
}
// #endregion attacks

}  // namespace lab
