// What a light service answers out of the blocks: transactions that concern a wallet, with proofs.
#include <algorithm>

#include "chain/merkle.hpp"
#include "ledger/undo.hpp"
#include "node/light_service.hpp"

namespace sbc::node {
namespace {

using chain::StoreError;
using p2p::broke_the_rules;
using p2p::LinkId;
using p2p::Moment;

}  // namespace

std::size_t size_of(const std::vector<Record>& records) {
    std::size_t bytes = 0;
    for (const Record& record : records) bytes += size_of(record);
    return bytes;
}

void LightService::answer(LinkId id, const GetRecords& question, Moment moment) {
    const chain::Place* through = chain_.tree().find(question.through);
    if (through == nullptr || !chain_.has(through->height, through->hash)) {
        return say(id, OtherHistory{});
    }
    // A wallet has the header of `through`, and so knows better.
    if (question.above >= through->height) return send_away(id, broke_the_rules);
    const auto found = find(links_.at(id), question.above, through->height);
    auto answer = found ? page(id, *found, question.above) : Result<Records, StoreError>{};
    if (!found || !answer) {
        out_.tell(Tone::Bad, "a light wallet cannot be answered: " +
                                 (found ? answer.error().text : found.error().text));
        return send_away(id, 0);  // another node may have a better disk
    }
    std::set<Height> read;
    for (const Record& record : answer->records) read.insert(record.height);
    questions_.book(id, limits_.block * static_cast<int>(read.size()), moment.now);
    say(id, *answer);
}

// Of a key with more than the index tells at once only the first blocks are known: beyond them the
// answer would not be complete.
Result<LightService::Found, StoreError> LightService::find(const Keys& keys, Height above,
                                                           Height through) const {
    Found found{{}, through};
    for (const PublicKey& key : keys) {
        auto places = ledger::records_of(store_, key, above, found.upto, limits_.page_blocks);
        if (!places) return pass_on(places);
        if (places->size() >= limits_.page_blocks) {
            found.upto = std::min(found.upto, places->back().height);
        }
        for (const auto& [height, place] : *places) found.places[height].insert(place);
    }
    found.places.erase(found.places.upper_bound(found.upto), found.places.end());
    if (found.places.size() > limits_.page_blocks) {
        const auto first_beyond =
            std::next(found.places.begin(), static_cast<std::ptrdiff_t>(limits_.page_blocks));
        found.upto = chain::below(first_beyond->first);
        found.places.erase(first_beyond, found.places.end());
    }
    return found;
}

// As many whole blocks as fit. A block that does not fit into a message goes in several: all but
// the last one say that nothing is complete yet.
Result<Records, StoreError> LightService::page(LinkId id, const Found& found, Height above) {
    Records page{above, found.upto, {}};
    std::size_t bytes = 0;
    for (const auto& [height, places] : found.places) {
        auto records = records_in(chain_, store_, height, places);
        if (!records) return pass_on(records);
        const std::size_t more = size_of(*records);
        if (bytes + more <= limits_.page_bytes &&
            page.records.size() + records->size() <= most_records) {
            bytes += more;
            std::move(records->begin(), records->end(), std::back_inserter(page.records));
            continue;
        }
        page.upto = chain::below(height);
        if (page.upto > above) return page;
        page.upto = height;
        for (Record& record : *records) {
            const std::size_t size = size_of(record);
            if (!page.records.empty() && bytes + size > limits_.page_bytes) {
                say(id, Records{above, above, std::exchange(page.records, {})});
                bytes = 0;
            }
            bytes += size;
            page.records.push_back(std::move(record));
        }
        return page;
    }
    return page;
}

Result<std::vector<Record>, StoreError> records_in(const chain::Chain& chain,
                                                   const chain::BlockStore& store, Height height,
                                                   const std::set<std::uint32_t>& places) {
    const chain::Place& here = chain.at(height);
    auto block = chain.block(here);
    if (!block) return pass_on(block);
    auto undo = store.undo(here.hash);
    if (!undo) return pass_on(undo);
    const auto settled = ledger::settled_in(*block, *undo);
    if (!settled) return refuse(StoreError::Damaged, settled.error().text);
    const std::vector<Hash> leaves = chain::leaves_of(block->transactions);
    std::vector<Record> records;
    for (const std::uint32_t index : places) {
        if (index >= settled->size()) {
            return refuse(StoreError::Damaged, "block " + std::to_string(height.value()) +
                                                   " is not what the ledger has judged");
        }
        records.push_back({height,
                           index,
                           chain::merkle_proof(leaves, index)->siblings,
                           block->transactions[index],
                           {}});
        for (const ledger::Coin& coin : (*settled)[index].spends) {
            records.back().spends.push_back({coin.output.to, coin.output.amount});
        }
    }
    return records;
}

}  // namespace sbc::node
