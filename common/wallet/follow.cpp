// What happens to a wallet: blocks come and go, payments wait and are refused.
#include <cassert>

#include "wallet/wallet.hpp"

namespace sbc::wallet {
namespace {

constexpr std::size_t most_broken_promises = 100;

std::string shown(const Hash& id) { return to_text(id).substr(0, 12) + "…"; }

// As long as no block says what has become of it.
void reopen(Entry& entry) {
    entry.height = Height{};
    entry.reason.clear();
    entry.state = State::Waiting;
    if (entry.kind != Kind::Mined) return;
    entry.state = State::Refused;
    entry.reason = "the block in which it was mined is no part of the history any more";
}

// Whoever says that something waits for us, and then that it does not, has paid for neither. Of
// what came to nothing in this way, and by no block, the oldest lines go. So many are new.
void forget_broken_promises(Settled& settled, std::size_t fresh) {
    std::size_t count = 0;
    std::vector<Hash> old;
    for (std::size_t place = 0; place < settled.size() && old.size() < fresh; ++place) {
        const Entry& entry = settled.newest(place);
        if (entry.state != State::Refused || entry.kind != Kind::Received) continue;
        if (settled.find(entry.id)->refused_by_block) continue;
        if (++count > most_broken_promises) old.push_back(entry.id);
    }
    for (const Hash& id : old) settled.remove(id);
}

}  // namespace

void Wallet::reconsider(std::size_t from) {
    const auto settled = [this](const Outpoint& outpoint) {
        return purse_.find(outpoint) != nullptr;
    };
    waiting_.reconsider(keys_, settled, from);
}

// --- payments ------------------------------------------------------------------------------------

bool Wallet::can_wait(const CheckedTransaction& transaction) const {
    for (const ledger::Input& input : transaction.parts().inputs) {
        if (is_spent(input.spends)) return false;
        const Settled::Line* parent = settled_.find(input.spends.transaction);
        if (parent != nullptr && parent->entry.state == State::Refused) return false;
    }
    return true;
}

// By a block that is there: the one that has refused it, or another with the same rival in it.
bool Wallet::stays_refused(const Settled::Line& line) const {
    if (!line.refused_by_block) return false;
    if (!line.block_is_gone) return true;
    const Settled::Line* rival = line.rival ? settled_.find(*line.rival) : nullptr;
    return rival != nullptr && rival->entry.state == State::Confirmed;
}

Result<void, WalletError> Wallet::waits(const CheckedTransaction& payment,
                                        std::span<const Coin> spent) {
    assert(spent.size() == payment.parts().inputs.size());
    if (payment.is_coinbase()) return refuse(WalletError::NotAPayment, "a coinbase does not wait");
    if (waiting_.find(payment.id()) != nullptr) return {};
    if (const Settled::Line* line = settled_.find(payment.id())) {
        if (line->entry.state == State::Confirmed) return {};
        if (stays_refused(*line)) return refuse(WalletError::NotAPayment, line->entry.reason);
    }
    auto entry = entry_for(payment, spent, keys_);
    if (!entry) return {};
    if (!can_wait(payment)) {
        return refuse(WalletError::NotAPayment,
                      "another payment that waits spends the same coin, or one that is refused "
                      "should have brought it");
    }
    settled_.remove(payment.id());
    waiting_.add_newest(std::make_unique<Unsettled>(
        Unsettled{payment, {spent.begin(), spent.end()}, std::move(*entry)}));
    reconsider(waiting_.all().size() - 1);
    return {};
}

void Wallet::refused(const Hash& id, const std::string& why) {
    Lines lines;
    refuse_with_heirs(id, why, lines);
    for (Settled::Line& line : lines) settled_.add({std::move(line.entry), nullptr});
    forget_broken_promises(settled_, lines.size());
}

void Wallet::refuse_with_heirs(const Hash& id, const std::string& why, Lines& refused) {
    std::string reason = why;
    for (Waiting::Owned& one : waiting_.take_with_heirs(id)) {
        Settled::Line line{std::move(one->entry), std::move(one)};
        line.entry.state = State::Refused;
        line.entry.height = height_;
        line.entry.reason = std::exchange(
            reason, "it spends what " + shown(id) + " should have brought, and that is refused");
        refused.push_back(std::move(line));
    }
}

// --- blocks come ---------------------------------------------------------------------------------

void Wallet::applied(const ledger::BlockView& block, Height height) {
    if (height_ == Height{}) purse_.begin_above(below(height));
    height_ = height;
    Lines refused;
    std::size_t first = 0;  // of the coins that the transaction has spent
    for (const CheckedTransaction& transaction : block.transactions) {
        const std::size_t count = transaction.parts().inputs.size();
        refuse_rivals(transaction, refused);
        happen(transaction, block.spent.subspan(first, count));
        first += count;
    }
    refuse_lost_coinbases(refused);
    for (Settled::Line& line : refused) settled_.add(std::move(line));
    reconsider();
}

void Wallet::happen(const CheckedTransaction& transaction, std::span<const Coin> spent) {
    auto entry = entry_for(transaction, spent, keys_);
    if (!entry) return;
    (void)waiting_.take(transaction.id());
    settled_.remove(transaction.id());  // whoever has refused it was not asked
    const auto& [coinbase, inputs, outputs, note] = transaction.parts();
    for (const ledger::Input& input : inputs) purse_.lose(input.spends);
    for (std::uint32_t i = 0; i < outputs.size(); ++i) {
        const Coin coin{outputs[i], height_, transaction.is_coinbase()};
        purse_.gain({transaction.id(), i}, coin);
    }
    entry->state = State::Confirmed;
    entry->height = height_;
    settled_.add({std::move(*entry), nullptr});
}

void Wallet::refuse_rivals(const CheckedTransaction& transaction, Lines& refused) {
    for (const ledger::Input& input : transaction.parts().inputs) {
        const auto rival = waiting_.spender_of(input.spends);
        if (!rival || *rival == transaction.id()) continue;
        refuse_with_heirs(
            *rival,
            "block " + std::to_string(height_.value()) +
                " holds another payment that spends the same coin: " + shown(transaction.id()),
            refused);
    }
}

// Those that have not come again with this block never will, as long as it stays.
void Wallet::refuse_lost_coinbases(Lines& refused) {
    std::vector<Hash> lost;
    for (const auto& one : waiting_.all()) {
        const auto& coinbase = one->transaction.parts().coinbase;
        if (coinbase && coinbase->height <= height_) lost.push_back(one->transaction.id());
    }
    for (const Hash& id : lost) {
        refuse_with_heirs(id, "another block took the place of the one in which it was mined",
                          refused);
    }
}

// --- blocks go -----------------------------------------------------------------------------------

void Wallet::undone(const ledger::BlockView& block) {
    Lines refused;  // by this block, or since then by somebody's word; the newest first
    std::map<Hash, Entry> confirmed;
    while (!settled_.empty() && settled_.last().height == height_) {
        Settled::Line line = settled_.take_last();
        if (line.entry.state == State::Confirmed) {
            confirmed.emplace(line.entry.id, std::move(line.entry));
        } else {
            refused.push_back(std::move(line));
        }
    }
    height_ = below(height_);
    std::size_t end = block.spent.size();
    for (std::size_t i = block.transactions.size(); i-- > 0;) {
        const CheckedTransaction& transaction = block.transactions[i];
        end -= transaction.parts().inputs.size();
        const auto spent = block.spent.subspan(end, transaction.parts().inputs.size());
        take_back(transaction, spent);
        const auto entry = confirmed.find(transaction.id());
        if (entry != confirmed.end()) wait_again(std::move(entry->second), transaction, spent);
    }
    purse_.go_down_to(height_);
    for (std::size_t i = refused.size(); i-- > 0;) try_again(std::move(refused[i]));
    reconsider();
}

// Backwards: it may have spent what it, or one before it in its block, has made.
void Wallet::take_back(const CheckedTransaction& transaction, std::span<const Coin> spent) {
    const auto& [coinbase, inputs, outputs, note] = transaction.parts();
    for (std::uint32_t i = 0; i < outputs.size(); ++i) purse_.lose({transaction.id(), i});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        purse_.gain(inputs[i].spends, spent[i]);
    }
}

void Wallet::wait_again(Entry entry, const CheckedTransaction& transaction,
                        std::span<const Coin> spent) {
    entry.returned = true;
    reopen(entry);
    waiting_.add_oldest(std::make_unique<Unsettled>(
        Unsettled{transaction, {spent.begin(), spent.end()}, std::move(entry)}));
}

// Refused at the block that has gone. What somebody's word has refused stays refused.
void Wallet::try_again(Settled::Line line) {
    if (line.refused_by_block && can_wait(line.refused_by_block->transaction)) {
        line.refused_by_block->entry = std::move(line.entry);
        reopen(line.refused_by_block->entry);
        waiting_.add_again(std::move(line.refused_by_block));
        return;
    }
    line.entry.height = height_;
    if (line.refused_by_block) blame_what_waits(line);
    settled_.add(std::move(line));
}

// The reason cannot speak any more of a block that nobody has.
void Wallet::blame_what_waits(Settled::Line& line) const {
    line.block_is_gone = true;
    for (const ledger::Input& input : line.refused_by_block->transaction.parts().inputs) {
        const auto rival = waiting_.spender_of(input.spends);
        if (!rival) continue;
        line.rival = rival;
        line.entry.reason = "another payment that spends the same coin waits: " + shown(*rival);
        return;
    }
}

}  // namespace sbc::wallet
