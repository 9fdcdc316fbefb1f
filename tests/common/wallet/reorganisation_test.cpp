// What a wallet says when blocks are undone and others come, and when a payment will not happen.
#include "town.hpp"

using namespace town;

namespace {

const Entry& line_of(const Person& person, const CheckedTransaction& transaction) {
    const Entry* entry = person.wallet.find(transaction.id());
    REQUIRE(entry != nullptr);
    return *entry;
}
// Two payments of one coin: alice's to bob, and her other one to carol.
struct Rivals {
    Town town;
    CheckedTransaction to_bob;
    CheckedTransaction to_carol;
    Rivals()
        : to_bob{(give(town, town.alice, 1, 100), Town::made(town.alice, order(town.bob, 30)))},
          to_carol{Town::made(town.alice, order(town.carol, 30))} {}
};

}  // namespace

TEST_CASE("a payment whose block is undone waits again, and is marked", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto payment = town.pay(town.alice, with_fee(order(town.bob, 30), 2));
    const Balance waiting = town.alice.wallet.balance();
    CHECK_FALSE(line_of(town.bob, payment).returned);
    town.close(town.carol);
    town.undo();
    CHECK(town.alice.wallet.balance() == waiting);
    for (const Person* person : {&town.alice, &town.bob}) {
        CHECK(line_of(*person, payment).state == State::Waiting);
        CHECK(line_of(*person, payment).returned);
        CHECK(line_of(*person, payment).height == Height{});
        CHECK(&person->wallet.entry(0) == person->wallet.find(payment.id()));
    }
    CHECK(town.alice.wallet.own_waiting().size() == 1);
    town.close(town.carol);
    CHECK(line_of(town.bob, payment).state == State::Confirmed);
    CHECK_FALSE(line_of(town.bob, payment).returned);
    CHECK(town.bob.wallet.entries() == 1);
}

TEST_CASE("what was mined in a block that is lost is refused when another has its height",
          "[wallet]") {
    Town town;
    const auto lost = town.coinbase(town.alice);
    town.close_with({lost});
    town.undo();
    CHECK(town.alice.wallet.balance() == Balance{});
    CHECK(line_of(town.alice, lost).state == State::Refused);
    town.grow(town.bob);
    CHECK(line_of(town.alice, lost).state == State::Refused);
    CHECK(line_of(town.alice, lost).height == Height{1});
    CHECK_THAT(line_of(town.alice, lost).reason, ContainsSubstring("another block"));
    CHECK(town.alice.wallet.balance() == Balance{});
    CHECK(town.alice.wallet.entries() == 1);
    SECTION("and is there again with its block") {
        town.undo();
        town.close_with({lost});
        CHECK(line_of(town.alice, lost).state == State::Confirmed);
        CHECK(line_of(town.alice, lost).reason.empty());
        CHECK(town.alice.wallet.balance().maturing == Amount{100});
        CHECK(town.alice.wallet.entries() == 1);
    }
}

TEST_CASE("a payment whose coin a block spends otherwise is refused, and says by what",
          "[wallet]") {
    Rivals rivals;
    Town& town = rivals.town;
    town.wait(rivals.to_bob);
    town.close_with({rivals.to_carol});
    for (const Person* person : {&town.alice, &town.bob}) {
        const Entry& refused = line_of(*person, rivals.to_bob);
        CHECK(refused.state == State::Refused);
        CHECK(refused.height == town.height());
        CHECK_THAT(refused.reason,
                   ContainsSubstring("block " + std::to_string(town.height().value())));
        CHECK_THAT(refused.reason, ContainsSubstring(to_text(rivals.to_carol.id()).substr(0, 12)));
    }
    CHECK(town.bob.wallet.balance() == Balance{});
    CHECK(town.alice.wallet.balance().leaving == Amount{});
    CHECK(town.alice.wallet.balance().spendable == Amount{69});
    const auto again = town.bob.wallet.waits(rivals.to_bob, std::vector<Coin>(1));
    REQUIRE_FALSE(again);
    CHECK(again.error().reason == WalletError::NotAPayment);
}

TEST_CASE("what hangs on a refused payment is refused with it", "[wallet]") {
    Rivals rivals;
    Town& town = rivals.town;
    town.wait(rivals.to_bob);
    const auto second = town.pay(town.alice, order(town.bob, 20));
    const auto third = town.pay(town.alice, order(town.bob, 10));
    town.close_with({rivals.to_carol});
    for (const auto& payment : {second, third}) {
        CHECK(line_of(town.alice, payment).state == State::Refused);
        CHECK_THAT(line_of(town.alice, payment).reason, ContainsSubstring("should have brought"));
    }
    CHECK(town.alice.wallet.own_waiting().empty());
    CHECK(town.bob.wallet.balance() == Balance{});
}

TEST_CASE("when the block goes that refused a payment, it waits again", "[wallet]") {
    Rivals rivals;
    Town& town = rivals.town;
    town.wait(rivals.to_bob);
    const auto second = town.pay(town.alice, order(town.bob, 20));
    const Balance before = town.bob.wallet.balance();
    town.close_with({rivals.to_carol});
    town.undo();
    SECTION("for one whom the rival does not concern") {
        CHECK(town.bob.wallet.balance() == before);
        CHECK(line_of(town.bob, rivals.to_bob).state == State::Waiting);
        CHECK(line_of(town.bob, rivals.to_bob).reason.empty());
        CHECK(line_of(town.bob, second).state == State::Waiting);
        CHECK(town.bob.wallet.entry(0).id == second.id());
    }
    SECTION("but not while the rival waits") {
        CHECK(line_of(town.alice, rivals.to_carol).state == State::Waiting);
        CHECK(line_of(town.alice, rivals.to_bob).state == State::Refused);
        CHECK(line_of(town.alice, second).state == State::Refused);
        CHECK_THAT(line_of(town.alice, rivals.to_bob).reason,
                   ContainsSubstring(to_text(rivals.to_carol.id()).substr(0, 12)) &&
                       !ContainsSubstring("block"));
        SECTION("and when nobody takes the rival, it can wait again") {
            town.drop(rivals.to_carol.id());
            town.wait(rivals.to_bob);
            town.wait(second);
            CHECK(line_of(town.alice, rivals.to_bob).state == State::Waiting);
            CHECK(town.bob.wallet.balance() == before);
        }
        SECTION("nor when another block has the rival") {
            town.close_with({rivals.to_carol});
            CHECK_FALSE(town.alice.wallet.waits(rivals.to_bob, std::vector<Coin>(1)));
        }
    }
    SECTION("and may happen in another block") {
        town.close_with({rivals.to_bob});
        CHECK(line_of(town.alice, rivals.to_bob).state == State::Confirmed);
        CHECK(line_of(town.alice, rivals.to_carol).state == State::Refused);
        CHECK(line_of(town.carol, rivals.to_carol).state == State::Refused);
        CHECK(town.alice.wallet.balance().spendable == Amount{69});
    }
}

TEST_CASE("a payment of what is no longer mined is refused with it", "[wallet]") {
    Town town;
    const auto mined = town.coinbase(town.alice);
    town.close_with({mined});
    town.grow(town.bob, 2);
    const auto payment = town.pay(town.alice, order(town.carol, 30));
    for (int i = 0; i < 3; ++i) town.undo();
    CHECK(town.alice.wallet.balance().spendable == Amount{});
    town.close_with({town.coinbase(town.bob)});
    CHECK(line_of(town.alice, mined).state == State::Refused);
    CHECK(line_of(town.alice, payment).state == State::Refused);
    CHECK(town.alice.wallet.balance() == Balance{});
}

TEST_CASE("what nobody takes frees its coins", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const auto payment = town.pay(town.alice, order(town.bob, 30));
    const auto second = town.pay(town.alice, order(town.bob, 20));
    town.alice.wallet.refused(payment.id(), "the pool is full");
    CHECK(town.alice.wallet.balance().spendable == Amount{100});
    CHECK(town.alice.wallet.balance().leaving == Amount{});
    CHECK(line_of(town.alice, payment).state == State::Refused);
    CHECK(line_of(town.alice, payment).reason == "the pool is full");
    CHECK(line_of(town.alice, second).state == State::Refused);
    SECTION("stays refused, whatever blocks come and go") {
        const auto height = town.height();
        town.undo();
        CHECK(line_of(town.alice, payment).state == State::Refused);
        CHECK(line_of(town.alice, payment).height.value() == height.value() - 1);
    }
    SECTION("may be tried again") {
        const std::vector<Coin> spent{town.alice.wallet.coins().at(0).coin};
        REQUIRE(town.alice.wallet.waits(payment, spent));
        CHECK(line_of(town.alice, payment).state == State::Waiting);
        CHECK(town.alice.wallet.entries() == 3);
    }
    SECTION("and is confirmed if a block brings it all the same") {
        town.close_with({payment});
        CHECK(line_of(town.alice, payment).state == State::Confirmed);
        CHECK(line_of(town.alice, payment).reason.empty());
        CHECK(town.alice.wallet.entries() == 3);
    }
    SECTION("of what does not wait nothing is refused") {
        const std::size_t entries = town.alice.wallet.entries();
        town.alice.wallet.refused(payment.id(), "again");
        town.alice.wallet.refused(any_hash("nothing"), "what");
        CHECK(town.alice.wallet.entries() == entries);
        CHECK(line_of(town.alice, payment).reason == "the pool is full");
    }
}
