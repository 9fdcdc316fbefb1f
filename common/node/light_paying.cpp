// What waits for a block: payments that cores tell a light wallet of, and its owner's own.
#include <algorithm>

#include "base/utf8.hpp"
#include "node/light_wallet.hpp"

namespace sbc::node {
namespace {

using p2p::broke_the_rules;

constexpr std::size_t most_asked = 8;  // of one core at a time

// Of what is heard, how much nobody but this core says.
template <class Heard>
std::size_t said_alone(const Heard& heard, LinkId link) {
    const auto alone = [link](const auto& one) {
        return one.second.with.size() == 1 && one.second.with.contains(link);
    };
    return static_cast<std::size_t>(std::count_if(heard.begin(), heard.end(), alone));
}

}  // namespace

Result<void, wallet::WalletError> LightWallet::pay(const ledger::CheckedTransaction& payment,
                                                   const std::vector<ledger::Coin>& spent) {
    woken_ = true;
    return history_.waits(payment, spent);
}

// --- what cores say ------------------------------------------------------------------------------

void LightWallet::on_waiting(LinkId link, Core& core, const Waiting& waiting) {
    core.heard_waiting = true;
    for (const ShownPayment& one : waiting.payments) {
        // Signatures cost time. Who says so much that it hurts is not listened to.
        const auto inputs = static_cast<Duration::rep>(1 + one.spends.size());
        if (!core.rate.take(inputs * limits_.per_input, moment_.now)) return;
        if (!hear(link, one)) return;
    }
}

// What a core makes up costs it nothing: alone it fills no more than its share of the places, and
// those of one that has gone are for others.
bool LightWallet::hear(LinkId link, const ShownPayment& one) {
    const auto checked = ledger::check_transaction(one.payment);
    if (checked) {
        const auto known = heard_.find(checked->id());
        if (known != heard_.end()) known->second.with.insert(link);
        if (known != heard_.end() || history_.height_of(checked->id())) return true;
    }
    auto shown = check_shown(one.payment, one.spends, network_);
    if (!shown || shown->transaction.is_coinbase()) {
        send_away(link, broke_the_rules,
                  "says that something waits that cannot: " +
                      (shown ? "a coinbase" : shown.error().text));
        return false;
    }
    const std::size_t share = limits_.most_waiting / std::max<std::size_t>(2, cores_.size());
    if (said_alone(heard_, link) >= share) return true;
    if (heard_.size() >= limits_.most_waiting) {
        const auto nobodys = std::find_if(heard_.begin(), heard_.end(), [&](const auto& other) {
            return other.second.with.empty() && !is_own(other.first);
        });
        if (nobodys == heard_.end()) return true;
        history_.refused(nobodys->first, "the core that said that it waits has gone");
        heard_.erase(nobodys);
    }
    const Hash id = shown->transaction.id();
    heard_.emplace(id, Heard{std::move(*shown), {link}});
    offer_ = true;
    return true;
}

void LightWallet::on_gone(LinkId link, const Gone& gone) {
    Core& core = cores_.at(link);
    if (const auto own = core.payments.find(gone.id); own != core.payments.end()) {
        own->second = {Reply::Refused, moment_.now, gone.reason};
    }
    const auto heard = heard_.find(gone.id);
    if (heard == heard_.end()) return;
    heard->second.with.erase(link);
    if (!heard->second.with.empty() || is_own(gone.id)) return;
    history_.refused(gone.id, name_of(link) + " says: " + printable(gone.reason));
    heard_.erase(heard);
}

void LightWallet::on_reply(LinkId link, const Hash& id, Reply reply, const std::string& reason) {
    Core& core = cores_.at(link);
    const auto own = core.payments.find(id);
    if (own == core.payments.end() || own->second.reply != Reply::Asked) return;
    own->second.reply = reply;
    own->second.reason = reason;
    // It may be in a block that we do not know yet, or the core may lack one: it is asked again.
    if (reply == Reply::Refused && !caught_up(core)) own->second.reply = Reply::None;
}

// --- others' -------------------------------------------------------------------------------------

// What comes right after the start spends coins that are read only later; what spends another one
// that waits may have come before it.
void LightWallet::offer_heard() {
    if (history_.read() != tree_.ours().height) return;
    while (std::exchange(offer_, false)) {
        for (auto& [id, heard] : heard_) {
            if (heard.waits) continue;
            heard.waits = history_.waits(heard.shown);
            offer_ = offer_ || heard.waits;
        }
    }
}

void LightWallet::forget_settled() {
    const bool all_said =
        !cores_.empty() && std::all_of(cores_.begin(), cores_.end(), [&](const auto& one) {
            return one.second.heard_waiting && caught_up(one.second);
        });
    for (auto one = heard_.begin(); one != heard_.end();) {
        const bool lost = all_said && one->second.with.empty() && !is_own(one->first);
        if (lost) history_.refused(one->first, "no core says any more that it waits");
        one = lost || history_.height_of(one->first) ? heard_.erase(one) : std::next(one);
    }
    for (auto& [link, core] : cores_) {
        std::erase_if(core.payments, [&](const auto& one) { return !is_own(one.first); });
    }
}

// --- one's own -----------------------------------------------------------------------------------

// As long as it waits.
bool LightWallet::is_own(const Hash& id) const {
    const wallet::Entry* entry = wallet().find(id);
    return entry != nullptr && entry->state == wallet::State::Waiting &&
           (entry->kind == wallet::Kind::Sent || entry->kind == wallet::Kind::ToMyself);
}

void LightWallet::send_own(LinkId link, Core& core) {
    std::size_t asked = 0;
    for (const auto& [id, own] : core.payments) asked += own.reply == Reply::Asked ? 1 : 0;
    for (const ledger::CheckedTransaction* payment : wallet().own_waiting()) {
        OwnPayment& own = core.payments[payment->id()];
        const auto heard = heard_.find(payment->id());
        if (heard != heard_.end() && heard->second.with.contains(link)) own.reply = Reply::Taken;
        const bool due = own.asked == Instant{} || moment_.now >= own.asked + limits_.resend;
        if (own.reply == Reply::Taken || !due || asked >= most_asked) continue;
        own = {Reply::Asked, moment_.now, {}};
        ++asked;
        say(link, Pay{ledger::encode(payment->parts())});
    }
}

// All cores that are there have refused it: then, and only then, its coins are free again.
void LightWallet::judge_own() {
    if (cores_.empty()) return;
    std::vector<std::pair<Hash, std::string>> refused;
    for (const ledger::CheckedTransaction* payment : wallet().own_waiting()) {
        std::string reasons;
        for (const auto& [link, core] : cores_) {
            const auto own = core.payments.find(payment->id());
            if (own == core.payments.end() || own->second.reply != Reply::Refused) {
                reasons.clear();
                break;
            }
            if (!reasons.empty()) reasons += "; ";
            reasons += name_of(link) + " says: " + printable(own->second.reason);
        }
        if (!reasons.empty()) refused.emplace_back(payment->id(), reasons);
    }
    for (const auto& [id, reasons] : refused) {
        history_.refused(id, reasons);
        heard_.erase(id);
        tell(Tone::Bad, "a payment of yours was refused: " + reasons);
    }
}

}  // namespace sbc::node
