#include "chain/chain.hpp"

#include <algorithm>
#include <cstdlib>
#include <list>

namespace sbc::chain {

Chain::Chain(Network network, Ledger& ledger, BlockStore& store, ChainLimits limits)
    : tree_{std::move(network), limits.most_aside},
      ledger_{ledger},
      store_{store},
      active_{&tree_.root()},
      orphans_{limits.orphans} {}

bool Chain::has(Height height, const Hash& hash) const {
    return height <= this->height() && at(height).hash == hash;
}

Result<Block, StoreError> Chain::block(const Place& place) const {
    if (&place == &tree_.root()) return genesis(tree_.network());
    return store_.body(place.hash);
}

Result<const Place*, BlockError> Chain::add_header(const Header& header,
                                                   std::chrono::sys_seconds wall) {
    if (auto known = check_version(header); !known) return pass_on(known);
    const auto checked = check_header(header);
    if (!checked) return tl::unexpected(checked.error());
    return place(*checked, wall);
}

Result<Path, BlockError> Chain::add(Block block, std::chrono::sys_seconds wall) {
    if (pending()) return refuse(BlockError::StoreFailed, "our store has failed and not resumed");
    const auto checked = check_block(block);
    if (!checked) return tl::unexpected(checked.error());
    if (auto readable = check(block); !readable) {
        // These are the transactions that its header was made for: no others can follow.
        const Place* known = tree_.find(checked->hash());
        if (known != nullptr && !known->has_body) tree_.mark_bad(*known);
        return pass_on(readable);
    }
    const auto placed = place(*checked, wall);
    if (!placed) {
        if (placed.error().reason == BlockError::UnknownParent) {
            orphans_.hold(*checked, std::move(block));
        }
        return tl::unexpected(placed.error());
    }
    return connect(**placed, block, wall);
}

// If this block itself turns out to be bad, nothing else has changed: all that is complete by it
// stands on it.
Result<Path, BlockError> Chain::connect(const Place& here, const Block& block,
                                        std::chrono::sys_seconds wall) {
    if (here.bad) return refuse(BlockError::BadPayment, "it has been refused before");
    if (auto kept = keep(here, block); !kept) return pass_on(kept);
    add_orphans_of(here.hash, wall);
    const Place& before = tip();
    const Fresh fresh{here.hash, block};
    auto followed = follow_best(&fresh);
    if (here.bad || (pending() && &before == &tip())) return pass_on(followed);
    return path_between(before, tip());
}

Result<Path, BlockError> Chain::resume() {
    const Place& before = tip();
    auto followed = follow_best(nullptr);
    if (pending() && &before == &tip()) return pass_on(followed);
    return path_between(before, tip());
}

Result<void, BlockError> Chain::check(const Block& block) const {
    Result<void, BlockError> checked;
    for (std::size_t i = 0; checked && i < block.transactions.size(); ++i) {
        checked = ledger_.check(block.transactions[i]);
    }
    return checked;
}

Result<const Place*, BlockError> Chain::place(const CheckedHeader& header,
                                              std::chrono::sys_seconds wall) {
    auto placed = tree_.accept(header, wall);
    for (const Hash& forgotten : tree_.take_forgotten()) store_.forget(forgotten);
    return placed;
}

Result<void, BlockError> Chain::keep(const Place& place, const Block& block) {
    if (place.has_body) return {};
    if (auto kept = store_.keep(place.hash, place.height, block); !kept)
        return store_failed(kept.error());
    tree_.body_arrived(place);
    return {};
}

// Each that finds its place may have orphans of its own. What cannot be kept has to come again.
void Chain::add_orphans_of(const Hash& parent, std::chrono::sys_seconds wall) {
    std::vector<Hash> parents{parent};
    while (!parents.empty()) {
        const Hash next = parents.back();
        parents.pop_back();
        for (const auto& orphan : orphans_.take_children(next)) {
            const auto placed = place(orphan.header, wall);
            if (placed && keep(**placed, orphan.block)) parents.push_back(orphan.header.hash());
        }
    }
}

// The last refusal, if there were any on the way. A store that fails ends it: the next block tries
// again.
Result<void, BlockError> Chain::follow_best(const Fresh* fresh) {
    Result<void, BlockError> followed;
    while (&tree_.best() != &tip()) {
        auto moved = follow(path_between(tip(), tree_.best()), fresh);
        if (moved) continue;
        followed = std::move(moved);
        if (followed.error().reason == BlockError::StoreFailed) break;
    }
    return followed;
}

// All at once only until there is more work than before; every further block stands for itself. So
// however long a branch is, only what has to be taken back if it fails is held in memory.
Result<void, BlockError> Chain::follow(const Path& path, const Fresh* fresh) {
    const auto more = std::find_if(path.connect.begin(), path.connect.end(),
                                   [&](const Place* at) { return at->work > tip().work; });
    auto next = more == path.connect.end() ? more : more + 1;
    auto moved = step({path.disconnect, {path.connect.begin(), next}}, fresh);
    for (; moved && next != path.connect.end(); ++next) moved = step({{}, {*next}}, fresh);
    return moved;
}

// What a step needs, all fetched before anything is changed.
struct Chain::Bodies {
    std::list<Block> fetched;              // stays where it is in memory
    std::vector<const Block*> disconnect;  // as in the path
    std::vector<const Block*> connect;
    std::vector<Undo> undos;
};

Result<Chain::Bodies, StoreError> Chain::fetch(const Path& path, const Fresh* fresh) const {
    Bodies bodies;
    const auto fetch_all = [&](const std::vector<const Place*>& places,
                               std::vector<const Block*>& blocks) -> Result<void, StoreError> {
        for (const Place* place : places) {
            if (fresh != nullptr && place->hash == fresh->hash) {
                blocks.push_back(&fresh->block);
                continue;
            }
            auto body = store_.body(place->hash);
            if (!body) return pass_on(body);
            blocks.push_back(&bodies.fetched.emplace_back(std::move(*body)));
        }
        return {};
    };
    if (auto all = fetch_all(path.disconnect, bodies.disconnect); !all) return pass_on(all);
    if (auto all = fetch_all(path.connect, bodies.connect); !all) return pass_on(all);
    for (const Place* place : path.disconnect) {
        auto undo = store_.undo(place->hash);
        if (!undo) return pass_on(undo);
        bodies.undos.push_back(std::move(*undo));
    }
    return bodies;
}

// All the way, or not at all: if the ledger refuses a block, or the store fails, everything is
// again as it was. In the first case that block is bad, with all that stand on it.
Result<void, BlockError> Chain::step(const Path& path, const Fresh* fresh) {
    const auto bodies = fetch(path, fresh);
    if (!bodies) return store_failed(bodies.error());
    Move move;
    for (std::size_t i = 0; i < path.disconnect.size(); ++i) {
        ledger_.undo(*bodies->disconnect[i], bodies->undos[i]);
        move.disconnected.push_back(path.disconnect[i]->hash);
    }
    for (std::size_t i = 0; i < path.connect.size(); ++i) {
        const Place& place = *path.connect[i];
        auto applied = ledger_.apply(*bodies->connect[i], place.height);
        if (!applied) {
            put_back(path, *bodies, move.connected);
            tree_.mark_bad(place);
            return pass_on(applied);
        }
        move.connected.push_back({place.hash, place.height, std::move(*applied)});
    }
    move.changes = ledger_.take_changes();
    if (auto moved = store_.move(move); !moved) {
        put_back(path, *bodies, move.connected);
        return store_failed(moved.error());
    }
    active_.resize(active_.size() - path.disconnect.size());
    active_.insert(active_.end(), path.connect.begin(), path.connect.end());
    tree_.follow(tip());
    return {};
}

// A ledger that refuses what it had taken before the same blocks is broken: no state is right.
void Chain::put_back(const Path& path, const Bodies& bodies,
                     const std::vector<Move::Connected>& done) {
    for (std::size_t i = done.size(); i-- > 0;) ledger_.undo(*bodies.connect[i], done[i].undo);
    for (std::size_t i = path.disconnect.size(); i-- > 0;) {
        if (!ledger_.apply(*bodies.disconnect[i], path.disconnect[i]->height)) std::abort();
    }
    (void)ledger_.take_changes();  // the store has what there was before
}

tl::unexpected<Refusal<BlockError>> Chain::store_failed(const Refusal<StoreError>& refusal) {
    trouble_ = refusal.reason;
    return refuse(BlockError::StoreFailed, "our store failed: " + refusal.text);
}

}  // namespace sbc::chain
