#include "chain/memory_store.hpp"

namespace sbc::chain {
namespace {

template <class Kept>
Result<Kept, StoreError> found_in(const std::map<Hash, Kept>& kept, const Hash& hash) {
    const auto found = kept.find(hash);
    if (found != kept.end()) return found->second;
    return refuse(StoreError::Missing, "there is no block " + crypto::to_text(hash) + " here");
}

}  // namespace

Result<void, StoreError> MemoryStore::keep(const Hash& hash, const Block& block) {
    bodies_.try_emplace(hash, block);
    return {};
}

Result<Block, StoreError> MemoryStore::body(const Hash& hash) const {
    return found_in(bodies_, hash);
}

Result<Undo, StoreError> MemoryStore::undo(const Hash& hash) const {
    return found_in(undos_, hash);
}

Result<void, StoreError> MemoryStore::move(const Move& move) {
    for (const Hash& hash : move.disconnected) undos_.erase(hash);
    for (const auto& connected : move.connected) undos_[connected.hash] = connected.undo;
    return {};
}

void MemoryStore::forget(const Hash& hash) { bodies_.erase(hash); }

}  // namespace sbc::chain
