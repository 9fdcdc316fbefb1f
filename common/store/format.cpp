#include "store/format.hpp"

#include <array>

#include "chain/block.hpp"

namespace sbc::store {
namespace {

// As SQLite keeps them in the file, to the letter, and in the order of their names.
constexpr std::array tables{
    "CREATE TABLE about (one INTEGER PRIMARY KEY, network BLOB NOT NULL, height INTEGER NOT NULL, "
    "tip BLOB NOT NULL) STRICT",
    "CREATE TABLE block (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, header BLOB NOT NULL, "
    "height INTEGER NOT NULL, digest INTEGER NOT NULL) STRICT",
    "CREATE TABLE body (id INTEGER PRIMARY KEY, transactions BLOB NOT NULL) STRICT",
    "CREATE TABLE history (height INTEGER PRIMARY KEY, id INTEGER NOT NULL) STRICT",
    "CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB NOT NULL, digest INTEGER NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE undo (height INTEGER PRIMARY KEY, undo BLOB NOT NULL, digest INTEGER NOT NULL) "
    "STRICT",
};

RefusedOpen other(const Database& database, OpenError reason, const std::string& text) {
    return refuse(reason, database.path() + ": " + text);
}

// What stands in the header of an SQLite file, which says whose it is.
struct Marks {
    std::int64_t application = 0;
    std::int64_t version = 0;
    std::int64_t tables = 0;
    std::int64_t pages = 0;
    // Nobody has written more than the header: a new file, or one whose writer was killed then.
    [[nodiscard]] bool empty() const {
        return application == 0 && version == 0 && tables == 0 && pages <= 1;
    }
};

bool read(Database& database, Marks& marks) {
    return database.ask("PRAGMA application_id", marks.application) &&
           database.ask("PRAGMA user_version", marks.version) &&
           database.ask("PRAGMA page_count", marks.pages) &&
           // A later format may have tables that this version of SQLite cannot read.
           (marks.version > format_version ||
            database.ask("SELECT count(*) FROM sqlite_schema", marks.tables));
}

bool make(Database& database, const crypto::Hash& network) {
    Transaction transaction{database};
    if (!transaction.begin()) return false;
    for (const char* table : tables) {
        if (!database.execute(table)) return false;
    }
    Statement about{database, "INSERT INTO about VALUES (1, ?1, 0, ?1)"};
    return about.run(network).done() && database.execute("PRAGMA application_id = 0x53426c6b") &&
           database.execute("PRAGMA user_version = 1") && transaction.commit();
}

Result<void, OpenError> check_network(Database& database, const crypto::Hash& network) {
    std::string stands_on;
    if (!database.ask("SELECT network FROM about", stands_on)) return database.refused_open();
    if (stands_on == as_text(network.bytes)) return {};
    if (stands_on.size() != network.bytes.size()) {
        return other(database, OpenError::Damaged,
                     "it does not say of which network its blocks are; move it away, and the "
                     "blocks will be fetched anew");
    }
    return other(database, OpenError::OtherNetwork,
                 "its blocks are those of another network; give the name of another file, or join "
                 "that network");
}

Result<void, OpenError> check(Database& database, const Marks& marks, const crypto::Hash& network) {
    if (marks.application != application_id) {
        return other(database, OpenError::NotAStore,
                     "it is no store of blocks, but a database of another program; give the name "
                     "of another file");
    }
    if (marks.version != format_version) {
        const bool newer = marks.version > format_version;
        return other(database, newer ? OpenError::NewerFormat : OpenError::OlderFormat,
                     "it has format " + std::to_string(marks.version) + ", and this program has " +
                         std::to_string(format_version) +
                         (newer ? "; use the program that wrote it, or a newer one"
                                : "; move it away, and the blocks will be fetched anew"));
    }
    std::string found;
    std::string expected;
    for (const char* table : tables) expected += std::string{table} + '\n';
    // Whatever stands there beside the tables has no place in a store: it might run.
    if (!database.ask("SELECT group_concat(sql || char(10), '') FROM (SELECT sql FROM "
                      "sqlite_schema WHERE sql IS NOT NULL ORDER BY name)",
                      found)) {
        return database.refused_open();
    }
    if (found != expected) {
        return other(database, OpenError::Damaged,
                     "its tables are not those of a store; move it away, and the blocks will be "
                     "fetched anew");
    }
    return check_network(database, network);
}

}  // namespace

Result<void, OpenError> make_or_check(Database& database, const crypto::Hash& network) {
    Marks marks;
    if (!read(database, marks)) return database.refused_open();
    if (!marks.empty()) {
        auto checked = check(database, marks, network);
        if (!checked) return checked;
    }
    // The journal is read back into the file when it has 4,000 pages, 16 MB; what a large move has
    // made of it is given back then. Much of what is written is found again in 32 MB of memory.
    std::string mode;
    if (!database.ask("PRAGMA journal_mode = WAL", mode) ||
        !database.execute("PRAGMA wal_autocheckpoint = 4000") ||
        !database.execute("PRAGMA journal_size_limit = 33554432") ||
        !database.execute("PRAGMA cache_size = -32768")) {
        return database.refused_open();
    }
    if (mode != "wal") {
        return other(database, OpenError::Failed,
                     "no journal can be written beside it; use a folder on a disk of this machine");
    }
    if (marks.empty() && !make(database, network)) return database.refused_open();
    return {};
}

}  // namespace sbc::store
