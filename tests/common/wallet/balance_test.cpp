// What one has, and what one can spend of it.
#include "town.hpp"

using namespace town;

namespace {

Balance points(std::uint64_t spendable, std::uint64_t arriving = 0, std::uint64_t leaving = 0,
               std::uint64_t maturing = 0) {
    return {Amount{spendable}, Amount{arriving}, Amount{leaving}, Amount{maturing}};
}

}  // namespace

TEST_CASE("a new wallet has nothing", "[wallet]") {
    const Town town;
    CHECK(town.alice.wallet.balance() == Balance{});
    CHECK(town.alice.wallet.coins().empty());
    CHECK(town.alice.wallet.entries() == 0);
    CHECK(town.alice.wallet.height() == Height{0});
}

TEST_CASE("what is mined can be spent when it is old enough, and not before", "[wallet]") {
    Town town;
    town.grow(town.alice);
    CHECK(town.alice.wallet.balance() == points(0, 0, 0, 100));
    town.close_with({});
    CHECK(town.alice.wallet.coins().empty());
    town.close_with({});  // block 3: the next one is 1 + 3
    CHECK(town.alice.wallet.balance() == points(100));
    CHECK(town.alice.wallet.coins().size() == 1);
    town.pay(town.alice, order(town.bob, 100 - 1));
    CHECK_NOTHROW(town.close_with(town.pool()));
}

TEST_CASE("a payment is leaving here and arriving there, and then it is neither", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    town.pay(town.alice, with_fee(order(town.bob, 30), 2));
    CHECK(town.alice.wallet.balance() == points(68, 0, 32));
    CHECK(town.bob.wallet.balance() == points(0, 30));
    CHECK(town.carol.wallet.balance() == Balance{});
    town.close_with(town.pool());
    CHECK(town.alice.wallet.balance() == points(68));
    CHECK(town.bob.wallet.balance() == points(30));
}

TEST_CASE("one's own change is spent at once, what others pay only when it is in a block",
          "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    town.pay(town.alice, with_fee(order(town.bob, 30), 0));
    town.pay(town.alice, with_fee(order(town.carol, 40), 0));
    CHECK(town.alice.wallet.balance() == points(30, 0, 70));
    CHECK(town.bob.wallet.coins().empty());
    const auto too_early = town.bob.wallet.plan(with_fee(order(town.carol, 5), 0));
    REQUIRE_FALSE(too_early);
    CHECK(too_early.error().reason == WalletError::NotEnough);
    town.close_with(town.pool());
    CHECK(town.bob.wallet.plan(with_fee(order(town.carol, 5), 0)));
    CHECK(town.alice.wallet.balance() == points(30));
}

TEST_CASE("what hangs on somebody else's payment is not spent before that is in a block",
          "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    town.pay(town.alice, with_fee(order(town.bob, 60), 0));
    town.close_with(town.pool());
    town.pay(town.bob, with_fee(order(town.carol, 10), 0));
    CHECK(town.bob.wallet.balance() == points(50, 0, 10));
    town.undo();  // alice's payment waits again, and bob's change hangs on it
    CHECK(town.bob.wallet.balance() == points(0, 50, 10));
    CHECK(town.bob.wallet.coins().empty());
    town.close_with({town.pool().front()});
    CHECK(town.bob.wallet.balance() == points(50, 0, 10));
}

TEST_CASE("what one pays to oneself costs the fee alone", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    Order to_second = with_fee(order(town.alice, 30), 2);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    CHECK(town.alice.wallet.balance() == points(98, 0, 2));
    town.close_with(town.pool());
    CHECK(town.alice.wallet.balance() == points(98));
}

TEST_CASE("each address has what lies there, and together they have it all", "[wallet]") {
    Town town;
    give(town, town.alice, 2, 50);
    Order to_second = with_fee(order(town.alice, 20), 0);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    const auto check = [&] {
        const auto addresses = town.alice.wallet.addresses();
        REQUIRE(addresses.size() == 2);
        CHECK(addresses[0].label == "alice");
        CHECK(addresses[0].balance == Amount{80});
        CHECK(addresses[1].label == "alice 2");
        CHECK(addresses[1].balance == Amount{20});
    };
    check();
    town.close_with(town.pool());
    check();
}

TEST_CASE("a key gets another label, and stays where it was", "[wallet]") {
    Town town;
    town.alice.wallet.add_key(town.alice.key(0), "for the class");
    const auto addresses = town.alice.wallet.addresses();
    REQUIRE(addresses.size() == 2);
    CHECK(addresses[0].label == "for the class");
    CHECK(addresses[0].key == town.alice.key(0));
}

TEST_CASE("a new key has no past", "[wallet]") {
    Town town;
    town.grow(town.alice);
    town.carol.wallet.add_key(town.alice.key(), "found");
    CHECK(town.carol.wallet.balance() == Balance{});
    town.grow(town.alice);
    CHECK(town.carol.wallet.balance() == points(0, 0, 0, 100));
    CHECK(town.carol.wallet.entries() == 1);
}

TEST_CASE("what others promise is never more than there can be", "[wallet]") {
    Person alice{"alice"};
    Coin somebodys;  // whose it is can be known, and nothing else
    somebodys.output.to.bytes = any_hash("somebody").bytes;
    for (const std::string nowhere : {"here", "there", "elsewhere"}) {
        Transaction promise;
        promise.inputs = {{{any_hash(nowhere), 0}, {}}};
        promise.outputs = {{alice.key(), sbc::ledger::most_amount}};
        REQUIRE(alice.wallet.waits(Town::checked(promise), std::vector{somebodys}));
    }
    CHECK(alice.wallet.balance() == points(0, sbc::ledger::most_amount.value()));
    CHECK(alice.wallet.addresses().front().balance == sbc::ledger::most_amount);
}
