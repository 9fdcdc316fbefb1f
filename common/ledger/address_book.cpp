#include "ledger/address_book.hpp"

#include <algorithm>
#include <set>

namespace sbc::ledger {
namespace {

// Whoever has something to do with it, each once.
std::set<PublicKey> concerned(const CheckedTransaction& transaction, std::span<const Coin> spent) {
    std::set<PublicKey> keys;
    for (const Coin& coin : spent) keys.insert(coin.output.to);
    for (const Output& output : transaction.parts().outputs) keys.insert(output.to);
    return keys;
}

}  // namespace

void AddressBook::watch(const PublicKey& key) {
    if (!everybody_) accounts_.try_emplace(key, Account{0, {}, {}, height_});
}

const AddressBook::Account* AddressBook::find(const PublicKey& key) const {
    const auto found = accounts_.find(key);
    return found == accounts_.end() ? nullptr : &found->second;
}

AddressBook::Account* AddressBook::account(const PublicKey& key) {
    if (everybody_) return &accounts_[key];
    const auto found = accounts_.find(key);
    return found == accounts_.end() ? nullptr : &found->second;
}

Amount AddressBook::balance(const PublicKey& key) const {
    const Account* found = find(key);
    return Amount{found == nullptr ? 0 : found->balance};
}

std::vector<AddressBook::Owned> AddressBook::coins(const PublicKey& key) const {
    std::vector<Owned> owned;
    const Account* found = find(key);
    if (found == nullptr) return owned;
    owned.reserve(found->coins.size());
    for (const auto& [outpoint, coin] : found->coins) owned.push_back({outpoint, coin});
    return owned;
}

std::size_t AddressBook::history_size(const PublicKey& key) const {
    const Account* found = find(key);
    return found == nullptr ? 0 : found->history.size();
}

std::vector<const AddressBook::Record*> AddressBook::history(const PublicKey& key, std::size_t most,
                                                             std::size_t skip) const {
    std::vector<const Record*> newest;
    const Account* found = find(key);
    if (found == nullptr || skip >= found->history.size()) return newest;
    const std::size_t count = std::min(most, found->history.size() - skip);
    newest.reserve(count);
    auto next = found->history.rbegin() + static_cast<std::ptrdiff_t>(skip);
    for (; newest.size() < count; ++next) newest.push_back(&records_[*next]);
    return newest;
}

// --- blocks come ---------------------------------------------------------------------------------

void AddressBook::gain(const Outpoint& outpoint, const Coin& coin) {
    Account* owner = account(coin.output.to);
    // One that came before is not there, and does not come by being given back.
    if (owner == nullptr || coin.height <= std::max(owner->since, unseen_)) return;
    if (!owner->coins.emplace(outpoint, coin).second) return;
    owner->balance += coin.output.amount.value();
}

// A coin that came before its key was watched is not there.
void AddressBook::lose(const Outpoint& outpoint, const PublicKey& key) {
    Account* owner = account(key);
    if (owner == nullptr) return;
    const auto coin = owner->coins.find(outpoint);
    if (coin == owner->coins.end()) return;
    owner->balance -= coin->second.output.amount.value();
    owner->coins.erase(coin);
}

void AddressBook::record(const CheckedTransaction& transaction, std::span<const Coin> spent,
                         Height height) {
    bool kept = false;
    for (const PublicKey& key : concerned(transaction, spent)) {
        Account* owner = account(key);
        if (owner == nullptr) continue;
        owner->history.push_back(static_cast<std::uint32_t>(records_.size()));
        kept = true;
    }
    if (!kept) return;
    Record& record = records_.emplace_back();
    record.id = transaction.id();
    record.height = height;
    record.mined = transaction.is_coinbase();
    for (const Coin& coin : spent) record.spent.push_back(coin.output);
    record.made = transaction.parts().outputs;
    record.note = transaction.parts().note;
}

void AddressBook::applied(const BlockView& block, Height height) {
    if (height_ == Height{}) unseen_ = below(height);
    height_ = height;
    std::size_t first = 0;  // of the coins that the transaction has spent
    for (const CheckedTransaction& transaction : block.transactions) {
        const auto& [coinbase, inputs, outputs, note] = transaction.parts();
        const auto spent = block.spent.subspan(first, inputs.size());
        first += inputs.size();
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            lose(inputs[i].spends, spent[i].output.to);
        }
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            gain({transaction.id(), i}, {outputs[i], height, transaction.is_coinbase()});
        }
        record(transaction, spent, height);
    }
}

// --- blocks go -----------------------------------------------------------------------------------

void AddressBook::forget(const CheckedTransaction& transaction, std::span<const Coin> spent) {
    if (records_.empty() || records_.back().id != transaction.id()) return;  // it concerned nobody
    const auto number = static_cast<std::uint32_t>(records_.size() - 1);
    for (const PublicKey& key : concerned(transaction, spent)) {
        const auto found = accounts_.find(key);
        if (found == accounts_.end()) continue;
        auto& [balance, coins, history, since] = found->second;
        if (!history.empty() && history.back() == number) history.pop_back();
        if (everybody_ && history.empty()) accounts_.erase(found);
    }
    records_.pop_back();
}

void AddressBook::undone(const BlockView& block) {
    if (height_ == Height{0}) return;  // it came before everything that was told
    height_ = below(height_);
    unseen_ = std::min(unseen_, height_);
    std::size_t end = block.spent.size();
    for (std::size_t i = block.transactions.size(); i-- > 0;) {
        const CheckedTransaction& transaction = block.transactions[i];
        const auto& [coinbase, inputs, outputs, note] = transaction.parts();
        end -= inputs.size();
        const auto spent = block.spent.subspan(end, inputs.size());
        for (std::uint32_t k = 0; k < outputs.size(); ++k) {
            lose({transaction.id(), k}, outputs[k].to);
        }
        for (std::size_t k = 0; k < inputs.size(); ++k) gain(inputs[k].spends, spent[k]);
        forget(transaction, spent);
    }
    if (everybody_) return;
    // What comes in another block of this height is seen.
    for (auto& [key, account] : accounts_) account.since = std::min(account.since, height_);
}

Line line_of(const AddressBook::Record& record, std::span<const PublicKey> keys) {
    const auto total = [&](const std::vector<Output>& outputs) {
        Amount all;
        for (const Output& output : outputs) {
            if (std::find(keys.begin(), keys.end(), output.to) == keys.end()) continue;
            all = sum(all, output.amount).value_or(most_amount);
        }
        return all;
    };
    Line line{Kind::Received, total(record.made), total(record.spent)};
    if (line.goes > Amount{0}) line.kind = Kind::Sent;
    if (record.mined) line.kind = Kind::Mined;
    return line;
}

}  // namespace sbc::ledger
