// The limit that store_bench measures against: SQLite alone, with a block, its undo and what it
// changes in one transaction. It contains none of the course's code.
#pragma once

#include <sqlite3.h>

#include <string>

struct BareStore {
    sqlite3* db = nullptr;
    sqlite3_stmt *block = nullptr, *state = nullptr, *gone = nullptr;

    explicit BareStore(const std::string& path) {
        sqlite3_open(path.c_str(), &db);
        run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA cache_size=-32768;"
            "PRAGMA wal_autocheckpoint=4000; CREATE TABLE block (height INTEGER PRIMARY KEY,"
            "hash BLOB UNIQUE, header, body, undo); CREATE TABLE state (key BLOB PRIMARY KEY, "
            "value)"
            "WITHOUT ROWID");
        prepare("INSERT INTO block (hash, header, body, undo) VALUES (?, ?, ?, ?)", block);
        prepare("INSERT INTO state VALUES (?, ?)", state);
        prepare("DELETE FROM state WHERE key = ?", gone);
    }
    ~BareStore() {
        for (sqlite3_stmt* each : {block, state, gone}) sqlite3_finalize(each);
        sqlite3_close(db);
    }
    void run(const char* sql) { sqlite3_exec(db, sql, nullptr, nullptr, nullptr); }
    void prepare(const char* sql, sqlite3_stmt*& to) {
        sqlite3_prepare_v2(db, sql, -1, &to, nullptr);
    }
    template <class... Texts>
    void put(sqlite3_stmt* statement, const Texts&... texts) {
        int n = 0;
        (sqlite3_bind_blob(statement, ++n, texts.data(), int(texts.size()), SQLITE_STATIC), ...);
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }
};
