// A file that does not say what was written: it is noticed, said, and can be repaired.
#include "damage.hpp"
#include "store/database.hpp"
#include "store_kit.hpp"

using namespace kit;

namespace {

// Five blocks of ours, two beside them, and values; closed.
struct Damaged {
    std::vector<Page> ours = pages_on(genesis_page(), 5);
    std::vector<Page> aside = pages_on(ours[1], 2, 50);
    ScratchFolder folder{};
    std::string path = folder / "chain";

    Damaged() {
        const auto store = opened(path);
        keep_all(*store, ours);
        keep_all(*store, aside);
        REQUIRE(store->move(connecting(ours, {{"a", "1"}, {"b", ""}, {"c1", "2"}, {"c2", "3"}})));
    }
    explicit Damaged(const std::string& sql) : Damaged{} {
        sbc::store::Database database;
        REQUIRE(database.open(path));
        INFO(sql);
        REQUIRE(database.execute(sql.c_str()));
    }
    // How many blocks are left, when everything else has been made anew from them.
    [[nodiscard]] std::size_t left_by_reindex() const {
        const auto store = opened(path, {.reindex = true});
        REQUIRE(store->check());
        const Found found = found_in(*store);
        CHECK(found.ours.empty());
        CHECK(found.values.empty());
        return found.others.size();
    }
};

void says_damaged(const sbc::Refusal<StoreError>& refusal, const std::string& what) {
    INFO(refusal.text);
    CHECK(static_cast<int>(refusal.reason) == static_cast<int>(StoreError::Damaged));
    CHECK_THAT(refusal.text, ContainsSubstring(what));
    CHECK_THAT(refusal.text, ContainsSubstring("start again with --reindex"));
}

}  // namespace

TEST_CASE("a reindexed store has its blocks, and a history to follow anew", "[store]") {
    const Damaged sound;
    CHECK(sound.left_by_reindex() == 7);
    const auto store = opened(sound.path);
    CHECK(found_in(*store).others.size() == 7);
    REQUIRE(store->move(connecting(sound.ours, {{"c1", "again"}})));
    CHECK(found_in(*store).ours == hashes_of(sound.ours));
}

TEST_CASE("what does not follow from the blocks outlives a reindex, if it is whole", "[store]") {
    const Damaged file;
    {
        const auto store = opened(file.path);
        Move move;
        move.changes = {{"p1", "a payment"}, {"p2", "another"}, {"pa", "a third"}, {"q", "none"}};
        REQUIRE(store->move(move));
    }
    {
        sbc::store::Database database;
        REQUIRE(database.open(file.path));
        REQUIRE(database.execute("UPDATE state SET value = x'00' WHERE key = CAST('p2' AS BLOB)"));
    }
    const auto store = opened(file.path, {.reindex = true});
    CHECK(found_in(*store).values == Values{{"p1", "a payment"}, {"pa", "a third"}});
    CHECK(store->check());
}

TEST_CASE("a body that is not that of its header is named, and dropped by reindex", "[store]") {
    constexpr const char* another_ones =
        "UPDATE body SET transactions = (SELECT transactions FROM body WHERE id = 2) WHERE id = 3";
    for (const char* sql : {"UPDATE body SET transactions = x'00' WHERE id = 3",
                            "UPDATE body SET transactions = x'ffffffff00' WHERE id = 3",
                            "UPDATE body SET transactions = x'' WHERE id = 3", another_ones,
                            "DELETE FROM body WHERE id = 3"}) {
        const Damaged damaged{sql};
        {
            const auto store = opened(damaged.path);
            const auto body = store->body(damaged.ours[2].hash);
            REQUIRE_FALSE(body);
            says_damaged(body.error(), to_text(damaged.ours[2].hash));
            CHECK(store->body(damaged.ours[3].hash));
            CHECK_FALSE(store->check());
        }
        CHECK(damaged.left_by_reindex() == 6);
    }
}

TEST_CASE("a list of transactions with a twin has the same root, and is refused", "[store]") {
    // [a b c] and [a b c c] have one Merkle root.
    const Damaged damaged{
        "UPDATE body SET transactions = CAST(transactions || substr(transactions, "
        "-length(transactions) / 3 - 1) AS BLOB) WHERE id = 1"};
    const auto store = opened(damaged.path);
    const auto body = store->body(damaged.ours[0].hash);
    REQUIRE_FALSE(body);
    says_damaged(body.error(), "Merkle root");
}

TEST_CASE("a header, a height or a hash that is another one is noticed", "[store]") {
    for (const char* sql :
         {"UPDATE block SET header = (SELECT header FROM block WHERE id = 1) WHERE id = 7",
          "UPDATE block SET header = x'00' WHERE id = 7",
          "UPDATE block SET height = 5 WHERE id = 7",
          "UPDATE block SET hash = zeroblob(32) WHERE id = 7",
          "UPDATE block SET hash = x'' WHERE id = 7"}) {
        const Damaged damaged{sql};
        {
            const auto store = opened(damaged.path);
            const auto looked = store->each_block([](const BlockStore::Kept&) {});
            REQUIRE_FALSE(looked);
            says_damaged(looked.error(), "not what was written");
        }
        CHECK(damaged.left_by_reindex() == 6);
    }
}

TEST_CASE("a history with a gap, a wrong block or a lost end is noticed", "[store]") {
    for (const char* sql :
         {"DELETE FROM history WHERE height = 2", "UPDATE history SET id = 1 WHERE height = 3",
          "UPDATE history SET height = 0 WHERE height = 1", "DELETE FROM block WHERE id = 3"}) {
        const Damaged damaged{sql};
        {
            const auto store = opened(damaged.path);
            const auto looked = store->each_block([](const BlockStore::Kept&) {});
            REQUIRE_FALSE(looked);
            says_damaged(looked.error(), "not what was written");
        }
        CHECK(damaged.left_by_reindex() >= 6);
    }
    for (const char* sql : {"DELETE FROM history WHERE height > 3", "DELETE FROM history",
                            "UPDATE history SET height = 9 WHERE height = 5",
                            "UPDATE about SET height = 4", "UPDATE about SET tip = zeroblob(32)"}) {
        const Damaged damaged{sql};
        const auto store = open(damaged.path);
        REQUIRE_FALSE(store);
        CHECK(store.error().reason == OpenError::Damaged);
        CHECK_THAT(store.error().text, ContainsSubstring("start again with --reindex"));
        CHECK(damaged.left_by_reindex() == 7);
    }
}

TEST_CASE("an undo or a value that is another one is noticed", "[store]") {
    for (const char* sql : {"UPDATE undo SET undo = x'00' WHERE height = 3",
                            "UPDATE undo SET undo = (SELECT undo FROM undo WHERE height = 2), "
                            "digest = (SELECT digest FROM undo WHERE height = 2) WHERE height = 3",
                            "DELETE FROM undo WHERE height = 3"}) {
        const Damaged damaged{sql};
        {
            const auto store = opened(damaged.path);
            const auto undo = store->undo(damaged.ours[2].hash);
            REQUIRE_FALSE(undo);
            says_damaged(undo.error(), to_text(damaged.ours[2].hash));
            CHECK(store->undo(damaged.ours[3].hash));
        }
        CHECK(damaged.left_by_reindex() == 7);
    }
    for (const char* sql : {"UPDATE state SET value = x'39' WHERE key = x'6331'",  // of "c1"
                            "UPDATE state SET key = x'6330' WHERE key = x'6331'"}) {
        const Damaged damaged{sql};
        {
            const auto store = opened(damaged.path);
            const auto looked = store->each_value("c", {}, [](auto, auto) { return true; });
            REQUIRE_FALSE(looked);
            says_damaged(looked.error(), "a value of the ledger");
            CHECK(values_in(*store, "a") == Values{{"a", "1"}});
        }
        CHECK(damaged.left_by_reindex() == 7);
    }
}

TEST_CASE("a move that does not go on where the history ends is refused, and what is too long",
          "[store]") {
    Shelf shelf;
    const auto pages = pages_on(genesis_page(), 4);
    keep_all(shelf.store(), {pages[0], pages[1], pages[3]});
    REQUIRE(shelf.store().move(connecting({pages[0]})));
    const auto is_refused = [&](const Move& move, StoreError reason) {
        const auto moved = shelf.store().move(move);
        REQUIRE_FALSE(moved);
        CHECK(static_cast<int>(moved.error().reason) == static_cast<int>(reason));
        CHECK(found_in(shelf.store()).ours == hashes_of({pages[0]}));
        CHECK(found_in(shelf.store()).values.empty());
    };
    const Changes changes{{"a", "1"}};
    is_refused(connecting({pages[0]}, changes), StoreError::Failed);
    is_refused(connecting({pages[1], pages[2]}, changes), StoreError::Missing);
    is_refused(connecting({pages[1], pages[3]}, changes), StoreError::Failed);
    is_refused(disconnecting({pages[1]}, changes), StoreError::Failed);
    is_refused({{pages[0].hash, root}, {}, changes}, StoreError::Failed);
    Move wrong_height = connecting({pages[1]}, changes);
    wrong_height.connected[0].height = Height{3};
    is_refused(wrong_height, StoreError::Failed);
    // What is longer than anything that a ledger says.
    Move long_undo = connecting({pages[1]}, changes);
    long_undo.connected[0].undo.resize(2'000'000);
    is_refused(long_undo, StoreError::Failed);
    is_refused(connecting({pages[1]}, {{"a", "1"}, {"b", std::string(200'000, 'x')}}),
               StoreError::Failed);
    is_refused(connecting({pages[1]}, {{"a", "1"}, {std::string(2'000, 'x'), "b"}}),
               StoreError::Failed);
    REQUIRE(shelf.store().move(connecting({pages[1]}, changes)));

    Page long_page = page_on(pages[1], 9);
    long_page.block.transactions.assign(2, std::string(500'000, 'x'));
    const auto kept = shelf.store().keep(long_page.hash, long_page.height, long_page.block);
    REQUIRE_FALSE(kept);
    CHECK(static_cast<int>(kept.error().reason) == static_cast<int>(StoreError::Failed));
    CHECK_FALSE(shelf.store().body(long_page.hash));
}

TEST_CASE("a file that was cut anywhere is refused, or says what is right", "[store]") {
    const Original original;
    const ScratchFolder folder;
    std::size_t opened = 0;
    for (const Files& whole : {original.closed(), original.open()}) {
        for (std::size_t size = 0; size < whole.size(); size += 2'011) {
            CAPTURE(size, whole.size());
            Files files = whole;
            files.cut(size);
            files.put(folder / "chain");
            opened += static_cast<std::size_t>(original.look_at(folder / "chain", {}, true));
            files.put(folder / "chain");
            (void)original.look_at(folder / "chain", {.reindex = true}, true);
        }
    }
    CHECK(opened > 10);  // those of which only the journal was cut
}

TEST_CASE("a file of which some bytes are others is refused, or says what is right", "[store]") {
    const Original original;
    const ScratchFolder folder;
    std::size_t opened = 0;
    std::uint32_t dice = 1;
    for (std::size_t round = 0; round < 300; ++round) {
        CAPTURE(round);
        const bool with_journal = round % 3 == 0;
        Files files = with_journal ? original.open() : original.closed();
        for (std::size_t flips = round % 4; flips-- > 0;) {
            dice = dice * 1'664'525 + 1'013'904'223;
            files.at(dice >> 4) = static_cast<char>(dice >> 3);
        }
        files.put(folder / "chain");
        opened += static_cast<std::size_t>(original.look_at(folder / "chain", {}, with_journal));
        files.put(folder / "chain");
        (void)original.look_at(folder / "chain", {.reindex = true}, with_journal);
    }
    CHECK(opened > 50);
}
