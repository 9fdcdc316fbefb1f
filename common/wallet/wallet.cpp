#include "wallet/wallet.hpp"

#include <algorithm>

namespace sbc::wallet {
namespace {

using Sums = std::map<PublicKey, std::uint64_t>;

// Who follows proofs alone may be shown what no ledger would judge to be right, and what others
// promise may never happen: a sum ends at the most there can be.
Amount points(std::uint64_t count) { return std::min(Amount{count}, ledger::most_amount); }

void add_promised(std::uint64_t& sum, Amount more) {
    sum = points(points(sum).value() + points(more.value()).value()).value();
}

std::string text(Amount amount) { return std::to_string(amount.value()); }

}  // namespace

// --- keys ----------------------------------------------------------------------------------------

void Wallet::add_key(const PublicKey& key, std::string label) {
    if (keys_.insert(key).second) {
        purse_.watch(key, height_);
        addresses_.push_back({key, std::move(label), {}});
        return;
    }
    const auto is_it = [&](const Address& address) { return address.key == key; };
    std::find_if(addresses_.begin(), addresses_.end(), is_it)->label = std::move(label);
}

std::vector<Wallet::Address> Wallet::addresses() const {
    Sums goes;  // by what waits; never more than is there
    Sums comes;
    for (const auto& waiting : waiting_.all()) {
        if (waiting->transaction.is_coinbase()) continue;
        const auto& [coinbase, inputs, outputs, note] = waiting->transaction.parts();
        for (const ledger::Input& input : inputs) {
            const Coin* coin = purse_.find(input.spends);
            if (coin != nullptr) goes[coin->output.to] += coin->output.amount.value();
        }
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            if (is_spent({waiting->transaction.id(), i})) continue;
            add_promised(comes[outputs[i].to], outputs[i].amount);
        }
    }
    std::vector<Address> addresses = addresses_;
    for (Address& address : addresses) {
        std::uint64_t balance = purse_.total_of(address.key) - goes[address.key];
        add_promised(balance, Amount{comes[address.key]});
        address.balance = points(balance);
    }
    return addresses;
}

// --- coins ---------------------------------------------------------------------------------------

// What was mined in this block, or above it, cannot be spent in the next one.
Height Wallet::first_young() const {
    const std::uint64_t next = height_.value() + 1;
    return Height{next < rules_.maturity ? 0 : next + 1 - rules_.maturity};
}

bool Wallet::is_spent(const Outpoint& outpoint) const {
    return waiting_.spender_of(outpoint).has_value();
}

bool Wallet::can_be_spent(const Outpoint& outpoint, const Coin& coin) const {
    return !(coin.mined && coin.height >= first_young()) && !is_spent(outpoint);
}

Balance Wallet::balance() const {
    std::uint64_t spendable = purse_.total();
    std::uint64_t arriving = 0;
    std::uint64_t leaving = 0;
    std::uint64_t maturing = 0;
    for (auto [mined, end] = purse_.mined_since(first_young()); mined != end; ++mined) {
        const std::uint64_t amount = purse_.find(mined->second)->output.amount.value();
        spendable -= amount;
        if (!is_spent(mined->second)) maturing += amount;
    }
    for (const auto& waiting : waiting_.all()) {
        if (waiting->transaction.is_coinbase()) continue;
        const auto& [coinbase, inputs, outputs, note] = waiting->transaction.parts();
        for (const ledger::Input& input : inputs) {
            const Coin* coin = purse_.find(input.spends);
            const bool young = coin != nullptr && coin->mined && coin->height >= first_young();
            if (coin != nullptr && !young) spendable -= coin->output.amount.value();
        }
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            if (!keys_.contains(outputs[i].to) || is_spent({waiting->transaction.id(), i}))
                continue;
            if (waiting->sure) spendable += outputs[i].amount.value();
            if (!waiting->sure) add_promised(arriving, outputs[i].amount);
        }
        const Entry& entry = waiting->entry;
        if (entry.kind == Kind::Sent) leaving += entry.amount.value();
        leaving += entry.fee.value();
    }
    return {points(spendable), points(arriving), points(leaving), points(maturing)};
}

std::vector<OwnCoin> Wallet::settled_coins() const {
    std::vector<OwnCoin> coins;
    coins.reserve(purse_.coins().size());
    for (const auto& [outpoint, coin] : purse_.coins()) {
        if (can_be_spent(outpoint, coin)) coins.push_back({outpoint, coin});
    }
    return coins;
}

void Wallet::add_change(std::vector<OwnCoin>& coins) const {
    for (const auto& waiting : waiting_.all()) {
        if (!waiting->sure) continue;
        const auto& outputs = waiting->transaction.parts().outputs;
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            const Outpoint outpoint{waiting->transaction.id(), i};
            if (!keys_.contains(outputs[i].to) || is_spent(outpoint)) continue;
            coins.push_back({outpoint, {outputs[i], above(height_), false}});
        }
    }
}

std::vector<OwnCoin> Wallet::coins() const {
    std::vector<OwnCoin> coins = settled_coins();
    add_change(coins);
    return coins;
}

// --- history -------------------------------------------------------------------------------------

const Entry& Wallet::entry(std::size_t place) const {
    const auto& unsettled = waiting_.all();
    if (place < unsettled.size()) return unsettled[unsettled.size() - 1 - place]->entry;
    return settled_.newest(place - unsettled.size());
}

const Entry* Wallet::find(const Hash& id) const {
    if (const Unsettled* unsettled = waiting_.find(id)) return &unsettled->entry;
    const Settled::Line* line = settled_.find(id);
    return line == nullptr ? nullptr : &line->entry;
}

std::uint64_t Wallet::confirmations(const Entry& entry) const {
    if (entry.state != State::Confirmed) return 0;
    return height_.value() + 1 - entry.height.value();
}

std::vector<const CheckedTransaction*> Wallet::own_waiting() const {
    std::vector<const CheckedTransaction*> own;
    for (const auto& waiting : waiting_.all()) {
        const Kind kind = waiting->entry.kind;
        if (kind == Kind::Sent || kind == Kind::ToMyself) own.push_back(&waiting->transaction);
    }
    return own;
}

// --- paying --------------------------------------------------------------------------------------

std::string Wallet::lack(const Order& order) const {
    const Balance now = balance();
    std::string lack = "you can spend " + text(now.spendable) + " now: too little for " +
                       text(order.amount) + " and the fee";
    if (order.from) {
        return "what can be spent of " + crypto::to_address(*order.from) +
               " alone is too little for " + text(order.amount) + " and the fee";
    }
    if (now.maturing > Amount{}) {
        lack +=
            "; " + text(now.maturing) + " are mined, and can be spent when more blocks have come";
    }
    if (now.arriving > Amount{}) lack += "; " + text(now.arriving) + " are on their way to you";
    return lack;
}

Result<Plan, WalletError> Wallet::plan_with(std::vector<OwnCoin> coins, const Order& order) {
    if (order.from) {
        std::erase_if(coins, [&](const OwnCoin& own) { return own.coin.output.to != *order.from; });
    }
    return plan_payment(order, coins);
}

Result<Plan, WalletError> Wallet::plan(const Order& order) const {
    std::vector<OwnCoin> coins = settled_coins();
    auto plan = plan_with(coins, order);
    const auto fails = [&](WalletError reason) { return !plan && plan.error().reason == reason; };
    if (fails(WalletError::NotEnough) || fails(WalletError::TooManyCoins)) {
        add_change(coins);
        plan = plan_with(std::move(coins), order);
    }
    if (fails(WalletError::NotEnough)) return refuse(WalletError::NotEnough, lack(order));
    return plan;
}

}  // namespace sbc::wallet
