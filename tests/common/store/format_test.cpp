// The file as docs/protocol.md describes it.
#include <array>
#include <map>

#include "store/database.hpp"
#include "store/record.hpp"
#include "store_kit.hpp"
#include "stores/store_vector.hpp"

using namespace kit;

namespace {

const Hash network =
    sbc::crypto::hash_from_text("81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e0690f")
        .value();

}  // namespace

TEST_CASE("a file that another program has written as described is a store", "[store]") {
    const ScratchFolder folder;
    const std::string path = folder / "chain";
    REQUIRE(SqliteStore::open(path, network));
    {
        sbc::store::Database database;
        REQUIRE(database.open(path));
        REQUIRE(database.execute("DELETE FROM about"));
        for (const char* row : store_rows) {
            INFO(row);
            REQUIRE(database.execute(row));
        }
    }
    const auto store = SqliteStore::open(path, network);
    INFO((store ? "" : store.error().text));
    REQUIRE(store);
    CHECK((*store)->check());
    const Found found = found_in(**store);
    REQUIRE(found.ours.size() == 1);
    CHECK(found.others.empty());
    CHECK(found.values ==
          Values{{"a key of the ledger", "its value"}, {"a key of the ledger 2", ""}});
    const auto body = (*store)->body(found.ours[0]);
    REQUIRE(body);
    CHECK(body->header.previous == network);
    CHECK(body->transactions.size() == 2);
    CHECK((*store)->undo(found.ours[0]).value() == "how the ledger takes it back");
}

TEST_CASE("a store writes its file as it is described", "[store]") {
    const ScratchFolder folder;
    const auto copied = [&folder](const std::string& name) {
        std::string path = folder / name;
        (void)SqliteStore::open(path, network);
        return path;
    };
    // The same block, by way of a store of ours.
    const std::string theirs = copied("theirs");
    const std::string ours = copied("ours");
    {
        sbc::store::Database database;
        REQUIRE(database.open(theirs));
        REQUIRE(database.execute("DELETE FROM about"));
        for (const char* row : store_rows) REQUIRE(database.execute(row));
    }
    {
        const auto from = SqliteStore::open(theirs, network).value();
        const auto to = SqliteStore::open(ours, network).value();
        const Found found = found_in(*from);
        const Page page{found.ours.at(0), Height{1}, from->body(found.ours.at(0)).value()};
        keep_all(*to, {page});
        Move move{{}, {{page.hash, page.height, from->undo(page.hash).value()}}, {}};
        for (const auto& [key, value] : found.values) move.changes.push_back({key, value});
        REQUIRE(to->move(move));
    }
    for (const std::string table : {"about", "block", "body", "history", "undo", "state"}) {
        CAPTURE(table);
        std::array<std::string, 2> said;
        for (const std::size_t i : {0U, 1U}) {
            sbc::store::Database database;
            REQUIRE(database.open(i == 0 ? theirs : ours));
            // Every column, whatever they are called.
            const std::map<std::string, std::string> columns{
                {"about", "one || hex(network) || height || hex(tip)"},
                {"block", "id || hex(hash) || hex(header) || height || ' ' || digest"},
                {"body", "id || hex(transactions)"},
                {"history", "height || ' ' || id"},
                {"undo", "height || hex(undo) || digest"},
                {"state", "hex(key) || ' ' || hex(value) || digest"}};
            const std::string sql = "SELECT group_concat(" + columns.at(table) + ") FROM " + table;
            REQUIRE(database.ask(sql.c_str(), said[i]));
        }
        CHECK_FALSE(said[0].empty());
        CHECK(said[0] == said[1]);
    }
}

TEST_CASE("transactions are read in their one form only", "[store]") {
    using sbc::store::decode_transactions;
    using sbc::store::encode_transactions;
    for (const Texts& texts : {Texts{}, Texts{""}, Texts{"a", "", std::string(70'000, 'b')}}) {
        const std::string bytes = encode_transactions(texts);
        CHECK(decode_transactions(bytes) == texts);
        CHECK_FALSE(decode_transactions(bytes + '\0'));
        if (!bytes.empty()) CHECK_FALSE(decode_transactions(bytes.substr(0, bytes.size() - 1)));
    }
    CHECK_FALSE(decode_transactions("\xff\xff\xff\xff"));
}
