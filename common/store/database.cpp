#include "store/database.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace sbc::store {

static_assert(SQLITE_VERSION_NUMBER >= 3'037'000, "STRICT tables need SQLite 3.37, of 2021");

namespace {

// What a code of SQLite means for us.
OpenError reason_of(int code, int system_error) {
    if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) {
        return OpenError::DiskFull;
    }
    switch (code & 0xff) {
        case SQLITE_FULL: return OpenError::DiskFull;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return OpenError::Locked;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_CANTOPEN: return OpenError::NotAllowed;
        case SQLITE_NOTADB: return OpenError::NotAStore;
        // A length that nobody has written; a statement that does not fit the tables.
        case SQLITE_TOOBIG:
        case SQLITE_ERROR:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_CORRUPT: return OpenError::Damaged;
        default: return OpenError::Failed;
    }
}

std::string sentence(OpenError reason, const std::string& says) {
    switch (reason) {
        case OpenError::DiskFull:
            return "there is no room on the disk; make some, nothing has been lost";
        case OpenError::Locked:
            return "another program has it open; end that one, or use another file";
        case OpenError::NotAllowed:
            return "this account may not write it, or make a file beside it: change the rights of "
                   "file and folder (" +
                   says + ")";
        case OpenError::NotAStore:
            return "it is no store of blocks, but something else; give the name of another file";
        case OpenError::Damaged:
            return "it is damaged (" + says +
                   "); start again with --reindex, and if that does not help, move the file away: "
                   "what is in it will be fetched from other nodes";
        default: return "it cannot be read or written: " + says;
    }
}

}  // namespace

// --- Database ------------------------------------------------------------------------------------

Database::~Database() {
    // Writes the journal back into the file and removes it; what it cannot write it leaves there.
    (void)sqlite3_close(sqlite_);
}

bool Database::open(const std::string& path) {
    path_ = path;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                      SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    if (const int code = sqlite3_open_v2(path.c_str(), &sqlite_, flags, nullptr)) return fail(code);
    // What SQLite opens for reading only, because it may not write, is of no use to us.
    if (sqlite3_db_readonly(sqlite_, "main") != 0) return fail(SQLITE_READONLY);
    (void)sqlite3_limit(sqlite_, SQLITE_LIMIT_LENGTH, static_cast<int>(most_row_bytes));
    // A file from elsewhere may hold SQL of its own: it is not run.
    for (const int setting : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                              SQLITE_DBCONFIG_TRUSTED_SCHEMA}) {
        (void)sqlite3_db_config(sqlite_, setting, 0, nullptr);
    }
    (void)sqlite3_db_config(sqlite_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Before the first look into the file: so it is locked at once, and needs no shared memory.
    return execute("PRAGMA locking_mode = EXCLUSIVE") && execute("PRAGMA cell_size_check = ON");
}

bool Database::execute(const char* sql) { return Statement{*this, sql}.run().done(); }

bool Database::ask(const char* sql, std::int64_t& answer) {
    Statement statement{*this, sql};
    Run run = statement.run();
    answer = run.row() ? run.integer(0) : 0;
    return !run.failed();
}

bool Database::ask(const char* sql, std::string& answer) {
    Statement statement{*this, sql};
    Run run = statement.run();
    answer = run.row() ? std::string{run.bytes(0)} : std::string{};
    return !run.failed();
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(sqlite_); }

bool Database::synchronous(bool on) {
    if (on == synchronous_) return true;
    if (!execute(on ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")) return false;
    synchronous_ = on;
    return true;
}

bool Database::checkpoint() {
    const int code =
        sqlite3_wal_checkpoint_v2(sqlite_, nullptr, SQLITE_CHECKPOINT_FULL, nullptr, nullptr);
    return code == SQLITE_OK || fail(code);
}

bool Database::fail(int code) {
    code_ = code;
    const bool written = code == SQLITE_FULL || code == SQLITE_IOERR_WRITE ||
                         code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_TRUNCATE;
    system_error_ = written ? system_error() : 0;
    message_ = sqlite_ != nullptr ? sqlite3_errmsg(sqlite_) : sqlite3_errstr(code);
    if (system_error_ != 0) message_ += std::string{": "} + std::strerror(system_error_);
    return false;
}

// SQLite knows a full disk, but not a quota that is used up. It has written to the journal or, if
// there is no number, to the file.
int Database::system_error() const {
    int number = 0;
    sqlite3_file* journal = nullptr;
    (void)sqlite3_file_control(sqlite_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
    if (journal != nullptr && journal->pMethods != nullptr) {
        (void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &number);
    }
    if (number != 0) return number;
    (void)sqlite3_file_control(sqlite_, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number;
}

RefusedOpen Database::refused_open() const {
    const OpenError reason = reason_of(code_, system_error_);
    return refuse(reason, path_ + ": " + sentence(reason, message_));
}

RefusedStore Database::refused() const {
    auto refused = refused_open().value();
    const bool damaged =
        refused.reason == OpenError::Damaged || refused.reason == OpenError::NotAStore;
    return refuse(damaged ? chain::StoreError::Damaged : chain::StoreError::Failed,
                  std::move(refused.text));
}

RefusedStore Database::damaged(const std::string& what) const {
    return refuse(chain::StoreError::Damaged, path_ + ": " + sentence(OpenError::Damaged, what));
}

// --- Run -----------------------------------------------------------------------------------------

Run::~Run() {
    if (statement_ == nullptr) return;
    (void)sqlite3_reset(statement_);
    (void)sqlite3_clear_bindings(statement_);
}

bool Run::row() {
    if (failed_) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) took(code);
    return false;
}

bool Run::done() {
    while (row()) {
    }
    return !failed_;
}

std::int64_t Run::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Run::bytes(int column) const {
    const void* begin = sqlite3_column_blob(statement_, column);
    if (begin == nullptr) return {};
    return {static_cast<const char*>(begin),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Run::nothing(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Run::bind(int place, std::int64_t value) {
    if (!failed_) took(sqlite3_bind_int64(statement_, place, value));
}

void Run::bind(int place, std::string_view bytes) {
    // Without an address SQLite would take it for NULL.
    const char* begin = bytes.empty() ? "" : bytes.data();
    if (!failed_) {
        took(sqlite3_bind_blob64(statement_, place, begin, bytes.size(), SQLITE_STATIC));
    }
}

void Run::took(int code) {
    if (code != SQLITE_OK) failed_ = !database_.fail(code);
}

// --- Statement, Transaction ----------------------------------------------------------------------

Statement::~Statement() { (void)sqlite3_finalize(statement_); }

sqlite3_stmt* Statement::prepared() {
    if (statement_ == nullptr) {
        const int code = sqlite3_prepare_v3(database_.sqlite_, sql_, -1, SQLITE_PREPARE_PERSISTENT,
                                            &statement_, nullptr);
        if (code != SQLITE_OK) (void)database_.fail(code);
    }
    return statement_;
}

Transaction::~Transaction() {
    // After some failures SQLite has rolled back by itself.
    if (!open_ || sqlite3_get_autocommit(database_.sqlite_) != 0) return;
    (void)sqlite3_exec(database_.sqlite_, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Transaction::begin() { return open_ = database_.execute("BEGIN IMMEDIATE"); }

bool Transaction::commit() {
    if (!database_.execute("COMMIT")) return false;
    open_ = false;
    return true;
}

}  // namespace sbc::store
