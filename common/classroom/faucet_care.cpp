// Looking after what was given: as long as a history may still turn.
#include <algorithm>

#include "classroom/faucet.hpp"

namespace sbc::classroom {

// After a restart: those that wait, and those in the last blocks.
void Faucet::find_last_gifts() {
    const chain::Chain& chain = node_.chain();
    const std::uint64_t tip = chain.height().value();
    for (std::uint64_t at = tip < deep ? 1 : tip - deep + 1; at <= tip; ++at) {
        const chain::Place& place = chain.at(chain::Height{at});
        const auto block = chain.block(place);
        if (!block) continue;
        for (const std::string& text : block->transactions) {
            find_gift(text, Payment::Stands{place.height, place.hash});
        }
    }
    std::vector<const node::WaitingPayment*> waiting;
    for (const chain::Hash& id : node_.mempool().pending().concerning(host_.public_key())) {
        waiting.push_back(node_.mempool().find(id));
    }
    std::sort(waiting.begin(), waiting.end(),
              [](const auto* one, const auto* other) { return one->number < other->number; });
    for (const auto* one : waiting) find_gift(one->text, {});
}

void Faucet::find_gift(const std::string& transaction, std::optional<Payment::Stands> in) {
    auto read = ledger_.read(transaction);
    if (!read || read->is_coinbase() || read->parts().note != welcome()) return;
    const Bytes message = ledger::signed_bytes(ledger_.rules().network, read->unsigned_text());
    const crypto::Signature& signature = read->parts().inputs.front().signature;
    if (!crypto::verify(host_.public_key(), message, signature)) return;
    payments_.push_back({std::move(*read), transaction, in});
}

bool Faucet::has_new_block() const {
    return looked_ != node_.chain().tip().hash && !node_.catching_up();
}

void Faucet::look_after(p2p::Moment moment) {
    const chain::Chain& chain = node_.chain();
    for (Payment& payment : payments_) {
        if (payment.in && !chain.has(payment.in->height, payment.in->block)) payment.in.reset();
    }
    if (!find_missing()) {
        look_at_ = moment.now + settings_.try_again;
        return;
    }
    looked_ = chain.tip().hash;
    look_at_ = Instant::min();
    std::erase_if(payments_, [&](const Payment& payment) {
        return payment.in && payment.in->height.value() + deep <= chain.height().value();
    });
    // The oldest first: others may spend their change.
    std::vector<Payment> lost;
    for (auto at = payments_.begin(); at != payments_.end();) {
        const bool missing = is_missing(*at);
        if (missing && !can_happen(*at)) {
            lost.push_back(std::move(*at));
            at = payments_.erase(at);
            continue;
        }
        if (missing) (void)hand_in(at->text, moment);  // refused: another time
        ++at;
    }
    std::vector<Student> owed;
    for (const Payment& payment : lost) {
        for (Student& student : paid_by(payment)) owed.push_back(std::move(student));
    }
    std::erase_if(owed, [&](const Student& student) {
        return is_paid(student.address) || waits(student.address);
    });
    for (const Student& student : owed) std::erase(students_, student);
    if (!owed.empty()) pay_at_ = moment.now;
    queue_.insert(queue_.begin(), owed.begin(), owed.end());
}

bool Faucet::is_missing(const Payment& payment) const {
    return !payment.in && node_.mempool().find(payment.made.id()) == nullptr;
}

// In the blocks that our history has now and did not have at the last look. False: the store has
// failed.
bool Faucet::find_missing() {
    const auto missing = [&](const Payment& payment) { return is_missing(payment); };
    if (std::none_of(payments_.begin(), payments_.end(), missing)) return true;
    const chain::Chain& chain = node_.chain();
    const chain::Place* before = chain.tree().find(looked_);
    if (before == nullptr) before = &chain.tree().root();
    for (const chain::Place* place : chain::path_between(*before, chain.tip()).connect) {
        const auto block = chain.block(*place);
        if (!block) return false;
        const auto& texts = block->transactions;
        for (Payment& payment : payments_) {
            if (payment.in) continue;
            if (std::find(texts.begin(), texts.end(), payment.text) == texts.end()) continue;
            payment.in = Payment::Stands{place->height, place->hash};
        }
    }
    return true;
}

// Now or later: what it spends is there, or will be when something else has happened.
bool Faucet::can_happen(const Payment& payment) const {
    const auto& inputs = payment.made.parts().inputs;
    return std::all_of(inputs.begin(), inputs.end(), [&](const ledger::Input& input) {
        if (ledger_.coins().find(input.spends)) return true;
        if (node_.mempool().pending().find(input.spends)) return true;
        return std::any_of(payments_.begin(), payments_.end(), [&](const Payment& other) {
            return !other.in && other.made.id() == input.spends.transaction;
        });
    });
}

// Those of them whose names are known.
std::vector<Faucet::Student> Faucet::paid_by(const Payment& payment) const {
    std::vector<Student> students;
    for (const ledger::Output& output : payment.made.parts().outputs) {
        const auto name = by_address_.find(output.to);
        if (name != by_address_.end()) students.push_back({name->second, output.to});
    }
    return students;
}

bool Faucet::is_paid(const crypto::PublicKey& address) const {
    return std::any_of(payments_.begin(), payments_.end(), [&](const Payment& payment) {
        const auto& outputs = payment.made.parts().outputs;
        return std::any_of(outputs.begin(), outputs.end(),
                           [&](const ledger::Output& output) { return output.to == address; });
    });
}

}  // namespace sbc::classroom
