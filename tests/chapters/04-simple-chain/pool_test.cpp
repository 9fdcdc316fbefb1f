// The transactions that wait, and the blocks that are made of them.
#include "pool.hpp"

#include "builder.hpp"
#include "catch.hpp"
#include "sample.hpp"

using namespace stage;
using namespace std::chrono_literals;
using sample::payment;
using sample::wall;

namespace {

using Texts = std::vector<std::string>;
Texts waiting(const Pool& pool) { return {pool.waiting().begin(), pool.waiting().end()}; }

PoolError refusal(Pool& pool, const std::string& transaction) {
    const auto added = pool.add(transaction);
    REQUIRE_FALSE(added);
    CHECK_FALSE(added.error().text.empty());
    return added.error().reason;
}

const sbc::Instant start{1h};

}  // namespace

TEST_CASE("a pool keeps transactions in the order in which they came", "[04]") {
    Pool pool;
    for (const std::uint64_t number : {3U, 1U, 2U}) REQUIRE(pool.add(payment(number)));
    CHECK(waiting(pool) == Texts{payment(3), payment(1), payment(2)});
    CHECK(pool.for_a_block() == waiting(pool));
}

TEST_CASE("a transaction waits once, however often it comes", "[04]") {
    Pool pool;
    REQUIRE(pool.add(payment(1)));
    CHECK(refusal(pool, payment(1)) == PoolError::Waits);
    CHECK(pool.waiting().size() == 1);
}

TEST_CASE("a transaction that a block holds waits no longer and never again", "[04]") {
    Pool pool;
    REQUIRE(pool.add(payment(1)));
    REQUIRE(pool.add(payment(2)));
    SECTION("one that was waiting") {
        pool.included({payment(1)});
        CHECK(waiting(pool) == Texts{payment(2)});
        CHECK(refusal(pool, payment(1)) == PoolError::Included);
    }
    SECTION("one that comes after its block") {
        pool.included({payment(3)});
        CHECK(refusal(pool, payment(3)) == PoolError::Included);
        CHECK(waiting(pool) == Texts{payment(1), payment(2)});
    }
}

TEST_CASE("what arrives while a block is being built stays in the pool", "[04]") {
    Pool pool;
    REQUIRE(pool.add(payment(1)));
    REQUIRE(pool.add(payment(2)));
    const Texts snapshot = pool.for_a_block();
    REQUIRE(pool.add(payment(3)));  // meanwhile
    const Block block = build_block(genesis().header, snapshot, wall);
    REQUIRE(pool.add(payment(4)));
    pool.included(block.transactions);
    CHECK(block.transactions == Texts{payment(1), payment(2)});
    CHECK(check_block(block));
    CHECK(waiting(pool) == Texts{payment(3), payment(4)});
}

TEST_CASE("a pool is bounded in number and in bytes, and has room again after a block", "[04]") {
    SECTION("in number") {
        Pool pool{{.transactions = 2}};
        REQUIRE(pool.add(payment(1)));
        REQUIRE(pool.add(payment(2)));
        CHECK(refusal(pool, payment(3)) == PoolError::Full);
        CHECK(refusal(pool, payment(2)) == PoolError::Waits);
        pool.included({payment(1)});
        CHECK(pool.add(payment(3)));
    }
    SECTION("in bytes") {
        const std::size_t size = payment(1).size();
        Pool pool{{.bytes = 2 * size + 1}};
        REQUIRE(pool.add(payment(1)));
        REQUIRE(pool.add(payment(2)));
        CHECK(refusal(pool, payment(3)) == PoolError::Full);
        pool.included({payment(2)});
        CHECK(pool.add(payment(3)));
        CHECK(waiting(pool) == Texts{payment(1), payment(3)});
    }
}

TEST_CASE("a block takes what has waited longest, as much as it may hold", "[04]") {
    Pool pool;
    SECTION("in number") {
        for (std::uint64_t number = 0; number < most_transactions + 5; ++number) {
            REQUIRE(pool.add(payment(number)));
        }
        const Texts chosen = pool.for_a_block();
        CHECK(chosen.size() == most_transactions);
        CHECK(chosen.front() == payment(0));
        CHECK(chosen.back() == payment(most_transactions - 1));
    }
    SECTION("in bytes") {
        for (std::uint64_t number = 0; number < 15; ++number) {
            REQUIRE(pool.add(payment(number, std::string(longest_note, '\x1f')) +
                             std::string(700, ' ')));  // a pool does not look into them
        }
        const Texts chosen = pool.for_a_block();
        const std::size_t size = chosen.front().size();
        CHECK(chosen.size() == most_transaction_bytes / size);
        CHECK(check_block(sample::block_on(genesis().header, chosen)));
    }
}

TEST_CASE("many transactions in many blocks: each is included once, none is lost", "[04]") {
    Pool pool;
    Chain chain;
    std::uint64_t number = 0;
    const std::uint64_t all = 1'000;
    std::size_t included = 0;
    for (int round = 0; round < 100 && included < all; ++round) {
        for (int i = 0; i < 20 && number < all; ++i) REQUIRE(pool.add(payment(number++)));
        const Texts snapshot = pool.for_a_block();
        for (int i = 0; i < 13 && number < all; ++i) REQUIRE(pool.add(payment(number++)));
        REQUIRE(chain.add(build_block(chain.tip(), snapshot, wall), wall));
        pool.included(chain.blocks().back().transactions);
        included += snapshot.size();
    }
    CHECK(included == all);
    CHECK(pool.waiting().empty());
    std::vector<std::string> found;
    for (const Block& block : chain.blocks()) {
        found.insert(found.end(), block.transactions.begin(), block.transactions.end());
    }
    REQUIRE(found.size() == all + 1);  // and the genesis block's
    for (std::uint64_t i = 0; i < all; ++i) CHECK(found[i + 1] == payment(i));
}

TEST_CASE("a block is built of values, links to its tip, and is never older than it", "[04]") {
    const Block first = build_block(genesis().header, {payment(1)}, wall);
    CHECK(check_link(genesis().header, first));
    CHECK(first.header.time == wall);
    const Block second = build_block(first.header, {payment(2)}, wall - 24h);
    CHECK(check_link(first.header, second));
    CHECK(second.header.time == wall);
}

TEST_CASE("without transactions no block is ever due", "[04]") {
    Builder builder{sbc::Duration{0}};
    CHECK_FALSE(builder.due(false, start));
    CHECK(builder.deadline() == sbc::never);
    CHECK_FALSE(builder.due(false, start + 24h));
}

TEST_CASE("a core that does not build is never asked to", "[04]") {
    Builder builder{std::nullopt};
    CHECK_FALSE(builder.due(true, start));
    CHECK(builder.deadline() == sbc::never);
}

TEST_CASE("a block for every transaction is due at once", "[04]") {
    Builder builder{sbc::Duration{0}};
    CHECK(builder.due(true, start));
    CHECK(builder.deadline() == sbc::never);
    CHECK(builder.due(true, start));
}

TEST_CASE("a block is due so long after the first transaction began to wait", "[04]") {
    Builder builder{sbc::Duration{5'000}};
    CHECK_FALSE(builder.due(true, start));
    CHECK(builder.deadline() == start + 5s);
    CHECK_FALSE(builder.due(true, start + 3s));
    CHECK(builder.deadline() == start + 5s);
    SECTION("then it is built") {
        CHECK(builder.due(true, start + 5s));
        CHECK(builder.deadline() == sbc::never);
    }
    SECTION("what is left over waits for the next one") {
        REQUIRE(builder.due(true, start + 6s));
        CHECK_FALSE(builder.due(true, start + 6s));
        CHECK(builder.deadline() == start + 11s);
    }
    SECTION("unless somebody else's block has emptied the pool") {
        CHECK_FALSE(builder.due(false, start + 4s));
        CHECK(builder.deadline() == sbc::never);
        CHECK_FALSE(builder.due(true, start + 60s));
        CHECK(builder.deadline() == start + 65s);
    }
}
