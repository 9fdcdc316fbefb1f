#include "ranking/chain_ranking.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "ledger/undo.hpp"

namespace sbc::ranking {

namespace {

constexpr Duration after_a_failure{5'000};

}  // namespace

ChainRanking::ChainRanking(const chain::Chain& chain, const chain::BlockStore& store)
    : ChainRanking{chain, store, Turn{}} {}

ChainRanking::ChainRanking(const chain::Chain& chain, const chain::BlockStore& store, Turn turn,
                           RankingLimits limits)
    : chain_{chain},
      store_{store},
      turn_{turn},
      limits_{limits},
      ranking_{limits},
      counted_{chain.tree().root().hash} {}

Instant ChainRanking::deadline() const {
    return counted_ == chain_.tip().hash ? never : not_before_;
}

p2p::Actions ChainRanking::typed(const std::string& line, p2p::Moment) {
    if (line != "ranking") return {};
    p2p::Outbox out;
    for (const auto& each : lines_of(ranking_.total(SIZE_MAX))) out.tell(Tone::Plain, each);
    return out.take();
}

p2p::Actions ChainRanking::on_time(p2p::Moment moment) {
    if (counted_ == chain_.tip().hash || moment.now < not_before_) return {};
    take_back_what_counts_no_longer();
    chain::Height next = above(chain_.tree().find(counted_)->height);
    std::size_t bytes = 0;
    for (std::size_t blocks = 0; blocks < turn_.blocks && bytes < turn_.bytes; ++blocks) {
        if (next > chain_.height()) break;
        const auto added = add(chain_.at(next));
        if (!added) {
            not_before_ = moment.now + after_a_failure;
            if (std::exchange(trouble_, added.error().text) == added.error().text) return {};
            return {p2p::Tell{Tone::Bad, "the ranking stands still: block " +
                                             std::to_string(next.value()) +
                                             " cannot be read: " + added.error().text}};
        }
        trouble_.clear();
        bytes += *added;
        next = above(next);
    }
    return {};
}

// Its branch may have been forgotten, or left too far behind: then it begins anew.
void ChainRanking::take_back_what_counts_no_longer() {
    const chain::Place* last = chain_.tree().find(counted_);
    while (last != nullptr && !chain_.has(last->height, last->hash)) {
        last = ranking_.take_back() ? last->parent : nullptr;
    }
    if (last == nullptr) {
        ranking_ = Ranking{limits_};
        last = &chain_.tree().root();
    }
    counted_ = last->hash;
}

Result<std::size_t, chain::StoreError> ChainRanking::add(const chain::Place& place) {
    auto block = chain_.block(place);
    if (!block) return pass_on(block);
    auto undo = store_.undo(place.hash);
    if (!undo) return pass_on(undo);
    const auto settled = ledger::settled_in(*block, *undo);
    if (!settled) return refuse(chain::StoreError::Damaged, settled.error().text);
    std::size_t bytes = 0;
    std::vector<Mention> mentions;
    for (const auto& [transaction, spends] : *settled) {
        auto more = mentions_of(transaction.parts(), spends);
        std::move(more.begin(), more.end(), std::back_inserter(mentions));
        bytes += transaction.size();
    }
    ranking_.add(place.time(), std::move(mentions));
    counted_ = place.hash;
    return bytes;
}

}  // namespace sbc::ranking
