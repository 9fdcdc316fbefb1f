#pragma once

#include <algorithm>
#include <set>

#include "lab/crafted.hpp"

// The rules of the sample that this course descends from, one function each, in our own words: what
// it asked of a transaction before it believed it. Each forgets one thing, and who knows which can
// take, or make, as many points as he likes. `rules` shows how; our ledger.cpp forgets none of
// them.
namespace lab {

// #region known
// What the ancestor looks up. Coins are here by where they stand; what is spent, by what it was.
struct Known {
    Hash network;
    std::int64_t subsidy = 100;
    std::set<Outpoint> coins;
    std::vector<Crafted::Output> spent;
};
using Rule = bool (*)(const Crafted& transaction, const Known& known);
// #endregion known

// #region only-the-last
// Has each owner signed? Every signature is verified, and the answer is that of the last one: what
// the loop found before is overwritten.
inline bool only_the_last_signature(const Crafted& transaction, const Known& known) {
    const sbc::Bytes message = signed_bytes(known.network, transaction);
    bool is_signed = false;
    for (const Crafted::Input& input : transaction.inputs) {
        is_signed = verify(input.brought.to, message, input.signature);
    }
    return is_signed;
}
// #endregion only-the-last

// #region never-compared
// Is there something to spend, and somebody who gets it? What comes in is added up nowhere, nor is
// what goes out: wallets make payments that fit, and so all payments do.
inline bool amounts_never_compared(const Crafted& transaction, const Known&) {
    return !transaction.inputs.empty() && !transaction.outputs.empty();
}
// #endregion never-compared

// #region any-sign
// Does as much come in as goes out? The ancestor did not even ask; but suppose that it did: an
// output of less than nothing makes room for another one that is too large.
inline bool amounts_of_any_sign(const Crafted& transaction, const Known&) {
    std::int64_t left = 0;
    for (const Crafted::Input& input : transaction.inputs) left += input.brought.amount;
    for (const Crafted::Output& output : transaction.outputs) left -= output.amount;
    return left >= 0;
}
// #endregion any-sign

// #region first-output
// Does the miner take what is due? A coinbase has one output, as a rule; so that one is looked at.
inline bool only_the_first_reward(const Crafted& transaction, const Known& known) {
    return transaction.coinbase && !transaction.outputs.empty() &&
           transaction.outputs.front().amount == known.subsidy;
}
// #endregion first-output

// #region each-alone
// Is each coin still there? It is, whenever it is looked up: nothing is taken away before the whole
// transaction has been believed, so a coin that stands here twice is there twice.
inline bool each_input_alone(const Crafted& transaction, const Known& known) {
    return std::all_of(
        transaction.inputs.begin(), transaction.inputs.end(),
        [&](const Crafted::Input& input) { return known.coins.contains(input.spends); });
}
// #endregion each-alone

// #region by-value
// Has this coin been spent? What was spent is known by owner and amount. So an honest second coin
// of the same owner and amount is refused; and one that never was has surely not been spent.
inline bool spent_by_value(const Crafted& transaction, const Known& known) {
    return std::none_of(
        transaction.inputs.begin(), transaction.inputs.end(), [&](const Crafted::Input& input) {
            return std::find(known.spent.begin(), known.spent.end(), input.brought) !=
                   known.spent.end();
        });
}
// #endregion by-value

}  // namespace lab
