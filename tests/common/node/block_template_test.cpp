#include "pool_scene.hpp"

using namespace pool;

namespace {

Transaction read(const std::string& text) { return check_transaction(text).value().parts(); }

std::size_t bytes_of(const std::vector<std::string>& transactions) {
    std::size_t bytes = 0;
    for (const std::string& text : transactions) bytes += text.size();
    return bytes;
}
// The payments of a template, without the coinbase.
std::vector<std::string> payments_of(const BlockTemplate& made) {
    return {made.transactions.begin() + 1, made.transactions.end()};
}

}  // namespace

TEST_CASE("when nothing waits, a block is its coinbase alone", "[node][template][03-2]") {
    Scene scene;
    const Miner miner{bob().public_key(), Note{"memo", "found it"}};
    const auto made = make_template(scene.mempool, rules(), miner);
    REQUIRE(made.transactions.size() == 1);
    CHECK(made.height == Height{1});
    const Transaction coinbase = read(made.transactions[0]);
    CHECK(coinbase.coinbase == Coinbase{Height{1}, rules().network});
    CHECK(coinbase.outputs == std::vector<Output>{{bob().public_key(), Amount{1'000'000}}});
    CHECK(coinbase.note == miner.note);
    scene.block(made.transactions);
}

TEST_CASE("the coinbase takes the subsidy and all fees, exactly", "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(3);
    scene.wait(pay({coins[0]}, 7));
    scene.wait(pay({coins[1]}, 0));
    scene.wait(pay({coins[2]}, 30));
    const auto made = scene.next_block();
    CHECK(made.fees == Amount{37});
    CHECK(read(made.transactions[0]).outputs[0].amount == Amount{1'000'037});
    CHECK(scene.sound_template() == made.transactions);
}

TEST_CASE("who pays most for a byte comes first", "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(4);
    const Paid cheap = pay({coins[0]}, 10);
    const Paid dear = pay({coins[1]}, 30);
    const Paid longer = pay({coins[2]}, 31, 5);
    for (const Paid& payment : {cheap, longer, dear}) scene.wait(payment);
    CHECK(payments_of(scene.next_block()) == std::vector{dear.text, longer.text, cheap.text});
    CHECK(payments_of(scene.next_block({2, 24'000})) == std::vector{dear.text});
}

TEST_CASE("a child pays for its parents, which come before it", "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(4);
    const Paid mother = pay({coins[0]}, 0);
    const Paid father = pay({coins[1]}, 0);
    const Paid child = pay({mother.outputs[0], father.outputs[0]}, 900);
    const Paid other = pay({coins[2]}, 100);
    for (const Paid& payment : {other, father, mother, child}) scene.wait(payment);
    CHECK(payments_of(scene.next_block({4, 24'000})) ==
          std::vector{father.text, mother.text, child.text});
    CHECK(payments_of(scene.next_block({3, 24'000})) == std::vector{other.text, father.text});
    scene.sound_template();
}

TEST_CASE("a parent that is chosen already counts no longer against its child",
          "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(4);
    const Paid parent = pay({coins[0]}, 10, 2);
    const Paid rich = pay({parent.outputs[0]}, 400);
    const Paid middle = pay({parent.outputs[1]}, 200);  // alone better than `other`, not with it
    const Paid other = pay({coins[1]}, 150);
    for (const Paid& payment : {parent, middle, rich, other}) scene.wait(payment);
    CHECK(payments_of(scene.next_block()) ==
          std::vector{parent.text, rich.text, middle.text, other.text});
}

TEST_CASE("a block has room for so many, and for so many bytes, the coinbase included",
          "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(150);
    SECTION("transactions") {
        for (const Spendable& coin : coins) scene.wait(pay({coin}, 1));
        const auto full = scene.sound_template();
        CHECK(bytes_of(full) <= sbc::chain::most_transaction_bytes);
        CHECK(full.size() > 60);
        CHECK(scene.sound_template({10, 24'000}).size() == 10);
    }
    SECTION("bytes") {
        for (std::size_t i = 0; i < 30; ++i)
            scene.wait(pay({coins[i]}, 100 + i, 1 + i, std::string(1 + i, '"')));
        for (std::size_t room = 0; room < 24'000; room += 617) {
            const auto made = scene.next_block({100, room});
            CHECK(bytes_of(made.transactions) <= room);
            if (!made.transactions.empty()) (void)scene.sound_template({100, room});
        }
    }
}

TEST_CASE("what does not fit any more lets smaller ones pass", "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(3);
    const Paid large = pay({coins[0]}, 900, 100);
    const Paid second = pay({coins[1]}, 890, 100);
    const Paid small = pay({coins[2]}, 1);
    for (const Paid& payment : {large, second, small}) scene.wait(payment);
    CHECK(payments_of(scene.next_block({100, 12'000})) == std::vector{large.text, small.text});
}

TEST_CASE("every package fits into an empty block, so nobody can stand in its way",
          "[node][template]") {
    Scene scene;
    const auto coins = scene.coins(100);
    for (std::size_t i = 0; i < 20; ++i) {
        const Paid free = pay({coins[i]}, 0, 180);
        scene.wait(free);
        // Pays much; but together they would be more than there is room for in any block.
        CHECK(scene.refusal(pay({free.outputs[0], coins[50 + i]}, 900, 90)) ==
              MempoolError::LongPackage);
    }
    const Paid honest = pay({coins[99]}, 1);
    scene.wait(honest);
    CHECK(payments_of(scene.next_block()).front() == honest.text);
}

TEST_CASE("where nothing can be taken there is no coinbase", "[node][template]") {
    Scene scene;
    Rules poor = rules();
    poor.subsidy = Amount{};
    CHECK(make_template(scene.mempool, poor, {bob().public_key(), {}}).transactions.empty());
}
