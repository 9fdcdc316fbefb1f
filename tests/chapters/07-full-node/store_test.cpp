// Blocks on disk: what a restart finds, and what a file can be that is not ours.
#include "store.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "node_kit.hpp"
#include "scratch_folder.hpp"

using namespace kit;
using stage::OpenError;
using stage::Store;

namespace {

struct Disk {
    ScratchFolder folder;
    std::string path = folder / "chain.sqlite";
    std::unique_ptr<Store> store = opened();

    [[nodiscard]] std::unique_ptr<Store> opened() const {
        auto made = Store::open(path, id_of(easy()));
        if (!made) FAIL(made.error().text);
        return std::move(*made);
    }
    void reopen() {
        store.reset();
        store = opened();
    }
    void sql(const char* statements) const {
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
        CHECK(sqlite3_exec(database, statements, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(database);
    }
};

OpenError why(const std::string& path, const sbc::chain::Network& network = easy()) {
    const auto store = Store::open(path, id_of(network));
    REQUIRE_FALSE(store.has_value());
    INFO(store.error().text);
    CHECK(store.error().text.starts_with(path + ": "));
    return store.error().reason;
}

// A node's books after a restart.
struct Restarted : Book {
    explicit Restarted(Store& kept) : Book{kept} {
        const auto restored = chain.restore();
        if (!restored) FAIL(restored.error().text);
    }
};

}  // namespace

TEST_CASE("a restart finds blocks, tip and coins again", "[07]") {
    Disk disk;
    Hash tip;
    {
        Book book{*disk.store};
        const auto coin = book.coins(alice(), 2);
        tip = book.mine(bob(), {text_of(paid(alice(), {coin[0]}, {output(bob(), 99)}))}).hash;
    }
    disk.reopen();
    Restarted book{*disk.store};
    CHECK(book.chain.tip().hash == tip);
    CHECK(book.chain.height() == Height{5});
    CHECK(book.balance(alice()) == 100);
    CHECK(book.balance(bob()) == 99 + 300);
    CHECK(book.chain.block(book.chain.tip()).value().transactions.size() == 2);
    book.mine(alice());  // and life goes on
}

TEST_CASE("a reorganisation is in the file as it is in memory, and so is what stands aside",
          "[07]") {
    Disk disk;
    Hash tip;
    Hash aside;
    {
        Book book{*disk.store};
        const Place& fork = book.mine(alice());
        aside = book.mine(alice()).hash;
        const Place& other = book.add(book.block_on(fork, bob()));
        tip = book.add(book.block_on(other, bob())).hash;
        REQUIRE(book.chain.tip().hash == tip);
    }
    disk.reopen();
    Restarted book{*disk.store};
    CHECK(book.chain.tip().hash == tip);
    CHECK(book.balance(alice()) == 100);
    CHECK(book.balance(bob()) == 200);
    REQUIRE(book.chain.tree().find(aside) != nullptr);
    CHECK(book.chain.tree().find(aside)->has_body);
}

TEST_CASE("whoever forgets the history judges all blocks anew, and has the same", "[07]") {
    Disk disk;
    {
        Book book{*disk.store};
        (void)book.coins(alice(), 10);
    }
    disk.reopen();
    REQUIRE(disk.store->forget_history());
    Restarted book{*disk.store};
    CHECK(book.chain.height() == Height{12});
    CHECK(book.balance(alice()) == 1'000);
}

TEST_CASE("a move happens as a whole or not at all", "[07]") {
    Disk disk;
    const Hash one = sbc::crypto::hash256(sbc::as_bytes("one"));
    const Hash two = sbc::crypto::hash256(sbc::as_bytes("two"));
    REQUIRE(disk.store->move({{}, {{one, Height{1}, "undo"}}, {{"c1", "coin"}, {"c2", ""}}}));
    // Its second block takes a height that is taken: the database refuses, and the first is gone.
    const auto moved = disk.store->move(
        {{}, {{two, Height{2}, "undo"}, {one, Height{1}, "undo"}}, {{"c1", std::nullopt}}});
    REQUIRE_FALSE(moved);
    CHECK(moved.error().reason == sbc::chain::StoreError::Failed);
    CHECK(moved.error().text.find("UNIQUE constraint failed") != std::string::npos);
    CHECK_FALSE(disk.store->undo(two));
    CHECK(disk.store->undo(one).value() == "undo");
    std::vector<std::string> seen;
    const auto look = [&](std::string_view key, std::string_view value) {
        seen.push_back(std::string{key} + "=" + std::string{value});
        return true;
    };
    REQUIRE(disk.store->each_value("c", "", look));
    CHECK(seen == std::vector<std::string>{"c1=coin", "c2="});
    seen.clear();
    REQUIRE(disk.store->each_value("c", "c2", look));
    REQUIRE(disk.store->each_value("b", "", look));
    CHECK(seen == std::vector<std::string>{"c2="});
}

TEST_CASE("values that the disk does not give back are not taken for values that are not there",
          "[07]") {
    Disk disk;
    sbc::chain::Move move;
    for (int i = 0; i < 4'000; ++i) {
        move.changes.push_back({"c" + std::to_string(10'000 + i), std::string(2'000, 'x')});
    }
    REQUIRE(disk.store->move(move));
    disk.reopen();  // the file is sound, and much larger than what SQLite remembers of it
    const std::string content = content_of(disk.path);
    const std::size_t middle = content.size() / 2 / 4'096 * 4'096;
    std::fstream file{disk.path, std::ios::binary | std::ios::in | std::ios::out};
    file.seekp(static_cast<std::streamoff>(middle));
    file << std::string(content.size() / 8, '\x55') << std::flush;
    std::size_t seen = 0;
    const auto all = disk.store->each_value("c", "c", [&](auto, auto) { return ++seen > 0; });
    CHECK(seen < 4'000);
    REQUIRE_FALSE(all);
    CHECK(all.error().reason == sbc::chain::StoreError::Failed);
}

TEST_CASE("two nodes cannot have one file", "[07]") {
    const Disk disk;
    CHECK(why(disk.path) == OpenError::InUse);
}

TEST_CASE("a file is refused for what it is, and left as it was", "[07]") {
    Disk disk;
    disk.store.reset();
    SECTION("the chain of another network") {
        CHECK(why(disk.path, easy("another")) == OpenError::OtherNetwork);
    }
    SECTION("another version") {
        disk.sql("PRAGMA user_version = 2");
        CHECK(why(disk.path) == OpenError::OtherFormat);
    }
    SECTION("another program's database") {
        disk.path = disk.folder / "theirs.sqlite";
        disk.sql("CREATE TABLE theirs(x)");
        const std::string before = content_of(disk.path);
        CHECK(why(disk.path) == OpenError::NotOurs);
        CHECK(content_of(disk.path) == before);
    }
    SECTION("no database at all") {
        put_content(disk.path, std::string(10'000, 'x'));
        CHECK(why(disk.path) == OpenError::NotOurs);
        CHECK(content_of(disk.path) == std::string(10'000, 'x'));
    }
    SECTION("a folder") { CHECK(why(disk.folder.path()) == OpenError::CannotOpen); }
    SECTION("no folder") { CHECK(why(disk.folder / "not/there") == OpenError::CannotOpen); }
}

TEST_CASE("a file that a disk has spoiled is noticed", "[07]") {
    Disk disk;
    {
        Book book{*disk.store};
        (void)book.coins(alice(), 30);
    }
    disk.store.reset();
    SECTION("in the order of its pages") {
        std::string content = content_of(disk.path);
        for (std::size_t at = 4'096; at + 100 < content.size(); at += 4'096) {
            content.replace(at, 100, std::string(100, '\x55'));
        }
        put_content(disk.path, content);
        CHECK(why(disk.path) == OpenError::Damaged);
    }
    SECTION("in a block, whose hash says so when it is read") {
        disk.sql("UPDATE blocks SET body = replace(body, '100', '900') WHERE height = 7");
        disk.reopen();
        Restarted book{*disk.store};
        const auto block = book.chain.block(book.chain.at(Height{7}));
        REQUIRE_FALSE(block);
        CHECK(block.error().reason == sbc::chain::StoreError::Damaged);
        CHECK(book.chain.block(book.chain.at(Height{6})));
    }
}
