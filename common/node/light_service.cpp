// Who asks a light service, how often, and what it answers out of its memory.
#include "node/light_service.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "ledger/transaction.hpp"
#include "node/locator.hpp"

namespace sbc::node {
namespace {

using p2p::broke_the_rules;
using p2p::LinkId;
using p2p::Moment;

// Booked for each payment that waits and is shown in answer to a question: it is read and written.
constexpr std::chrono::microseconds for_a_payment{30};

p2p::Direct as_direct(const LightMessage& message) { return {"light", encode(message)}; }

// The keys that it pays, and whose coins it spends, each once.
std::vector<PublicKey> concerned(const std::vector<ledger::Output>& outputs,
                                 const std::vector<ledger::Output>& spends) {
    std::set<PublicKey> keys;
    for (const ledger::Output& output : outputs) keys.insert(output.to);
    for (const ledger::Output& output : spends) keys.insert(output.to);
    return {keys.begin(), keys.end()};
}

std::vector<PublicKey> concerned(const LightDesk::Payment& payment) {
    const auto checked = ledger::check_transaction(payment.text);
    if (!checked) return {};
    return concerned(checked->parts().outputs, payment.spends);
}

// As long as a reason may be, with the sign that something is missing.
std::string in_short(std::string_view reason) {
    return printable(reason, longest_reason - std::string_view{"…"}.size());
}

ShownPayment shown(LightDesk::Payment payment) {
    ShownPayment made{std::move(payment.text), {}};
    for (const ledger::Output& output : payment.spends) {
        made.spends.push_back({output.to, output.amount});
    }
    return made;
}

}  // namespace

LightService::LightService(const chain::Chain& chain, const chain::BlockStore& store,
                           LightDesk desk, const ledger::HashSeed& seed, LightServiceLimits limits)
    : chain_{chain},
      store_{store},
      desk_{std::move(desk)},
      limits_{limits},
      questions_{limits.questions},
      watchers_{0, ledger::KeyedHash{seed}} {}

Tip LightService::tip() const {
    const chain::Place& tip = chain_.tip();
    return {tip.hash, tip.height, tip.work};
}

void LightService::say(LinkId to, const LightMessage& message) {
    out_.send(to, as_direct(message));
}

// --- events --------------------------------------------------------------------------------------

p2p::Actions LightService::joined(LinkId wallet, Moment) {
    if (links_.size() >= limits_.most_links) return {};
    links_.try_emplace(wallet);
    if (store_.settle()) {
        say(wallet, tip());
    } else {
        owes_tip_ = true;
    }
    return out_.take();
}

p2p::Actions LightService::left(LinkId wallet) {
    const auto link = links_.find(wallet);
    if (link == links_.end()) return {};
    unwatch(wallet, link->second);
    questions_.forget(wallet);
    links_.erase(link);
    return {};
}

p2p::Actions LightService::direct(LinkId from, const std::string& body, Moment moment) {
    if (!links_.contains(from)) return {};
    auto message = decode_light_message(body);
    // What nodes tell wallets: it is a node itself, and will ask us nothing.
    if (message && std::holds_alternative<Tip>(*message)) return left(from);
    std::size_t waiting = 0;
    if (message) {
        std::visit(
            [&](auto& one) {
                if constexpr (std::is_constructible_v<Question, decltype(one)>) {
                    waiting = questions_.ask(from, std::move(one));
                }  // else no wallet says this
            },
            *message);
    }
    if (waiting == 0) send_away(from, broke_the_rules);
    if (waiting == 1) serve(from, moment);
    return out_.take();
}

p2p::Actions LightService::on_time(Moment moment) {
    while (const auto link = questions_.due(moment.now)) serve(*link, moment);
    return out_.take();
}

// --- questions -----------------------------------------------------------------------------------

// What waits of this link, as much of it as may be answered now.
void LightService::serve(LinkId id, Moment moment) {
    while (const auto question = questions_.next(id, moment.now)) {
        std::visit([&](const auto& one) { this->answer(id, one, moment); }, *question);
    }
}

void LightService::answer(LinkId id, const GetHeaders& question, Moment) {
    say(id, Headers{headers_after(chain_, question.locator, most_headers)});
}

void LightService::answer(LinkId id, const Watch& question, Moment moment) {
    Keys& watched = links_.at(id);
    unwatch(id, watched);
    const std::set<PublicKey> keys{question.addresses.begin(), question.addresses.end()};
    watched.assign(keys.begin(), keys.end());
    std::set<Hash> ids;
    for (const PublicKey& key : keys) {
        Links& all = watchers_[key];
        all.insert(std::lower_bound(all.begin(), all.end(), id), id);
        const auto waiting = desk_.concerning(key);
        ids.insert(waiting.begin(), waiting.end());
    }
    Waiting message;
    std::size_t bytes = 0;
    std::size_t all_bytes = 0;
    for (const Hash& one : ids) {
        auto payment = desk_.find(one);
        if (!payment) continue;
        questions_.book(id, for_a_payment, moment.now);
        auto whom = concerned(*payment);
        ShownPayment next = shown(std::move(*payment));
        const std::size_t size = size_of(next);
        if ((all_bytes += size) > limits_.waiting_bytes) break;
        if (message.payments.size() == most_payments || bytes + size > limits_.page_bytes) {
            say(id, std::exchange(message, {}));
            bytes = 0;
        }
        bytes += size;
        message.payments.push_back(std::move(next));
        told_.try_emplace(one, std::move(whom));
    }
    say(id, message);  // also an empty one: so the wallet knows that this is all
}

void LightService::answer(LinkId id, const Pay& question, Moment moment) {
    questions_.book(id, limits_.block, moment.now);  // its signatures take as long
    const auto checked = ledger::check_transaction(question.payment);
    if (!checked) return send_away(id, broke_the_rules);
    LightDesk::Answer answer = desk_.pay(question.payment, moment);
    for (p2p::Action& action : answer.actions) out_.add(std::move(action));
    if (answer.refused) {
        say(id, NotPaid{checked->id(), in_short(*answer.refused)});
    } else {
        say(id, Paid{checked->id()});
    }
}

// --- who watches what ----------------------------------------------------------------------------

void LightService::unwatch(LinkId id, const Keys& keys) {
    for (const PublicKey& key : keys) {
        const auto all = watchers_.find(key);
        const auto [first, last] = std::equal_range(all->second.begin(), all->second.end(), id);
        all->second.erase(first, last);
        if (all->second.empty()) watchers_.erase(all);
    }
}

LightService::Links LightService::watchers_of(const Keys& keys) const {
    Links together;
    for (const PublicKey& key : keys) {
        const auto all = watchers_.find(key);
        if (all == watchers_.end()) continue;
        together.insert(together.end(), all->second.begin(), all->second.end());
    }
    std::sort(together.begin(), together.end());
    together.erase(std::unique(together.begin(), together.end()), together.end());
    return together;
}

void LightService::send_away(LinkId id, unsigned penalty) {
    out_.add(p2p::Close{id, penalty});
    (void)left(id);
}

// --- what the node tells -------------------------------------------------------------------------

p2p::Actions LightService::tip_changed() {
    owes_tip_ = !links_.empty() && !store_.settle();
    if (links_.empty() || owes_tip_) return {};
    p2p::Outbox out;
    Links all;
    all.reserve(links_.size());
    for (const auto& [id, keys] : links_) all.push_back(id);
    out.send(std::move(all), as_direct(tip()));
    return out.take();
}

p2p::Actions LightService::came(const Hash& id) {
    auto payment = watchers_.empty() ? std::nullopt : desk_.find(id);
    if (!payment) return {};
    auto keys = concerned(*payment);
    Links whom = watchers_of(keys);
    if (whom.empty()) return {};
    told_.insert_or_assign(id, std::move(keys));
    p2p::Outbox out;
    out.send(std::move(whom), as_direct(Waiting{{shown(std::move(*payment))}}));
    return out.take();
}

p2p::Actions LightService::gone(const Hash& id, std::string_view reason) {
    const auto told = told_.find(id);
    if (told == told_.end()) return {};
    p2p::Outbox out;
    out.send(watchers_of(told->second), as_direct(Gone{id, in_short(reason)}));
    told_.erase(told);
    return out.take();
}

}  // namespace sbc::node
