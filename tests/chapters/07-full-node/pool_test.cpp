// What may wait for a block, and who has to go.
#include <algorithm>

#include "node_kit.hpp"

using namespace kit;
using stage::Pool;
using stage::PoolError;

namespace {

struct Scene : Book {
    std::vector<Outpoint> coin = coins(alice(), 6);
    std::optional<Pool> made;
    Pool& pool;

    explicit Scene(stage::PoolLimits limits = {})
        : made{std::in_place, ledger.ledger(), limits}, pool{*made} {}

    auto add(const CheckedTransaction& payment, sbc::Instant now = start) {
        return pool.add(payment, next(), now);
    }
    // Alice pays bob; the rest comes back, but for the fee.
    [[nodiscard]] CheckedTransaction pay(std::size_t which, std::uint64_t fee,
                                         const std::string& note = "") const {
        return paid(alice(), {coin[which]}, {output(bob(), 30), output(alice(), 70 - fee)}, note);
    }
    // Spends the change of another one.
    static CheckedTransaction change_of(const CheckedTransaction& parent, std::uint64_t fee) {
        const std::uint64_t change = parent.parts().outputs.back().amount.value();
        return paid(alice(), {{parent.id(), 1}},
                    {output(bob(), 1), output(alice(), change - 1 - fee)});
    }
    [[nodiscard]] std::vector<Hash> waiting() const {
        const auto all = pool.all();
        std::vector<Hash> ids(all.size());
        std::transform(all.begin(), all.end(), ids.begin(),
                       [](const auto* one) { return one->payment.id(); });
        return ids;
    }
    using Book::add;
};

PoolError why(const sbc::Result<void, PoolError>& added) {
    REQUIRE_FALSE(added.has_value());
    CHECK_FALSE(added.error().text.empty());
    return added.error().reason;
}
using Ids = std::vector<Hash>;

}  // namespace

TEST_CASE("a payment that could stand in the next block waits for it", "[07]") {
    Scene scene;
    const auto payment = scene.pay(0, 2);
    REQUIRE(scene.add(payment));
    CHECK(scene.waiting() == Ids{payment.id()});
    CHECK(scene.pool.find(payment.id())->fee == Amount{2});
    CHECK(scene.pool.bytes() == payment.size());
    CHECK(why(scene.add(payment)) == PoolError::Waits);
}

TEST_CASE("what its owner has not signed does not wait, and is told from all else", "[07]") {
    Scene scene;
    const auto forged = paid(bob(), {scene.coin[0]}, {output(bob(), 99)});
    CHECK(why(scene.add(forged)) == PoolError::Forged);
    CHECK(scene.waiting().empty());
}

TEST_CASE("who spends what another one spends that waits comes too late", "[07]") {
    Scene scene;
    REQUIRE(scene.add(scene.pay(0, 1)));
    CHECK(why(scene.add(scene.pay(0, 50, "more for the miner"))) == PoolError::NotNow);
    CHECK(scene.waiting().size() == 1);
}

TEST_CASE("coins that are not there, or not old enough, cannot be spent", "[07]") {
    Scene scene;
    CHECK(why(scene.add(paid(alice(), {{Hash{}, 0}}, {output(bob(), 1)}))) == PoolError::NotNow);
    const auto young = scene.mine(alice());
    const auto block = scene.chain.block(young).value();
    const auto mined = sbc::ledger::check_transaction(block.transactions.front()).value();
    CHECK(why(scene.add(paid(alice(), {{mined.id(), 0}}, {output(bob(), 1)}))) ==
          PoolError::NotNow);
    CHECK(why(scene.add(mined)) == PoolError::NotNow);  // a coinbase waits for nothing
}

TEST_CASE("the fee must be worth the bytes", "[07]") {
    Scene scene{{.least_rate = stage::FeeRate{5}}};
    CHECK(why(scene.add(scene.pay(0, 0))) == PoolError::TooCheap);
    CHECK(why(scene.add(scene.pay(0, 1))) == PoolError::TooCheap);
    CHECK(scene.add(scene.pay(0, 3)));
}

TEST_CASE("a coin that costs more to spend than it is worth is dust", "[07]") {
    Scene scene{{.least_rate = stage::FeeRate{20}}};
    const auto pays = [&](std::uint64_t amount) {
        return paid(alice(), {scene.coin[0]}, {output(bob(), amount), output(alice(), 40)});
    };
    CHECK(why(scene.add(pays(4))) == PoolError::Dust);
    CHECK(scene.add(pays(5)));
}

TEST_CASE("who spends what waits, waits with it, but not without end", "[07]") {
    Scene scene{{.deepest = 3}};
    const auto first = scene.pay(0, 1);
    const auto second = Scene::change_of(first, 1);
    const auto third = Scene::change_of(second, 1);
    CHECK(why(scene.add(second)) == PoolError::NotNow);  // before what it stands on
    REQUIRE(scene.add(first));
    REQUIRE(scene.add(second));
    REQUIRE(scene.add(third));
    CHECK(scene.pool.find(third.id())->depth == 3);
    CHECK(why(scene.add(Scene::change_of(third, 1))) == PoolError::TooDeep);
}

TEST_CASE("when it is full, who pays least for its bytes has to go", "[07]") {
    Scene scene{{.bytes = 1'500}};  // three payments of less than 500 bytes
    const auto dear = scene.pay(0, 9);
    const auto cheap = scene.pay(1, 2);
    const auto fair = scene.pay(2, 5);
    for (const auto& payment : {dear, cheap, fair}) REQUIRE(scene.add(payment));
    const auto better = scene.pay(3, 6);
    REQUIRE(scene.add(better));
    CHECK(scene.waiting() == Ids{dear.id(), fair.id(), better.id()});
    CHECK(scene.pool.bytes() <= 1'500);

    SECTION("and that is a newcomer, if it pays no more than the others") {
        CHECK(why(scene.add(scene.pay(4, 5, "as much as another"))) == PoolError::Full);
        CHECK(scene.waiting() == Ids{dear.id(), fair.id(), better.id()});
    }
    SECTION("and with it whoever spends what it brings") {
        // It pays well, but what it spends is to come from the one that goes.
        CHECK(why(scene.add(Scene::change_of(fair, 40))) == PoolError::Full);
        CHECK(scene.waiting() == Ids{dear.id(), better.id()});
    }
}

TEST_CASE("what a block holds waits no longer, nor does its rival", "[07]") {
    Scene scene;
    const auto in_block = scene.pay(0, 1);
    const auto rival = scene.pay(1, 1, "to bob");
    const auto heir = Scene::change_of(rival, 1);
    const auto stays = scene.pay(2, 1);
    const auto child = Scene::change_of(in_block, 1);
    for (const auto& payment : {in_block, rival, heir, stays, child}) REQUIRE(scene.add(payment));
    scene.mine(bob(), {text_of(in_block), text_of(scene.pay(1, 1, "to carol"))});
    scene.pool.look_again({}, scene.next(), start);
    CHECK(scene.waiting() == Ids{stays.id(), child.id()});
    CHECK(scene.pool.find(child.id())->depth == 1);  // it hangs on nothing any more
    CHECK(scene.pool.bytes() == stays.size() + child.size());
}

TEST_CASE("payments of a block that does not count any more wait again", "[07]") {
    Scene scene;
    const Place& fork = scene.chain.tip();
    const auto payment = scene.pay(0, 1);
    const auto child = Scene::change_of(payment, 1);
    scene.mine(bob(), {text_of(payment)});
    scene.pool.look_again({}, scene.next(), start);
    REQUIRE(scene.add(child));
    // Another history has more work.
    const Place& other = scene.add(scene.block_on(fork, alice()));
    scene.add(scene.block_on(other, alice()));
    REQUIRE(scene.chain.tip().parent == &other);
    scene.pool.look_again({payment}, scene.next(), start);
    CHECK(scene.waiting() == Ids{payment.id(), child.id()});
}

TEST_CASE("who has waited too long is given up, with whoever hangs on it", "[07]") {
    Scene scene{{.longest = 10min}};
    const auto old = scene.pay(0, 1);
    const auto later = scene.pay(1, 1);
    CHECK(scene.pool.deadline() == sbc::never);
    REQUIRE(scene.add(old));
    REQUIRE(scene.add(later, start + 1min));
    REQUIRE(scene.add(Scene::change_of(old, 1), start + 2min));
    CHECK(scene.pool.deadline() == start + 10min);
    scene.pool.on_time(start + 9min);
    CHECK(scene.waiting().size() == 3);
    scene.pool.look_again({}, scene.next(), start + 9min);  // does not make them younger
    scene.pool.on_time(start + 10min);
    CHECK(scene.waiting() == Ids{later.id()});
}
