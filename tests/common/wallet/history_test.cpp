// What has happened, line by line.
#include "town.hpp"

using namespace town;

TEST_CASE("what is mined is a line with its block", "[wallet]") {
    Town town;
    town.close_with({town.coinbase(town.alice, 100, "the first")});
    REQUIRE(town.alice.wallet.entries() == 1);
    const Entry& entry = town.alice.wallet.entry(0);
    CHECK(entry.kind == Kind::Mined);
    CHECK(entry.state == State::Confirmed);
    CHECK(entry.height == Height{1});
    CHECK(entry.amount == Amount{100});
    CHECK(entry.counterpart == town.alice.key());
    CHECK(entry.note == Note{"memo", "the first"});
    CHECK(town.bob.wallet.entries() == 0);
}

TEST_CASE("a payment is a line for both, each with the other's address", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto payment = town.pay(town.alice, with_fee(order(town.bob, 30, "you are great"), 2));
    town.close_with(town.pool());
    const Entry& sent = town.alice.wallet.entry(0);
    CHECK(sent.id == payment.id());
    CHECK(sent.kind == Kind::Sent);
    CHECK(sent.amount == Amount{30});
    CHECK(sent.fee == Amount{2});
    CHECK(sent.counterpart == town.bob.key());
    const Entry& received = town.bob.wallet.entry(0);
    CHECK(received.id == payment.id());
    CHECK(received.kind == Kind::Received);
    CHECK(received.amount == Amount{30});
    CHECK(received.fee == Amount{});
    CHECK(received.counterpart == town.alice.key());
    for (const Entry* entry : {&sent, &received}) {
        CHECK(entry->note == Note{"memo", "you are great"});
        CHECK(entry->state == State::Confirmed);
    }
    CHECK(town.carol.wallet.entries() == 0);
}

TEST_CASE("what one pays to oneself is one line, with what was paid", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    Order to_second = with_fee(order(town.alice, 30), 2);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    CHECK(town.alice.wallet.entries() == 2);
    const Entry& entry = town.alice.wallet.entry(0);
    CHECK(entry.kind == Kind::ToMyself);
    CHECK(entry.amount == Amount{30});
    CHECK(entry.fee == Amount{2});
    CHECK(entry.counterpart == town.alice.key(1));
}

TEST_CASE("what two pay together is for each what it changes", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 50);
    give(town, town.bob, 1, 30);
    Transaction together;
    together.inputs = {{town.alice.wallet.coins().at(0).outpoint, {}},
                       {town.bob.wallet.coins().at(0).outpoint, {}}};
    together.outputs = {{town.carol.key(), Amount{40}}, {town.bob.key(), Amount{35}}};
    const auto message = sbc::ledger::signed_bytes(rules().network, encode_unsigned(together));
    together.inputs[0].signature = town.alice.find(town.alice.key())->sign(message);
    together.inputs[1].signature = town.bob.find(town.bob.key())->sign(message);
    town.close_with({Town::checked(together)});
    CHECK(town.alice.wallet.entry(0).kind == Kind::Sent);
    CHECK(town.alice.wallet.entry(0).amount == Amount{50});
    CHECK(town.bob.wallet.entry(0).kind == Kind::Received);
    CHECK(town.bob.wallet.entry(0).amount == Amount{5});
    CHECK(town.bob.wallet.entry(0).counterpart == town.alice.key());
}

TEST_CASE("of somebody else's coins nothing need be known", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto payment = Town::made(town.alice, with_fee(order(town.bob, 30), 2));
    const std::vector<Coin> unknown(1);
    REQUIRE(town.bob.wallet.waits(payment, unknown));
    const Entry& entry = town.bob.wallet.entry(0);
    CHECK(entry.kind == Kind::Received);
    CHECK(entry.amount == Amount{30});
    CHECK_FALSE(entry.counterpart);
}

TEST_CASE("the newest is first, and what waits is newer than what has happened", "[wallet]") {
    Town town;
    give(town, town.alice, 4, 25);
    const auto first = town.pay(town.alice, with_fee(order(town.bob, 25), 0));
    town.close_with(town.pool());
    const auto second = town.pay(town.alice, with_fee(order(town.bob, 20), 0));
    const auto third = town.pay(town.alice, with_fee(order(town.bob, 10), 0));
    const Wallet& wallet = town.alice.wallet;
    REQUIRE(wallet.entries() == 4);
    CHECK(wallet.entry(0).id == third.id());
    CHECK(wallet.entry(1).id == second.id());
    CHECK(wallet.entry(2).id == first.id());
    CHECK(wallet.entry(3).kind == Kind::Mined);
}

TEST_CASE("how deep a payment is follows from the height", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto payment = town.pay(town.alice, order(town.bob, 30));
    const Wallet& wallet = town.bob.wallet;
    CHECK(wallet.confirmations(*wallet.find(payment.id())) == 0);
    town.close_with(town.pool());
    CHECK(wallet.confirmations(*wallet.find(payment.id())) == 1);
    town.grow(town.carol, 5);
    CHECK(wallet.confirmations(*wallet.find(payment.id())) == 6);
    CHECK(wallet.find(any_hash("nothing")) == nullptr);
}

TEST_CASE("a line is looked at where it lies", "[wallet]") {
    Town town;
    town.grow(town.alice, 10);
    const Wallet& wallet = town.alice.wallet;
    const Entry* const oldest = &wallet.entry(9);
    town.grow(town.alice, 100);
    CHECK(&wallet.entry(109) == oldest);
    CHECK(wallet.find(oldest->id) == oldest);
}

TEST_CASE("a payment that waits already, or has happened, changes nothing", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const std::vector<Coin> spent{town.alice.wallet.coins().at(0).coin};
    const auto payment = town.pay(town.alice, order(town.bob, 30));
    const Balance waiting = town.alice.wallet.balance();
    CHECK(town.alice.wallet.waits(payment, spent));
    CHECK(town.alice.wallet.balance() == waiting);
    town.close_with(town.pool());
    const Balance confirmed = town.alice.wallet.balance();
    CHECK(town.alice.wallet.waits(payment, spent));
    CHECK(town.alice.wallet.balance() == confirmed);
    CHECK(town.alice.wallet.entries() == 2);
}

TEST_CASE("two payments of one coin do not both wait, and a coinbase never does", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const std::vector<Coin> spent{town.alice.wallet.coins().at(0).coin};
    const auto one = Town::made(town.alice, order(town.bob, 30));
    const auto other = Town::made(town.alice, order(town.carol, 30));
    REQUIRE(town.alice.wallet.waits(one, spent));
    const auto second = town.alice.wallet.waits(other, spent);
    REQUIRE_FALSE(second);
    CHECK(second.error().reason == WalletError::NotAPayment);
    const auto mined = town.alice.wallet.waits(town.coinbase(town.alice), {});
    REQUIRE_FALSE(mined);
    CHECK(mined.error().reason == WalletError::NotAPayment);
    CHECK(town.alice.wallet.entries() == 2);
}

TEST_CASE("one's own payments that wait can be sent again, the oldest first", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto first = town.pay(town.alice, order(town.bob, 30));
    const auto second = town.pay(town.alice, order(town.alice, 30));
    const auto own = town.alice.wallet.own_waiting();
    REQUIRE(own.size() == 2);
    CHECK(own[0]->id() == first.id());
    CHECK(own[1]->id() == second.id());
    CHECK(town.bob.wallet.own_waiting().empty());
    CHECK(encode(own[0]->parts()) == encode(first.parts()));
}
