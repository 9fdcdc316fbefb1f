// A ledger that a restart finds again.
#include "ledger/kept_ledger.hpp"

#include <set>

#include "kept_kit.hpp"

using namespace kit;

namespace {

// Alice has mined blocks 1 to 4; in the fifth she pays Bob, who pays Carol at once. On the fourth
// stand two others instead.
struct Story {
    Mint mint;
    std::vector<Block> blocks;
    Transaction first = mint.mined(mint.root(), {output(alice(), 60), output(alice(), 40)});
    Transaction paid =
        Mint::pays({spend(first, 0, alice())}, {output(bob(), 35), output(alice(), 20)});
    Transaction onward = Mint::pays({spend(paid, 0, bob())}, {output(carol(), 35)});
    std::vector<Block> other;

    Story() {
        blocks.push_back(mint.on(mint.root(), {first}));
        while (blocks.size() < 4) {
            const Hash tip = hash_in(blocks.back());
            blocks.push_back(mint.on(tip, {mint.mined(tip, {output(alice(), 100)})}));
        }
        const Hash fourth = hash_in(blocks.back());
        blocks.push_back(mint.on(fourth, {mint.mined(fourth, {output(bob(), 105)}), paid, onward}));
        other.push_back(mint.on(fourth, {mint.mined(fourth, {output(carol(), 105)}), paid}));
        const Hash fifth = hash_in(other.back());
        other.push_back(mint.on(fifth, {mint.mined(fifth, {output(carol(), 7)}), onward}));
    }
    static void tell(KeptNode& node, const std::vector<Block>& blocks) {
        for (const Block& block : blocks) REQUIRE(node.add(block));
    }
};

std::set<std::string> keys_of(const Changes& changes) {
    std::set<std::string> keys;
    for (const auto& [key, value] : changes) CHECK(keys.insert(key).second);
    return keys;
}

std::string text_of(const Hash& hash) { return std::string{sbc::as_text(hash.bytes)}; }
std::string text_of(const SigningKey& owner) {
    return std::string{sbc::as_text(owner.public_key().bytes)};
}
std::string zeros(std::size_t count) {
    std::string text;
    text.resize(count);
    return text;
}
std::string concern(const SigningKey& owner, char height, char place) {
    return "a" + text_of(owner) + zeros(3) + height + zeros(3) + place;
}

// Its ledger as it was told, straight from a node's own mouth.
struct Told {
    InlineChecker checker;
    KeptLedger ledger{network_rules(), seed, checker};
    std::vector<std::pair<Block, sbc::chain::Undo>> done;

    Changes apply(const Block& block) {
        auto undo = ledger.apply(block, Height{done.size() + 1});
        REQUIRE(undo);
        done.emplace_back(block, *undo);
        return ledger.take_changes();
    }
    void undo() {
        ledger.undo(done.back().first, done.back().second);
        done.pop_back();
    }
};

}  // namespace

TEST_CASE("a block changes coins, who is concerned, and what the coins are together", "[ledger]") {
    Story story;
    Told told;
    const Changes changes = told.apply(story.blocks[0]);
    const Hash mined = id(story.first);
    const std::string amount = zeros(7);
    const std::string value = text_of(alice()) + amount + '\x3c' + zeros(7) + '\x03';
    const std::string change = text_of(alice()) + amount + '\x28' + zeros(7) + '\x03';
    const std::string first = "c" + text_of(mined) + zeros(4);
    const std::string second = "c" + text_of(mined) + zeros(3) + '\x01';
    const auto share = [](const std::string& both) {
        return sbc::U256::from_le_bytes(sbc::crypto::hash256(sbc::as_bytes(both)).bytes);
    };
    const auto sum = (share(first + value) + share(second + change)).to_le_bytes();
    const std::string tip = text_of(hash_in(story.blocks[0])) + zeros(7) + '\x01' + zeros(7) +
                            '\x02' + std::string{sbc::as_text(sum)};
    CHECK(changes ==
          Changes{{first, value}, {second, change}, {concern(alice(), 1, 0), ""}, {"t", tip}});
    CHECK(told.ledger.take_changes().empty());
}

TEST_CASE("what a block makes and spends itself is no change", "[ledger]") {
    Story story;
    Told told;
    for (std::size_t i = 0; i < 4; ++i) (void)told.apply(story.blocks[i]);
    const auto keys = keys_of(told.apply(story.blocks[4]));
    CHECK(keys.contains("c" + text_of(id(story.first)) + zeros(4)));
    CHECK_FALSE(keys.contains("c" + text_of(id(story.paid)) + zeros(4)));
    CHECK(keys.contains("c" + text_of(id(story.onward)) + zeros(4)));
    CHECK(keys.contains(concern(bob(), 5, 0)));
    CHECK(keys.contains(concern(bob(), 5, 1)));
    CHECK(keys.contains(concern(bob(), 5, 2)));
    CHECK(keys.contains(concern(alice(), 5, 1)));
    CHECK_FALSE(keys.contains(concern(alice(), 5, 2)));
    CHECK(keys.size() == 4 + 5 + 1);  // coins, concerns, and the tip
}

TEST_CASE("a block that is taken back takes its changes back", "[ledger]") {
    Story story;
    Told told;
    sbc::chain::MemoryStore store;
    const auto keep = [&](Changes changes) { (void)store.move({{}, {}, std::move(changes)}); };
    std::vector<Values> states{{}};
    for (const Block& block : story.blocks) {
        keep(told.apply(block));
        states.push_back(values_of(store));
    }
    SECTION("one by one, back to nothing") {
        while (!told.done.empty()) {
            told.undo();
            keep(told.ledger.take_changes());
            CHECK(values_of(store) == states[told.done.size()]);
        }
        CHECK(values_of(store).empty());
    }
    SECTION("all at once") {
        while (!told.done.empty()) told.undo();
        keep(told.ledger.take_changes());
        CHECK(values_of(store).empty());
    }
    SECTION("and if it comes again at once, nothing has changed") {
        told.undo();
        CHECK(told.apply(story.blocks[4]).empty());
    }
    SECTION("and what comes instead, all at once, is as if it had come at first") {
        told.undo();
        REQUIRE(told.ledger.apply(story.other[0], Height{5}));
        REQUIRE(told.ledger.apply(story.other[1], Height{6}));
        keep(told.ledger.take_changes());
        KeptNode straight;
        Story::tell(straight, {story.blocks.begin(), story.blocks.begin() + 4});
        Story::tell(straight, story.other);
        CHECK(values_of(store) == values_of(straight.store));
    }
}

TEST_CASE("coins and addresses are the same after a restart, at every point", "[ledger]") {
    Story story;
    KeptNode node;
    SteadyNode steady;
    const auto same = [&] {
        CHECK(node.coins() == all_of(steady.ledger.coins()));
        for (const SigningKey* owner : {&alice(), &bob(), &carol()}) {
            CHECK(node.history(owner->public_key()) == steady.history(owner->public_key()));
        }
    };
    auto blocks = story.blocks;
    blocks.insert(blocks.end(), story.other.begin(), story.other.end());
    for (const Block& block : blocks) {
        REQUIRE(node.add(block));
        REQUIRE(steady.chain.add(block, block.header.time));
        same();
        REQUIRE(node.restart());
        CHECK(node.ledger().take_changes().empty());
        same();
    }
    CHECK(node.chain().tip().hash == hash_in(story.other[1]));
}

TEST_CASE("05-20: a coin, and what concerns an address, are found without going through blocks",
          "[ledger]") {
    Story story;
    KeptNode node;
    Story::tell(node, story.blocks);
    node.store.body_fails = StoreError::Missing;  // not one block can be read
    REQUIRE(node.restart());
    CHECK(node.coins() == story.mint.coins_after(hash_in(story.blocks[4])));
    const auto concerning = records_of(node.store, bob().public_key(), Height{0}, Height{5}, 100);
    REQUIRE(concerning);
    CHECK(*concerning == std::vector<Concerning>{{Height{5}, 0}, {Height{5}, 1}, {Height{5}, 2}});
}

TEST_CASE("a reorganisation right after a restart finds what it takes back", "[ledger]") {
    Story story;
    KeptNode node;
    Story::tell(node, story.blocks);
    REQUIRE(node.add(story.other[0]));
    REQUIRE(node.restart());
    REQUIRE(node.add(story.other[1]));
    REQUIRE(node.chain().tip().hash == hash_in(story.other[1]));
    CHECK(node.coins() == story.mint.coins_after(hash_in(story.other[1])));

    KeptNode straight;  // which has never seen the other block
    Story::tell(straight, {story.blocks.begin(), story.blocks.begin() + 4});
    Story::tell(straight, story.other);
    CHECK(values_of(node.store) == values_of(straight.store));
}

TEST_CASE("a move that the store refuses leaves no changes behind", "[ledger]") {
    Story story;
    for (std::size_t call = 0; call < 12; ++call) {
        CAPTURE(call);
        KeptNode node;
        Story::tell(node, story.blocks);
        REQUIRE(node.add(story.other[0]));
        const Values before = values_of(node.store);
        node.store.fail_at(call, true);
        const bool added = node.add(story.other[1]).has_value();
        node.store.heal();
        if (!added) CHECK(values_of(node.store) == before);
        CHECK(node.ledger().take_changes().empty());
        if (node.chain().pending()) REQUIRE(node.resume());
        REQUIRE(node.add(story.other[1]));
        const Values after = values_of(node.store);
        REQUIRE(node.restart());
        CHECK(node.coins() == story.mint.coins_after(hash_in(story.other[1])));
        CHECK(values_of(node.store) == after);
    }
}

TEST_CASE("a block that the ledger refuses leaves no changes behind", "[ledger]") {
    Story story;
    KeptNode node;
    Story::tell(node, story.blocks);
    REQUIRE(node.add(story.other[0]));
    const Values before = values_of(node.store);
    const Hash tip = hash_in(story.other[0]);
    const Block bad = story.mint.on(tip, {story.onward, story.paid});
    CHECK_FALSE(node.add(bad));
    CHECK(node.ledger().take_changes().empty());
    CHECK(values_of(node.store) == before);
    REQUIRE(node.restart());
    CHECK(node.coins() == story.mint.coins_after(hash_in(story.blocks[4])));
}

TEST_CASE("who looks on from a restart on sees nothing of what is taken back from before it",
          "[ledger]") {
    Story story;
    KeptNode node;
    Story::tell(node, story.blocks);
    const Hash tip = hash_in(story.blocks[4]);
    InlineChecker checker;
    AddressBook book = AddressBook::of_everybody(seed);
    KeptLedger ledger{network_rules(), seed, checker, {&book}};
    REQUIRE(ledger.restore(node.store, tip, Height{5}));
    ledger.undo(story.blocks[4], node.store.undo(tip).value());
    CHECK(book.balance(alice().public_key()) == Amount{0});
    REQUIRE(ledger.apply(story.other[0], Height{5}));
    CHECK(book.balance(carol().public_key()) == Amount{105});
    CHECK(book.balance(bob().public_key()) == Amount{35});
    CHECK(book.balance(alice().public_key()) == Amount{20});
    CHECK(book.records() == 2);
}

TEST_CASE("a ledger that keeps nothing can begin only with the genesis block", "[ledger]") {
    Story story;
    KeptNode node;
    InlineChecker checker;
    Ledger forgetful{network_rules(), seed, checker};
    CHECK(forgetful.restore(node.store, story.mint.root(), Height{0}));
    const auto refused = forgetful.restore(node.store, hash_in(story.blocks[0]), Height{1});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == StoreError::Missing);
}
