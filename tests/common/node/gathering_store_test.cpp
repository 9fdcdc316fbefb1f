// A store that gathers keeps what every store must; what it writes, and when; and what happens
// when it cannot.
#include "chain/gathering_store.hpp"

#include <optional>

#include "../chain/failing_store.hpp"
#include "catch.hpp"
#include "chain/memory_store.hpp"

namespace kit {

using namespace sbc::chain;

// It gathers little, so that it writes in the middle of things. A restart finds what was written.
class Shelf {
public:
    Shelf() { REQUIRE(store_->gather(true)); }
    [[nodiscard]] GatheringStore& store() { return *store_; }
    void restart() {
        store_.emplace(other_, GatheringLimits{.blocks = 3, .bytes = 1'000'000});
        REQUIRE(store_->gather(true));
    }

private:
    MemoryStore other_;
    std::optional<GatheringStore> store_{std::in_place, other_, GatheringLimits{.blocks = 3}};
};

}  // namespace kit

#include "stores/store_cases.hpp"

namespace {

// What was written of it.
std::vector<Hash> written_in(const FailingStore& store) { return store.history(); }

}  // namespace

TEST_CASE("blocks are gathered, readable, and written together", "[store]") {
    FailingStore other;
    GatheringStore store{other, {.blocks = 10}};
    REQUIRE(store.gather(true));
    const auto pages = pages_on(genesis_page(), 25);
    for (const Page& page : pages) {
        keep_all(store, {page});
        REQUIRE(store.move(connecting({page}, {{"tip", undo_of(page)}})));
        CHECK(store.body(page.hash).value().transactions == page.block.transactions);
        CHECK(store.undo(page.hash).value() == undo_of(page));
        CHECK(written_in(other).size() == (page.height.value() - 1) / 10 * 10);
    }
    SECTION("before anybody is told") { REQUIRE(store.settle()); }
    SECTION("when they need not be gathered any more") {
        REQUIRE(store.gather(false));
        const Page next = page_on(pages.back(), 100);
        keep_all(store, {next});
        REQUIRE(store.move(connecting({next})));
        CHECK(written_in(other).size() == 26);
        return;
    }
    SECTION("when the history goes another way") {
        REQUIRE(store.move(disconnecting({pages.back()})));
        CHECK(written_in(other).size() == 24);
        return;
    }
    SECTION("with what is not of blocks") {
        REQUIRE(store.move({{}, {}, {{"payment", "1"}}}));
        CHECK(values_in(other) == Values{{"payment", "1"}, {"tip", undo_of(pages.back())}});
    }
    SECTION("before anybody looks at all of it") {
        CHECK(values_in(store) == Values{{"tip", undo_of(pages.back())}});
    }
    CHECK(written_in(other) == hashes_of(pages));
    CHECK_FALSE(other.wrong());
}

TEST_CASE("what one block makes and the next one spends is not written", "[store]") {
    FailingStore other;
    GatheringStore store{other};
    REQUIRE(store.gather(true));
    const auto pages = pages_on(genesis_page(), 2);
    keep_all(store, pages);
    REQUIRE(store.move(connecting({pages[0]}, {{"coin", "1"}, {"other", "2"}})));
    REQUIRE(store.move(connecting({pages[1]}, {{"coin", {}}, {"other", "3"}})));
    REQUIRE(store.settle());
    CHECK(values_in(other) == Values{{"other", "3"}});
}

TEST_CASE("a store that cannot be written loses nothing that was gathered", "[store]") {
    FailingStore other;
    GatheringStore store{other, {.blocks = 4}};
    REQUIRE(store.gather(true));
    const auto pages = pages_on(genesis_page(), 5);
    for (std::size_t i = 0; i < 4; ++i) {
        keep_all(store, {pages[i]});
        REQUIRE(store.move(connecting({pages[i]}, {{"tip", std::to_string(i)}})));
    }
    for (std::size_t step = 0; step < 5; ++step) {  // four bodies and the move
        CAPTURE(step);
        other.fail_at(step, true);
        CHECK_FALSE(store.keep(pages[4].hash, pages[4].height, pages[4].block));
        other.fail_at(step, true);
        CHECK_FALSE(store.settle());
        other.fail_at(step, true);
        CHECK_FALSE(store.gather(false));
        CHECK(store.body(pages[0].hash).has_value());
        CHECK(store.undo(pages[3].hash).value() == undo_of(pages[3]));
        CHECK(written_in(other).empty());
    }
    other.heal();
    keep_all(store, {pages[4]});
    REQUIRE(store.move(connecting({pages[4]})));
    REQUIRE(store.gather(false));
    CHECK(written_in(other) == hashes_of(pages));
    CHECK(values_in(other) == Values{{"tip", "3"}});
    CHECK_FALSE(other.wrong());
}
