#include "light_service.hpp"

#include <algorithm>
#include <span>

#include "base/utf8.hpp"
#include "chain/merkle.hpp"
#include "ledger/undo.hpp"

namespace stage {

// #region light-events
Actions LightService::joined(LinkId wallet, Moment) {
    wallets_[wallet];
    const Announce tip = node_.own_tip();
    say(wallet, wire::Tip{tip.tip, tip.height, tip.work});
    return out_.take();
}

Actions LightService::left(LinkId wallet) {
    wallets_.erase(wallet);
    return {};
}

// Each answer costs us a block from the disk at most. A thousand questions a second are enough.
Actions LightService::direct(LinkId from, const std::string& body, Moment moment) {
    const auto message = wire::decode_light_message(body);
    if (message && std::holds_alternative<wire::Tip>(*message)) wallets_.erase(from);  // a node
    const auto wallet = wallets_.find(from);
    if (wallet == wallets_.end()) return {};
    if (!message || !wallet->second.rate.take(sbc::Duration{1}, moment.now)) {
        drop(from);
    } else {
        std::visit([&](const auto& one) { this->answer(from, one, moment); }, *message);
    }
    return out_.take();
}
// #endregion light-events

// #region concerns
// Whether a payment pays one of these keys, or spends what it had.
static bool concerns(const Waiting& waiting, const std::set<PublicKey>& keys) {
    const auto is_one = [&](const sbc::ledger::Output& output) { return keys.contains(output.to); };
    return std::ranges::any_of(waiting.payment.parts().outputs, is_one) ||
           std::ranges::any_of(waiting.spends, is_one, &sbc::ledger::Coin::output);
}

static std::vector<wire::Spend> named(std::span<const sbc::ledger::Coin> coins) {
    std::vector<wire::Spend> spends;
    for (const auto& coin : coins) spends.push_back({coin.output.to, coin.output.amount});
    return spends;
}

static wire::Waiting shown(const Waiting& waiting) {
    return {{{encode(waiting.payment.parts()), named(waiting.spends)}}};
}
// #endregion concerns

// #region mined-since
static std::set<Hash> mined_since(const Hash& tip, const Chain& chain) {
    std::set<Hash> ids;
    const Place* from = chain.tree().find(tip);
    if (from == nullptr) return ids;
    for (const Place* place : path_between(*from, chain.tip()).connect) {
        const auto block = chain.block(*place);
        if (!block) continue;
        for (const std::string& text : block->transactions) {
            if (const auto read = sbc::ledger::check_transaction(text)) ids.insert(read->id());
        }
    }
    return ids;
}
// #endregion mined-since

// #region light-news
sbc::Instant LightService::deadline() const {
    const bool news = node_.own_tip().tip != tip_ || node_.pool().state() != pool_state_;
    return news ? sbc::Instant::min() : sbc::never;
}

Actions LightService::on_time(Moment) {
    const std::set<Hash> mined = mined_since(tip_, node_.chain());
    const auto before = std::exchange(waiting_, {});
    const auto all = node_.pool().all();
    for (const Waiting* one : all) waiting_.insert(one->payment.id());
    const Announce tip = node_.own_tip();
    for (const auto& [link, wallet] : wallets_) {
        if (tip.tip != tip_) say(link, wire::Tip{tip.tip, tip.height, tip.work});
        for (const Hash& id : before) {
            if (waiting_.contains(id) || mined.contains(id)) continue;
            say(link, wire::Gone{id, "it cannot happen now, or has waited too long"});
        }
        for (const Waiting* one : all) {
            const bool is_new = !before.contains(one->payment.id());
            if (is_new && concerns(*one, wallet.watches)) say(link, shown(*one));
        }
    }
    tip_ = tip.tip;
    pool_state_ = node_.pool().state();
    return out_.take();
}
// #endregion light-news

// #region light-answers
void LightService::answer(LinkId from, const wire::GetHeaders& question, Moment) {
    say(from, wire::Headers{headers_after(node_.chain(), question.locator).headers});
}

void LightService::answer(LinkId from, const wire::Watch& question, Moment) {
    const std::set<PublicKey> keys{question.addresses.begin(), question.addresses.end()};
    wallets_[from].watches = keys;
    for (const Waiting* one : node_.pool().all()) {
        if (concerns(*one, keys)) say(from, shown(*one));
    }
    say(from, wire::Waiting{});  // that was all
}

void LightService::answer(LinkId from, const wire::Pay& question, Moment moment) {
    const auto payment = sbc::ledger::check_transaction(question.payment);
    if (!payment) return drop(from);
    const Hash& id = payment->id();
    const auto taken = node_.pay(question.payment, moment);
    if (node_.pool().has(id)) return say(from, wire::Paid{id});
    say(from, wire::NotPaid{id, sbc::printable(taken.error().text, wire::longest_reason - 3)});
}
// #endregion light-answers

// #region light-find
// The first block that concerns the wallet; or that there is none up to there.
void LightService::answer(LinkId from, const wire::GetRecords& question, Moment) {
    const Chain& chain = node_.chain();
    const Place* through = chain.tree().find(question.through);
    if (through == nullptr || !chain.has(through->height, through->hash)) {
        return say(from, wire::OtherHistory{});
    }
    if (question.above >= through->height) return drop(from);
    Height first = above(through->height);
    std::set<std::uint32_t> places;
    for (const PublicKey& key : wallets_[from].watches) {
        const Height upto = std::min(first, through->height);
        const auto found = sbc::ledger::records_of(store_, key, question.above, upto, 1);
        if (!found) return drop(from);  // another node may have a better disk
        for (const auto& [height, place] : *found) {
            if (height < std::exchange(first, height)) places.clear();
            places.insert(place);
        }
    }
    if (first == above(question.above)) return say_records(from, question.above, first, places);
    say(from, wire::Records{question.above, below(first), {}});
}
// #endregion light-find

// #region light-records
// Each by itself; the last one says that this was all of the block.
void LightService::say_records(LinkId to, Height after, Height height,
                               const std::set<std::uint32_t>& places) {
    const Place& here = node_.chain().at(height);
    const auto block = node_.chain().block(here);
    const auto undo = store_.undo(here.hash);
    if (!block || !undo) return drop(to);
    const auto settled = sbc::ledger::settled_in(*block, *undo);
    if (!settled || *places.rbegin() >= settled->size()) return drop(to);
    const auto leaves = sbc::chain::leaves_of(block->transactions);
    for (const std::uint32_t place : places) {
        const auto proof = sbc::chain::merkle_proof(leaves, place);
        wire::Record record{height, place, proof->siblings, block->transactions[place], {}};
        record.spends = named((*settled)[place].spends);
        say(to, wire::Records{after, place == *places.rbegin() ? height : after, {record}});
    }
}
// #endregion light-records

// #region light-say
void LightService::say(LinkId to, const wire::LightMessage& message) {
    out_.send(to, sbc::p2p::Direct{name(), encode(message)});
}

void LightService::drop(LinkId wallet) {
    out_.add(sbc::p2p::Close{wallet, 10});
    wallets_.erase(wallet);
}
// #endregion light-say

}  // namespace stage
