// What the check of a block has read serves its application, and no answer depends on it.
#include "ledger/read_ahead.hpp"

#include "catch.hpp"
#include "ledger/ledger.hpp"

using namespace sbc::ledger;

namespace {

std::string coinbase(std::uint64_t height, std::size_t outputs = 1) {
    Transaction made;
    made.coinbase = Coinbase{Height{height}, Hash{}};
    const auto key = sbc::crypto::SigningKey{sbc::crypto::SigningKey::Seed{}}.public_key();
    for (std::size_t i = 0; i < outputs; ++i) made.outputs.push_back({key, Amount{1}});
    return encode(made);
}
CheckedTransaction read(const std::string& text) { return check_transaction(text).value(); }

}  // namespace

TEST_CASE("what was read is found by its text, in its order, and once", "[ledger]") {
    ReadAhead ahead;
    for (const std::uint64_t height : {1U, 2U, 3U})
        ahead.add(coinbase(height), read(coinbase(height)));
    const auto second = ahead.take(coinbase(2));  // the first is not asked for any more
    REQUIRE(second);
    CHECK(second->id() == read(coinbase(2)).id());
    CHECK(ahead.size() == 1);
    CHECK_FALSE(ahead.take(coinbase(2)));
    CHECK(ahead.size() == 0);
}

TEST_CASE("no more is held than a block has room for", "[ledger]") {
    ReadAhead ahead;
    const std::string big = coinbase(1, 90);
    const std::size_t room = sbc::chain::most_transaction_bytes / big.size();
    for (std::size_t i = 0; i < 3 * room; ++i) ahead.add(big, read(big));
    CHECK(ahead.size() == room);
    ahead.add(coinbase(2), read(coinbase(2)));
    CHECK(ahead.take(coinbase(2)));
}

TEST_CASE("a block says the same whether, and whatever, was checked before", "[ledger]") {
    InlineChecker checker;
    const Rules rules{.network = Hash{}};
    sbc::chain::Block block;
    block.transactions = {coinbase(1)};
    Ledger ledger{rules, {1, 2}, checker};
    SECTION("nothing") {}
    SECTION("itself") { REQUIRE(ledger.check(block.transactions[0])); }
    SECTION("another one, which was never applied") {
        REQUIRE(ledger.check(coinbase(7)));
        REQUIRE(ledger.check(block.transactions[0]));
    }
    SECTION("only another one") { REQUIRE(ledger.check(coinbase(7))); }
    SECTION("what cannot be") { REQUIRE_FALSE(ledger.check("{}")); }
    REQUIRE(ledger.connect(block, Height{1}));
    REQUIRE(ledger.coins().size() == 1);
    CHECK(ledger.coins().find({read(block.transactions[0]).id(), 0}));
}
