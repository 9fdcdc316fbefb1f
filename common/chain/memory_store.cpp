#include "chain/memory_store.hpp"

#include <algorithm>

namespace sbc::chain {
namespace {

tl::unexpected<Refusal<StoreError>> missing(const Hash& hash) {
    return refuse(StoreError::Missing, "there is no block " + crypto::to_text(hash) + " here");
}

}  // namespace

Result<void, StoreError> MemoryStore::keep(const Hash& hash, Height height, const Block& block) {
    bodies_.try_emplace(hash, Body{height, block, {}});
    return {};
}

Result<Block, StoreError> MemoryStore::body(const Hash& hash) const {
    const auto found = bodies_.find(hash);
    if (found == bodies_.end()) return missing(hash);
    return found->second.block;
}

Result<Undo, StoreError> MemoryStore::undo(const Hash& hash) const {
    const auto found = bodies_.find(hash);
    if (found == bodies_.end() || !found->second.undo) return missing(hash);
    return *found->second.undo;
}

Result<void, StoreError> MemoryStore::move(const Move& move) {
    for (const auto& connected : move.connected) {
        if (!bodies_.contains(connected.hash)) return missing(connected.hash);
    }
    for (const Hash& hash : move.disconnected) {
        const auto found = bodies_.find(hash);
        if (found != bodies_.end()) found->second.undo.reset();
    }
    for (const auto& connected : move.connected) {
        bodies_.find(connected.hash)->second.undo = connected.undo;
    }
    for (const Change& change : move.changes) {
        if (change.value) {
            values_[change.key] = *change.value;
        } else {
            values_.erase(change.key);
        }
    }
    return {};
}

void MemoryStore::forget(const Hash& hash) {
    const auto found = bodies_.find(hash);
    if (found != bodies_.end() && !found->second.undo) bodies_.erase(found);
}

Result<void, StoreError> MemoryStore::each_block(
    const std::function<void(const Kept&)>& look) const {
    using Entry = std::pair<const Hash, Body>;
    std::vector<const Entry*> all;
    all.reserve(bodies_.size());
    for (const Entry& entry : bodies_) all.push_back(&entry);
    std::stable_sort(all.begin(), all.end(), [](const Entry* a, const Entry* b) {
        const bool ours = a->second.undo.has_value();
        if (ours != b->second.undo.has_value()) return ours;
        return a->second.height < b->second.height;
    });
    for (const Entry* entry : all) {
        const auto& [hash, body] = *entry;
        look({hash, body.block.header, body.height, body.undo.has_value()});
    }
    return {};
}

Result<void, StoreError> MemoryStore::each_value(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& look) const {
    auto next = values_.lower_bound(std::max(prefix, from));
    for (; next != values_.end() && next->first.starts_with(prefix); ++next) {
        if (!look(next->first, next->second)) break;
    }
    return {};
}

}  // namespace sbc::chain
