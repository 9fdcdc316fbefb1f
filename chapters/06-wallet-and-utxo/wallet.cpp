#include "wallet.hpp"

#include <algorithm>
#include <filesystem>

#include "crypto/random_bytes.hpp"

namespace stage {

// #region small
using namespace sbc::gui;

namespace {

// How something went, in the words of an account.
Done outcome(AccountError kind, const auto& result) {
    if (!result) return sbc::refuse(kind, result.error().text);
    return {};
}
const auto locked = sbc::refuse(AccountError::Keys, "open the keys first");
Side side_of(const Output& output) { return {output.to, {output.amount.value()}}; }
OwnedKey new_key(const std::string& label) {
    return {label, SigningKey{sbc::crypto::random_secret<32>()}};
}
// #endregion small

}  // namespace

// #region keys
KeysState Wallet::keys() const {
    if (!keys_.empty()) return KeysState::Open;
    std::error_code why;  // who opens the file or makes one is told
    return std::filesystem::exists(path_, why) ? KeysState::Locked : KeysState::None;
}

Done Wallet::create_keys(const Phrase& phrase) {
    Keys keys;
    keys.push_back(new_key("mine"));
    const Done made = outcome(AccountError::Keys, create_key_file(path_, phrase, keys));
    return made ? open_keys(phrase) : made;
}

Done Wallet::open_keys(const Phrase& phrase) {
    auto keys = read_key_file(path_, phrase);
    if (!keys) return outcome(AccountError::Keys, keys);
    keys_ = std::move(*keys);
    phrase_ = phrase.copy();
    read_book();
    return {};
}

void Wallet::close_keys() {
    keys_.clear();
    phrase_ = {};
    read_book();
}
// #endregion keys

// #region change-keys
Done Wallet::change(const ChangeKeys& change, const Phrase& before, const Phrase& after) {
    const Done changed = outcome(AccountError::Keys, change_key_file(path_, change, before, after));
    return changed ? open_keys(after) : changed;
}

Done Wallet::new_address(const std::string& label) {
    return change([&](Keys& keys) { keys.push_back(new_key(label)); });
}

Done Wallet::rename(const PublicKey& key, const std::string& label) {
    return change([&](Keys& keys) {
        for (OwnedKey& own : keys) {
            if (own.key.public_key() == key) own.label = label;
        }
    });
}

Done Wallet::change_pass_phrase(const Phrase& before, const Phrase& after) {
    return change([](Keys&) {}, before, after);
}

Done Wallet::export_keys(const std::string& path, const Phrase& phrase) {
    return outcome(AccountError::Keys, create_key_file(path, phrase, keys_));
}

Done Wallet::import_keys(const std::string& path, const Phrase& phrase) {
    auto others = read_key_file(path, phrase);
    if (!others) return outcome(AccountError::Keys, others);
    if (keys() == KeysState::None) {  // a copy on a new machine: it becomes the key file
        const Done made = outcome(AccountError::Keys, create_key_file(path_, phrase, *others));
        return made ? open_keys(phrase) : made;
    }
    return change([&](Keys& keys) {
        for (OwnedKey& other : *others) {
            if (!mine(other.key.public_key())) keys.push_back(std::move(other));
        }
    });
}
// #endregion change-keys

// #region spendable
bool Wallet::mine(const PublicKey& key) const {
    const auto fits = [&](const OwnedKey& own) { return own.key.public_key() == key; };
    return std::any_of(keys_.begin(), keys_.end(), fits);
}

bool Wallet::young(const Coin& coin) const {
    const std::uint64_t maturity = book_.ahead().rules().maturity;
    return coin.mined && book_.next().value() < coin.height.value() + maturity;
}

// Somebody else's payment brings it, and waits. What comes back from ours is as good as ours.
bool Wallet::arrives(const Outpoint& where, const Coin& coin) const {
    return coin.height == book_.next() && !sent_.contains(where.transaction);
}

std::vector<OwnCoin> Wallet::spendable() const {
    std::vector<OwnCoin> coins;
    for (const auto& [where, coin] : book_.ahead().coins()) {
        if (!mine(coin.output.to) || young(coin) || arrives(where, coin)) continue;
        coins.push_back({where, coin});
    }
    return coins;
}
// #endregion spendable

// #region fee
sbc::Result<Transaction, AccountError> Wallet::plan(const Payment& payment) const {
    if (keys_.empty()) return locked;
    const Wish wish{payment.to, Amount{payment.amount.count}, Amount{payment.fee.count},
                    payment.note};
    auto planned = stage::plan(spendable(), wish, keys_.front().key.public_key());
    if (!planned) return sbc::refuse(AccountError::Payment, planned.error().text);
    return *planned;
}

// More fee may take one more coin, and that more fee: until it is enough.
sbc::Result<Points, AccountError> Wallet::fee_for(const Payment& payment) const {
    Payment tried = payment;
    for (tried.fee = {1};; ++tried.fee.count) {
        auto planned = plan(tried);
        if (!planned) return sbc::pass_on(planned);
        if (stage::fee_for(*planned).value() <= tried.fee.count) return tried.fee;
    }
}
// #endregion fee

// #region pay
Done Wallet::pay(const Payment& payment) {
    auto planned = plan(payment);
    if (!planned) return sbc::pass_on(planned);
    const sbc::Bytes message = signed_bytes(book_.ahead().rules().network, *planned);
    for (Input& input : planned->inputs) {
        const PublicKey& owner = book_.ahead().coins().at(input.spends).output.to;
        for (const OwnedKey& own : keys_) {
            if (own.key.public_key() == owner) input.signature = own.key.sign(message);
        }
    }
    Done paid = outcome(AccountError::Ledger, book_.pay(*planned));
    read_book();
    return paid;
}

Done Wallet::close_block() {
    if (keys_.empty()) return locked;
    const PublicKey miner = keys_.front().key.public_key();
    Done closed = outcome(AccountError::Ledger, book_.close_block(miner));
    read_book();
    return closed;
}
// #endregion pay

// #region story
// The whole book once more: what of it concerns us, the newest first.
void Wallet::read_book() {
    history_.clear();
    sent_.clear();
    Outputs outputs;  // of all transactions so far, spent or not
    std::uint32_t height = 0;
    for (const Book::Block& block : book_.blocks()) {
        ++height;
        for (const Transaction& transaction : block) tell(transaction, height, outputs);
    }
    for (const Transaction& transaction : book_.waiting()) tell(transaction, 0, outputs);
    std::reverse(history_.begin(), history_.end());
}
// #endregion story

// #region tell
void Wallet::tell(const Transaction& transaction, std::uint32_t height, Outputs& outputs) {
    const Hash id = id_of(transaction);
    Movement movement{.id = to_text(id), .height = height};
    for (const Input& input : transaction.inputs) {
        movement.in.push_back(side_of(outputs.at(input.spends)));
    }
    for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
        outputs[{id, i}] = transaction.outputs[i];
        movement.out.push_back(side_of(transaction.outputs[i]));
    }
    if (transaction.note) movement.note = transaction.note->text;
    const auto entry = entry_of(movement, [&](const PublicKey& key) { return mine(key); });
    if (!entry) return;
    history_.push_back(*entry);
    if (entry->kind == EntryKind::Sent || entry->kind == EntryKind::ToMyself) sent_.insert(id);
}
// #endregion tell

// #region balance
Balance Wallet::balance() const {
    Balance balance;
    for (const auto& [where, coin] : book_.ahead().coins()) {
        if (!mine(coin.output.to)) continue;
        Points& kind = young(coin)            ? balance.maturing
                       : arrives(where, coin) ? balance.arriving
                                              : balance.spendable;
        kind.count += coin.output.amount.value();
    }
    balance.leaving = leaving(history_);
    return balance;
}

std::vector<AccountAddress> Wallet::addresses() const {
    std::vector<AccountAddress> addresses;
    for (const OwnedKey& own : keys_) {
        addresses.push_back({own.key.public_key(), own.label, {}});
        for (const auto& [where, coin] : book_.ahead().coins()) {
            if (coin.output.to != own.key.public_key()) continue;
            addresses.back().balance.count += coin.output.amount.value();
        }
    }
    return addresses;
}
// #endregion balance

}  // namespace stage
