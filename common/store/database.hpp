#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "chain/kept.hpp"
#include "crypto/hash.hpp"
#include "store/open_error.hpp"

struct sqlite3;
struct sqlite3_stmt;

// The inside of sqlite_store.hpp: SQLite's C interface as values that close themselves. Nothing
// here throws. What fails says so by `false`, and Database::refused() says what it was.
namespace sbc::store {

using RefusedStore = tl::unexpected<Refusal<chain::StoreError>>;
using RefusedOpen = tl::unexpected<Refusal<OpenError>>;

// No row is longer, so that no length in a damaged file makes anybody allocate more.
constexpr std::size_t most_row_bytes = 1'000'000;

// One open file. It is locked for others from the first look into it until it is closed, which the
// system does for a process that is killed.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    // Makes the file, if there is none in a folder that is there. To be called once.
    [[nodiscard]] bool open(const std::string& path);
    // SQL that wants no values and whose rows nobody reads.
    [[nodiscard]] bool execute(const char* sql);
    // The first number or text that it answers; 0 or nothing, if there is no row.
    [[nodiscard]] bool ask(const char* sql, std::int64_t& answer);
    [[nodiscard]] bool ask(const char* sql, std::string& answer);
    // The number of the row that was inserted last.
    [[nodiscard]] std::int64_t last_id() const;
    // Whether what is committed from now on is on the disk when commit() returns; not to be changed
    // in a transaction.
    [[nodiscard]] bool synchronous(bool on);
    // All that has been committed is on the disk, in the file itself.
    [[nodiscard]] bool checkpoint();

    // What failed last, for people: what it was, and what to do.
    [[nodiscard]] RefusedOpen refused_open() const;
    [[nodiscard]] RefusedStore refused() const;
    // A file that SQLite can read, and that says what we have never written.
    [[nodiscard]] RefusedStore damaged(const std::string& what) const;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    friend class Statement;
    friend class Run;
    friend class Transaction;
    bool fail(int code);  // remembers what it was; always false
    [[nodiscard]] int system_error() const;

    std::string path_;
    sqlite3* sqlite_ = nullptr;
    bool synchronous_ = true;
    int code_ = 0;
    int system_error_ = 0;
    std::string message_;
};

// One go of a statement, over when this ends. What was bound to it must live as long.
class Run {
public:
    // Nothing instead of a statement: it has failed() already.
    template <class... Values>
    Run(Database& database, sqlite3_stmt* statement, const Values&... values)
        : database_{database}, statement_{statement}, failed_{statement == nullptr} {
        [[maybe_unused]] int place = 0;
        (bind(++place, values), ...);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    // Whether there is one more row. If not: it has come to its end, or failed().
    [[nodiscard]] bool row();
    [[nodiscard]] bool failed() const { return failed_; }
    // To its end; false, if it failed.
    [[nodiscard]] bool done();

    // Of the row at hand, until the next one is asked for. Columns count from 0.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] bool nothing(int column) const;

private:
    void bind(int place, std::int64_t value);
    void bind(int place, std::string_view bytes);
    void bind(int place, const crypto::Hash& hash) { bind(place, as_text(hash.bytes)); }
    void took(int code);

    Database& database_;
    sqlite3_stmt* statement_;
    bool failed_;
};

// SQL that is read once, when it is first needed, and run many times; only one run at a time.
class Statement {
public:
    Statement(Database& database, const char* sql) : database_{database}, sql_{sql} {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    // With these values for ?1, ?2 and so on.
    template <class... Values>
    [[nodiscard]] Run run(const Values&... values) {
        return Run{database_, prepared(), values...};
    }

private:
    [[nodiscard]] sqlite3_stmt* prepared();

    Database& database_;
    const char* sql_;
    sqlite3_stmt* statement_ = nullptr;
};

// All that is done until commit(), or nothing of it.
class Transaction {
public:
    explicit Transaction(Database& database) : database_{database} {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    [[nodiscard]] bool begin();
    [[nodiscard]] bool commit();

private:
    Database& database_;
    bool open_ = false;
};

}  // namespace sbc::store
