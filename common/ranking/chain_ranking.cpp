#include "ranking/chain_ranking.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "ledger/undo.hpp"

namespace sbc::ranking {

ChainRanking::ChainRanking(const chain::Chain& chain, const chain::BlockStore& store, Turn turn,
                           RankingLimits limits)
    : chain_{chain}, store_{store}, limits_{limits}, ranking_{limits}, reader_{chain, turn} {}

p2p::Actions ChainRanking::typed(const std::string& line, p2p::Moment) {
    if (line != "ranking") return {};
    p2p::Outbox out;
    for (const auto& each : lines_of(ranking_.total(SIZE_MAX))) out.tell(Tone::Plain, each);
    return out.take();
}

p2p::Actions ChainRanking::on_time(p2p::Moment moment) {
    const auto gone = reader_.begin(moment.now);
    if (!gone) return {};
    take_back(*gone);
    p2p::Outbox out;
    while (const chain::Place* next = reader_.next()) {
        const auto trouble = reader_.done(*next, add(*next), moment.now);
        if (trouble) out.tell(Tone::Bad, "the ranking stands still: " + *trouble);
    }
    return out.take();
}

// So many may be more than it remembers: then it begins anew.
void ChainRanking::take_back(std::uint64_t blocks) {
    while (blocks > 0 && ranking_.take_back()) --blocks;
    if (blocks == 0) return;
    ranking_ = Ranking{limits_};
    reader_.begin_anew();
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
    return bytes;
}

}  // namespace sbc::ranking
