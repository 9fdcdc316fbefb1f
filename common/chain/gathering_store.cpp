#include "chain/gathering_store.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace sbc::chain {
namespace {

// In the order of the keys, which is how a file takes them most quickly.
Changes last_of_each_key(Changes changes) {
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.key < b.key; });
    Changes last;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const bool again = i + 1 < changes.size() && changes[i + 1].key == changes[i].key;
        if (!again) last.push_back(std::move(changes[i]));
    }
    return last;
}

}  // namespace

struct GatheringStore::Gathered {
    struct Body {
        Height height;
        Block block;
    };
    std::map<Hash, Body> bodies;
    std::vector<Hash> order;  // in which they came
    std::vector<Move::Connected> connected;
    Changes changes;
    std::size_t bytes = 0;

    [[nodiscard]] const Move::Connected* find(const Hash& hash) const {
        for (const auto& one : connected) {
            if (one.hash == hash) return &one;
        }
        return nullptr;
    }
    [[nodiscard]] bool empty() const { return bodies.empty() && connected.empty(); }
};

GatheringStore::GatheringStore(BlockStore& other, GatheringLimits limits)
    : other_{other}, limits_{limits}, gathered_{std::make_unique<Gathered>()} {}

// What cannot be written now is lost, as by a kill.
GatheringStore::~GatheringStore() { (void)write(); }

Result<void, StoreError> GatheringStore::gather(bool on) {
    if (auto written = on ? Result<void, StoreError>{} : write(); !written) return written;
    on_ = on;
    return {};
}

// --- writing -------------------------------------------------------------------------------------

// A body that the other store has already it need not keep again.
Result<void, StoreError> GatheringStore::write() const {
    Gathered& all = *gathered_;
    if (all.empty()) return {};
    for (const Hash& hash : all.order) {
        const auto found = all.bodies.find(hash);
        if (found == all.bodies.end()) continue;  // forgotten
        auto kept = other_.keep(hash, found->second.height, found->second.block);
        if (!kept) return kept;
    }
    if (!all.connected.empty()) {
        Move move{{}, std::move(all.connected), last_of_each_key(std::exchange(all.changes, {}))};
        auto moved = other_.move(move);
        all.connected = std::move(move.connected);
        all.changes = std::move(move.changes);
        if (!moved) return moved;
    }
    all = {};
    return {};
}

Result<void, StoreError> GatheringStore::make_room(std::size_t taken) const {
    const bool room = taken < limits_.blocks && gathered_->bytes < limits_.bytes;
    return room ? Result<void, StoreError>{} : write();
}

Result<void, StoreError> GatheringStore::settle() const {
    auto written = write();
    return written ? other_.settle() : written;
}

// --- what a chain asks ---------------------------------------------------------------------------

Result<void, StoreError> GatheringStore::keep(const Hash& hash, Height height, const Block& block) {
    if (!on_) return other_.keep(hash, height, block);
    if (gathered_->bodies.contains(hash)) return {};
    if (auto room = make_room(gathered_->bodies.size()); !room) return room;
    for (const std::string& transaction : block.transactions)
        gathered_->bytes += transaction.size();
    gathered_->bodies.emplace(hash, Gathered::Body{height, block});
    gathered_->order.push_back(hash);
    return {};
}

Result<Block, StoreError> GatheringStore::body(const Hash& hash) const {
    const auto found = gathered_->bodies.find(hash);
    return found == gathered_->bodies.end() ? other_.body(hash) : found->second.block;
}

Result<Undo, StoreError> GatheringStore::undo(const Hash& hash) const {
    const Move::Connected* found = gathered_->find(hash);
    return found == nullptr ? other_.undo(hash) : found->undo;
}

Result<void, StoreError> GatheringStore::move(const Move& move) {
    const bool only_adds = move.disconnected.empty() && !move.connected.empty();
    if (!on_ || !only_adds) {
        auto written = write();
        return written ? other_.move(move) : written;
    }
    if (auto room = make_room(gathered_->connected.size()); !room) return room;
    Gathered& all = *gathered_;
    for (const auto& connected : move.connected) {
        all.connected.push_back(connected);
        all.bytes += connected.undo.size();
    }
    for (const Change& change : move.changes) {
        all.changes.push_back(change);
        all.bytes += change.key.size() + (change.value ? change.value->size() : 0);
    }
    return {};
}

void GatheringStore::forget(const Hash& hash) {
    if (gathered_->find(hash) == nullptr) gathered_->bodies.erase(hash);
    other_.forget(hash);
}

// --- what a restart finds ------------------------------------------------------------------------

Result<void, StoreError> GatheringStore::each_block(
    const std::function<void(const Kept&)>& look) const {
    auto written = write();
    return written ? other_.each_block(look) : written;
}

Result<void, StoreError> GatheringStore::each_value(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& look) const {
    auto written = write();
    return written ? other_.each_value(prefix, from, look) : written;
}

}  // namespace sbc::chain
