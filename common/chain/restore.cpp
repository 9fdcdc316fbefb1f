// How a chain finds its history again after a restart.
#include <cassert>
#include <stdexcept>

#include "chain/chain.hpp"

namespace sbc::chain {
namespace {

tl::unexpected<Refusal<StoreError>> damaged(const BlockStore::Kept& kept, const std::string& why) {
    return refuse(StoreError::Damaged, "block " + crypto::to_text(kept.hash) + " at height " +
                                           std::to_string(kept.height.value()) +
                                           " is not what was kept: " + why);
}

// A header was checked before it was kept. If it does not hold now, it is another one.
Result<CheckedHeader, StoreError> checked_again(const BlockStore::Kept& kept) {
    if (auto version = check_version(kept.header); !version) {
        return damaged(kept, version.error().text);
    }
    const auto checked = check_header(kept.header);
    if (!checked) return damaged(kept, checked.error().text);
    if (checked->hash() != kept.hash) return damaged(kept, "its header has another hash");
    return *checked;
}

}  // namespace

// Of our own history every block follows at once: so nothing ever stands aside, however many come.
Result<void, StoreError> Chain::restore() {
    assert(tree_.size() == 1 && "once, before anything is added");
    std::vector<BlockStore::Kept> others;
    Result<void, StoreError> held;
    auto all = store_.each_block([&](const BlockStore::Kept& kept) {
        if (held && kept.ours) held = restore_ours(kept);
        if (!kept.ours) others.push_back(kept);
    });
    if (!all) return all;
    if (!held) return held;
    tree_.follow(tip());
    auto restored = ledger_.restore(store_, tip().hash, height());
    for (std::size_t i = 0; restored && i < others.size(); ++i) restored = restore_other(others[i]);
    return restored;
}

// Its own time is late enough: it came once, and was not too far ahead then.
Result<void, StoreError> Chain::restore_ours(const BlockStore::Kept& kept) {
    auto checked = checked_again(kept);
    if (!checked) return pass_on(checked);
    if (kept.header.previous != tip().hash || kept.height != above(height())) {
        return damaged(kept, "it does not stand on the block before it");
    }
    const auto placed = tree_.accept(*checked, kept.header.time);
    if (!placed) return damaged(kept, placed.error().text);
    tree_.body_arrived(**placed);
    active_.push_back(*placed);
    tree_.follow(tip());
    return {};
}

// Whatever is better than ours is followed at once, so that there is room for as many again.
Result<void, StoreError> Chain::restore_other(const BlockStore::Kept& kept) {
    auto checked = checked_again(kept);
    if (!checked) return pass_on(checked);
    const auto placed = place(*checked, kept.header.time);
    if (!placed) {
        store_.forget(kept.hash);
        return {};
    }
    if ((*placed)->height != kept.height) return damaged(kept, "it stands at another height");
    tree_.body_arrived(**placed);
    if (!pending()) return {};
    try {
        const auto resumed = resume();
        if (!pending()) return {};
        return refuse(trouble_, resumed.error().text);
    } catch (const std::runtime_error& error) {  // a ledger says so of an undo that is not its own
        return refuse(StoreError::Damaged, error.what());
    }
}

}  // namespace sbc::chain
