#include "wallet/waiting.hpp"

#include <algorithm>

namespace sbc::wallet {

// --- they come -----------------------------------------------------------------------------------

void Waiting::add(Owned unsettled) {
    by_id_.emplace(unsettled->transaction.id(), unsettled.get());
    index_.add(unsettled->transaction, unsettled->spent);
    const auto later = [](std::int64_t turn, const Owned& other) { return turn < other->turn; };
    const auto place = std::upper_bound(all_.begin(), all_.end(), unsettled->turn, later);
    all_.insert(place, std::move(unsettled));
}

void Waiting::add_newest(Owned unsettled) {
    unsettled->turn = ++newest_;
    add(std::move(unsettled));
}

void Waiting::add_oldest(Owned unsettled) {
    unsettled->turn = --oldest_;
    add(std::move(unsettled));
}

void Waiting::add_again(Owned unsettled) { add(std::move(unsettled)); }

// --- they go -------------------------------------------------------------------------------------

Waiting::Owned Waiting::take(const Hash& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return nullptr;
    const auto has_turn = [](const Owned& one, std::int64_t turn) { return one->turn < turn; };
    const auto place = std::lower_bound(all_.begin(), all_.end(), found->second->turn, has_turn);
    Owned taken = std::move(*place);
    all_.erase(place);
    by_id_.erase(found);
    index_.remove(id);
    return taken;
}

std::vector<Waiting::Owned> Waiting::take_with_heirs(const Hash& id) {
    std::vector<Owned> taken;
    std::vector<Hash> next{id};
    for (std::size_t i = 0; i < next.size(); ++i) {
        Owned one = take(next[i]);
        if (!one) continue;  // it inherits twice
        const auto outputs = one->transaction.parts().outputs.size();
        for (std::uint32_t k = 0; k < outputs; ++k) {
            if (const auto heir = index_.spender_of({next[i], k})) next.push_back(*heir);
        }
        taken.push_back(std::move(one));
    }
    return taken;
}

// --- what they are -------------------------------------------------------------------------------

const Unsettled* Waiting::find(const Hash& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

void Waiting::reconsider(const PublicKeys& keys,
                         const std::function<bool(const Outpoint&)>& settled, std::size_t from) {
    for (std::size_t n = from; n < all_.size(); ++n) {
        Unsettled& one = *all_[n];
        const auto& inputs = one.transaction.parts().inputs;
        one.sure = !one.transaction.is_coinbase();
        for (std::size_t i = 0; i < inputs.size() && one.sure; ++i) {
            const Outpoint& spends = inputs[i].spends;
            const Unsettled* parent = find(spends.transaction);
            one.sure = keys.contains(one.spent[i].output.to) &&
                       (parent != nullptr ? parent->sure : settled(spends));
        }
    }
}

}  // namespace sbc::wallet
