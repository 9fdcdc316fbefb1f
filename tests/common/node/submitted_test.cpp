#include "node/submitted.hpp"

#include <set>

#include "../chain/failing_store.hpp"
#include "catch.hpp"

using namespace sbc::node;
using sbc::chain::Height;
using sbc::crypto::Hash;
using Texts = std::set<std::string>;

namespace {

Hash id_of(std::uint64_t number) {
    return sbc::crypto::hash256(sbc::as_bytes("payment " + std::to_string(number)));
}

// What a process that is started now finds.
Texts found_in(sbc::chain::BlockStore& store) {
    Submitted again{store};
    const auto texts = again.read();
    REQUIRE(texts);
    CHECK(again.size() == texts->size());
    Texts found;
    for (const auto& [id, text] : *texts) {
        CHECK(again.keeps(id));
        found.insert(text);
    }
    return found;
}

}  // namespace

TEST_CASE("a payment that was handed in is on disk when keep() returns", "[node][submitted]") {
    FailingStore store;
    Submitted submitted{store};
    REQUIRE(submitted.keep(id_of(1), "one"));
    CHECK(found_in(store) == Texts{"one"});
    REQUIRE(submitted.keep(id_of(2), "two"));
    REQUIRE(submitted.keep(id_of(1), "one"));  // said again
    CHECK(found_in(store) == Texts{"one", "two"});
    CHECK(submitted.size() == 2);
}

TEST_CASE("one that could not be written down is refused, and may be handed in again",
          "[node][submitted]") {
    FailingStore store;
    Submitted submitted{store};
    store.fail_at(0);
    REQUIRE_FALSE(submitted.keep(id_of(1), "one"));
    CHECK(submitted.size() == 0);
    CHECK(found_in(store).empty());
    REQUIRE(submitted.keep(id_of(1), "one"));
    CHECK(found_in(store) == Texts{"one"});
}

TEST_CASE("whoever hands in without end is stopped", "[node][submitted]") {
    FailingStore store;
    Submitted submitted{store};
    for (std::uint64_t i = 0; i < Submitted::most; ++i) REQUIRE(submitted.keep(id_of(i), "one"));
    const auto kept = submitted.keep(id_of(Submitted::most), "one too many");
    REQUIRE_FALSE(kept);
    CHECK_THAT(kept.error().text, ContainsSubstring("too many payments wait"));
    submitted.leave(std::vector{id_of(0)}, Height{1});
    submitted.moved(Height{1 + Submitted::deep});
    CHECK(submitted.keep(id_of(Submitted::most), "now there is room"));
}

TEST_CASE("one that is in a block stays for ten more, which may be taken back",
          "[node][submitted]") {
    FailingStore store;
    Submitted submitted{store};
    REQUIRE(submitted.keep(id_of(1), "one"));
    REQUIRE(submitted.keep(id_of(2), "two"));
    const std::vector first{id_of(1), id_of(77)};  // the second was not handed in here
    submitted.leave(first, Height{5});
    submitted.moved(Height{14});
    CHECK(found_in(store) == Texts{"one", "two"});

    SECTION("then it is forgotten") {
        submitted.moved(Height{15});
        CHECK(found_in(store) == Texts{"two"});
        CHECK(submitted.size() == 1);
    }
    SECTION("unless it waits again") {
        submitted.come_back(first);
        submitted.moved(Height{15});
        CHECK(found_in(store) == Texts{"one", "two"});
        submitted.leave(first, Height{16});
        submitted.moved(Height{25});
        CHECK(found_in(store) == Texts{"one", "two"});
        submitted.moved(Height{26});
        CHECK(found_in(store) == Texts{"two"});
    }
    SECTION("that it leaves once more does not count") {
        submitted.leave(first, Height{12});
        submitted.moved(Height{15});
        CHECK(found_in(store) == Texts{"two"});
    }
    SECTION("and if the store fails just then, a restart looks at it once more") {
        store.fail_at(0);
        submitted.moved(Height{15});
        CHECK(found_in(store) == Texts{"one", "two"});
    }
}

TEST_CASE("what lies beside the payments is not taken for one", "[node][submitted]") {
    FailingStore store;
    sbc::chain::Move move;
    move.changes = {{"p", "no id"}, {"pp", "nor this"}, {"q", "the ledger's"}};
    REQUIRE(store.move(move));
    Submitted submitted{store};
    REQUIRE(submitted.keep(id_of(1), "one"));
    CHECK(found_in(store) == Texts{"one"});
}
