#include "ranking/chain_ranking.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ledger/undo.hpp"

namespace sbc::ranking {
namespace {

constexpr Duration after_a_failure{5'000};

}  // namespace

ChainRanking::ChainRanking(const chain::Chain& chain, const chain::BlockStore& store,
                           std::size_t blocks_in_a_turn, RankingLimits limits)
    : chain_{chain},
      store_{store},
      blocks_in_a_turn_{blocks_in_a_turn},
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
    const chain::Height first = above(chain_.tree().find(counted_)->height);
    for (std::uint64_t at = 0; at < blocks_in_a_turn_; ++at) {
        const chain::Height height{first.value() + at};
        if (height > chain_.height()) break;
        if (add(chain_.at(height))) continue;
        not_before_ = moment.now + after_a_failure;
        break;
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

bool ChainRanking::add(const chain::Place& place) {
    const auto block = chain_.block(place);
    const auto undo = store_.undo(place.hash);
    if (!block || !undo) return false;
    const auto settled = ledger::settled_in(*block, *undo);
    if (!settled) return false;
    std::vector<Mention> mentions;
    for (const auto& [transaction, spends] : *settled) {
        auto more = mentions_of(transaction.parts(), spends);
        std::move(more.begin(), more.end(), std::back_inserter(mentions));
    }
    ranking_.add(place.time(), std::move(mentions));
    counted_ = place.hash;
    return true;
}

}  // namespace sbc::ranking
