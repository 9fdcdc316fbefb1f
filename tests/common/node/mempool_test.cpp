#include "pool_scene.hpp"

using namespace pool;
using enum MempoolError;

TEST_CASE("a payment of coins that there are waits, and its fee is known", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid payment = pay({coins[0]}, 7);
    const auto added = scene.add(payment);
    REQUIRE(added);
    CHECK(added->id == payment.id);
    CHECK(added->fee == Amount{7});
    CHECK(scene.mempool.find(payment.id)->text == payment.text);
    CHECK(scene.mempool.spends(*scene.mempool.find(payment.id)) ==
          std::vector<Output>{{alice().public_key(), Amount{1'000}}});
    CHECK(scene.mempool.pending().concerning(alice().public_key()) == std::vector{payment.id});
    CHECK(scene.refusal(payment) == Waits);
}

TEST_CASE("what cannot be a payment is refused, and its sender is to blame", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(1);
    SECTION("words that are no transaction") {
        CHECK(scene.reason_of("{\"amount\":500,\"sender\":\"me\"}") == Malformed);
        CHECK(scene.reason_of(std::string(30'000, 'x')) == Malformed);
    }
    SECTION("one coin in two inputs") {
        CHECK(scene.refusal(pay({coins[0], coins[0]}, 1)) == Malformed);
    }
    SECTION("a coinbase") {
        CHECK(scene.reason_of(scene.coinbase(1).text) == MempoolError::Coinbase);
    }
    SECTION("another one's signature") {
        CHECK(scene.refusal(pay({coins[0]}, 1, 1, {}, bob())) == MempoolError::WrongSignature);
    }
    SECTION("more than comes in") {
        Spendable inflated = coins[0];
        inflated.amount = 1'001;
        CHECK(scene.refusal(pay({inflated}, 0)) == Overspent);
    }
    CHECK(scene.mempool.size() == 0);
    for (const auto error :
         {Malformed, MempoolError::Coinbase, MempoolError::WrongSignature, Overspent})
        CHECK(senders_fault(error));
    for (const auto error : {Waits, UnknownCoin, Immature, Conflict, Dust, LongPackage, LowFee})
        CHECK_FALSE(senders_fault(error));
}

TEST_CASE("at height 0 nothing can wait, since nobody has anything", "[node][mempool][05-8]") {
    Scene scene;
    CHECK(scene.refusal(pay({{{Hash{}, 0}, 1'000}}, 1)) == UnknownCoin);
    CHECK(scene.reason_of(scene.coinbase(1).text) == MempoolError::Coinbase);
    CHECK(scene.mempool.size() == 0);
}

TEST_CASE("of two payments of one coin the first one stays", "[node][mempool][05-5]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid first = pay({coins[0]}, 1);
    scene.wait(first);
    CHECK(scene.refusal(pay({coins[0]}, 900)) == Conflict);
    CHECK(scene.refusal(pay({coins[1], coins[0]}, 900)) == Conflict);
    CHECK(scene.waits(first));
}

TEST_CASE("nothing costs a check of signatures that can be refused without", "[node][mempool]") {
    Scene scene{{.package = 2, .least_output = Amount{10}}};
    const auto coins = scene.coins(3);
    const Paid parent = pay({coins[0]}, 1);
    const Paid child = pay(parent.outputs, 1);
    scene.wait(parent);
    scene.wait(child);
    const std::size_t before = scene.checker.asked;
    CHECK(scene.refusal(parent) == Waits);
    CHECK(scene.refusal(pay({coins[0]}, 2)) == Conflict);
    CHECK(scene.refusal(pay({{{Hash{}, 0}, 1'000}}, 1)) == UnknownCoin);
    CHECK(scene.refusal(pay({coins[1]}, 995)) == Dust);
    CHECK(scene.refusal(pay(child.outputs, 1)) == LongPackage);
    CHECK(scene.checker.asked == before);
}

TEST_CASE("dust is refused here, and is valid in a block all the same", "[node][mempool]") {
    Scene scene{{.least_output = Amount{10}}};
    const auto coins = scene.coins(2);
    const Paid dust = pay({coins[0]}, 991);
    CHECK(scene.refusal(dust) == Dust);
    scene.wait(pay({coins[1]}, 990));
    CHECK(scene.block({dust.text}).in_blocks == std::vector{dust.id});
}

TEST_CASE("a coinbase's coin can be spent when the next block is high enough", "[node][mempool]") {
    Scene scene;
    const Paid mined = scene.coinbase(1);
    scene.block({mined.text});
    scene.block({});
    const Paid payment = pay(mined.outputs, 1);
    CHECK(scene.refusal(payment) == Immature);
    scene.block({});
    scene.wait(payment);
}

TEST_CASE("payments may spend what those before them bring", "[node][mempool]") {
    Scene scene{{.package = 3}};
    const auto coins = scene.coins(2);
    const Paid parent = pay({coins[0]}, 1, 3);
    const Paid child = pay({parent.outputs[0]}, 2);
    CHECK(scene.refusal(child) == UnknownCoin);
    scene.wait(parent);
    scene.wait(child);

    SECTION("at most so many after each other") {
        const Paid grandchild = pay({child.outputs[0], coins[1]}, 3);
        scene.wait(grandchild);
        CHECK(scene.mempool.find(grandchild.id)->with_ancestors.payments == 3);
        CHECK(scene.mempool.find(parent.id)->with_descendants.fee == Amount{6});
        CHECK(scene.refusal(pay(grandchild.outputs, 1)) == LongPackage);
    }
    SECTION("at most so many of one") {
        scene.wait(pay({parent.outputs[1]}, 1));
        CHECK(scene.refusal(pay({parent.outputs[2]}, 1)) == LongPackage);
    }
}

TEST_CASE("a package is never larger than a block", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid large = pay({coins[0]}, 100, 190);
    scene.wait(large);
    REQUIRE(large.text.size() > 16'000);
    CHECK(scene.refusal(pay({large.outputs[0], coins[1]}, 900, 100)) == LongPackage);
    scene.wait(pay({coins[1]}, 900, 100));
}

TEST_CASE("what waits too long goes, with what depends on it", "[node][mempool]") {
    Scene scene{{.expiry = 1h}};
    const auto coins = scene.coins(2);
    CHECK(scene.mempool.deadline() == sbc::never);
    const Paid parent = pay({coins[0]}, 1);
    const Paid child = pay(parent.outputs, 1);
    const Paid other = pay({coins[1]}, 1);
    scene.wait(parent);
    const Instant due = scene.now + 1h;
    CHECK(scene.mempool.deadline() == due);
    scene.now += 30min;
    scene.wait(child);
    scene.wait(other);
    CHECK(scene.mempool.on_time(due - 1ms).left.empty());
    const auto changes = scene.mempool.on_time(due);
    CHECK(ids(changes.left, Departure::Expired) == std::set{parent.id, child.id});
    CHECK(scene.mempool.deadline() == due + 30min);
    CHECK(scene.mempool.size() == 1);
}
