#include "ranking/chain_ranking.hpp"

#include <algorithm>
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

p2p::Actions ChainRanking::on_time(p2p::Moment moment) {
    if (counted_ == chain_.tip().hash || moment.now < not_before_) return {};
    const chain::Place* here = chain_.tree().find(counted_);
    if (here == nullptr || !take_back(path_between(*here, chain_.tip()).disconnect)) begin_anew();
    chain::Height next = above(chain_.tree().find(counted_)->height);
    std::size_t bytes = 0;
    for (std::size_t blocks = 0; blocks < turn_.blocks && bytes < turn_.bytes; ++blocks) {
        if (next > chain_.height()) break;
        const auto added = add(chain_.at(next));
        if (!added) {
            not_before_ = moment.now + after_a_failure;
            break;
        }
        bytes += *added;
        next = above(next);
    }
    return {};
}

// The branch that we stood on has been forgotten, or left too far behind.
void ChainRanking::begin_anew() {
    ranking_ = Ranking{limits_};
    counted_ = chain_.tree().root().hash;
}

bool ChainRanking::take_back(const std::vector<const chain::Place*>& blocks) {
    for (const chain::Place* block : blocks) {
        if (!ranking_.take_back()) return false;
        counted_ = block->parent->hash;
    }
    return true;
}

std::optional<std::size_t> ChainRanking::add(const chain::Place& place) {
    const auto block = chain_.block(place);
    const auto undo = store_.undo(place.hash);
    if (!block || !undo) return std::nullopt;
    const auto settled = ledger::settled_in(*block, *undo);
    if (!settled) return std::nullopt;
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
