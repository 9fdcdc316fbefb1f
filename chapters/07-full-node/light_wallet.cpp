#include "light_wallet.hpp"

#include <algorithm>
#include <utility>

#include "node/light_isolation.hpp"
#include "show.hpp"

namespace stage {

// #region light-wallet-events
using sbc::Tone;
using wire::look_for_isolation;

Actions LightWallet::joined(LinkId core, Moment moment) {
    cores_.insert_or_assign(core, Core{.together_at = moment.now});
    const wire::LightMessage watch = wire::Watch{{addresses_.begin(), addresses_.end()}};
    out_.send(core, sbc::p2p::Direct{name(), encode(watch)});
    return out_.take();
}

Actions LightWallet::left(LinkId core) {
    cores_.erase(core);
    return {};
}

Actions LightWallet::direct(LinkId from, const std::string& body, Moment moment) {
    const auto core = cores_.find(from);
    if (core == cores_.end()) return {};
    const auto message = wire::decode_light_message(body);
    if (message) {
        std::visit([&](const auto& one) { this->on(from, core->second, one, moment); }, *message);
    } else {
        leave(from, "talks nonsense: " + message.error().text);
    }
    return end_of_event(moment);
}
// #endregion light-wallet-events

// #region light-wallet-end
Actions LightWallet::end_of_event(Moment moment) {
    follow_best();
    const std::string height = std::to_string(tip().height.value());
    bool all_read = false;
    for (auto& [link, core] : cores_) {
        ask(link, core, moment);
        const bool same = core.tip && core.tip->tip == tip().hash;
        all_read = all_read || (same && core.read == tip().height);
    }
    if (all_read && std::exchange(told_, balance()) != balance()) {
        out_.tell(Tone::Title, "balance " + std::to_string(balance()) + ", as of block " + height);
    }
    return out_.take();
}

void LightWallet::leave(LinkId core, const std::string& why) {
    out_.tell(Tone::Bad, name_of_(core) + " " + why + "; another one takes its place");
    out_.add(sbc::p2p::Close{core, 10});
    cores_.erase(core);
}
// #endregion light-wallet-end

// #region ask
// One question at a time: for headers that we lack, or for what concerns us in those that we have.
void LightWallet::ask(LinkId link, Core& core, Moment moment) {
    if (core.asked || !core.tip) return;
    wire::LightMessage question = wire::GetRecords{core.read, core.tip->tip};
    const Place* theirs = tree_.find(core.tip->tip);
    if (theirs == nullptr) {
        if (core.tip->work <= tip().work) return;
        const Place* from = tree_.find(core.header);
        question = wire::GetHeaders{locator_of(from != nullptr ? *from : tip())};
    } else if (!is_ours(theirs) || theirs->height <= core.read) {
        return;
    }
    core.asked = wire::GetRecords{core.read, core.tip->tip};
    core.until = moment.now + patience;
    out_.send(link, sbc::p2p::Direct{name(), encode(question)});
}

// It may have announced another tip since; of this one it knows nothing now.
void LightWallet::on(LinkId, Core& core, const wire::OtherHistory&, Moment) {
    if (core.asked && core.tip && core.tip->tip == core.asked->through) core.tip.reset();
    core.asked.reset();
}
// #endregion ask

// #region light-headers
// Nobody will ask for their bodies, so they count as complete.
void LightWallet::on(LinkId from, Core& core, const wire::Headers& message, Moment moment) {
    core.asked.reset();
    const Hash before = core.header;
    for (const auto& header : message.headers) {
        const auto checked = check_header(header);
        if (!checked) return leave(from, "shows a header without its work");
        const auto place = tree_.accept(*checked, moment.wall);
        if (!place) return leave(from, "shows a header that does not hold: " + place.error().text);
        tree_.body_arrived(**place);
        core.header = checked->hash();
    }
    if (core.header == before && core.tip && !tree_.find(core.tip->tip)) core.tip.reset();
}
// #endregion light-headers

// #region follow-best
void LightWallet::follow_best() {
    const auto path = path_between(tip(), tree_.best_header());
    tree_.follow(tree_.best_header());
    if (path.disconnect.empty()) return;
    const Height fork = below(path.disconnect.back()->height);
    out_.tell(Tone::Warn, "reorganisation: back " + std::to_string(path.disconnect.size()) +
                              ", forward " + std::to_string(path.connect.size()) +
                              "; what was above block " + std::to_string(fork.value()) +
                              " must be proven again");
    std::erase_if(proven_, [&](const auto& one) { return one.second.height > fork; });
    for (auto& [link, core] : cores_) {
        core.read = std::min(core.read, fork);
        std::erase_if(core.shown, [&](const Hash& id) { return !proven_.contains(id); });
    }
}

bool LightWallet::is_ours(const Place* place) const {
    return place != nullptr && place->height <= tip().height &&
           &ancestor(tip(), place->height) == place;
}
// #endregion follow-best

// #region light-records
// An answer about a history that we do not follow any more is not looked at; we ask again.
void LightWallet::on(LinkId from, Core& core, const wire::Records& message, Moment) {
    const bool is_part = message.upto == message.above;  // of what there is in the next block
    const Height last = is_part ? above(message.above) : message.upto;
    const Place* through = core.asked ? tree_.find(core.asked->through) : nullptr;
    const bool counts = is_ours(through);
    if (!core.asked || message.above != core.asked->above || message.upto < message.above ||
        (counts && last > through->height)) {
        return leave(from, "answers what it was not asked");
    }
    for (const wire::Record& record : message.records) {
        if (!counts) break;
        if (record.height <= message.above || record.height > last) {
            return leave(from, "shows what it was not asked for");
        }
        const Place& block = ancestor(tip(), record.height);
        const auto proven = wire::check_record(record, block, tree_.root().hash);
        if (!proven) return leave(from, "proves nothing: " + proven.error().text);
        keep(core, *proven);
    }
    if (is_part) return;
    core.asked.reset();
    if (counts) core.read = message.upto;
    compare();
}
// #endregion light-records

// #region compare
void LightWallet::keep(Core& core, const wire::Proven& proven) {
    const CheckedTransaction& transaction = proven.shown.transaction;
    core.shown.insert(transaction.id());
    if (!proven_.try_emplace(transaction.id(), Proven{proven.height, transaction}).second) return;
    out_.tell(Tone::Good, "proven: block " + std::to_string(proven.height.value()) + ", " +
                              std::to_string(effect_of(transaction)) +
                              " points: " + describe(encode(transaction.parts())));
}

// What one core has proven is true, whoever leaves it out. Said once of each.
void LightWallet::compare() {
    for (auto& [link, core] : cores_) {
        for (const auto& [id, proven] : proven_) {
            if (proven.height > core.read || !core.shown.insert(id).second) continue;
            out_.tell(Tone::Bad, name_of_(link) + " leaves out a transaction in block " +
                                     std::to_string(proven.height.value()) +
                                     ", which another core proves; it may leave out more");
        }
    }
}
// #endregion compare

// #region effect
// What it brings to our addresses, less what it takes from them.
std::int64_t LightWallet::effect_of(const CheckedTransaction& transaction) const {
    const auto worth = [&](const sbc::ledger::Output& output) {
        return addresses_.contains(output.to) ? static_cast<std::int64_t>(output.amount.value())
                                              : std::int64_t{0};
    };
    std::int64_t effect = 0;
    for (const auto& output : transaction.parts().outputs) effect += worth(output);
    for (const auto& [coin, signature] : transaction.parts().inputs) {
        const auto made = proven_.find(coin.transaction);
        if (made == proven_.end()) continue;
        const auto& outputs = made->second.transaction.parts().outputs;
        if (coin.index < outputs.size()) effect -= worth(outputs[coin.index]);
    }
    return effect;
}

std::int64_t LightWallet::balance() const {
    std::int64_t balance = 0;
    for (const auto& [id, proven] : proven_) balance += effect_of(proven.transaction);
    return balance;
}
// #endregion effect

// #region light-time
// Whoever is silent is dropped. It takes a moment until a block is everywhere; what lasts longer,
// and whether all of this may be an old history, the owner should know.
Actions LightWallet::on_time(Moment moment) {
    look_at_ = moment.now + std::chrono::seconds{1};
    std::string worry;
    for (auto next = cores_.begin(); next != cores_.end();) {
        auto& [link, core] = *next++;  // which we may leave
        if (core.asked && moment.now >= core.until) {
            leave(link, "does not answer");
        } else if (core.tip && core.tip->tip == tip().hash) {
            core.together_at = moment.now;
            const auto seen = look_for_isolation(tip(), tree_.network(), moment.wall);
            worry = words(seen, tree_.network());
        } else if (moment.now >= core.together_at + grace) {
            core.together_at = moment.now;
            const std::uint64_t at = core.tip ? core.tip->height.value() : 0;
            out_.tell(Tone::Bad, name_of_(link) + " is behind, or has another history: it is at " +
                                     "block " + std::to_string(at) + ", we have seen block " +
                                     std::to_string(tip().height.value()));
        }
    }
    if (!worry.empty() && !worried_) out_.tell(Tone::Bad, worry);
    worried_ = !worry.empty();
    return end_of_event(moment);
}
// #endregion light-time

}  // namespace stage
