// What may happen in a block, what may not, and that taking it back leaves nothing.
#pragma once

#include "ledgers/scene.hpp"

using namespace kit;

TEST_CASE("a payment moves points from its owners to others", "[ledgers]") {
    Begun begun;
    const auto paid = payment({spend(begun.mined, 0, alice()), spend(begun.mined, 1, alice())},
                              {output(bob(), 70), output(alice(), 25)});
    CHECK(begun.book.judge(paid, Height{4}).value() == Amount{5});
    REQUIRE(begun.book.apply({paid}, Height{4}));
    const Wealth coins = begun.book.coins();
    CHECK(coins.size() == 2);
    CHECK(coins.at({id(paid), 0}) == Owned{bob().public_key(), Amount{70}, Height{4}, false});
    CHECK(coins.at({id(paid), 1}) == Owned{alice().public_key(), Amount{25}, Height{4}, false});
}

TEST_CASE("what is spent, or was never there, cannot be spent", "[ledgers]") {
    Begun begun;
    const auto paid = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    REQUIRE(begun.book.apply({paid}, Height{4}));
    CHECK(begun.refusal({paid}, 5) == LedgerError::UnknownCoin);
    const auto again = payment({spend(begun.mined, 0, alice())}, {output(carol(), 60)});
    CHECK(begun.refusal({again}, 5) == LedgerError::UnknownCoin);
    const auto beyond = payment({spend(begun.mined, 2, alice())}, {output(bob(), 1)});
    CHECK(begun.refusal({beyond}, 5) == LedgerError::UnknownCoin);
    const Spend nothing{{any_hash("nothing"), 0}, &alice()};
    CHECK(begun.refusal({payment({nothing}, {output(bob(), 1)})}, 5) == LedgerError::UnknownCoin);
    CHECK(reason(begun.book.judge(again, Height{5})) == LedgerError::UnknownCoin);
}

TEST_CASE("an output can be spent in its own block, after it and once", "[ledgers]") {
    Begun begun;
    const auto first = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    const auto second = payment({spend(first, 0, bob())}, {output(carol(), 60)});
    const auto third = payment({spend(first, 0, bob())}, {output(alice(), 60)});
    CHECK(begun.refusal({second, first}) == LedgerError::UnknownCoin);
    CHECK(begun.refusal({first, second, third}) == LedgerError::UnknownCoin);
    CHECK(begun.refusal({first, second, first}) == LedgerError::UnknownCoin);
    const Wealth before = begun.book.coins();
    REQUIRE(begun.book.apply({first, second}, Height{4}));
    CHECK(balance(begun.book.coins(), carol()) == 60);
    CHECK(balance(begun.book.coins(), bob()) == 0);
    begun.book.undo();
    CHECK(begun.book.coins() == before);
}

TEST_CASE("each owner has signed, this and in this network", "[ledgers]") {
    Begun begun;
    const auto first = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    REQUIRE(begun.book.apply({first}, Height{4}));
    const Spend of_alice = spend(begun.mined, 1, alice());
    const Spend of_bob = spend(first, 0, bob());
    const std::vector<Output> outputs{output(carol(), 100)};
    SECTION("nobody is missing") {
        CHECK(begun.book.judge(payment({of_alice, of_bob}, outputs), Height{5}));
    }
    SECTION("the first one has not") {
        const auto paid = payment({{of_alice.outpoint, &bob()}, of_bob}, outputs);
        CHECK(begun.refusal({paid}, 5) == LedgerError::WrongSignature);
    }
    SECTION("the last one has not") {
        const auto paid = payment({of_alice, {of_bob.outpoint, &alice()}}, outputs);
        CHECK(begun.refusal({paid}, 5) == LedgerError::WrongSignature);
        CHECK(reason(begun.book.judge(paid, Height{5})) == LedgerError::WrongSignature);
    }
    SECTION("something else was signed") {
        auto paid = payment({of_alice, of_bob}, outputs);
        paid.outputs[0].to = alice().public_key();
        CHECK(begun.refusal({paid}, 5) == LedgerError::WrongSignature);
        paid = payment({of_alice, of_bob}, outputs);
        paid.note = Note{"memo", "added later"};
        CHECK(begun.refusal({paid}, 5) == LedgerError::WrongSignature);
    }
    SECTION("in another network") {
        const auto paid = payment({of_alice, of_bob}, outputs, any_hash("another network"));
        CHECK(begun.refusal({paid}, 5) == LedgerError::WrongSignature);
    }
    SECTION("a wrong signature is told before what is wrong behind it") {
        const auto forged = payment({{of_alice.outpoint, &bob()}}, {output(bob(), 1)});
        const auto unknown = payment({spend(begun.mined, 5, alice())}, outputs);
        CHECK(begun.refusal({forged, unknown}, 5) == LedgerError::WrongSignature);
        CHECK(begun.refusal({unknown, forged}, 5) == LedgerError::UnknownCoin);
        const auto greedy = payment({{of_alice.outpoint, &bob()}}, {output(bob(), 1'000)});
        CHECK(begun.refusal({greedy}, 5) == LedgerError::WrongSignature);
    }
}

TEST_CASE("no more goes out than comes in", "[ledgers]") {
    Begun begun;
    const auto greedy = payment({spend(begun.mined, 0, alice())}, {output(bob(), 61)});
    CHECK(begun.refusal({greedy}) == LedgerError::Overspent);
    const auto in_parts = payment({spend(begun.mined, 0, alice())},
                                  {output(bob(), 30), output(bob(), 30), output(bob(), 1)});
    CHECK(begun.refusal({in_parts}) == LedgerError::Overspent);
    CHECK(reason(begun.book.judge(greedy, Height{4})) == LedgerError::Overspent);
    CHECK(begun.book.judge(payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)}),
                           Height{4}) == Amount{0});
}

TEST_CASE("what is mined can be spent three blocks later", "[ledgers]") {
    Begun begun;
    const auto early = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    CHECK(begun.refusal({early}, 2) == LedgerError::Immature);
    CHECK(begun.refusal({early}, 3) == LedgerError::Immature);
    CHECK(reason(begun.book.judge(early, Height{3})) == LedgerError::Immature);
    CHECK(begun.book.judge(early, Height{4}));
    REQUIRE(begun.book.apply({early}, Height{4}));
    SECTION("what is paid can be spent at once") {
        CHECK(
            begun.book.judge(payment({spend(early, 0, bob())}, {output(carol(), 60)}), Height{4}));
    }
}

TEST_CASE("a coinbase stands first, in its own block, in its own network, alone", "[ledgers]") {
    Begun begun;
    const auto paid = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    const auto mined = coinbase(4, {output(bob(), 100)});
    CHECK(begun.refusal({paid, mined}) == LedgerError::WrongPlace);
    CHECK(begun.refusal({mined, coinbase(4, {output(carol(), 1)})}) == LedgerError::WrongPlace);
    CHECK(begun.refusal({coinbase(3, {output(bob(), 100)})}) == LedgerError::WrongPlace);
    CHECK(begun.refusal({coinbase(5, {output(bob(), 100)})}) == LedgerError::WrongPlace);
    auto foreign = mined;
    foreign.coinbase->network = any_hash("another network");
    CHECK(begun.refusal({foreign}) == LedgerError::WrongPlace);
    CHECK(begun.book.apply({mined, paid}, Height{4}));
}

TEST_CASE("a coinbase is not spent in its own block", "[ledgers]") {
    Begun begun;
    const auto mined = coinbase(4, {output(bob(), 100)});
    const auto spent = payment({spend(mined, 0, bob())}, {output(carol(), 100)});
    CHECK(begun.refusal({mined, spent}) == LedgerError::Immature);
}

TEST_CASE("a miner takes the subsidy and the fees, in all outputs together", "[ledgers]") {
    Begun begun;
    const auto five = payment({spend(begun.mined, 0, alice())}, {output(bob(), 55)});
    const auto one = payment({spend(begun.mined, 1, alice())}, {output(bob(), 39)});
    const auto too_much = LedgerError::TooMuchReward;
    CHECK(begun.refusal({coinbase(4, {output(carol(), 101)})}) == too_much);
    CHECK(begun.refusal({coinbase(4, {output(carol(), 107)}), five, one}) == too_much);
    CHECK(begun.refusal({coinbase(4, {output(carol(), 1), output(carol(), 106)}), five, one}) ==
          too_much);
    SECTION("all of it") {
        REQUIRE(begun.book.apply({coinbase(4, {output(carol(), 106)}), five, one}, Height{4}));
        CHECK(sum_of(begun.book.coins()) == 200);
    }
    SECTION("or less: the rest is nobody's for ever") {
        REQUIRE(begun.book.apply({coinbase(4, {output(carol(), 6)}), five, one}, Height{4}));
        CHECK(sum_of(begun.book.coins()) == 100);
    }
    SECTION("or nothing: a block needs no coinbase") {
        REQUIRE(begun.book.apply({five, one}, Height{4}));
        CHECK(sum_of(begun.book.coins()) == 94);
    }
}

TEST_CASE("an empty block changes nothing", "[ledgers]") {
    Begun begun;
    const Wealth before = begun.book.coins();
    REQUIRE(begun.book.apply({}, Height{2}));
    CHECK(begun.book.coins() == before);
    begun.book.undo();
    CHECK(begun.book.coins() == before);
}

TEST_CASE("more than there can be does not come in either", "[ledgers]") {
    Rules generous = rules();
    generous.subsidy = most_amount;
    generous.maturity = 0;
    Book book{generous};
    const auto one = coinbase(1, {{alice().public_key(), most_amount}});
    const auto two = coinbase(2, {{alice().public_key(), most_amount}});
    REQUIRE(book.apply({one}, Height{1}));
    REQUIRE(book.apply({two}, Height{2}));
    const auto both = payment({spend(one, 0, alice()), spend(two, 0, alice())}, {output(bob(), 1)});
    CHECK(reason(book.apply({both}, Height{3})) == LedgerError::BadAmount);
}

TEST_CASE("blocks are taken back one by one, to the beginning", "[ledgers]") {
    Begun begun;
    std::vector<Wealth> states{begun.book.coins()};
    const auto first =
        payment({spend(begun.mined, 0, alice())}, {output(bob(), 30), output(alice(), 30)});
    REQUIRE(begun.book.apply({coinbase(4, {output(carol(), 100)}), first}, Height{4}));
    states.push_back(begun.book.coins());
    const auto second =
        payment({spend(first, 0, bob()), spend(first, 1, alice())}, {output(carol(), 59)});
    const auto third = payment({spend(second, 0, carol())}, {output(bob(), 58)});
    REQUIRE(begun.book.apply({second, third}, Height{5}));
    for (; !states.empty(); states.pop_back()) {
        begun.book.undo();
        CHECK(begun.book.coins() == states.back());
    }
    begun.book.undo();
    CHECK(begun.book.coins().empty());
}
