// What goes into a block, and who is paid for it.
#include <algorithm>

#include "node_kit.hpp"

using namespace kit;
using stage::Pool;

namespace {

struct Scene : Book {
    explicit Scene(std::size_t count) : coin{coins(alice(), count)} {}
    std::vector<Outpoint> coin;
    Pool pool{ledger.ledger()};

    CheckedTransaction put(const CheckedTransaction& payment) {
        const auto added = pool.add(payment, next(), start);
        if (!added) FAIL(added.error().text);
        return payment;
    }
    CheckedTransaction pay(std::size_t which, std::uint64_t fee, const std::string& note = "") {
        return put(
            paid(alice(), {coin[which]}, {output(bob(), 30), output(alice(), 70 - fee)}, note));
    }
    [[nodiscard]] std::vector<std::string> chosen() const {
        return stage::for_a_block(pool, next(), {bob().public_key(), rules()});
    }
    // A block of it, as the chain judges it.
    auto judged(std::vector<std::string> transactions) {
        Block block = stage::build_block(chain.tip(), chain.tree().next_bits(chain.tip()),
                                         std::move(transactions), wall, Nonce{7});
        block.header = mined(block.header);
        return chain.add(block, wall);
    }
};

std::uint64_t takes(const std::string& coinbase) {
    const auto read = sbc::ledger::check_transaction(coinbase);
    REQUIRE(read);
    REQUIRE(read->is_coinbase());
    return read->goes_out().value();
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("who pays most for its bytes comes first", "[07]") {
    Scene scene{3};
    const auto little = scene.pay(0, 1);
    const auto much = scene.pay(1, 20);
    const auto some = scene.pay(2, 5);
    const auto chosen = scene.chosen();
    REQUIRE(chosen.size() == 4);
    CHECK(Texts{chosen.begin() + 1, chosen.end()} ==
          Texts{text_of(much), text_of(some), text_of(little)});
    CHECK(takes(chosen.front()) == 126);
    CHECK(scene.judged(chosen));
    CHECK(scene.balance(bob()) == 126 + 3 * 30 + 200);  // and two blocks that were empty
}

TEST_CASE("a miner who takes a point more has worked for nothing", "[07]") {
    Scene scene{1};
    scene.pay(0, 5);
    Texts chosen = scene.chosen();
    const auto coinbase = sbc::ledger::check_transaction(chosen.front()).value();
    Transaction greedy = coinbase.parts();
    greedy.outputs.front().amount = Amount{106};
    chosen.front() = encode(greedy);
    const auto judged = scene.judged(chosen);
    REQUIRE_FALSE(judged);
    CHECK(judged.error().reason == sbc::chain::BlockError::BadPayment);
}

TEST_CASE("with nothing to do there is a coinbase, and nothing else", "[07]") {
    Scene scene{1};
    const auto chosen = scene.chosen();
    REQUIRE(chosen.size() == 1);
    CHECK(takes(chosen.front()) == 100);
    CHECK(scene.judged(chosen));
}

TEST_CASE("a payment never stands before the one whose output it spends", "[07]") {
    Scene scene{2};
    const auto parent = scene.pay(0, 1);
    const auto child = scene.put(
        paid(alice(), {{parent.id(), 1}}, {output(bob(), 1), output(alice(), 28)}));  // 40 points
    const auto between = scene.pay(1, 10);
    const auto chosen = scene.chosen();
    REQUIRE(chosen.size() == 4);
    CHECK(Texts{chosen.begin() + 1, chosen.end()} ==
          Texts{text_of(between), text_of(parent), text_of(child)});
    CHECK(scene.judged(chosen));
}

TEST_CASE("what has no room waits for the next block, and the small ones fill it up", "[07]") {
    Scene scene{90};
    const std::string long_note(280, 'x');
    std::vector<CheckedTransaction> all;
    for (std::size_t i = 0; i + 1 < scene.coin.size(); ++i) {
        all.push_back(scene.pay(i, 50 - i % 40, long_note));
    }
    const auto small = scene.pay(89, 1);
    const auto chosen = scene.chosen();
    std::size_t bytes = 0;
    for (const auto& text : chosen) bytes += text.size();
    CHECK(bytes <= sbc::chain::most_transaction_bytes);
    CHECK(chosen.size() > 24'000 / 700 - 3);
    CHECK(chosen.back() == text_of(small));  // it pays least, but fits where no other one does
    CHECK(scene.judged(chosen));
    scene.pool.look_again({}, scene.next(), start);
    CHECK(scene.pool.all().size() == all.size() + 1 - (chosen.size() - 1));
    CHECK(scene.judged(scene.chosen()));
}

TEST_CASE("a builder waits for something new, and then for its time", "[07]") {
    stage::Builder builder{sbc::Duration{500}};
    CHECK_FALSE(builder.due(false, start));
    CHECK(builder.deadline() == sbc::never);
    CHECK_FALSE(builder.due(true, start));
    CHECK(builder.deadline() == start + 500ms);
    CHECK(builder.due(true, start + 500ms));
    CHECK(builder.deadline() == sbc::never);
}
