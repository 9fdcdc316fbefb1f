#include "store/sqlite_store.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "store/format.hpp"
#include "store/history_table.hpp"
#include "store/state_table.hpp"

namespace sbc::store {

using chain::Block;
using chain::Move;
using chain::StoreError;
using chain::Undo;

struct SqliteStore::Inside {
    explicit Inside(const Hash& network) : history{database, blocks, network} {}

    Database database;  // before all that needs it
    BlockTable blocks{database};
    HistoryTable history;
    StateTable state{database};
    HistoryTable::Tip tip;  // of what is committed
    bool durable = true;
};

// --- opening -------------------------------------------------------------------------------------

namespace {

// What SQLite would only call "unable to open database file", or take for something special.
Result<std::string, OpenError> place_of(const std::string& path) {
    std::error_code failed;
    const std::string whole = std::filesystem::absolute(path, failed).string();
    struct stat found {};
    if (!failed && ::stat(whole.c_str(), &found) == 0) {
        if (S_ISREG(found.st_mode)) return whole;
        return refuse(OpenError::NotAFile,
                      path + ": it is a folder or a device; give the name of a file in a folder");
    }
    const auto folder = std::filesystem::path{whole}.parent_path();
    if (::stat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) return whole;
    return refuse(OpenError::NoFolder, path + ": the folder " + folder.string() +
                                           " is not there, or cannot be looked into; make it");
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>, OpenError> SqliteStore::open(const std::string& path,
                                                                  const Hash& network,
                                                                  StoreOptions options) {
    auto place = place_of(path);
    if (!place) return pass_on(place);
    auto inside = std::make_unique<Inside>(network);
    Database& database = inside->database;
    if (!database.open(*place)) return database.refused_open();
    if (auto checked = make_or_check(database, network); !checked) return pass_on(checked);
    if (options.reindex) {
        Transaction transaction{database};
        const bool done = transaction.begin() && inside->state.clear() && inside->history.clear() &&
                          inside->blocks.remove_damaged() && transaction.commit();
        if (!done) return database.refused_open();
    }
    const auto tip = inside->history.tip();
    if (!tip) {
        const bool damaged = tip.error().reason == StoreError::Damaged;
        return refuse(damaged ? OpenError::Damaged : OpenError::Failed, tip.error().text);
    }
    inside->tip = *tip;
    return std::unique_ptr<SqliteStore>{new SqliteStore{std::move(inside)}};
}

// --- what a chain asks ---------------------------------------------------------------------------

Result<void, StoreError> SqliteStore::durable(bool on) {
    inside_->durable = on;
    if (on && !inside_->database.checkpoint()) return inside_->database.refused();
    return {};
}

Result<void, StoreError> SqliteStore::keep(const Hash& hash, Height height, const Block& block) {
    Database& database = inside_->database;
    const auto found = inside_->blocks.find(hash);
    if (found) return {};
    if (found.error().reason != StoreError::Missing) return tl::unexpected(found.error());
    // It reaches the disk with the move that makes it history; until then it can be fetched again.
    if (!database.synchronous(false)) return database.refused();
    Transaction transaction{database};
    if (!transaction.begin()) return database.refused();
    if (auto done = inside_->blocks.insert(hash, height, block); !done) return done;
    if (!transaction.commit()) return database.refused();
    return {};
}

Result<Block, StoreError> SqliteStore::body(const Hash& hash) const {
    return inside_->blocks.body(hash);
}

Result<Undo, StoreError> SqliteStore::undo(const Hash& hash) const {
    return inside_->history.undo(hash);
}

Result<void, StoreError> SqliteStore::move(const Move& move) {
    Database& database = inside_->database;
    HistoryTable& history = inside_->history;
    if (!database.synchronous(inside_->durable)) return database.refused();
    Transaction transaction{database};
    if (!transaction.begin()) return database.refused();
    HistoryTable::Tip end = inside_->tip;
    for (const Hash& hash : move.disconnected) {
        if (auto done = history.disconnect(end, hash); !done) return done;
    }
    for (const auto& connected : move.connected) {
        if (auto done = history.connect(end, connected); !done) return done;
    }
    if (auto done = inside_->state.apply(move.changes); !done) return done;
    if (!history.set_tip(end) || !transaction.commit()) return database.refused();
    inside_->tip = end;
    return {};
}

void SqliteStore::forget(const Hash& hash) {
    Database& database = inside_->database;
    const auto found = inside_->blocks.find(hash);
    if (!found) return;
    const auto ours = inside_->history.has(*found);
    if (!ours || *ours || !database.synchronous(false)) return;
    Transaction transaction{database};
    if (transaction.begin() && inside_->blocks.remove(found->id)) (void)transaction.commit();
}

// --- what a restart finds ------------------------------------------------------------------------

Result<void, StoreError> SqliteStore::each_block(
    const std::function<void(const Kept&)>& look) const {
    if (auto done = inside_->history.each(look); !done) return done;
    return inside_->history.each_other(look);
}

Result<void, StoreError> SqliteStore::each_value(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& look) const {
    return inside_->state.each(prefix, from, look);
}

Result<void, StoreError> SqliteStore::check() const {
    std::string found;
    Database& database = inside_->database;
    if (!database.ask("PRAGMA integrity_check(1)", found)) return database.refused();
    if (found != "ok") return database.damaged(found);
    std::vector<Kept> blocks;
    if (auto done = each_block([&](const Kept& kept) { blocks.push_back(kept); }); !done) {
        return done;
    }
    for (const Kept& kept : blocks) {
        if (auto whole = body(kept.hash); !whole) return pass_on(whole);
        if (!kept.ours) continue;
        if (auto back = undo(kept.hash); !back) return pass_on(back);
    }
    return each_value({}, {}, [](std::string_view, std::string_view) { return true; });
}

}  // namespace sbc::store
