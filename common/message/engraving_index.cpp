#include "message/engraving_index.hpp"

#include <algorithm>

#include "ledger/undo.hpp"

namespace sbc::message {
namespace {

constexpr std::size_t in_a_list = 10;

bool has_any(const chain::Block& block) {
    const auto& all = block.transactions;
    return std::any_of(all.begin(), all.end(), may_engrave);
}

}  // namespace

EngravingIndex::EngravingIndex(const chain::Chain& chain, const chain::BlockStore& store,
                               Limits limits)
    : chain_{chain}, store_{store}, limits_{limits}, reader_{chain, limits.turn} {}

// --- what is -------------------------------------------------------------------------------------

std::vector<Engraved> EngravingIndex::last(std::size_t most) const {
    return last(most, Height{UINT32_MAX});
}

std::vector<Engraved> EngravingIndex::last(std::size_t most, Height below) const {
    std::vector<Engraved> found;
    auto at = kept_.lower_bound({below, 0});
    while (at != kept_.begin() && found.size() < most) found.push_back((--at)->second);
    return found;
}

EngravingIndex::Block EngravingIndex::block_below(Height height) const {
    Block block;
    auto at = kept_.lower_bound({height, 0});
    if (at == kept_.begin()) return block;
    block.height = std::prev(at)->first.first;
    while (at != kept_.begin() && (--at)->first.first == block.height) {
        block.places.insert(at->first.second);
    }
    return block;
}

std::string EngravingIndex::claimed_by(const PublicKey& author) const {
    return names_ ? names_(author) : std::string{};
}

p2p::Actions EngravingIndex::typed(const std::string& line, p2p::Moment) {
    if (line != engraved_app) return {};
    p2p::Outbox out;
    for (const Engraved& one : last(in_a_list)) {
        out.tell(Tone::Plain, line_of(one, claimed_by(one.author)));
    }
    if (kept_.empty()) out.tell(Tone::Plain, "nobody has engraved anything yet");
    return out.take();
}

// --- following the chain -------------------------------------------------------------------------

p2p::Actions EngravingIndex::on_time(p2p::Moment moment) {
    if (!reader_.begin(moment.now)) return {};
    take_back();
    p2p::Outbox out;
    while (const chain::Place* next = reader_.next()) {
        const auto trouble = reader_.done(*next, add(*next), moment.now);
        if (trouble) out.tell(Tone::Bad, "engravings are read no further: " + *trouble);
    }
    if (const auto from = std::exchange(changed_from_, std::nullopt)) {
        ++version_;
        if (tell_) tell_(*from);
    }
    return out.take();
}

// What is above the last block that still counts.
void EngravingIndex::take_back() {
    const Height next = above(reader_.height());
    complete_from_ = reader_.height() == Height{} ? Height{} : std::min(complete_from_, next);
    const auto gone = kept_.lower_bound({next, 0});
    if (gone == kept_.end()) return;
    note_change(gone->first.first);
    kept_.erase(gone, kept_.end());
}

Result<std::size_t, chain::StoreError> EngravingIndex::add(const chain::Place& place) {
    auto block = chain_.block(place);
    if (!block) return pass_on(block);
    std::size_t bytes = 0;
    for (const std::string& text : block->transactions) bytes += text.size();
    if (has_any(*block)) {
        auto undo = store_.undo(place.hash);
        if (!undo) return pass_on(undo);
        const auto settled = ledger::settled_in(*block, *undo);
        if (!settled) return refuse(chain::StoreError::Damaged, settled.error().text);
        for (std::uint32_t index = 0; index < settled->size(); ++index) {
            const auto& [transaction, spends] = (*settled)[index];
            std::vector<PublicKey> owners;
            owners.reserve(spends.size());
            for (const ledger::Coin& coin : spends) owners.push_back(coin.output.to);
            auto engraved = engraving_in(transaction, owners);
            if (!engraved) continue;
            engraved->time = place.time();
            engraved->height = place.height;
            engraved->index = index;
            kept_.insert_or_assign({place.height, index}, std::move(*engraved));
            note_change(place.height);
        }
        make_room();
    }
    return bytes;
}

// Block by block, so that of a height all is kept or nothing; of the last one all.
void EngravingIndex::make_room() {
    while (kept_.size() > limits_.most) {
        const Height first = kept_.begin()->first.first;
        const auto rest = kept_.upper_bound({first, UINT32_MAX});
        if (rest == kept_.end()) return;
        kept_.erase(kept_.begin(), rest);
        complete_from_ = above(first);
    }
}

void EngravingIndex::note_change(Height from) {
    changed_from_ = std::min(changed_from_.value_or(from), from);
}

}  // namespace sbc::message
