#include "ledger.hpp"

namespace stage {

namespace {

// #region refusals
// Those of a payment that need more words than one.
auto immature(const Coin& coin, std::uint64_t maturity) {
    return sbc::refuse(LedgerError::Immature,
                       "what was mined in block " + std::to_string(coin.height.value()) +
                           " can be spent " + std::to_string(maturity) + " blocks later");
}
auto not_signed(const Coin& coin) {
    return sbc::refuse(LedgerError::WrongSignature,
                       "the owner of " + to_address(coin.output.to) + " has not signed this");
}
auto overspent(Amount in, Amount out) {
    return sbc::refuse(LedgerError::Overspent, std::to_string(in.value()) + " come in, but " +
                                                   std::to_string(out.value()) + " go out");
}

Amount total_of(const std::vector<Output>& outputs) {
    Amount total;
    for (const Output& output : outputs) total = *sum(total, output.amount);  // decoded: it fits
    return total;
}
// #endregion refusals

}  // namespace

// #region judge
sbc::Result<Amount, LedgerError> Ledger::judge(const Transaction& payment, Height height) const {
    using enum LedgerError;
    const sbc::Bytes message = signed_bytes(rules_.network, payment);
    Amount comes_in;
    for (const Input& input : payment.inputs) {
        const auto found = coins_.find(input.spends);
        if (found == coins_.end())
            return sbc::refuse(UnknownCoin, "such a coin is spent already, or was never there");
        const Coin& coin = found->second;
        const bool young = height.value() < coin.height.value() + rules_.maturity;
        if (coin.mined && young) return immature(coin, rules_.maturity);
        if (!verify(coin.output.to, message, input.signature)) return not_signed(coin);
        const auto both = sum(comes_in, coin.output.amount);
        if (!both) return sbc::refuse(BadAmount, "together that is more than there can be");
        comes_in = *both;
    }
    const Amount goes_out = total_of(payment.outputs);
    const auto fee = difference(comes_in, goes_out);
    if (!fee) return overspent(comes_in, goes_out);
    return *fee;
}
// #endregion judge

// #region happen
void Ledger::happen(const Transaction& transaction, Height height, Spent& spent) {
    for (const Input& input : transaction.inputs) {
        const auto coin = coins_.find(input.spends);
        spent.push_back(coin->second);
        coins_.erase(coin);
    }
    const Hash id = id_of(transaction);
    for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
        coins_[{id, i}] = {transaction.outputs[i], height, transaction.coinbase.has_value()};
    }
}
// #endregion happen

// #region undo
// Everything backwards: a block may spend what it has made itself.
void Ledger::undo(std::span<const Transaction> block, Spent spent) {
    for (std::size_t i = block.size(); i-- > 0;) {
        const Hash id = id_of(block[i]);
        for (std::uint32_t k = 0; k < block[i].outputs.size(); ++k) coins_.erase({id, k});
        for (std::size_t k = block[i].inputs.size(); k-- > 0;) {
            coins_[block[i].inputs[k].spends] = spent.back();
            spent.pop_back();
        }
    }
}
// #endregion undo

// #region apply
sbc::Result<Spent, LedgerError> Ledger::apply(const std::vector<Transaction>& block,
                                              Height height) {
    Spent spent;
    Amount reward = rules_.subsidy;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const auto& coinbase = block[i].coinbase;
        const auto fee = coinbase ? judge_coinbase(*coinbase, i, height) : judge(block[i], height);
        if (!fee) {
            undo(std::span{block}.first(i), std::move(spent));
            return sbc::refuse(fee.error().reason, fee.error().text);
        }
        reward = *sum(reward, *fee);
        happen(block[i], height, spent);
    }
    if (!block.empty() && block[0].coinbase && total_of(block[0].outputs) > reward) {
        undo(block, std::move(spent));
        return sbc::refuse(LedgerError::TooMuchReward,
                           "a miner may take " + std::to_string(reward.value()) + " here");
    }
    return spent;
}
// #endregion apply

// #region judge-coinbase
sbc::Result<Amount, LedgerError> Ledger::judge_coinbase(const Coinbase& coinbase, std::size_t place,
                                                        Height height) const {
    if (place == 0 && coinbase.height == height && coinbase.network == rules_.network)
        return Amount{0};
    return sbc::refuse(LedgerError::WrongPlace, "a coinbase stands first in its own block");
}
// #endregion judge-coinbase

}  // namespace stage
