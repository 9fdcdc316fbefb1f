// What the ancestor's wallet did, and this one does not (docs/ancestor.md).
#include "town.hpp"

using namespace town;

TEST_CASE("04-3: a payment can be sent with a fee, without one, and without a note", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto planned = town.pay(town.alice, order(town.bob, 5));
    const auto free = town.pay(town.alice, with_fee(order(town.bob, 5), 0));
    const auto dear = town.pay(town.alice, with_fee(order(town.bob, 50, "thanks"), 2));
    town.close_with(town.pool());
    CHECK(town.alice.wallet.find(planned.id())->fee == Amount{1});
    CHECK(town.alice.wallet.find(free.id())->fee == Amount{});
    CHECK(town.alice.wallet.find(dear.id())->fee == Amount{2});
    CHECK_FALSE(town.bob.wallet.find(free.id())->note);
    CHECK(town.bob.wallet.balance().spendable == Amount{60});
}

TEST_CASE("04-4: outputs of 10 and 20 are a balance of 30", "[wallet]") {
    Town town;
    Transaction mined;
    mined.coinbase = Coinbase{Height{1}, rules().network};
    mined.outputs = {{town.alice.key(), Amount{10}}, {town.alice.key(), Amount{20}}};
    town.close_with({Town::checked(mined)});
    CHECK(town.alice.wallet.balance().maturing == Amount{30});
    town.close_with({});
    town.close_with({});
    CHECK(town.alice.wallet.balance().spendable == Amount{30});
    const auto coins = town.alice.wallet.coins();
    REQUIRE(coins.size() == 2);
    for (const OwnCoin& own : coins) {
        const Output& output = mined.outputs.at(own.outpoint.index);
        CHECK(own.coin.output == output);
    }
}

TEST_CASE("04-5: two coins are spent at once, and afterwards the balance is what is left",
          "[wallet]") {
    Town town;
    give(town, town.alice, 2, 15);
    const auto payment = town.pay(town.alice, with_fee(order(town.bob, 28), 2));
    CHECK(payment.parts().inputs.size() == 2);
    town.close_with(town.pool());
    CHECK(town.alice.wallet.balance() == Balance{});
    CHECK(town.alice.wallet.coins().empty());
    CHECK(town.bob.wallet.balance().spendable == Amount{28});
}

TEST_CASE("05-8: nobody begins with coins, and invented ones are refused from block 1 on",
          "[wallet]") {
    Town town;
    for (const Person* person : town.people()) CHECK(person->wallet.balance() == Balance{});
    Transaction invented;
    invented.inputs = {{{any_hash("once upon a time"), 0}, {}}};
    invented.outputs = {{town.alice.key(), Amount{10}}};
    const auto judged = town.ledger().judge(Town::checked(invented), Height{1});
    REQUIRE_FALSE(judged);
    CHECK(judged.error().reason == sbc::ledger::LedgerError::UnknownCoin);
}

TEST_CASE("05-18: who has too little is told so, and nothing else happens", "[wallet]") {
    Town town;
    for (const std::size_t coins : {0U, 1U, 5U}) {
        if (coins > 0) give(town, town.alice, coins, 1);
        const Balance before = town.alice.wallet.balance();
        const auto plan = town.alice.wallet.plan(order(town.bob, 100));
        REQUIRE_FALSE(plan);
        CHECK(plan.error().reason == WalletError::NotEnough);
        CHECK_THAT(plan.error().text,
                   ContainsSubstring("you can spend " + std::to_string(before.spendable.value())));
        CHECK(town.alice.wallet.balance() == before);
    }
}
