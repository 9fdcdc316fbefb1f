#include "ledger/undo.hpp"

#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;
using sbc::chain::Block;
using sbc::chain::Undo;

namespace {

Block block(std::uint32_t nonce, std::vector<std::string> transactions = {}) {
    Block made;
    made.header.nonce = sbc::chain::Nonce{nonce};
    made.transactions = std::move(transactions);
    return made;
}
Block on(const Block& below, Block block) {
    block.header.previous = hash_of(below.header);
    return block;
}
const std::vector<Coin> two_coins{{output(alice(), most_amount.value()), Height{7}, true},
                                  {output(bob(), 1), Height{sbc::json_max_integer}, false}};

// A ledger with one block that spends, and how to take that back.
struct Applied {
    InlineChecker checker;
    Ledger ledger{rules(), seed, checker};
    Transaction mined = coinbase(1, {output(alice(), 60), output(alice(), 40)});
    Block first = block(1, {encode(mined)});
    Undo first_undo = ledger.connect(first, Height{1}).value();
    Transaction paid = payment({spend(mined, 0, alice())}, {output(bob(), 60)});
    Transaction onward = payment({spend(paid, 0, bob())}, {output(carol(), 60)});
    Block second = on(first, block(2, {encode(paid), encode(onward)}));
    Undo second_undo = ledger.connect(second, Height{4}).value();

    void refuses(const Block& other, const Undo& undo) {
        const std::size_t before = ledger.coins().size();
        CHECK(reason(ledger.disconnect(other, undo)) == LedgerError::BadUndo);
        CHECK_THROWS_AS(ledger.undo(other, undo), std::runtime_error);
        CHECK(ledger.coins().size() == before);
    }
};

}  // namespace

TEST_CASE("the coins that a block has spent are read back as they were", "[ledger]") {
    const Undo undo = encode_undo(block(1), two_coins);
    CHECK(undo.size() == 32 + 2 * 48);
    CHECK(decode_undo(block(1), undo) == two_coins);
    CHECK(decode_undo(block(1), encode_undo(block(1), {}))->empty());
}

TEST_CASE("an undo that is damaged anywhere, or another block's, is refused", "[ledger]") {
    const Undo undo = encode_undo(block(1), two_coins);
    for (std::size_t at = 0; at < undo.size(); ++at) {
        Undo damaged = undo;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        CAPTURE(at);
        CHECK(reason(decode_undo(block(1), damaged)) == LedgerError::BadUndo);
        CHECK(reason(decode_undo(block(1), undo.substr(0, at))) == LedgerError::BadUndo);
    }
    CHECK(reason(decode_undo(block(2), undo)) == LedgerError::BadUndo);
    CHECK(reason(decode_undo(block(1, {"another body"}), undo)) == LedgerError::BadUndo);
    CHECK(reason(decode_undo(block(1), undo + "x")) == LedgerError::BadUndo);
    CHECK(reason(decode_undo(block(1), undo + std::string(48, 'x'))) == LedgerError::BadUndo);
}

TEST_CASE("each transaction of a block is told with the coins that it has spent", "[ledger]") {
    Applied applied;
    const auto settled = settled_in(applied.second, applied.second_undo).value();
    REQUIRE(settled.size() == 2);
    CHECK(settled[0].transaction.parts() == applied.paid);
    CHECK(settled[0].spends == std::vector<Coin>{{output(alice(), 60), Height{1}, true}});
    CHECK(settled[1].transaction.parts() == applied.onward);
    CHECK(settled[1].spends == std::vector<Coin>{{output(bob(), 60), Height{4}, false}});
    const auto first = settled_in(applied.first, applied.first_undo).value();
    REQUIRE(first.size() == 1);
    CHECK(first[0].spends.empty());
    SECTION("if they are its coins, and all of them, and it has transactions") {
        const auto refused = [&](const Block& block, const std::vector<Coin>& coins) {
            return reason(settled_in(block, encode_undo(block, coins))) == LedgerError::BadUndo;
        };
        CHECK(reason(settled_in(applied.first, applied.second_undo)) == LedgerError::BadUndo);
        CHECK(refused(applied.second, {settled[0].spends}));
        CHECK(refused(applied.first, {settled[0].spends}));
        CHECK(refused(block(1, {"nonsense"}), {}));
    }
}

TEST_CASE("only the block that was applied last is taken back, with its own undo", "[ledger]") {
    Applied applied;
    SECTION("not with another's undo") {
        applied.refuses(applied.second, applied.first_undo);
        applied.refuses(applied.second, "");
    }
    SECTION("not one below it") { applied.refuses(applied.first, applied.first_undo); }
    SECTION("not one below it of which nothing is spent") {
        const Block third = on(applied.second, block(3, {encode(coinbase(5, {output(bob(), 1)}))}));
        const Block fourth = on(third, block(4, {encode(coinbase(6, {output(bob(), 1)}))}));
        const Undo third_undo = applied.ledger.connect(third, Height{5}).value();
        const Undo fourth_undo = applied.ledger.connect(fourth, Height{6}).value();
        applied.refuses(third, third_undo);
        applied.ledger.undo(fourth, fourth_undo);
        applied.refuses(fourth, fourth_undo);
        applied.ledger.undo(third, third_undo);
    }
    SECTION("not with the signatures of another one") {
        Block other = applied.second;
        std::string& text = other.transactions[0];
        const std::size_t digit = text.find("\"signature\":\"") + 13;
        text[digit] = text[digit] == '0' ? '1' : '0';
        applied.refuses(other, applied.second_undo);
    }
    SECTION("not an empty one that was never applied") {
        const Block empty = block(3);
        applied.refuses(empty, encode_undo(empty, {}));
    }
    SECTION("not one that was never applied") {
        Block other = block(3, {encode(coinbase(5, {output(bob(), 1)}))});
        applied.refuses(other, encode_undo(other, {}));
        other.transactions = {"no transaction"};
        applied.refuses(other, encode_undo(other, {}));
    }
    SECTION("not with fewer coins than it has spent") {
        applied.refuses(applied.second, encode_undo(applied.second, {}));
    }
    SECTION("not twice") {
        REQUIRE(applied.ledger.disconnect(applied.second, applied.second_undo));
        applied.refuses(applied.second, applied.second_undo);
    }
    REQUIRE((applied.ledger.disconnect(applied.second, applied.second_undo) ||
             applied.ledger.coins().size() == 2));
    applied.ledger.undo(applied.first, applied.first_undo);
    CHECK(applied.ledger.coins().size() == 0);
}

TEST_CASE("a refusal says at which gate it stands", "[ledger]") {
    using sbc::chain::Stage;
    CHECK(stage_of(LedgerError::NotCanonical) == Stage::Check);
    CHECK(stage_of(LedgerError::TwiceSpent) == Stage::Check);
    CHECK(stage_of(LedgerError::WrongPlace) == Stage::Connect);
    CHECK(stage_of(LedgerError::TooMuchReward) == Stage::Connect);
    CHECK(stage_of(LedgerError::BadUndo) == Stage::Keep);
}
