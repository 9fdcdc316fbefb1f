#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;

TEST_CASE("a coin is kept with all that is known of it, and taken once", "[ledger]") {
    Coins coins{seed};
    const Outpoint outpoint{any_hash("a transaction"), 7};
    const Coin coin{output(alice(), most_amount.value()), Height{sbc::json_max_integer}, true};
    const Coin plain{output(bob(), 1), Height{0}, false};
    CHECK(coins.add(outpoint, coin));
    CHECK(coins.add({outpoint.transaction, 8}, plain));
    CHECK(coins.find(outpoint) == coin);
    CHECK(coins.find({outpoint.transaction, 8}) == plain);
    CHECK_FALSE(coins.find({outpoint.transaction, 9}));
    SECTION("another one does not take its place") {
        CHECK_FALSE(coins.add(outpoint, plain));
        CHECK(coins.find(outpoint) == coin);
    }
    SECTION("what is taken is gone") {
        CHECK(coins.take(outpoint) == coin);
        CHECK_FALSE(coins.take(outpoint));
        CHECK_FALSE(coins.find(outpoint));
        CHECK(coins.size() == 1);
    }
}
