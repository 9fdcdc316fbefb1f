// What a store gives back to a ledger, when it is not what it was given.
#include "kept_kit.hpp"
#include "ledger/coin_record.hpp"

using namespace kit;

namespace {

// Two blocks with three coins.
struct Kept {
    Mint mint;
    KeptNode node;
    Kept() {
        Hash tip = mint.root();
        for (const auto& outputs : {std::vector{output(alice(), 60), output(bob(), 40)},
                                    std::vector{output(bob(), 100)}}) {
            const Block block = mint.on(tip, {mint.mined(tip, outputs)});
            REQUIRE(node.add(block));
            tip = hash_in(block);
        }
    }
    void change(const std::string& key, std::optional<std::string> value) {
        sbc::chain::Move move;
        move.changes.push_back({key, std::move(value)});
        REQUIRE(node.store.move(move));
    }
    StoreError refusal() {
        const auto restored = node.restart();
        REQUIRE_FALSE(restored);
        CHECK_FALSE(restored.error().text.empty());
        return restored.error().reason;
    }
};

}  // namespace

TEST_CASE("coins of which a single bit is wrong are not taken", "[ledger]") {
    Kept kept;
    const Values before = values_of(kept.node.store);
    for (const auto& [key, value] : before) {
        if (key[0] == 'a') continue;
        for (std::size_t at = 0; at < value.size(); ++at) {
            CAPTURE(key[0], at);
            std::string damaged = value;
            damaged[at] = static_cast<char>(damaged[at] ^ 1 << at % 8);
            kept.change(key, damaged);
            CHECK(kept.refusal() == StoreError::Damaged);
            kept.change(key, value.substr(0, at));
            CHECK(kept.refusal() == StoreError::Damaged);
            kept.change(key, value);
        }
        for (std::size_t at = 1; at < key.size(); ++at) {
            CAPTURE(key[0], at);
            std::string damaged = key;
            damaged[at] = static_cast<char>(damaged[at] ^ 1 << at % 8);
            kept.change(key, std::nullopt);
            kept.change(damaged, value);
            CHECK(kept.refusal() == StoreError::Damaged);
            kept.change(damaged, std::nullopt);
            kept.change(key, value);
        }
        kept.change(key, std::nullopt);
        CHECK(kept.refusal() == StoreError::Damaged);
        kept.change(key, value + "x");
        CHECK(kept.refusal() == StoreError::Damaged);
        kept.change(key, value);
    }
    CHECK(kept.node.restart());
    CHECK(values_of(kept.node.store) == before);
}

TEST_CASE("coins are taken only with the history that made them", "[ledger]") {
    Kept kept;
    const Values values = values_of(kept.node.store);
    const Hash tip = kept.node.chain().tip().hash;
    InlineChecker checker;
    const auto restored = [&](const Hash& hash, std::uint64_t height) {
        return KeptLedger{network_rules(), seed, checker}
            .restore(kept.node.store, hash, Height{height})
            .has_value();
    };
    CHECK(restored(tip, 2));
    CHECK_FALSE(restored(tip, 3));
    CHECK_FALSE(restored(kept.node.chain().at(Height{1}).hash, 1));
    CHECK_FALSE(restored(kept.mint.root(), 0));
    kept.change("t", std::nullopt);
    CHECK_FALSE(restored(tip, 2));
    CHECK_FALSE(restored(kept.mint.root(), 0));  // there are coins, and nothing has happened
    for (const auto& [key, value] : values) kept.change(key, std::nullopt);
    CHECK(restored(kept.mint.root(), 0));
    CHECK_FALSE(restored(tip, 2));
}

TEST_CASE("a claim of more coins than there can be allocates nothing for them", "[ledger]") {
    Kept kept;
    std::string tip = values_of(kept.node.store).at("t");
    for (std::size_t at = 40; at < 48; ++at) tip[at] = '\xff';
    kept.change("t", tip);
    CHECK(kept.refusal() == StoreError::Damaged);
}

TEST_CASE("a ledger is restored with a store that does not fail, at whatever step", "[ledger]") {
    Kept kept;
    const auto coins = kept.node.coins();
    for (std::size_t call = 0;; ++call) {
        REQUIRE(call < 100);
        kept.node.store.fail_at(call);
        const auto restored = kept.node.restart();
        const bool failed = !kept.node.store.failing();
        kept.node.store.heal();
        CHECK(restored.has_value() != failed);
        if (failed) CHECK(restored.error().reason == StoreError::Failed);
        if (!failed) break;
    }
    CHECK(kept.node.coins() == coins);
}

TEST_CASE("an index of addresses that is damaged says so", "[ledger]") {
    Kept kept;
    const std::string mine = "a" + std::string{sbc::as_text(alice().public_key().bytes)};
    const auto reason = [&] {
        const auto found =
            records_of(kept.node.store, alice().public_key(), Height{0}, Height{9}, 9);
        REQUIRE_FALSE(found);
        return found.error().reason;
    };
    kept.change(mine + std::string(7, '\x01'), "");
    CHECK(reason() == StoreError::Damaged);
    kept.change(mine + std::string(7, '\x01'), std::nullopt);
    kept.change(mine + std::string("\0\0\0\x02\0\0\0\0", 8), "something");
    CHECK(reason() == StoreError::Damaged);
    kept.node.store.fail_at(0);
    CHECK(reason() == StoreError::Failed);
}

TEST_CASE("the record of a coin is read back as it was, and nothing else is one", "[ledger]") {
    const std::vector<Coin> coins{
        {output(alice(), 1), Height{1}, true},
        {output(bob(), most_amount.value()), Height{sbc::json_max_integer}, false}};
    for (const Coin& coin : coins) {
        std::string record;
        put_coin(record, coin);
        CHECK(record.size() == coin_record_size);
        CHECK(decode_coin(record) == coin);
        CHECK_FALSE(decode_coin(record + "x"));
        CHECK_FALSE(decode_coin(std::string_view{record}.substr(1)));
    }
    const auto readable = [](std::uint64_t amount, std::uint64_t place) {
        std::string record = std::string(32, 'k');
        put_number(record, amount);
        put_number(record, place);
        return decode_coin(record).has_value();
    };
    CHECK(readable(1, 2));
    CHECK_FALSE(readable(0, 2));
    CHECK_FALSE(readable(most_amount.value() + 1, 2));
    CHECK_FALSE(readable(1, 1));  // nobody has mined the genesis block
    CHECK_FALSE(readable(1, (sbc::json_max_integer + 1) << 1));
    const Outpoint outpoint{any_hash("a transaction"), 0x01020304};
    std::string record;
    put_outpoint(record, outpoint);
    CHECK(record.substr(32) == "\x01\x02\x03\x04");
    CHECK(decode_outpoint(record) == outpoint);
    CHECK_FALSE(decode_outpoint(record + "x"));
    CHECK_FALSE(decode_outpoint(""));
}
