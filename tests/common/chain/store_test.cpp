// A store that fails at every step there is: what has changed is all or nothing.
#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

struct State {
    std::vector<Hash> active;
    Texts ledger;
    std::vector<Hash> store;
    friend bool operator==(const State&, const State&) = default;
};
State state_of(const Book& book) {
    State state{{}, book.ledger.happened, book.store.history()};
    for (Height height{}; height <= book.chain().height(); height = above(height)) {
        state.active.push_back(book.chain().at(height).hash);
    }
    return state;
}

// Three blocks of ours, and five of theirs on the first of them; all but their first are orphans.
struct Fork {
    Workshop workshop{};
    std::vector<Block> ours = workshop.branch(workshop.root(), 3);
    std::vector<Block> theirs = workshop.branch(hash_of(ours[0].header), 5);

    void prepare(Book& book) const {
        for (const Block& block : ours) REQUIRE(book.add(block, wall));
        for (std::size_t i = theirs.size(); i-- > 1;) REQUIRE_FALSE(book.add(theirs[i], wall));
    }
};

}  // namespace

TEST_CASE("a reorganisation survives a store that fails at any of its steps", "[chain]") {
    const Fork fork;
    for (std::size_t call = 0;; ++call) {
        CAPTURE(call);
        REQUIRE(call < 100);
        Book book{easy()};
        fork.prepare(book);
        const auto before = state_of(book);
        book.store.fail_at(call);
        const auto added = book.add(fork.theirs[0], wall);
        const bool failed = !book.store.failing();
        book.store.heal();
        if (!added) {
            CHECK(added.error().reason == BlockError::StoreFailed);
            CHECK(stage_of(added.error().reason) == Stage::Keep);
            CHECK(state_of(book) == before);
        }
        if (book.chain().pending()) {
            const auto refused = book.add(fork.theirs[0], wall);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().reason == BlockError::StoreFailed);
            const Hash tip = book.chain().tip().hash;
            const auto resumed = book.resume();
            REQUIRE(resumed);
            CHECK(book.chain().tip().hash != tip);
            CHECK(resumed->connect.back() == &book.chain().tip());
        }
        // What could not be kept comes again.
        for (const Block& block : fork.theirs) (void)book.add(block, wall);
        CHECK(book.chain().tip().hash == tip_of(fork.theirs));
        CHECK(book.ledger.happened.size() == 6);
        if (!failed) break;  // there are no more steps
    }
}

TEST_CASE("nothing moves as long as the store fails, and no block is blamed for it", "[chain]") {
    const Fork fork;
    Book book{easy()};
    fork.prepare(book);
    const auto before = state_of(book);
    book.store.fail_at(0, true);
    for (const Block& block : fork.theirs) REQUIRE_FALSE(book.add(block, wall));
    CHECK(state_of(book) == before);
    book.store.heal();
    for (const Block& block : fork.theirs) REQUIRE(book.add(block, wall));
    CHECK(book.chain().tip().hash == tip_of(fork.theirs));
}

TEST_CASE("a bad block and a failing store together lose nothing", "[chain]") {
    const Fork fork;
    for (std::size_t bad = 0; bad < fork.theirs.size(); ++bad) {
        for (std::size_t call = 0; call < 30; ++call) {
            CAPTURE(bad, call);
            Book book{easy()};
            fork.prepare(book);
            book.ledger.refuses = {hash_of(fork.theirs[bad].header)};
            book.store.fail_at(call);
            (void)book.add(fork.theirs[0], wall);
            book.store.heal();
            if (book.chain().pending()) (void)book.resume();
            for (const Block& block : fork.theirs) (void)book.add(block, wall);
            // Theirs has more work than ours from its third block on.
            const Hash& expected =
                bad >= 3 ? hash_of(fork.theirs[bad - 1].header) : tip_of(fork.ours);
            CHECK(book.chain().tip().hash == expected);
            CHECK_FALSE(book.chain().pending());
        }
    }
}

TEST_CASE("a chain gives whole blocks back, the genesis block too", "[chain]") {
    const Fork fork;
    Book book{easy()};
    fork.prepare(book);
    const auto first = book.chain().block(book.chain().at(Height{0}));
    REQUIRE(first);
    CHECK(hash_of(first->header) == fork.workshop.root());
    CHECK(first->transactions == genesis(easy()).transactions);
    const auto tip = book.chain().block(book.chain().tip());
    REQUIRE(tip);
    CHECK(tip->header == fork.ours[2].header);
    CHECK(tip->transactions == fork.ours[2].transactions);
    book.store.fail_at(0);
    const auto failed = book.chain().block(book.chain().tip());
    REQUIRE_FALSE(failed);
    CHECK(failed.error().reason == StoreError::Failed);
}
