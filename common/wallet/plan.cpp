#include "wallet/plan.hpp"

#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::wallet {
namespace {

using enum WalletError;

std::string text(Amount amount) { return std::to_string(amount.value()); }

Result<void, WalletError> check(const Order& order) {
    if (!valid(order.to)) return refuse(NotAnAddress, "nobody can have this address");
    if (order.amount == Amount{}) return refuse(AmountZero, "say how many points: at least 1");
    if (order.amount > ledger::most_amount) {
        return refuse(AmountTooLarge,
                      "there are never more than " + text(ledger::most_amount) + " points");
    }
    if (order.note.size() > ledger::longest_note) {
        return refuse(NoteTooLong, "a note has at most " + std::to_string(ledger::longest_note) +
                                       " bytes; this one has " + std::to_string(order.note.size()));
    }
    if (!is_utf8(as_bytes(order.note))) return refuse(NoteNotText, "the note is not text in UTF-8");
    return {};
}

Result<std::vector<OwnCoin>, WalletError> coins_for(const Order& order, const PaymentSize& size,
                                                    std::span<const OwnCoin> coins) {
    const auto fee_of = [&](std::size_t inputs) { return size.fee(order.fee, inputs, 1); };
    auto chosen = choose(coins, order.amount, fee_of, size.most_inputs(2));
    if (chosen) return std::move(*chosen);
    if (chosen.error().reason == ChooseError::NotEnough) {
        return refuse(NotEnough, "all that can be spent does not pay " + text(order.amount) +
                                     " and a fee of " + text(fee_of(1)) + " or more");
    }
    return refuse(TooManyCoins,
                  chosen.error().text + "; pay less at once, or first pay some of it to yourself");
}

// What is left of the coins is divided: the fee, and what comes back.
void divide(Plan& plan, const Order& order, const PaymentSize& size) {
    std::uint64_t rest = 0;  // at most one coin more than what was wanted: it cannot turn round
    for (const OwnCoin& own : plan.spends) rest += own.coin.output.amount.value();
    rest -= order.amount.value();
    const Amount with_change = size.fee(order.fee, plan.spends.size(), 2);
    plan.change = ledger::difference(Amount{rest}, with_change).value_or(Amount{});
    plan.fee = Amount{rest - plan.change.value()};
}

}  // namespace

bool fee_too_high(Amount fee, Amount amount, Amount usual) {
    return fee.value() > amount.value() / 10 && fee.value() > 2 * usual.value();
}

Result<Plan, WalletError> plan_payment(const Order& order, std::span<const OwnCoin> coins) {
    auto sound = check(order);
    if (!sound) return pass_on(sound);
    Plan plan;
    if (!order.note.empty() || order.app != memo_app) {
        plan.payment.note = {order.app, order.note};
    }
    const PaymentSize size{plan.payment.note};
    auto chosen = coins_for(order, size, coins);
    if (!chosen) return pass_on(chosen);
    plan.spends = std::move(*chosen);
    plan.amount = order.amount;
    divide(plan, order, size);
    for (const OwnCoin& own : plan.spends) plan.payment.inputs.push_back({own.outpoint, {}});
    plan.payment.outputs.push_back({order.to, plan.amount});
    if (plan.change > Amount{}) {
        plan.payment.outputs.push_back({plan.spends.front().coin.output.to, plan.change});
    }
    const Amount usual = size.fee({}, plan.spends.size(), plan.payment.outputs.size());
    if (!order.whatever_it_costs && fee_too_high(plan.fee, plan.amount, usual)) {
        return refuse(FeeTooHigh, "a fee of " + text(plan.fee) + " for a payment of " +
                                      text(plan.amount) + ": " + text(usual) +
                                      " is usual; if it is meant so, say so");
    }
    return plan;
}

Result<ledger::CheckedTransaction, WalletError> sign(const Plan& plan, const crypto::Hash& network,
                                                     const KeyFor& key_for) {
    ledger::Transaction payment = plan.payment;
    const Bytes message = ledger::signed_bytes(network, encode_unsigned(payment));
    for (std::size_t i = 0; i < payment.inputs.size(); ++i) {
        const crypto::PublicKey& owner = plan.spends.at(i).coin.output.to;
        const crypto::SigningKey* key = key_for(owner);
        if (key == nullptr) {
            return refuse(KeyMissing, "the key of " + to_address(owner) + " is not there");
        }
        payment.inputs[i].signature = key->sign(message);
    }
    auto checked = ledger::check_transaction(encode(payment));
    if (!checked) return refuse(NotAPayment, checked.error().text);
    return std::move(*checked);
}

}  // namespace sbc::wallet
