#include "light/light_account.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "gui/desk_fields.hpp"
#include "gui/words.hpp"
#include "ranking/mention.hpp"
#include "ranking/row.hpp"
#include "wallet/plan.hpp"

namespace sbc::light {

using namespace gui;

namespace {

constexpr std::uint64_t deep = 20;  // blocks over a payment: it is not sent any more

// What is shown has 32 bits, and no chain of this course has more blocks.
std::uint32_t shown(Height height) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(height.value(), most));
}
Points points_of(ledger::Amount amount) { return {amount.value()}; }

EntryKind kind_of(wallet::Kind kind) {
    switch (kind) {
        case wallet::Kind::Received: return EntryKind::Received;
        case wallet::Kind::Sent: return EntryKind::Sent;
        case wallet::Kind::Mined: return EntryKind::Mined;
        case wallet::Kind::ToMyself: return EntryKind::ToMyself;
    }
    return {};
}
EntryState state_of(wallet::State state) {
    switch (state) {
        case wallet::State::Waiting: return EntryState::Waiting;
        case wallet::State::Confirmed: return EntryState::Confirmed;
        case wallet::State::Refused: return EntryState::Refused;
    }
    return {};
}
LinkState state_of(Snapshot::Stage stage) {
    switch (stage) {
        case Snapshot::Stage::Away: return LinkState::Away;
        case Snapshot::Stage::Connecting: return LinkState::Connecting;
        case Snapshot::Stage::Following: return LinkState::Following;
        case Snapshot::Stage::UpToDate: return LinkState::UpToDate;
    }
    return {};
}
gui::Tone tone_of(sbc::Tone tone) {
    if (tone == sbc::Tone::Good) return gui::Tone::Good;
    return tone == sbc::Tone::Bad || tone == sbc::Tone::Warn ? gui::Tone::Bad : gui::Tone::Plain;
}

AccountEntry entry_of(const Line& line) {
    const wallet::Entry& entry = line.entry;
    AccountEntry made;
    made.id = to_text(entry.id);
    made.kind = kind_of(entry.kind);
    made.state = state_of(entry.state);
    made.height = shown(entry.height);
    made.amount = points_of(entry.amount);
    made.fee = points_of(entry.fee);
    if (entry.counterpart) made.counterpart = *entry.counterpart;
    if (entry.note) made.note = entry.note->text;
    made.reason = entry.reason;
    made.untaken = line.untaken;
    made.returned = entry.returned;
    return made;
}

// The desk has looked at the fee, and its owner as well.
wallet::Order order_of(const Payment& payment, wallet::FeePolicy fee) {
    return {.to = payment.to,
            .amount = ledger::Amount{payment.amount.count},
            .note = payment.note,
            .fee = fee,
            .whatever_it_costs = true};
}

// By the cores: then its coins are free again, or pay for something else of ours. A block that has
// refused it has spent one of them, and may be undone.
bool is_refused_by_cores(const wallet::Wallet& wallet, const ledger::CheckedTransaction& payment) {
    const wallet::Entry* entry = wallet.find(payment.id());
    if (entry == nullptr || entry->state != wallet::State::Refused) return false;
    std::set<ledger::Outpoint> ours;
    for (const wallet::OwnCoin& each : wallet.coins()) ours.insert(each.outpoint);
    for (const ledger::CheckedTransaction* other : wallet.own_waiting()) {
        for (const ledger::Input& input : other->parts().inputs) ours.insert(input.spends);
    }
    const auto& inputs = payment.parts().inputs;
    return std::all_of(inputs.begin(), inputs.end(),
                       [&](const ledger::Input& input) { return ours.contains(input.spends); });
}

CoreView view_of(const CoreLine& core) {
    CoreState state = CoreState::Trying;
    if (core.done) {
        state = core.state == CoreLine::State::Away ? CoreState::Away : CoreState::Answers;
    }
    return {core.address, state, shown(core.tip), core.about};
}

}  // namespace

LightAccount::LightAccount(LightSettings settings, std::string key_file)
    : network_{settings.network},
      id_{rules_of(settings).network},
      path_{std::move(key_file)},
      outbox_{path_ + ".payments", id_},
      thread_{std::make_unique<LightThread>(std::move(settings))},
      now_{thread_->snapshot()} {}

// --- what is -------------------------------------------------------------------------------------

std::vector<AccountAddress> LightAccount::addresses() const {
    std::vector<AccountAddress> all;
    if (keys_.empty()) return all;
    for (const auto& each : now_->addresses) {
        all.push_back({each.key, each.label, points_of(each.balance)});
    }
    return all;
}

Balance LightAccount::balance() const {
    if (keys_.empty()) return {};
    const wallet::Balance& balance = now_->balance;
    return {points_of(balance.spendable), points_of(balance.arriving), points_of(balance.leaving),
            points_of(balance.maturing)};
}

std::vector<AccountEntry> LightAccount::history() const {
    std::vector<AccountEntry> all;
    if (keys_.empty()) return all;
    all.reserve(now_->history->size());
    for (const Line& line : *now_->history) all.push_back(entry_of(line));
    return all;
}

std::uint32_t LightAccount::height() const { return shown(now_->read); }

Done LightAccount::close_block() {
    return refuse(AccountError::Ledger, "blocks are made by those who mine, not by a wallet");
}

Connection LightAccount::connection() const {
    Connection connection;
    connection.state = state_of(now_->stage);
    connection.have = shown(now_->headers);
    connection.of = shown(now_->told);
    for (const CoreLine& each : now_->cores) connection.cores.push_back(view_of(each));
    if (now_->stage == Snapshot::Stage::Away) {
        connection.warnings.push_back({"No core answers.", "What you see is as of block " +
                                                               figures({height()}) +
                                                               ". It is tried again and again."});
    }
    for (const std::string& each : now_->worries) connection.warnings.push_back({sentence(each)});
    return connection;
}

std::vector<std::string> LightAccount::cannot_know() const {
    const auto sentences = node::LightWallet::cannot_know();
    return {sentences.begin(), sentences.end()};
}

std::vector<News> LightAccount::take_news() {
    now_ = thread_->snapshot();
    std::vector<News> news;
    look_after_payments(news);
    now_ = thread_->snapshot();  // with what was sent again: else its coins would look free
    for (const node::LightNotice& each : now_->notices) {
        if (each.number <= heard_) continue;
        heard_ = each.number;
        if (!keys_.empty()) news.push_back({tone_of(each.tone), sentence(each.text)});
    }
    for (const LettersNotice& each : now_->of_letters) {
        if (each.number <= heard_of_letters_) continue;
        heard_of_letters_ = each.number;
        if (!keys_.empty()) news.push_back(each.news);
    }
    return news;
}

void LightAccount::when_changed(std::function<void()> tell) {
    thread_->when_changed(std::move(tell));
}

// --- paying --------------------------------------------------------------------------------------

Result<wallet::Plan, wallet::WalletError> LightAccount::plan(const wallet::Order& order) const {
    return thread_->ask(
        [&](const node::LightWallet& wallet) { return wallet.wallet().plan(order); });
}

Result<Points, AccountError> LightAccount::fee_for(const Payment& payment) const {
    if (keys_.empty()) return refuse(AccountError::Keys, "open the keys first");
    const auto planned = plan(order_of(payment, {}));
    if (!planned) return refuse(AccountError::Payment, planned.error().text);
    return points_of(planned->fee);
}

Done LightAccount::pay(const Payment& payment) {
    return carry_out(order_of(payment, {.exactly = ledger::Amount{payment.fee.count}}));
}

// The ranking believes whoever has signed for every coin that is spent: so all of them must be of
// that address. One point goes to where it was.
Done LightAccount::claim_name(const crypto::PublicKey& key, const std::string& name) {
    if (const std::string shown = ranking::clean_name(name); shown != name) {
        return refuse(AccountError::Payment,
                      "in the ranking that would be \u201C" + shown +
                          "\u201D: a name there has at most 40 bytes, and no quotation marks");
    }
    return carry_out({.to = key,
                      .amount = ledger::Amount{1},
                      .note = name,
                      .fee = {},
                      .whatever_it_costs = true,
                      .app = std::string{ranking::name_app},
                      .from = key});
}

Done LightAccount::carry_out(const wallet::Order& order) {
    if (keys_.empty()) return refuse(AccountError::Keys, "open the keys first");
    const auto planned = plan(order);
    if (!planned) return refuse(AccountError::Payment, planned.error().text);
    auto made = wallet::sign(*planned, id_, [&](const crypto::PublicKey& owner) {
        const auto own = std::find_if(keys_.begin(), keys_.end(), [&](const auto& each) {
            return each.key.public_key() == owner;
        });
        return own == keys_.end() ? nullptr : &own->key;
    });
    if (!made) return refuse(AccountError::Payment, made.error().text);
    Signed outgoing{std::move(*made), {}};
    for (const wallet::OwnCoin& each : planned->spends) {
        outgoing.spends.push_back(each.coin.output);
    }
    const auto kept = outbox_.add(outgoing);
    if (!kept) return refuse(AccountError::Payment, kept.error().text);
    Done sent = send(outgoing);
    if (!sent) (void)outbox_.remove({outgoing.payment.id()});
    return sent;
}

Done LightAccount::send(const Signed& outgoing) {
    std::vector<ledger::Coin> spent;
    for (const ledger::Output& each : outgoing.spends) spent.push_back({each});
    const auto waits = thread_->ask(
        [&](node::LightWallet& wallet) { return wallet.pay(outgoing.payment, spent); });
    if (!waits) return refuse(AccountError::Payment, waits.error().text);
    return {};
}

// Nothing can undo it any more, or nobody will ever do it.
bool LightAccount::is_settled(const crypto::Hash& id) const {
    const auto line = std::find_if(now_->history->begin(), now_->history->end(),
                                   [&](const Line& each) { return each.entry.id == id; });
    if (line == now_->history->end() || line->entry.state == wallet::State::Waiting) return false;
    return line->entry.height.value() + deep <= now_->read.value();
}

// What another run has signed is sent again, and what is settled needs no care.
void LightAccount::look_after_payments(std::vector<News>& news) {
    if (keys_.empty() || now_->stage != Snapshot::Stage::UpToDate) return;
    if (looked_at_ == now_->history && looked_at_height_ == now_->read) return;
    looked_at_ = now_->history;
    looked_at_height_ = now_->read;
    const auto outgoing = outbox_.read();
    std::string trouble = outgoing ? std::string{} : outgoing.error().text;
    std::vector<crypto::Hash> settled;
    for (std::size_t at = 0; outgoing && at < outgoing->size(); ++at) {
        const Signed& each = (*outgoing)[at];
        const auto& id = each.payment.id();
        const bool known = std::any_of(now_->history->begin(), now_->history->end(),
                                       [&](const Line& line) { return line.entry.id == id; });
        const Done sent = known ? Done{} : send(each);
        if (!sent) {
            news.push_back({gui::Tone::Bad, "A payment that you signed earlier was not made.",
                            sentence(sent.error().text)});
        }
        const bool refused = thread_->ask([&](const node::LightWallet& wallet) {
            return is_refused_by_cores(wallet.wallet(), each.payment);
        });
        if (!sent || refused || is_settled(id)) settled.push_back(id);
    }
    if (!settled.empty()) {
        const auto removed = outbox_.remove(settled);
        if (!removed) trouble = removed.error().text;
    }
    if (!trouble.empty() && trouble != outbox_trouble_) {
        news.push_back(
            {gui::Tone::Bad, "Payments that wait are not sent again.", sentence(trouble)});
    }
    outbox_trouble_ = trouble;
}

}  // namespace sbc::light
