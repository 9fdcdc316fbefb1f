#include "ledger/pending.hpp"

#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;

namespace {

// Alice has mined 60 and 40, which are mature; some payments wait.
struct Waiting {
    InlineChecker checker;
    Ledger ledger{rules(), seed, checker};
    Pending pending;
    Transaction mined = coinbase(1, {output(alice(), 60), output(alice(), 40)});
    Waiting() { REQUIRE(ledger.connect({{}, {encode(mined)}}, Height{1})); }

    [[nodiscard]] auto judge(const Transaction& payment) const {
        return ledger.judge(check_transaction(encode(payment)).value(), Height{4}, pending);
    }
    void wait(const Transaction& payment) {
        const auto judged = judge(payment);
        REQUIRE(judged);
        pending.add(check_transaction(encode(payment)).value(), judged->spends);
    }
};

}  // namespace

TEST_CASE("a payment may spend what another one brings that waits", "[ledger]") {
    Waiting scene;
    const auto first = payment({spend(scene.mined, 0, alice())}, {output(bob(), 59)});
    const auto second = payment({spend(first, 0, bob())}, {output(carol(), 57)});
    CHECK(reason(scene.judge(second)) == LedgerError::UnknownCoin);
    scene.wait(first);
    const auto judged = scene.judge(second);
    REQUIRE(judged);
    CHECK(judged->fee == Amount{2});
    CHECK(judged->spends == std::vector<Coin>{{output(bob(), 59), Height{4}, false}});
    SECTION("with its owner's signature") {
        const auto theft = payment({{{id(first), 0}, &carol()}}, {output(carol(), 59)});
        CHECK(reason(scene.judge(theft)) == LedgerError::WrongSignature);
    }
    SECTION("and no output that is not there") {
        CHECK(reason(scene.judge(payment({spend(first, 1, bob())}, {output(carol(), 1)}))) ==
              LedgerError::UnknownCoin);
    }
}

TEST_CASE("what a payment spends that waits is spent", "[ledger]") {
    Waiting scene;
    const auto first = payment({spend(scene.mined, 0, alice())}, {output(bob(), 59)});
    const auto other = payment({spend(scene.mined, 0, alice())}, {output(carol(), 50)});
    scene.wait(first);
    CHECK(reason(scene.judge(other)) == LedgerError::UnknownCoin);
    CHECK(reason(scene.judge(first)) == LedgerError::UnknownCoin);
    CHECK(scene.pending.spender_of({id(scene.mined), 0}) == id(first));
    SECTION("until it waits no longer") {
        scene.pending.remove(id(first));
        CHECK(scene.judge(other));
        CHECK(scene.pending.size() == 0);
        CHECK_FALSE(scene.pending.find({id(first), 0}));
        CHECK(scene.pending.concerning(alice().public_key()).empty());
        scene.pending.remove(id(first));  // nothing happens
    }
}

TEST_CASE("an address is told what waiting payments bring it and take from it", "[ledger]") {
    Waiting scene;
    const auto first =
        payment({spend(scene.mined, 0, alice())}, {output(bob(), 20), output(alice(), 39)});
    const auto second =
        payment({spend(first, 0, bob()), spend(scene.mined, 1, alice())}, {output(carol(), 60)});
    scene.wait(first);
    // It waits already: nothing happens.
    scene.pending.add(check_transaction(encode(first)).value(), {});
    scene.wait(second);
    const auto of = [&](const SigningKey& key) { return scene.pending.change(key.public_key()); };
    CHECK(of(alice()).comes == Amount{39});
    CHECK(of(alice()).goes == Amount{100});
    CHECK(of(bob()).comes == Amount{20});
    CHECK(of(bob()).goes == Amount{20});
    CHECK(of(carol()).comes == Amount{60});
    CHECK(of(carol()).goes == Amount{0});
    CHECK(scene.pending.concerning(carol().public_key()) == std::vector{id(second)});
    CHECK(scene.pending.concerning(alice().public_key()).size() == 2);
    SECTION("less when one of them goes") {
        scene.pending.remove(id(second));
        CHECK(of(alice()).goes == Amount{60});
        CHECK(of(bob()).goes == Amount{0});
        CHECK(of(carol()).comes == Amount{0});
    }
}

TEST_CASE("a coinbase does not wait", "[ledger]") {
    Waiting scene;
    CHECK(reason(scene.judge(coinbase(4, {output(bob(), 100)}))) == LedgerError::WrongPlace);
}
