#include "chain/history_reader.hpp"

#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;
using sbc::Instant;

namespace {

// Four blocks of ours, a longer branch on the first of them, and somebody who writes down which
// blocks the reader has told to read, and crosses out what it has told to take back.
struct Written {
    Workshop workshop{};
    std::vector<Block> ours = workshop.branch(workshop.root(), 4);
    std::vector<Block> theirs = workshop.branch(hash_of(ours[0].header), 6);
    Book book;
    HistoryReader reader;
    std::vector<Hash> written;
    std::vector<std::string> told;
    Instant now{1h};

    explicit Written(HistoryReader::Turn turn = {}, std::size_t most_aside = most_side_blocks)
        : book{easy(), most_aside}, reader{book.chain(), turn} {}
    void add(const std::vector<Block>& blocks) {
        for (const Block& block : blocks) REQUIRE(book.add(block, wall));
    }
    [[nodiscard]] sbc::Result<std::size_t, StoreError> size(const Place& place) const {
        const auto block = book.chain().block(place);
        if (!block) return sbc::refuse(block.error().reason, block.error().text);
        return block->transactions.front().size();
    }
    std::uint64_t take_back() {
        const auto gone = reader.begin(now);
        REQUIRE(gone.has_value());
        REQUIRE(*gone <= written.size());
        written.resize(written.size() - *gone);
        return *gone;
    }
    void read(const Place& place) {
        const auto bytes = size(place);
        if (bytes) written.push_back(place.hash);
        if (const auto trouble = reader.done(place, bytes, now)) told.push_back(*trouble);
    }
    // How many it has taken back.
    std::uint64_t turn() {
        const std::uint64_t gone = take_back();
        while (const Place* next = reader.next()) read(*next);
        return gone;
    }
    // Whether that is the history, up to so many blocks.
    [[nodiscard]] bool has_read(std::size_t blocks) const {
        bool same = written.size() == blocks && reader.height() == Height{blocks};
        for (std::size_t i = 0; same && i < blocks; ++i) {
            same = book.chain().has(Height{i + 1}, written[i]);
        }
        return same && reader.read() == book.chain().at(Height{blocks}).hash;
    }
};

constexpr std::size_t size_of_one = 80;  // of a payment, as a block here has one

}  // namespace

TEST_CASE("a reader reads the history once, and has nothing to do while that stands still",
          "[chain]") {
    Written it;
    CHECK(it.reader.deadline() == sbc::never);
    CHECK_FALSE(it.reader.begin(it.now));
    it.add(it.ours);
    CHECK(it.reader.deadline() <= it.now);
    CHECK(it.turn() == 0);
    CHECK(it.has_read(4));
    CHECK(it.reader.deadline() == sbc::never);
    CHECK_FALSE(it.reader.begin(it.now));
    CHECK(it.reader.next() == nullptr);
}

TEST_CASE("a turn of a reader is bounded by blocks and by bytes", "[chain]") {
    Written it{GENERATE(HistoryReader::Turn{.blocks = 3}, HistoryReader::Turn{3, 3 * size_of_one},
                        HistoryReader::Turn{.bytes = 2 * size_of_one + 1})};
    it.add(it.ours);
    it.turn();
    CHECK(it.has_read(3));
    CHECK(it.reader.deadline() <= it.now);
    it.turn();
    CHECK(it.has_read(4));
    CHECK(it.reader.deadline() == sbc::never);
}

TEST_CASE("one block is a turn, however large it is", "[chain]") {
    Written it{{.bytes = 1}};
    it.add(it.ours);
    for (std::size_t turn = 1; turn <= 4; ++turn) {
        it.turn();
        CHECK(it.has_read(turn));
    }
}

TEST_CASE("a reader has taken back what a reorganisation has removed, as far as it was read",
          "[chain]") {
    const auto read = GENERATE(range(std::size_t{1}, std::size_t{5}));  // one block is of both
    CAPTURE(read);
    Written it{{.blocks = read}};
    it.add(it.ours);
    it.turn();
    REQUIRE(it.has_read(read));
    it.add(it.theirs);
    CHECK(it.turn() == read - 1);
    CHECK(it.has_read(1 + read));
    while (it.reader.deadline() <= it.now) CHECK(it.turn() == 0);
    CHECK(it.has_read(7));
}

TEST_CASE("all is taken back if the branch that was read has been forgotten", "[chain]") {
    Written it{{}, 4};
    it.add(it.ours);
    it.turn();
    it.add(it.theirs);
    // Others beside the history, for which those with less work make room.
    for (const Block& beside : it.workshop.branch(hash_of(it.theirs[4].header), 2)) {
        REQUIRE(it.book.add_header(beside.header, wall));
    }
    REQUIRE(it.book.chain().tree().find(tip_of(it.ours)) == nullptr);
    CHECK(it.turn() == 4);
    CHECK(it.has_read(7));
}

TEST_CASE("who has forgotten what to take back is told all from the first block on", "[chain]") {
    Written it;
    it.add(it.ours);
    it.turn();
    it.add(it.theirs);
    REQUIRE(it.reader.begin(it.now) == 3U);
    it.written.clear();
    it.reader.begin_anew();
    while (const Place* next = it.reader.next()) it.read(*next);
    CHECK(it.has_read(7));
}

TEST_CASE("the tip may move while a reader is in the middle of a turn", "[chain]") {
    Written it;
    it.add({it.ours.begin(), it.ours.begin() + 3});
    it.take_back();
    it.read(*it.reader.next());
    const Place* next = it.reader.next();
    REQUIRE(next != nullptr);
    SECTION("forward: the turn goes on, up to the new one") {
        it.add({it.ours.back()});
        it.read(*next);
        while (const Place* more = it.reader.next()) it.read(*more);
        CHECK(it.has_read(4));
    }
    SECTION("to another branch: the turn is over, and the next one puts it right") {
        it.add(it.theirs);
        it.read(*next);
        CHECK(it.reader.next() == nullptr);
        CHECK(it.turn() == 1);
        CHECK(it.has_read(7));
    }
}

TEST_CASE("a block that is missing ends the turn, is told of once, and is read when it is there",
          "[chain]") {
    Written it;
    it.add(it.ours);
    it.take_back();
    it.read(*it.reader.next());
    it.book.store.body_fails = StoreError::Damaged;
    while (const Place* next = it.reader.next()) it.read(*next);
    CHECK(it.has_read(1));
    REQUIRE(it.told.size() == 1);
    CHECK_THAT(it.told[0], ContainsSubstring("block 2 cannot be read: told to have lost it"));

    const Instant again = it.reader.deadline();
    CHECK(again > it.now);
    REQUIRE(again != sbc::never);
    CHECK_FALSE(it.reader.begin(again - 1ms));
    it.now = again;
    SECTION("it is missing still") {
        it.turn();
        CHECK(it.told.size() == 1);
        SECTION("another reason is told again") {
            it.now = it.reader.deadline();
            it.book.store.fail_at(0);
            it.turn();
            CHECK(it.told.size() == 2);
        }
    }
    SECTION("it is there, and lost once more: that is news") {
        it.book.store.body_fails.reset();
        it.turn();
        CHECK(it.has_read(4));
        it.add({it.workshop.on(tip_of(it.ours))});
        it.book.store.body_fails = StoreError::Damaged;
        it.turn();
        CHECK(it.told.size() == 2);
    }
}
