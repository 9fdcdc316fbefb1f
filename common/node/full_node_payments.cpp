// Payments: those that come, those that wait, and those that are handed in here.
#include <utility>

#include "node/full_node.hpp"

namespace sbc::node {
namespace {

constexpr unsigned for_a_bad_payment = 20;
// Of payments, in answer to one question: in several messages.
constexpr std::size_t most_bytes_at_once = 4 * most_payment_bytes;

}  // namespace

Result<void, chain::StoreError> FullNode::restore(Instant now) {
    auto texts = submitted_.read();
    if (!texts) return pass_on(texts);
    moment_.now = now;
    left_over_ = std::move(*texts);
    take_left_over();
    return {};
}

// They depend on each other in an order that nobody has written down: each round takes at least one
// more, or was the last.
void FullNode::take_left_over() {
    std::erase_if(left_over_, [&](const auto& one) { return !submitted_.keeps(one.first); });
    for (std::size_t before = left_over_.size() + 1; left_over_.size() < before;) {
        before = left_over_.size();
        std::erase_if(left_over_, [&](const auto& one) {
            const auto added = mempool_.add(one.second, moment_.now);
            if (added) note({{added->id}, {}, added->left});
            return added || added.error().reason == MempoolError::Waits;
        });
    }
}

// What was handed in and is in a block, or can be in none for all that is known here, is forgotten
// after some more blocks. Those that come while others are known to follow do not count.
void FullNode::forget_submitted() {
    if (catching_up()) return;
    std::vector<Hash> settled;
    for (const auto& [id, text] : left_over_) settled.push_back(id);
    submitted_.leave(settled, chain_.height());
    submitted_.moved(chain_.height());
}

LightDesk::Answer FullNode::submit(const std::string& payment, p2p::Moment moment) {
    moment_ = moment;
    LightDesk::Answer answer;
    const auto read = ledger_.read(payment);
    if (!read) {
        answer.refused = read.error().text;
        return answer;
    }
    const auto added = mempool_.add(*read, payment, moment.now);
    // Its coin may be gone because it is in a block itself; or not be here again yet.
    const bool early = !added && added.error().reason == MempoolError::UnknownCoin &&
                       left_over_.contains(read->id());
    if (!added && !early && added.error().reason != MempoolError::Waits) {
        answer.refused = added.error().text;
        left_over_.erase(read->id());  // who is told so may spend its coins in another way
    } else if (const auto kept = submitted_.keep(read->id(), payment); !kept) {
        answer.refused = "it could not be written down: " + kept.error().text;
        if (added) mempool_.withdraw(added->id);  // or its coins would be spent all the same
        if (added) note({{}, {}, added->left});
    } else if (added) {
        note({{added->id}, {}, added->left});
    }
    answer.actions = finish();
    return answer;
}

std::optional<LightDesk::Payment> FullNode::shown(const Hash& id) const {
    const WaitingPayment* waiting = mempool_.find(id);
    if (waiting == nullptr) return std::nullopt;
    return LightDesk::Payment{waiting->text, mempool_.spends(*waiting)};
}

// --- from neighbours -----------------------------------------------------------------------------

void FullNode::on(LinkId from, const Have& message) { relay_.announced(from, message.ids); }

void FullNode::on(LinkId from, const GetPayments& message) {
    Payments found;
    std::size_t bytes = 0;
    std::size_t in_all = 0;
    for (const Hash& id : message.ids) {
        const WaitingPayment* waiting = mempool_.find(id);
        if (waiting == nullptr) continue;
        const std::size_t size = waiting->text.size();
        in_all += size;
        if (in_all > most_bytes_at_once) break;  // others have them, too
        if (bytes + size > most_payment_bytes) {
            say(from, std::exchange(found, {}));
            bytes = 0;
        }
        bytes += size;
        found.payments.push_back(waiting->text);
    }
    if (!found.payments.empty()) say(from, found);
}

void FullNode::on(LinkId from, const Payments& message) {
    for (const std::string& text : message.payments) {
        const auto read = ledger_.read(text);
        if (!read) return send_away(from, for_a_bad_payment, read.error().text);
        if (!relay_.wants(read->id())) continue;  // nobody has asked for it
        const auto added = mempool_.add(*read, text, moment_.now);
        const Arrival arrival = added ? Arrival::Waits : arrival_of(added.error().reason);
        relay_.arrived(from, read->id(), arrival, moment_.now);
        if (added) {
            note({{added->id}, {}, added->left});
        } else if (senders_fault(added.error().reason)) {
            return send_away(from, for_a_bad_payment, added.error().text);
        }
    }
}

// --- what waits ----------------------------------------------------------------------------------

void FullNode::note(const PoolChanges& changes) {
    const Height tip = chain_.height();
    for (const Hash& id : changes.came) {
        relay_.added(id);
        do_what(light_.came(id));
        if (tell_of_) tell_of_(id);
    }
    if (!changes.came.empty()) workbench_.payments_came();
    submitted_.come_back(changes.came);
    for (const Hash& id : changes.in_blocks) {
        relay_.removed(id);
        light_.confirmed(id);
    }
    submitted_.leave(changes.in_blocks, tip);
    std::vector<Hash> gone;
    for (const Left& left : changes.left) {
        relay_.removed(left.id);
        do_what(light_.gone(left.id, words(left.why)));
        gone.push_back(left.id);
    }
    submitted_.leave(gone, tip);
}

void FullNode::talk_of_payments() {
    // While it catches up, they would spend coins that are not here yet.
    auto talk = relay_.talk(moment_.now, !catching_up());
    for (auto& [to, ids] : talk.have) say(to, Have{std::move(ids)});
    for (auto& [to, ids] : talk.get_payments) say(to, GetPayments{std::move(ids)});
}

}  // namespace sbc::node
