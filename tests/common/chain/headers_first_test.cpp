// Headers that come before their bodies.
#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

void add_headers(Book& book, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) REQUIRE(book.add_header(block.header, wall));
}
const Place& place_of(const Book& book, const Block& block) {
    return *book.chain().tree().find(hash_of(block.header));
}
Texts payments_in(const std::vector<Block>& blocks) {
    Texts all;
    for (const Block& block : blocks) {
        all.insert(all.end(), block.transactions.begin(), block.transactions.end());
    }
    return all;
}

}  // namespace

TEST_CASE("headers show where the most work is, and change nothing yet", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const auto blocks = workshop.branch(workshop.root(), 6);
    add_headers(book, blocks);
    CHECK(book.chain().height() == Height{0});
    CHECK(book.chain().tree().best_header().hash == tip_of(blocks));
    CHECK_FALSE(place_of(book, blocks[5]).complete());
    CHECK(header_of(place_of(book, blocks[5])) == blocks[5].header);
    SECTION("bodies are followed in the order of the chain, however they come") {
        std::vector<std::size_t> order{4, 1, 5, 2, 3, 0};
        for (const std::size_t i : order) {
            CHECK(book.chain().height() == Height{0});
            REQUIRE(book.add(blocks[i], wall));
        }
        CHECK(book.chain().tip().hash == tip_of(blocks));
        CHECK(book.ledger.happened == payments_in(blocks));
    }
    SECTION("a block of less work is followed as long as that body is missing") {
        const auto other = workshop.branch(workshop.root(), 2);
        for (const Block& block : other) REQUIRE(book.add(block, wall));
        CHECK(book.chain().tip().hash == tip_of(other));
        for (const Block& block : blocks) REQUIRE(book.add(block, wall));
        CHECK(book.chain().tip().hash == tip_of(blocks));
    }
    SECTION("a bad block on the way makes all headers above it bad") {
        book.ledger.refuses = {hash_of(blocks[3].header)};
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(book.add(blocks[i], wall));
        const auto refused = book.add(blocks[3], wall);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == BlockError::BadPayment);
        CHECK(place_of(book, blocks[5]).bad);
        CHECK(book.chain().tree().best_header().hash == hash_of(blocks[2].header));
        CHECK_FALSE(book.add(blocks[5], wall));
        CHECK(book.chain().tip().hash == hash_of(blocks[2].header));
    }
}

TEST_CASE("a header whose true body cannot be read is bad, and what stands on it", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const Block good = workshop.on(workshop.root());
    const Block bad = workshop.on(hash_of(good.header), {"unreadable" + payment(1)});
    const auto above_it = workshop.branch(hash_of(bad.header), 2);
    add_headers(book, {good, bad, above_it[0], above_it[1]});
    REQUIRE(book.add(good, wall));
    Block other = bad;
    other.transactions = {"unreadable" + payment(2)};
    REQUIRE_FALSE(book.add(other, wall));
    CHECK_FALSE(place_of(book, bad).bad);  // that was not its body
    const auto refused = book.add(bad, wall);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == BlockError::BadTransaction);
    CHECK(place_of(book, above_it[1]).bad);
    CHECK(book.chain().tree().best_header().hash == hash_of(good.header));
}

TEST_CASE("a header is refused for its version, its work and its place", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const auto blocks = workshop.branch(workshop.root(), 2);
    const auto reason = [&](Header header) {
        const auto added = book.add_header(header, wall);
        REQUIRE_FALSE(added);
        return added.error().reason;
    };
    Header header = blocks[0].header;
    SECTION("version") {
        header.version = 3;
        CHECK(reason(mined({header, {}}).header) == BlockError::WrongVersion);
    }
    SECTION("work") {
        header.bits = Bits{0x1d00ffff};
        CHECK(reason(header) == BlockError::NotEnoughWork);
    }
    SECTION("a target that is easier than the network's, wherever it stands") {
        header.previous = any_hash(1);
        header.bits = Bits{0x2100ffff};
        CHECK(reason(mined({header, {}}).header) == BlockError::WrongBits);
        CHECK_FALSE(book.add(sealed(header, {payment(1)}), wall));
        CHECK(book.chain().orphans().size() == 0);
    }
    SECTION("no parent") { CHECK(reason(blocks[1].header) == BlockError::UnknownParent); }
    CHECK(book.chain().tree().size() == 1);
}

TEST_CASE("headers ahead of our tip are bounded until bodies follow", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const auto blocks = workshop.branch(workshop.root(), most_side_blocks + 10);
    std::size_t taken = 0;
    while (taken < blocks.size() && book.add_header(blocks[taken].header, wall)) ++taken;
    CHECK(taken == most_side_blocks);
    const auto refused = book.add_header(blocks[taken].header, wall);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == BlockError::NoRoom);
    for (std::size_t i = 0; i < 10; ++i) REQUIRE(book.add(blocks[i], wall));
    for (; taken < blocks.size(); ++taken) REQUIRE(book.add_header(blocks[taken].header, wall));
}

TEST_CASE("what has the least work gives way to more, with its body", "[chain]") {
    Workshop workshop;
    Book book{easy()};
    const auto ours = workshop.branch(workshop.root(), 3);
    for (const Block& block : ours) REQUIRE(book.add(block, wall));
    for (std::size_t i = 0; i < most_side_blocks; ++i) {
        REQUIRE(book.add(workshop.on(workshop.root()), wall));
    }
    CHECK(book.store.bodies() == most_side_blocks + 3);
    const Block weak = workshop.on(workshop.root());
    const auto refused = book.add(weak, wall);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == BlockError::NoRoom);
    CHECK(stage_of(refused.error().reason) == Stage::Accept);
    const Block strong = workshop.on(hash_of(ours[1].header));
    REQUIRE(book.add(strong, wall));
    CHECK(book.chain().tree().find(hash_of(strong.header)) != nullptr);
    CHECK(book.store.bodies() == most_side_blocks + 3);
    CHECK(book.chain().tree().size() == most_side_blocks + 4);
}

TEST_CASE("orphans are bounded in bytes", "[chain]") {
    Workshop workshop;
    Orphans orphans{{.count = 100, .bytes = 1'000}};
    const auto blocks = workshop.branch(workshop.root(), 20);  // of 80 bytes each
    for (const Block& block : blocks) hold(orphans, block);
    CHECK(orphans.size() == 12);
    CHECK(orphans.bytes() == 960);
    CHECK(orphans.take_children(tip_of({blocks[10]})).size() == 1);
    CHECK(orphans.bytes() == 880);
    for (const Block& block : blocks) (void)orphans.take_children(hash_of(block.header));
    CHECK(orphans.bytes() == 0);
}

TEST_CASE("each refusal belongs to the gate that could say it", "[chain]") {
    CHECK(stage_of(BlockError::WrongVersion) == Stage::Check);
    CHECK(stage_of(BlockError::WrongMerkleRoot) == Stage::Check);
    CHECK(stage_of(BlockError::BadTransaction) == Stage::Check);
    CHECK(stage_of(BlockError::UnknownParent) == Stage::Accept);
    CHECK(stage_of(BlockError::TooFarAhead) == Stage::Accept);
    CHECK(stage_of(BlockError::NoRoom) == Stage::Accept);
    CHECK(stage_of(BlockError::BadPayment) == Stage::Connect);
    CHECK(stage_of(BlockError::StoreFailed) == Stage::Keep);
}

TEST_CASE("a network must be sound in every number", "[chain]") {
    const auto bad = [](auto change) {
        Network network;
        change(network);
        CHECK_FALSE(sound(network));
        CHECK_THROWS(genesis(network));
    };
    bad([](Network& network) { network.interval = 0; });
    bad([](Network& network) { network.gaps = 0; });
    bad([](Network& network) { network.gaps = network.interval + 1; });
    bad([](Network& network) { network.clamp = 0; });
    bad([](Network& network) { network.easiest = Bits{0}; });
    bad([](Network& network) { network.begins -= std::chrono::years{100}; });
    bad([](Network& network) { network.begins += std::chrono::years{100}; });
    Network tight;
    tight.interval = tight.gaps = 1;
    tight.spacing = 1s;
    REQUIRE(sound(tight));
    CHECK(target_of(retarget(tight, Bits{0x03000001}, 0s)));  // never one that nobody can meet
}
