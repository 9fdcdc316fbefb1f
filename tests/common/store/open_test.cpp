// Whatever may lie where a store should be: each is refused with its own reason, and a sentence.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>

#include "common/net/child.hpp"
#include "store/database.hpp"
#include "store_kit.hpp"

using namespace kit;
namespace fs = std::filesystem;

namespace {

void is_refused(const std::string& path, OpenError reason, const std::string& says,
                const Hash& network = root) {
    const auto store = SqliteStore::open(path, network);
    REQUIRE_FALSE(store);
    INFO(store.error().text);
    CHECK(static_cast<int>(store.error().reason) == static_cast<int>(reason));
    CHECK_THAT(store.error().text, ContainsSubstring(says));
    CHECK_THAT(store.error().text, ContainsSubstring(path));
}

// A store with one block, closed.
std::string made(const ScratchFolder& folder) {
    std::string path = folder / "chain";
    const auto store = opened(path);
    keep_all(*store, {page_on(genesis_page(), 1)});
    return path;
}

void run_sql(const std::string& path, const char* sql) {
    sbc::store::Database database;
    REQUIRE(database.open(path));
    REQUIRE(database.execute(sql));
}

// Of the header that each SQLite file begins with (sqlite.org/fileformat2.html, 1.3).
constexpr std::size_t user_version_at = 60;
constexpr std::size_t application_id_at = 68;
void put_number(const std::string& path, std::size_t at, std::uint32_t number) {
    std::string content = content_of(path);
    content.replace(at, 4, sbc::as_text(sbc::store_be32(number)));
    put_content(path, content);
}

}  // namespace

TEST_CASE("a new store is one file that everybody may read", "[store]") {
    const ScratchFolder folder;
    const mode_t before = ::umask(022);
    const std::string path = made(folder);
    ::umask(before);
    CHECK(folder.names() == std::vector<std::string>{"chain"});
    CHECK(mode_of(path) == 0644);
    CHECK(found_in(*opened(path)).others.size() == 1);
}

TEST_CASE("an empty file becomes a store, as after a kill right at the beginning", "[store]") {
    const ScratchFolder folder;
    put_content(folder / "chain", "");
    CHECK(found_in(*opened(folder / "chain")) == Found{});
}

TEST_CASE("the name of a store means a file, whatever it looks like", "[store]") {
    const ScratchFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    for (const std::string name : {":memory:", "file:chain?mode=memory", "a%20b", "茶"}) {
        CAPTURE(name);
        (void)opened(name);
        CHECK(fs::exists(folder / name));
    }
    fs::current_path(before);
}

TEST_CASE("a store is refused where no file can be", "[store]") {
    const ScratchFolder folder;
    is_refused(folder / "missing/chain", OpenError::NoFolder, "make it");
    put_content(folder / "file", "text");
    is_refused(folder / "file/chain", OpenError::NoFolder, "is not there");
    is_refused(folder.path(), OpenError::NotAFile, "folder or a device");
    is_refused("/dev/null", OpenError::NotAFile, "folder or a device");
    const auto nameless = SqliteStore::open("", root);
    CHECK_FALSE(nameless);
}

TEST_CASE("a file of something else is left alone", "[store]") {
    const ScratchFolder folder;
    const std::string text = "Dear diary,\n" + std::string(5'000, 'x');
    put_content(folder / "diary", text);
    is_refused(folder / "diary", OpenError::NotAStore, "something else");
    CHECK(content_of(folder / "diary") == text);
    CHECK(folder.names() == std::vector<std::string>{"diary"});

    // Another program's database, with tables or with a mark in its header alone.
    run_sql(folder / "music", "CREATE TABLE songs (title TEXT)");
    const std::string music = content_of(folder / "music");
    is_refused(folder / "music", OpenError::NotAStore, "database of another program");
    CHECK(content_of(folder / "music") == music);
    const std::string path = made(folder);
    put_number(path, application_id_at, 1234);
    is_refused(path, OpenError::NotAStore, "database of another program");
}

TEST_CASE("other formats are refused, older and newer", "[store]") {
    const ScratchFolder folder;
    const std::string path = made(folder);
    put_number(path, user_version_at, 2);
    is_refused(path, OpenError::NewerFormat,
               "has format 2, and this program has 1; use the program");
    put_number(path, user_version_at, 0);
    is_refused(path, OpenError::OlderFormat, "has format 0, and this program has 1; move it away");
    put_number(path, user_version_at, 1);
    CHECK(found_in(*opened(path)).others.size() == 1);
}

TEST_CASE("the blocks of another network are refused", "[store]") {
    const ScratchFolder folder;
    const std::string path = made(folder);
    is_refused(path, OpenError::OtherNetwork, "another network", page_on(genesis_page(), 7).hash);
    CHECK(found_in(*opened(path)).others.size() == 1);
}

TEST_CASE("a store that does not say of which network it is, is damaged", "[store]") {
    for (const char* sql : {"DELETE FROM about", "UPDATE about SET network = x'00'"}) {
        CAPTURE(sql);
        const ScratchFolder folder;
        const std::string path = made(folder);
        run_sql(path, sql);
        is_refused(path, OpenError::Damaged, "does not say of which network");
    }
}

TEST_CASE("tables that are not ours are refused, and what they might run never runs", "[store]") {
    for (const char* sql :
         {"CREATE TABLE more (x)", "CREATE VIEW seen AS SELECT * FROM block", "DROP TABLE undo",
          "CREATE INDEX heights ON block (height)", "ALTER TABLE body RENAME TO bodies",
          "CREATE TRIGGER gone AFTER INSERT ON block BEGIN DELETE FROM block; END"}) {
        CAPTURE(sql);
        const ScratchFolder folder;
        const std::string path = made(folder);
        run_sql(path, sql);
        is_refused(path, OpenError::Damaged, "tables are not those of a store");
    }
}

// --- rights --------------------------------------------------------------------------------------

namespace {

// In a child process, which can give its rights away: root may open everything. The reason why a
// store cannot be opened; -1, if it can; -2, if the rights cannot be given away.
int reason_without_rights(const std::string& path) {
    const auto ended = child::run([&path] {
        if (::geteuid() == 0 && ::setuid(65'534) != 0) return 200;
        const auto store = SqliteStore::open(path, root);
        if (store) return 100;
        return store.error().text.empty() ? 101 : static_cast<int>(store.error().reason);
    });
    if (ended.exit_code == 200) return -2;
    return ended.exit_code == 100 ? -1 : ended.exit_code;
}

void is_not_allowed(const std::string& path) {
    const int reason = reason_without_rights(path);
    if (reason == -2) {
        WARN("not tested: root cannot give its rights away here");
    } else {
        CHECK(reason == static_cast<int>(OpenError::NotAllowed));
    }
}

}  // namespace

TEST_CASE("a file or folder that may not be written is refused, and stays as it is", "[store]") {
    const ScratchFolder folder;
    const std::string path = made(folder);
    const std::string content = content_of(path);
    const auto may = [](const std::string& what, unsigned mode) {
        fs::permissions(what, static_cast<fs::perms>(mode));
    };
    SECTION("the file may only be read") {
        may(folder.path(), 0777);
        may(path, 0444);
        is_not_allowed(path);
    }
    SECTION("the file may not even be read") {
        may(folder.path(), 0777);
        may(path, 0);
        is_not_allowed(path);
    }
    SECTION("there is no right to make a file in the folder") {
        may(folder.path(), 0555);
        may(path, 0666);
        is_not_allowed(path);
        is_not_allowed(folder / "another");
    }
    may(folder.path(), 0700);
    may(path, 0644);
    CHECK(content_of(path) == content);
    CHECK(found_in(*opened(path)).others.size() == 1);
}

// --- locks ---------------------------------------------------------------------------------------

TEST_CASE("a store that is open is locked, also in its own process", "[store]") {
    Shelf shelf;
    is_refused(shelf.path(), OpenError::Locked, "another program has it open");
    keep_all(shelf.store(), {page_on(genesis_page(), 1)});
    is_refused(shelf.path(), OpenError::Locked, "another program has it open");
    shelf.close();
    CHECK(found_in(*opened(shelf.path())).others.size() == 1);
}

TEST_CASE("another process holds a store until it ends, or is killed", "[store]") {
    const ScratchFolder folder;
    const std::string path = made(folder);
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t holder = ::fork();
    REQUIRE(holder >= 0);
    if (holder == 0) {
        ::alarm(30);
        const auto store = SqliteStore::open(path, root);
        const char word = store ? 'y' : 'n';
        if (::write(ends[1], &word, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char word = 0;
    CHECK(::read(ends[0], &word, 1) == 1);
    CHECK(word == 'y');
    is_refused(path, OpenError::Locked, "another program has it open");
    ::kill(holder, SIGKILL);
    ::waitpid(holder, nullptr, 0);
    for (const int end : ends) ::close(end);
    CHECK(found_in(*opened(path)).others.size() == 1);
}
