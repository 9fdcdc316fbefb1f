// A mempool that is full.
#include "pool_scene.hpp"

using namespace pool;
using enum MempoolError;

namespace {

// Has room for so many payments of one coin, and that many more coins.
struct Full : Scene {
    std::vector<Spendable> coins;
    std::size_t each;
    explicit Full(std::size_t payments) : Scene{{.bytes = size_of_one() * payments}} {
        each = size_of_one();
        coins = Scene::coins(100);
    }
    static std::size_t size_of_one() {
        Scene scene;
        scene.wait(pay({scene.coins(1)[0]}, 100));
        return scene.mempool.bytes();
    }
    Paid one(std::size_t coin, std::uint64_t fee) const { return pay({coins[coin]}, fee); }
};

}  // namespace

TEST_CASE("when it is full, the one that pays least makes room for one that pays more",
          "[node][mempool]") {
    Full full{3};
    const Paid cheap = full.one(0, 100);
    full.wait(cheap);
    full.wait(full.one(1, 300));
    full.wait(full.one(2, 200));
    CHECK(full.refusal(full.one(3, 100)) == LowFee);
    const Paid dear = full.one(4, 250);
    const auto added = full.add(dear);
    REQUIRE(added);
    CHECK(added->left == std::vector{Left{cheap.id, Departure::Evicted}});
    CHECK(full.waits(dear));
    CHECK(full.mempool.bytes() <= 3 * full.each);
}

TEST_CASE("what has just been evicted, or pays no more, is not let in again at once",
          "[node][mempool]") {
    Full full{4};
    for (std::size_t i = 0; i < 4; ++i) full.wait(full.one(i, 100 + i));
    REQUIRE(full.add(full.one(4, 300)));
    full.block({full.one(3, 103).text});  // there is room again
    CHECK(full.refusal(full.one(0, 100)) == LowFee);
    REQUIRE(full.mempool.floor(full.now) == FeeRate{Amount{100}, full.one(0, 100).text.size()});

    SECTION("one that pays more is") { full.wait(full.one(5, 101)); }
    SECTION("half of it is enough after a while") {
        full.now += 60s;
        full.wait(full.one(5, 51));
    }
    SECTION("and nothing any more when half the pool is free") {
        full.block({full.one(2, 102).text});
        CHECK_FALSE(full.mempool.floor(full.now));
        full.wait(full.one(0, 0));
    }
}

TEST_CASE("with what is evicted go those that depend on it, and count for it", "[node][mempool]") {
    Full full{4};
    const Paid poor = full.one(0, 1);
    const Paid rich = pay(poor.outputs, 501);  // together 251 each
    full.wait(poor);
    full.wait(rich);
    full.wait(full.one(1, 200));
    const Paid second = full.one(2, 240);
    full.wait(second);

    SECTION("a child that pays for its parent keeps it") {
        const auto added = full.add(full.one(3, 300));
        REQUIRE(added);
        CHECK(added->left.size() == 1);
        CHECK(full.waits(poor));
        REQUIRE(full.add(full.one(4, 300)));
        CHECK(full.waits(poor));
        CHECK_FALSE(full.waits(second));
        SECTION("until both together pay least") {
            const auto last = full.add(full.one(5, 300));
            REQUIRE(last);
            CHECK(ids(last->left, Departure::Evicted) == std::set{poor.id, rich.id});
        }
    }
}

TEST_CASE("nobody evicts those that it depends on", "[node][mempool]") {
    Full full{2};
    const Paid parent = full.one(0, 1);
    const Paid other = full.one(1, 50);
    full.wait(parent);
    full.wait(other);
    const auto added = full.add(pay(parent.outputs, 400));
    REQUIRE(added);
    CHECK(ids(added->left, Departure::Evicted) == std::set{other.id});
    CHECK(full.refusal(pay({added->id == Hash{} ? full.coins[9] : full.coins[8]}, 1)) == LowFee);
}

TEST_CASE("who forges a signature makes nobody go", "[node][mempool]") {
    Full full{2};
    full.wait(full.one(0, 1));
    full.wait(full.one(1, 1));
    CHECK(full.refusal(pay({full.coins[2]}, 900, 1, {}, bob())) == MempoolError::WrongSignature);
    CHECK(full.mempool.size() == 2);
    CHECK_FALSE(full.mempool.floor(full.now));
}

TEST_CASE("a fee rate is compared as a fraction", "[node][mempool]") {
    CHECK(FeeRate{Amount{1}, 2} == FeeRate{Amount{2}, 4});
    CHECK(FeeRate{Amount{1}, 3} < FeeRate{Amount{1}, 2});
    CHECK(FeeRate{most_amount, 1} > FeeRate{difference(most_amount, Amount{1}).value(), 1});
    CHECK(FeeRate{most_amount, 500'000} < FeeRate{most_amount, 499'999});
    CHECK(FeeRate{Amount{5}, 2} > FeeRate{Amount{7}, 3});
}
