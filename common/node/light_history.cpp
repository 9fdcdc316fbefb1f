#include "node/light_history.hpp"

#include <algorithm>

namespace sbc::node {
namespace {

using ledger::Amount;
using ledger::Coin;
using ledger::Outpoint;

std::string shown(const Hash& id) { return to_text(id).substr(0, 12) + "…"; }

}  // namespace

LightHistory::LightHistory(const ledger::Rules& rules) : rules_{rules}, wallet_{rules} {}

// --- keys ----------------------------------------------------------------------------------------

bool LightHistory::add_key(const PublicKey& key, std::string label, Past past) {
    const bool is_new = keys_.insert(key).second;
    wallet_.add_key(key, label);
    const auto has_key = [&](const Label& one) { return one.key == key; };
    if (!is_new) {
        std::find_if(labels_.begin(), labels_.end(), has_key)->label = std::move(label);
        return false;
    }
    labels_.push_back({key, std::move(label)});
    if (past == Past::None) {
        from_now_.insert(key);
        return false;
    }
    forget_proven();
    return true;
}

void LightHistory::forget_keys() {
    keys_.clear();
    from_now_.clear();
    labels_.clear();
    waiting_.clear();
    forget_proven();
}

// Whose coins a transaction spends was written down for the keys that there were.
void LightHistory::forget_proven() {
    pages_.clear();
    places_.clear();
    coins_.clear();
    read_ = Height{};
    remake();
}

// --- what is proven ------------------------------------------------------------------------------

LightHistory::Added LightHistory::add(const Proven& proven) {
    const Hash& id = proven.shown.transaction.id();
    const Place here{proven.height, proven.index};
    if (const auto found = places_.find(id); found != places_.end()) {
        if (found->second == here) return {Fit::Known, {}, {}};
        return {Fit::BreaksRules, std::max(found->second, here).height,
                "transaction " + shown(id) + " is in the history twice"};
    }
    std::vector<Coin> spent;
    Added added = judge(proven, spent);
    if (added.fit != Fit::New) return added;
    insert(proven, spent);
    return added;
}

LightHistory::Added LightHistory::judge(const Proven& proven, std::vector<Coin>& spent) const {
    const auto& transaction = proven.shown.transaction;
    if (!concerns_keys(proven.shown)) {
        return {Fit::Stranger, {}, "transaction " + shown(transaction.id()) + " is not yours"};
    }
    if (transaction.is_coinbase()) return judge_coinbase(proven);
    bool all_known = true;
    Amount comes_in;
    for (std::size_t i = 0; i < proven.shown.owners.size(); ++i) {
        Coin coin;
        Added added = judge_input(proven, i, coin);
        if (added.fit != Fit::New) return added;
        all_known = all_known && keys_.contains(coin.output.to);
        comes_in = ledger::sum(comes_in, coin.output.amount).value_or(ledger::most_amount);
        spent.push_back(coin);
    }
    if (all_known && transaction.goes_out() > comes_in) {
        return {Fit::BreaksRules, proven.height, "more goes out of a payment than comes in"};
    }
    return {};
}

bool LightHistory::concerns_keys(const ShownTransaction& one) const {
    const auto is_own = [&](const PublicKey& key) { return keys_.contains(key); };
    const auto& [coinbase, inputs, outputs, note] = one.transaction.parts();
    return std::any_of(one.owners.begin(), one.owners.end(), is_own) ||
           std::any_of(outputs.begin(), outputs.end(),
                       [&](const ledger::Output& output) { return is_own(output.to); }) ||
           std::any_of(inputs.begin(), inputs.end(),
                       [&](const ledger::Input& input) { return coins_.contains(input.spends); });
}

LightHistory::Added LightHistory::judge_coinbase(const Proven& proven) const {
    const auto& coinbase = *proven.shown.transaction.parts().coinbase;
    if (proven.index == 0 && coinbase.height == proven.height &&
        coinbase.network == rules_.network) {
        return {};
    }
    return {Fit::BreaksRules, proven.height, "its coinbase is not of this block"};
}

// What a payment spends of somebody else is a coin of which nothing is known but its owner.
LightHistory::Added LightHistory::judge_input(const Proven& proven, std::size_t input,
                                              Coin& spent) const {
    const PublicKey& owner = proven.shown.owners[input];
    const Outpoint& outpoint = proven.shown.transaction.parts().inputs[input].spends;
    const auto own = coins_.find(outpoint);
    if (own == coins_.end()) {
        if (!keys_.contains(owner)) {
            spent.output.to = owner;
        } else if (!from_now_.contains(owner)) {
            return {Fit::HiddenCoin,
                    {},
                    "a payment spends a coin of yours that was not shown: " +
                        shown(outpoint.transaction)};
        }
        return {};
    }
    const auto& [coin, made, spent_by] = own->second;
    const auto breaks = [](Height bad, std::string why) {
        return Added{Fit::BreaksRules, bad, "a coin of yours is spent " + std::move(why)};
    };
    spent = coin;
    const Place here{proven.height, proven.index};
    if (owner != coin.output.to) return breaks(here.height, "without your signature");
    if (here <= made) return breaks(here.height, "before it was made");
    if (spent_by) return breaks(std::max(here, places_.at(*spent_by)).height, "twice");
    if (coin.mined && here.height.value() < coin.height.value() + rules_.maturity) {
        return breaks(here.height, "before it is mature");
    }
    return {};
}

void LightHistory::insert(const Proven& proven, const std::vector<Coin>& spent) {
    const auto& transaction = proven.shown.transaction;
    Page& page = pages_[proven.height];
    const auto at = std::lower_bound(page.indices.begin(), page.indices.end(), proven.index) -
                    page.indices.begin();
    std::size_t coins = 0;
    for (std::ptrdiff_t i = 0; i < at; ++i) {
        coins += page.transactions[static_cast<std::size_t>(i)].parts().inputs.size();
    }
    page.indices.insert(page.indices.begin() + at, proven.index);
    page.transactions.insert(page.transactions.begin() + at, transaction);
    page.spent.insert(page.spent.begin() + static_cast<std::ptrdiff_t>(coins), spent.begin(),
                      spent.end());
    const Place here{proven.height, proven.index};
    places_.emplace(transaction.id(), here);
    const auto& [coinbase, inputs, outputs, note] = transaction.parts();
    for (const ledger::Input& input : inputs) {
        const auto own = coins_.find(input.spends);
        if (own != coins_.end()) own->second.spent_by = transaction.id();
    }
    for (std::uint32_t i = 0; i < outputs.size(); ++i) {
        if (!keys_.contains(outputs[i].to)) continue;
        coins_.emplace(Outpoint{transaction.id(), i},
                       Own{{outputs[i], proven.height, transaction.is_coinbase()}, here});
    }
    stale_ = stale_ || proven.height <= read_;
}

void LightHistory::forget(const Page& page) {
    for (std::size_t n = page.transactions.size(); n-- > 0;) {
        const auto& transaction = page.transactions[n];
        const auto& [coinbase, inputs, outputs, note] = transaction.parts();
        for (const ledger::Input& input : inputs) {
            const auto own = coins_.find(input.spends);
            if (own != coins_.end()) own->second.spent_by.reset();
        }
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            coins_.erase(Outpoint{transaction.id(), i});
        }
        places_.erase(transaction.id());
    }
}

// --- blocks come and go --------------------------------------------------------------------------

void LightHistory::read_to(Height height) {
    while (read_ < height) {
        read_ = above(read_);
        const auto page = pages_.find(read_);
        wallet_.applied(page == pages_.end() ? ledger::BlockView{} : page->second.view(), read_);
        if (page == pages_.end()) continue;
        std::erase_if(waiting_,
                      [&](const WaitsHere& one) { return places_.contains(one.payment.id()); });
    }
}

void LightHistory::take_back_to(Height height) {
    std::vector<WaitsHere> again;
    for (; read_ > height; read_ = below(read_)) {
        const auto page = pages_.find(read_);
        wallet_.undone(page == pages_.end() ? ledger::BlockView{} : page->second.view());
        if (page == pages_.end()) continue;
        std::size_t end = page->second.spent.size();
        for (std::size_t n = page->second.transactions.size(); n-- > 0;) {
            const auto& payment = page->second.transactions[n];
            const auto last = page->second.spent.begin() + static_cast<std::ptrdiff_t>(end);
            end -= payment.parts().inputs.size();
            const auto first = page->second.spent.begin() + static_cast<std::ptrdiff_t>(end);
            if (!payment.is_coinbase()) again.insert(again.begin(), {payment, {first, last}});
        }
    }
    waiting_.insert(waiting_.begin(), again.begin(), again.end());
    while (!pages_.empty() && pages_.rbegin()->first > height) {
        forget(pages_.rbegin()->second);
        pages_.erase(std::prev(pages_.end()));
    }
}

void LightHistory::remake() {
    const Height upto = read_;
    wallet_ = wallet::Wallet{rules_};
    for (const Label& one : labels_) wallet_.add_key(one.key, one.label);
    read_ = Height{};
    stale_ = false;
    const auto waiting = std::exchange(waiting_, {});
    read_to(upto);
    for (const WaitsHere& one : waiting) (void)waits(one.payment, one.spent);
}

// --- what waits ----------------------------------------------------------------------------------

std::optional<Coin> LightHistory::coin_of(const Outpoint& outpoint) const {
    const auto own = coins_.find(outpoint);
    if (own != coins_.end()) return own->second.coin;
    for (const WaitsHere& one : waiting_) {
        if (one.payment.id() != outpoint.transaction) continue;
        const auto& outputs = one.payment.parts().outputs;
        if (outpoint.index >= outputs.size()) return std::nullopt;
        return Coin{outputs[outpoint.index], above(read_), false};
    }
    return std::nullopt;
}

bool LightHistory::waits(const ShownTransaction& payment) {
    const auto& inputs = payment.transaction.parts().inputs;
    std::vector<Coin> spent;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto coin = coin_of(inputs[i].spends);
        if (coin && coin->output.to != payment.owners[i]) return false;
        if (coin) {
            spent.push_back(*coin);
        } else if (keys_.contains(payment.owners[i])) {
            if (!from_now_.contains(payment.owners[i])) return false;
            spent.emplace_back();
        } else {
            spent.push_back({{payment.owners[i], Amount{}}, {}, false});
        }
    }
    return waits(payment.transaction, spent).has_value() &&
           wallet_.find(payment.transaction.id()) != nullptr;
}

Result<void, wallet::WalletError> LightHistory::waits(const ledger::CheckedTransaction& payment,
                                                      const std::vector<Coin>& spent) {
    auto done = wallet_.waits(payment, spent);
    if (!done) return done;
    const wallet::Entry* entry = wallet_.find(payment.id());
    if (entry == nullptr || entry->state != wallet::State::Waiting) return done;
    const auto is_it = [&](const WaitsHere& one) { return one.payment.id() == payment.id(); };
    if (std::none_of(waiting_.begin(), waiting_.end(), is_it)) waiting_.push_back({payment, spent});
    return done;
}

void LightHistory::refused(const Hash& id, const std::string& why) {
    wallet_.refused(id, why);
    std::erase_if(waiting_, [&](const WaitsHere& one) {
        const wallet::Entry* entry = wallet_.find(one.payment.id());
        return entry == nullptr || entry->state != wallet::State::Waiting;
    });
}

// --- what is -------------------------------------------------------------------------------------

std::optional<Height> LightHistory::height_of(const Hash& id) const {
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return found->second.height;
}

std::vector<Hash> LightHistory::proven_between(Height above, Height upto) const {
    std::vector<Hash> ids;
    for (auto page = pages_.upper_bound(above); page != pages_.end() && page->first <= upto;
         ++page) {
        for (const auto& transaction : page->second.transactions) ids.push_back(transaction.id());
    }
    return ids;
}

}  // namespace sbc::node
