#include "store.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "chain/merkle.hpp"

namespace stage {

// #region query
using sbc::chain::header_size;

constexpr std::int64_t our_application = 0x53426974;  // says the file's header
constexpr std::int64_t our_format = 1;                // other numbers: other tables

// One statement, with values for its question marks. What is bound is not copied: it must live
// until the last row has been read.
class Query {
public:
    Query(sqlite3* database, const char* sql) {
        (void)sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr);
    }
    ~Query() { sqlite3_finalize(statement_); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& with(std::string_view bytes) {
        sqlite3_bind_blob64(statement_, ++bound_, bytes.data(), bytes.size(), nullptr);
        return *this;
    }
    Query& with(const Hash& hash) { return with(sbc::as_text(hash.bytes)); }
    Query& with(Height height) {
        sqlite3_bind_int64(statement_, ++bound_, static_cast<std::int64_t>(height.value()));
        return *this;
    }
    // #endregion query

    // #region query-rows
    // True: another row is there. False: that was all, or it has failed.
    [[nodiscard]] bool row() { return (state_ = sqlite3_step(statement_)) == SQLITE_ROW; }
    // For a statement that answers nothing: whether it has happened.
    [[nodiscard]] bool done() { return !row() && ended(); }
    [[nodiscard]] bool ended() const { return state_ == SQLITE_DONE; }
    // #endregion query-rows

    // #region columns
    [[nodiscard]] std::int64_t number(int column) const {
        return sqlite3_column_int64(statement_, column);
    }
    [[nodiscard]] std::string_view bytes(int column) const {
        const void* data = sqlite3_column_blob(statement_, column);
        const int size = sqlite3_column_bytes(statement_, column);
        return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
    }
    [[nodiscard]] Hash hash(int column) const {
        Hash hash;
        const auto from = sbc::as_bytes(bytes(column));
        std::copy_n(from.begin(), std::min(from.size(), hash.bytes.size()), hash.bytes.begin());
        return hash;
    }

private:
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
    int state_ = SQLITE_OK;
};
// #endregion columns

// #region failed
static auto failed(sqlite3* database) {
    return sbc::refuse(StoreError::Failed, std::string{"the store: "} + sqlite3_errmsg(database));
}
constexpr const char* what_to_do =
    "move the file away and start again: the blocks come from the neighbours";
static auto damaged(const Hash& hash) {
    return sbc::refuse(StoreError::Damaged,
                       "block " + to_text(hash) + " is not what was kept; " + what_to_do);
}

sbc::Result<void, StoreError> Store::run(const char* statements) {
    if (sqlite3_exec(database_, statements, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return failed(database_);
}
// #endregion failed

// #region body-text
// The transactions of a block, each after its length in four bytes.
static std::string encode_body(const Block& block) {
    std::string text;
    for (const std::string& transaction : block.transactions) {
        text += sbc::as_text(sbc::store_be32(static_cast<std::uint32_t>(transaction.size())));
        text += transaction;
    }
    return text;
}

// Nothing, where a length leads beyond the end.
static std::optional<std::vector<std::string>> decode_body(std::string_view text) {
    std::vector<std::string> transactions;
    while (text.size() >= 4) {
        const std::size_t size = sbc::load_be32(sbc::as_bytes(text).first<4>());
        text.remove_prefix(4);
        if (size > text.size()) return std::nullopt;
        transactions.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return text.empty() ? std::optional{std::move(transactions)} : std::nullopt;
}
// #endregion body-text

// #region open
static OpenError reason_of(int code) {
    if (code == SQLITE_BUSY) return OpenError::InUse;
    if (code == SQLITE_NOTADB) return OpenError::NotOurs;
    return code == SQLITE_CORRUPT ? OpenError::Damaged : OpenError::CannotOpen;
}

sbc::Result<std::unique_ptr<Store>, OpenError> Store::open(const std::string& path,
                                                           const Hash& network) {
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int opened = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
    std::unique_ptr<Store> store{new Store{database}};  // closes it, whatever follows
    if (opened != SQLITE_OK) {
        return sbc::refuse(OpenError::CannotOpen, path + ": " + sqlite3_errmsg(database));
    }
    const auto checked = store->check(network);
    if (!checked) return sbc::refuse(checked.error().reason, path + ": " + checked.error().text);
    // A journal beside the file (WAL). A COMMIT returns when the disk has all of it (FULL).
    if (store->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")) return store;
    return sbc::refuse(OpenError::CannotOpen, path + ": " + sqlite3_errmsg(database));
}

Store::~Store() { sqlite3_close(database_); }
// #endregion open

// #region schema
constexpr const char* schema = R"(BEGIN;
CREATE TABLE blocks(hash BLOB PRIMARY KEY, height INTEGER, header BLOB, body BLOB);
CREATE TABLE history(height INTEGER PRIMARY KEY, hash BLOB UNIQUE, undo BLOB);
CREATE TABLE state(key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE network(hash BLOB);
PRAGMA application_id = 0x53426974;
PRAGMA user_version = 1;)";

static std::int64_t ask_number(sqlite3* database, const char* sql) {
    Query query{database, sql};
    return query.row() ? query.number(0) : -1;
}
// #endregion schema

// #region check
constexpr const char* not_ours = "it belongs to another program; name another folder";

// First what must be answered before anything is written: whether it is ours.
sbc::Result<void, OpenError> Store::check(const Hash& network) {
    using enum OpenError;
    if (const auto locked = run("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT");
        !locked) {
        const OpenError reason = reason_of(sqlite3_errcode(database_));
        const std::string busy = "another node has it; end that one first";
        return sbc::refuse(reason, reason == InUse     ? busy
                                   : reason == NotOurs ? not_ours
                                                       : locked.error().text);
    }
    const std::int64_t tables = ask_number(database_, "SELECT count(*) FROM sqlite_master");
    const std::int64_t application = ask_number(database_, "PRAGMA application_id");
    if (tables == 0 && application == 0) {
        const bool made = run(schema) &&
                          Query{database_, "INSERT INTO network VALUES(?)"}.with(network).done() &&
                          run("COMMIT");
        if (!made) return sbc::refuse(CannotOpen, sqlite3_errmsg(database_));
    } else if (application != our_application) {
        return sbc::refuse(NotOurs, not_ours);
    }
    return check_ours(network);
}
// #endregion check

// #region check-ours
sbc::Result<void, OpenError> Store::check_ours(const Hash& network) {
    using enum OpenError;
    if (ask_number(database_, "PRAGMA user_version") != our_format) {
        return sbc::refuse(OtherFormat, "another version of this program has written it");
    }
    Query sound{database_, "PRAGMA quick_check(1)"};
    if (!sound.row() || sound.bytes(0) != "ok") {
        return sbc::refuse(Damaged, std::string{"the file is damaged; "} + what_to_do);
    }
    Query whose{database_, "SELECT hash FROM network"};
    if (!whose.row() || whose.hash(0) != network) {
        return sbc::refuse(OtherNetwork,
                           "it holds the chain of another network; each has a folder of its own");
    }
    return {};
}
// #endregion check-ours

// #region blocks
sbc::Result<void, StoreError> Store::keep(const Hash& hash, Height height, const Block& block) {
    const auto header = encode(block.header);
    const std::string body = encode_body(block);
    Query query{database_, "INSERT OR IGNORE INTO blocks VALUES(?, ?, ?, ?)"};
    query.with(hash).with(height).with(sbc::as_text(header)).with(body);
    if (!query.done()) return failed(database_);
    return {};
}

sbc::Result<Block, StoreError> Store::body(const Hash& hash) const {
    Query query{database_, "SELECT header, body FROM blocks WHERE hash = ?"};
    if (!query.with(hash).row()) {
        if (!query.ended()) return failed(database_);
        return sbc::refuse(StoreError::Missing, "there is no block " + to_text(hash));
    }
    const auto header = sbc::as_bytes(query.bytes(0));
    auto transactions = decode_body(query.bytes(1));
    if (header.size() != header_size || !transactions) return damaged(hash);
    Block block{sbc::chain::decode_header(header.first<header_size>()), std::move(*transactions)};
    // A disk may give back something else. The hash says what was kept.
    const Hash root = sbc::chain::merkle_root(sbc::chain::leaves_of(block.transactions));
    if (hash_of(block.header) != hash || block.header.merkle_root != root) return damaged(hash);
    return block;
}

void Store::forget(const Hash& hash) {
    (void)Query{database_, "DELETE FROM blocks WHERE hash = ?"}.with(hash).done();
}
// #endregion blocks

// #region move
// False at the first that fails, and the database knows why.
static bool write_all(sqlite3* database, const sbc::chain::Move& move) {
    for (const Hash& hash : move.disconnected) {
        Query query{database, "DELETE FROM history WHERE hash = ?"};
        if (!query.with(hash).done()) return false;
    }
    for (const auto& [hash, height, undo] : move.connected) {
        Query query{database, "INSERT INTO history VALUES(?, ?, ?)"};
        if (!query.with(height).with(hash).with(undo).done()) return false;
    }
    for (const auto& [key, value] : move.changes) {
        Query put{database, "INSERT OR REPLACE INTO state VALUES(?, ?)"};
        Query remove{database, "DELETE FROM state WHERE key = ?"};
        if (!(value ? put.with(key).with(*value) : remove.with(key)).done()) return false;
    }
    return true;
}

sbc::Result<void, StoreError> Store::move(const sbc::chain::Move& move) {
    if (run("BEGIN") && write_all(database_, move) && run("COMMIT")) return {};
    auto why = failed(database_);
    (void)run("ROLLBACK");
    return why;
}
// #endregion move

// #region history
sbc::Result<void, StoreError> Store::forget_history() {
    return run("BEGIN; DELETE FROM history; DELETE FROM state; COMMIT");
}

sbc::Result<sbc::chain::Undo, StoreError> Store::undo(const Hash& hash) const {
    Query query{database_, "SELECT undo FROM history WHERE hash = ?"};
    if (query.with(hash).row()) return std::string{query.bytes(0)};
    if (!query.ended()) return failed(database_);
    return sbc::refuse(StoreError::Missing, to_text(hash) + " is no block of our history");
}
// #endregion history

// #region restart
sbc::Result<void, StoreError> Store::each_block(
    const std::function<void(const Kept&)>& look) const {
    Query query{database_,
                "SELECT blocks.hash, header, blocks.height, history.hash IS NOT NULL AS ours FROM "
                "blocks LEFT JOIN history USING(hash) ORDER BY ours DESC, blocks.height"};
    while (query.row()) {
        const auto header = sbc::as_bytes(query.bytes(1));
        if (header.size() != header_size) return damaged(query.hash(0));
        const Height height{static_cast<std::uint64_t>(query.number(2))};
        look({query.hash(0), sbc::chain::decode_header(header.first<header_size>()), height,
              query.number(3) != 0});
    }
    if (!query.ended()) return failed(database_);
    return {};
}

sbc::Result<void, StoreError> Store::each_value(
    std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view value)>& look) const {
    Query query{database_, "SELECT key, value FROM state WHERE key >= ? ORDER BY key"};
    query.with(std::max(prefix, from));
    while (query.row()) {
        if (!query.bytes(0).starts_with(prefix) || !look(query.bytes(0), query.bytes(1))) return {};
    }
    if (!query.ended()) return failed(database_);
    return {};
}
// #endregion restart

}  // namespace stage
