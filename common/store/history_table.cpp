#include "store/history_table.hpp"

#include "store/record.hpp"

namespace sbc::store {

using chain::Hash;
using chain::Height;
using chain::StoreError;
using chain::Undo;

// --- where it ends -------------------------------------------------------------------------------

Result<HistoryTable::Tip, StoreError> HistoryTable::tip() {
    Run said = tip_.run();
    Run run = last_.run();
    const bool any = said.row() && run.row();
    if (said.failed() || run.failed()) return database_.refused();
    Tip tip{genesis_, Height{}};
    if (any) {
        const auto kept = BlockTable::read(run, 0);
        if (!kept || number(kept->height) != run.integer(4)) {
            return database_.damaged("the last block of the history is not what was written");
        }
        tip = {kept->hash, kept->height};
    }
    if (said.integer(0) != number(tip.height) || said.bytes(1) != as_text(tip.hash.bytes)) {
        return database_.damaged("the history does not end where it should");
    }
    return tip;
}

bool HistoryTable::set_tip(const Tip& tip) {
    return set_tip_.run(number(tip.height), tip.hash).done();
}

// --- how it moves --------------------------------------------------------------------------------

Result<void, StoreError> HistoryTable::disconnect(Tip& end, const Hash& hash) {
    if (hash != end.hash || hash == genesis_) return does_not_fit(hash, end);
    auto found = blocks_.find(hash);
    if (!found) return pass_on(found);
    const std::int64_t height = number(end.height);
    if (!remove_.run(height).done() || !remove_undo_.run(height).done()) {
        return database_.refused();
    }
    end = {found->header.previous, below(end.height)};
    return {};
}

Result<void, StoreError> HistoryTable::connect(Tip& end, const chain::Move::Connected& connected) {
    const auto& [hash, height, undo] = connected;
    auto found = blocks_.find(hash);
    if (!found) return pass_on(found);
    if (height != above(end.height) || height != found->height ||
        found->header.previous != end.hash) {
        return does_not_fit(hash, end);
    }
    if (undo.size() > most_undo_bytes) {
        return refuse(StoreError::Failed, "an undo of " + std::to_string(undo.size()) +
                                              " bytes; at most " + std::to_string(most_undo_bytes) +
                                              " can be kept");
    }
    const std::int64_t digest = digest_of(as_text(hash.bytes), undo);
    if (!add_.run(number(height), found->id).done() ||
        !add_undo_.run(number(height), undo, digest).done()) {
        return database_.refused();
    }
    end = {hash, height};
    return {};
}

RefusedStore HistoryTable::does_not_fit(const Hash& hash, const Tip& end) const {
    return refuse(StoreError::Failed,
                  database_.path() + ": block " + to_text(hash) +
                      " does not follow the history in it, which ends at height " +
                      std::to_string(end.height.value()) + "; restore the chain from it first");
}

bool HistoryTable::clear() {
    return database_.execute("DELETE FROM history") && database_.execute("DELETE FROM undo") &&
           set_tip({genesis_, Height{}});
}

// --- what is in it -------------------------------------------------------------------------------

Result<bool, StoreError> HistoryTable::has(const BlockTable::Row& row) {
    Run run = place_.run(number(row.height));
    const bool has = run.row() && run.integer(0) == row.id;
    if (run.failed()) return database_.refused();
    return has;
}

Result<Undo, StoreError> HistoryTable::undo(const Hash& hash) {
    auto found = blocks_.find(hash);
    if (!found) return pass_on(found);
    auto ours = has(*found);
    if (!ours) return pass_on(ours);
    if (!*ours) {
        return refuse(StoreError::Missing, "block " + to_text(hash) + " is not of our history");
    }
    Run run = undo_.run(number(found->height));
    const bool there = run.row();
    if (run.failed()) return database_.refused();
    if (there && digest_of(as_text(hash.bytes), run.bytes(0)) == run.integer(1)) {
        return Undo{run.bytes(0)};
    }
    return database_.damaged("how block " + to_text(hash) +
                             " is taken back is not what was written");
}

Result<void, StoreError> HistoryTable::each(const std::function<void(const Kept&)>& look) {
    auto last = tip();
    if (!last) return pass_on(last);
    Tip end{genesis_, Height{}};
    Run run = each_.run();
    while (run.row()) {
        auto kept = BlockTable::read(run, 0);
        end.height = above(end.height);
        if (!kept || kept->height != end.height || run.integer(4) != number(end.height) ||
            kept->header.previous != end.hash) {
            return database_.damaged("the block at height " + std::to_string(end.height.value()) +
                                     " is not what was written");
        }
        end.hash = kept->hash;
        kept->ours = true;
        look(*kept);
    }
    if (run.failed()) return database_.refused();
    if (end.height == last->height && end.hash == last->hash) return {};
    return database_.damaged("the history does not end where it should");
}

Result<void, StoreError> HistoryTable::each_other(const std::function<void(const Kept&)>& look) {
    Run run = each_other_.run();
    while (run.row()) {
        const auto kept = BlockTable::read(run, 0);
        if (!kept) return database_.damaged("a block beside the history is not what was written");
        look(*kept);
    }
    if (run.failed()) return database_.refused();
    return {};
}

}  // namespace sbc::store
