// A chain that starts again with what its store has kept.
#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

struct State {
    std::vector<Hash> active;
    Texts ledger;
    friend bool operator==(const State&, const State&) = default;
};
State state_of(const Book& book) {
    State state{{}, book.ledger.happened};
    for (Height height{}; height <= book.chain().height(); height = above(height)) {
        state.active.push_back(book.chain().at(height).hash);
    }
    return state;
}

// Four blocks of ours, and a longer branch on the first of them.
struct Fork {
    Workshop workshop{};
    std::vector<Block> ours = workshop.branch(workshop.root(), 4);
    std::vector<Block> theirs = workshop.branch(hash_of(ours[0].header), 6);

    static void add(Book& book, const std::vector<Block>& blocks, std::size_t first = 0,
                    std::size_t end = 100) {
        for (std::size_t i = first; i < std::min(end, blocks.size()); ++i) {
            REQUIRE(book.add(blocks[i], wall));
        }
    }
};

StoreError why(const sbc::Result<void, StoreError>& refused) {
    REQUIRE_FALSE(refused);
    CHECK_FALSE(refused.error().text.empty());
    return refused.error().reason;
}

// What is left when a history is emptied and its blocks stay.
void empty_history(Book& book) {
    Move move;
    move.disconnected = {book.store.history().rbegin(), book.store.history().rend()};
    REQUIRE(book.store.each_value("", "", [&](auto key, auto) {
        move.changes.push_back({std::string{key}, std::nullopt});
        return true;
    }));
    REQUIRE(book.store.move(move));
}

}  // namespace

TEST_CASE("a chain that starts again has the same history, and goes on with it", "[chain]") {
    Fork fork;
    Book book{easy()};
    SECTION("of nothing yet") {}
    SECTION("of some blocks, and others beside them") {
        Fork::add(book, fork.ours);
        Fork::add(book, fork.theirs, 0, 2);
    }
    SECTION("that was another one before") {
        Fork::add(book, fork.ours);
        Fork::add(book, fork.theirs);
    }
    const auto before = state_of(book);
    const std::size_t places = book.chain().tree().size();
    REQUIRE(book.restart());
    CHECK(state_of(book) == before);
    CHECK(book.chain().tree().size() == places);
    CHECK_FALSE(book.chain().pending());
    REQUIRE(book.add(fork.workshop.on(book.chain().tip().hash), wall));
    CHECK(book.chain().height() == Height{before.active.size()});
    const auto later = state_of(book);
    REQUIRE(book.restart());
    CHECK(state_of(book) == later);
}

TEST_CASE("of two histories with the same work a restart keeps ours", "[chain]") {
    Fork fork;
    for (const bool first : {true, false}) {
        Book book{easy()};
        const auto one = fork.workshop.branch(fork.workshop.root(), 2);
        const auto other = fork.workshop.branch(fork.workshop.root(), 2);
        Fork::add(book, first ? one : other);
        Fork::add(book, first ? other : one);
        REQUIRE(book.restart());
        CHECK(book.chain().tip().hash == tip_of(first ? one : other));
    }
}

TEST_CASE("a history is left after a restart with what was kept before it", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    Fork::add(book, fork.theirs, 0, 3);
    REQUIRE(book.restart());
    CHECK(book.chain().tip().hash == tip_of(fork.ours));
    const auto added = book.add(fork.theirs[3], wall);
    REQUIRE(added);
    CHECK(added->disconnect.size() == 3);
    CHECK(added->connect.size() == 4);
    Book other{easy()};
    Fork::add(other, {fork.ours[0]});
    Fork::add(other, fork.theirs, 0, 4);
    CHECK(state_of(book) == state_of(other));
}

TEST_CASE("a restart goes the way on which the store had failed", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    Fork::add(book, fork.theirs, 0, 3);
    book.store.fail_at(1, true);  // it keeps the block, and fails with whatever comes then
    REQUIRE_FALSE(book.add(fork.theirs[3], wall));
    REQUIRE(book.chain().pending());
    book.store.heal();
    REQUIRE(book.restart());
    CHECK(book.chain().tip().hash == hash_of(fork.theirs[3].header));
    CHECK_FALSE(book.chain().pending());
}

TEST_CASE("a restart survives a store that fails at any of its steps", "[chain]") {
    Fork fork;
    for (std::size_t call = 0;; ++call) {
        CAPTURE(call);
        REQUIRE(call < 200);
        // A better history is kept, but not followed yet: so the store must do all that it can.
        Book stopped{easy()};
        Fork::add(stopped, fork.ours);
        Fork::add(stopped, fork.theirs, 0, 3);
        stopped.store.fail_at(1, true);
        REQUIRE_FALSE(stopped.add(fork.theirs[3], wall));
        stopped.store.heal();
        stopped.store.fail_at(call);
        const auto restored = stopped.restart();
        const bool failed = !stopped.store.failing();
        stopped.store.heal();
        if (failed) {
            CHECK(why(restored) == StoreError::Failed);
            REQUIRE(stopped.restart());
        }
        CHECK(stopped.chain().tip().hash == hash_of(fork.theirs[3].header));
        CHECK(stopped.ledger.happened.size() == 5);
        if (!failed) break;  // there are no more steps
    }
}

TEST_CASE("a store that is damaged is refused, and says which block is not what was kept",
          "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    Fork::add(book, fork.theirs, 0, 3);
    const auto before = state_of(book);
    const auto spoil = [&](std::size_t which, auto change) {
        book.store.spoil_block = [&, which, change, at = std::size_t{0}](auto& kept) mutable {
            if (at++ == which) change(kept);
        };
        const auto restored = book.restart();
        CHECK(why(restored) == StoreError::Damaged);
        CHECK(restored.error().text.find("is not what was kept") != std::string::npos);
        book.store.spoil_block = nullptr;
    };
    for (std::size_t which = 0; which < 7; ++which) {  // ours, then the others
        CAPTURE(which);
        spoil(which, [](auto& kept) { kept.header.nonce = Nonce{kept.header.nonce.value() ^ 1}; });
        spoil(which, [](auto& kept) { kept.header.version = 2; });
        spoil(which, [](auto& kept) { kept.hash = any_hash(1); });
        spoil(which, [](auto& kept) { kept.height = above(kept.height); });
        spoil(which, [](auto& kept) { kept.header.bits = Bits{0x1d00ffff}; });
    }
    // The second one is lost, or is there twice.
    spoil(1, [&](auto& kept) { kept = {tip_of(fork.ours), fork.ours[3].header, Height{4}, true}; });
    spoil(1, [&](auto& kept) {
        kept = {hash_of(fork.ours[0].header), fork.ours[0].header, Height{1}, true};
    });
    REQUIRE(book.restart());
    CHECK(state_of(book) == before);
}

TEST_CASE("what the ledger cannot find again refuses a restart", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    book.store.spoil_value = [](auto& key, auto&) { key = "another"; };
    CHECK(why(book.restart()) == StoreError::Damaged);
    book.store.spoil_value = nullptr;
    REQUIRE(book.restart());
}

TEST_CASE("a better history that cannot be read, or left for, refuses a restart", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    Fork::add(book, fork.theirs, 0, 3);
    book.store.fail_at(1, true);
    REQUIRE_FALSE(book.add(fork.theirs[3], wall));
    book.store.heal();
    SECTION("what takes a block back is damaged") {
        book.store.spoil_undo = [](Undo& undo) { undo += "x"; };
        CHECK(why(book.restart()) == StoreError::Damaged);
        book.store.spoil_undo = nullptr;
    }
    SECTION("its body is damaged") {
        book.store.body_fails = StoreError::Damaged;
        CHECK(why(book.restart()) == StoreError::Damaged);
        book.store.body_fails = StoreError::Missing;
        CHECK(why(book.restart()) == StoreError::Missing);
        book.store.body_fails.reset();
    }
    REQUIRE(book.restart());
    CHECK(book.chain().tip().hash == hash_of(fork.theirs[3].header));
}

TEST_CASE("a branch that the ledger refuses is refused again after a restart", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours);
    Fork::add(book, fork.theirs, 0, 3);
    book.ledger.refuses = {hash_of(fork.theirs[1].header)};
    REQUIRE_FALSE(book.add(fork.theirs[3], wall).has_value());
    const auto before = state_of(book);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(book.restart());
        CHECK(state_of(book) == before);
        CHECK_FALSE(book.chain().pending());
    }
    const Place* bad = book.chain().tree().find(hash_of(fork.theirs[1].header));
    REQUIRE(bad != nullptr);
    CHECK(bad->bad);
    CHECK_FALSE(book.add(fork.theirs[4], wall));
    REQUIRE(book.add(fork.workshop.on(book.chain().tip().hash), wall));
}

TEST_CASE("what stands on a branch that was refused is forgotten by a restart", "[chain]") {
    Fork fork;
    Book book{easy()};
    Fork::add(book, fork.ours, 0, 1);
    Fork::add(book, fork.theirs);
    empty_history(book);
    book.ledger.refuses = {hash_of(fork.theirs[1].header)};
    CHECK(book.store.bodies() == 7);
    REQUIRE(book.restart());
    CHECK(book.chain().height() == Height{2});
    CHECK(book.store.bodies() == 3);  // the one that was refused is known as such
    CHECK(book.chain().tree().size() == 4);
}

TEST_CASE("a history that was emptied is followed anew, whatever its length", "[chain]") {
    Workshop workshop;
    const std::size_t length = GENERATE(std::size_t{40}, std::size_t{10'100});
    Book book{easy(), length < 100 ? std::size_t{5} : ChainLimits{}.most_aside};
    const auto blocks = workshop.branch(workshop.root(), length);
    for (const Block& block : blocks) REQUIRE(book.add(block, block.header.time));
    const auto before = state_of(book);
    empty_history(book);
    REQUIRE(book.store.history().empty());
    REQUIRE(book.restart());
    CHECK(state_of(book) == before);
    CHECK(book.store.bodies() == length);
    REQUIRE(book.restart());
    CHECK(state_of(book) == before);
}

TEST_CASE("as many stand aside after a restart as before it", "[chain]") {
    Workshop workshop;
    Book book{easy(), 20};
    const auto ours = workshop.branch(workshop.root(), 3);
    Fork::add(book, ours);
    for (int i = 0; i < 20; ++i) REQUIRE(book.add(workshop.on(workshop.root()), wall));
    REQUIRE(book.restart());
    CHECK(book.chain().tree().size() == 24);
    CHECK(book.store.bodies() == 23);
    CHECK_FALSE(book.add(workshop.on(workshop.root()), wall));
    REQUIRE(book.add(workshop.on(hash_of(ours[1].header)), wall));
    CHECK(book.store.bodies() == 23);
}

TEST_CASE("headers come again after a restart, and bodies that had no place", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const auto blocks = workshop.branch(workshop.root(), 6);
    for (const Block& block : blocks) REQUIRE(book.add_header(block.header, wall));
    Fork::add(book, blocks, 0, 2);
    Fork::add(book, blocks, 4);  // before the two below them
    REQUIRE(book.restart());
    CHECK(book.chain().height() == Height{2});
    CHECK(book.chain().tree().size() == 3);
    CHECK(book.store.bodies() == 2);
    for (const Block& block : blocks) REQUIRE(book.add_header(block.header, wall));
    CHECK(book.chain().tree().best_header().hash == tip_of(blocks));
    Fork::add(book, blocks, 2);
    CHECK(book.chain().tip().hash == tip_of(blocks));
    REQUIRE(book.restart());
    CHECK(book.chain().tip().hash == tip_of(blocks));
}
