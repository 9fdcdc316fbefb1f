// What waits for a block in stage 05, and what comes back from one.
#include "pool.hpp"

#include "catch.hpp"

using namespace stage;

namespace {

using Texts = std::vector<std::string>;

std::string payment(std::uint64_t number) {
    return encode(Transaction{"alice", "bob", Points{100}, "you are great", PaymentNonce{number}});
}
Texts waiting(const Pool& pool) { return {pool.waiting().begin(), pool.waiting().end()}; }
PoolError refusal(Pool& pool, const std::string& transaction) {
    const auto added = pool.add(transaction);
    REQUIRE_FALSE(added);
    CHECK_FALSE(added.error().text.empty());
    return added.error().reason;
}
Pool filled(std::uint64_t first, std::uint64_t last, PoolLimits limits = {}) {
    Pool pool{limits};
    for (std::uint64_t number = first; number <= last; ++number) REQUIRE(pool.add(payment(number)));
    return pool;
}

}  // namespace

TEST_CASE("what a block of our history holds waits no longer, and is not taken again", "[05]") {
    Pool pool = filled(1, 3);
    pool.included({payment(2), payment(9)});
    CHECK(waiting(pool) == Texts{payment(1), payment(3)});
    CHECK(refusal(pool, payment(2)) == PoolError::Included);
    CHECK(refusal(pool, payment(9)) == PoolError::Included);
    CHECK(refusal(pool, payment(1)) == PoolError::Waits);
}

TEST_CASE("what was in a block that counts no longer waits again, before what came later", "[05]") {
    Pool pool = filled(1, 4);
    pool.included({payment(1), payment(2)});
    pool.returned({payment(1), payment(2)});
    CHECK(waiting(pool) == Texts{payment(1), payment(2), payment(3), payment(4)});
    CHECK(pool.waits(payment(1)));
    SECTION("also what has never waited here") {
        pool.returned({payment(8), payment(9)});
        CHECK(waiting(pool) ==
              Texts{payment(8), payment(9), payment(1), payment(2), payment(3), payment(4)});
    }
    SECTION("unless it waits already") {
        pool.returned({payment(3)});
        CHECK(waiting(pool).size() == 4);
    }
    SECTION("and may be included again") {
        pool.included({payment(2)});
        CHECK(waiting(pool) == Texts{payment(1), payment(3), payment(4)});
        CHECK(refusal(pool, payment(2)) == PoolError::Included);
    }
}

TEST_CASE("a reorganisation returns what only the branch that was left holds", "[05]") {
    Pool pool = filled(1, 5);
    pool.included({payment(1), payment(2)});
    pool.included({payment(3)});
    // Back over both blocks, the tip first; the other branch holds two of the three.
    pool.returned({payment(3)});
    pool.returned({payment(1), payment(2)});
    pool.included({payment(3), payment(1), payment(7)});
    CHECK(waiting(pool) == Texts{payment(2), payment(4), payment(5)});
    CHECK(refusal(pool, payment(7)) == PoolError::Included);
}

TEST_CASE("what returns to a full pool displaces what came last", "[05]") {
    SECTION("in number") {
        Pool pool = filled(1, 3, {.transactions = 3});
        pool.returned({payment(8), payment(9)});
        CHECK(waiting(pool) == Texts{payment(8), payment(9), payment(1)});
        CHECK(refusal(pool, payment(2)) == PoolError::Full);
        pool.included({payment(8)});
        CHECK(pool.add(payment(2)));
    }
    SECTION("in bytes") {
        Pool pool = filled(1, 3, {.bytes = 3 * payment(1).size()});
        pool.returned({payment(8)});
        CHECK(waiting(pool) == Texts{payment(8), payment(1), payment(2)});
        CHECK(refusal(pool, payment(3)) == PoolError::Full);
    }
}

TEST_CASE("a block is made of what has waited longest, as much as it may hold", "[05]") {
    Pool pool = filled(1, 400);
    const Texts chosen = pool.for_a_block();
    CHECK(chosen.size() <= most_transactions);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        CHECK(chosen[i] == payment(i + 1));
        bytes += chosen[i].size();
    }
    CHECK(bytes <= most_transaction_bytes);
    CHECK(
        (chosen.size() == most_transactions || bytes + payment(1).size() > most_transaction_bytes));
    CHECK(pool.waiting().size() == 400);
}
