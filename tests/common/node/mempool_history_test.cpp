// What becomes of those that wait when blocks come and go.
#include "pool_scene.hpp"

using namespace pool;

TEST_CASE("what is in a block waits no longer, and what depends on it still does",
          "[node][mempool][03-16][05-9]") {
    Scene scene;
    const auto coins = scene.coins(3);
    const Paid parent = pay({coins[0]}, 1);
    const Paid child = pay(parent.outputs, 1);
    const Paid other = pay({coins[1]}, 1);
    for (const Paid& payment : {parent, child, other}) scene.wait(payment);
    const auto mined = scene.next_block({3, 24'000});
    const Paid late = pay({coins[2]}, 1);
    scene.wait(late);  // while the block is mined

    const auto changes = scene.block(mined.transactions);
    CHECK(changes.in_blocks == std::vector{parent.id, child.id});
    CHECK(changes.left.empty());
    CHECK(scene.waits(other));
    CHECK(scene.waits(late));
    CHECK(scene.mempool.size() == 2);
    CHECK(scene.sound_template().size() == 3);
}

TEST_CASE("a child whose parent is in a block now counts alone", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(1);
    const Paid parent = pay({coins[0]}, 1);
    const Paid child = pay(parent.outputs, 1);
    scene.wait(parent);
    scene.wait(child);
    scene.block({parent.text});
    CHECK(scene.mempool.find(child.id)->parents.empty());
    CHECK(scene.mempool.find(child.id)->with_ancestors.payments == 1);
    scene.sound_template();
}

TEST_CASE("a rival of a block's payment goes, with its heirs, and is told why",
          "[node][mempool][05-5]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid parent = pay({coins[0]}, 1);
    const Paid child = pay(parent.outputs, 1);
    const Paid other = pay({coins[1]}, 1);
    for (const Paid& payment : {parent, child, other}) scene.wait(payment);
    const Paid rival = pay({coins[0]}, 5);
    const auto changes = scene.block({rival.text});
    CHECK(changes.in_blocks == std::vector{rival.id});
    CHECK(ids(changes.left, Departure::Rival) == std::set{parent.id, child.id});
    CHECK(scene.mempool.size() == 1);
    CHECK(words(Departure::Rival) == "a block spends the same coin in another payment");
}

TEST_CASE("payments of a block that counts no longer wait again, before what depends on them",
          "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid first = pay({coins[0]}, 1);
    const Paid second = pay(first.outputs, 1);
    const Paid third = pay(second.outputs, 1);
    const Paid heir = pay(third.outputs, 1);
    scene.block({scene.coinbase(2).text, first.text, second.text});
    scene.block({third.text});
    scene.wait(heir);
    const Paid other = pay({coins[1]}, 1);
    scene.wait(other);

    const auto changes = scene.reorganise(2, {{}, {}, {}});
    CHECK(changes.came == std::vector{first.id, second.id, third.id});
    CHECK(changes.left.empty());
    CHECK(scene.mempool.size() == 5);
    CHECK(scene.mempool.find(heir.id)->with_ancestors.payments == 4);
    CHECK(scene.mempool.find(first.id)->with_descendants.payments == 4);
    CHECK(scene.sound_template().size() == 6);
}

TEST_CASE("one that spends two outputs of what comes back waits behind it", "[node][mempool]") {
    Scene scene;
    const Paid first = pay(scene.coins(1), 1, 2);
    scene.block({first.text});
    const Paid heir = pay(first.outputs, 1);
    scene.wait(heir);
    CHECK(scene.reorganise(1, {{}, {}}).came == std::vector{first.id});
    CHECK(scene.mempool.size() == 2);
    scene.sound_template();
}

TEST_CASE("what is in both histories does not come back", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(2);
    const Paid first = pay({coins[0]}, 1);
    const Paid heir = pay(first.outputs, 1);
    scene.block({first.text});
    scene.wait(heir);
    const auto changes = scene.reorganise(1, {{}, {first.text}});
    CHECK(changes.came.empty());
    CHECK(changes.in_blocks == std::vector{first.id});
    CHECK(changes.left.empty());
    CHECK(scene.waits(heir));
    CHECK(scene.mempool.size() == 1);
    scene.sound_template();
}

TEST_CASE("what the new history spends otherwise does not come back, nor do its heirs",
          "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(1);
    const Paid first = pay({coins[0]}, 1);
    const Paid second = pay(first.outputs, 1);
    const Paid heir = pay(second.outputs, 1);
    scene.block({first.text, second.text});
    scene.wait(heir);
    const Paid rival = pay({coins[0]}, 9);
    const auto changes = scene.reorganise(1, {{rival.text}, {}});
    CHECK(changes.came.empty());
    CHECK(ids(changes.left, Departure::Rival) == std::set{first.id, second.id, heir.id});
    CHECK(scene.mempool.size() == 0);
}

TEST_CASE("a coinbase never comes back, and what spends it goes", "[node][mempool]") {
    Scene scene;
    const auto coins = scene.coins(1);
    const Paid mined = scene.coinbase(1, "this one");
    scene.block({mined.text});
    scene.block({});
    scene.block({});
    const Paid payment = pay(mined.outputs, 1);
    const Paid heir = pay(payment.outputs, 1);
    scene.wait(payment);
    scene.wait(heir);
    const auto changes = scene.reorganise(3, {{}, {}, {}, {}});
    CHECK(changes.came.empty());
    CHECK(ids(changes.left, Departure::CoinGone) == std::set{payment.id, heir.id});
}

TEST_CASE("what is not mature any more goes", "[node][mempool]") {
    Scene scene;
    const auto old = scene.coins(1);
    const Paid mined = scene.coinbase(1);
    scene.block({mined.text});
    scene.block({});
    scene.block({});
    const Paid payment = pay(mined.outputs, 1);
    const Paid heir = pay(payment.outputs, 1);
    const Paid other = pay(old, 1);
    for (const Paid& one : {payment, heir, other}) scene.wait(one);
    // One block, with more work than the two: the history is shorter.
    const auto changes = scene.reorganise(2, {{}});
    CHECK(ids(changes.left, Departure::Immature) == std::set{payment.id, heir.id});
    CHECK(scene.waits(other));
    scene.sound_template();
}

TEST_CASE("the same coinbase in both histories is the same coin", "[node][mempool]") {
    Scene scene;
    scene.coins(1);
    const Paid mined = scene.coinbase(1);
    scene.block({mined.text});
    scene.block({});
    scene.block({});
    const Paid payment = pay(mined.outputs, 1);
    scene.wait(payment);
    const auto changes = scene.reorganise(3, {{mined.text}, {}, {}, {}});
    CHECK(changes.left.empty());
    CHECK(scene.waits(payment));
}

TEST_CASE("what came back and is too much for the pool is evicted", "[node][mempool]") {
    Scene scene{{.bytes = 10'000}};
    const auto coins = scene.coins(20);
    std::vector<std::string> block;
    std::vector<Paid> all;
    for (std::size_t i = 0; i < 10; ++i) {
        all.push_back(pay({coins[i]}, i + 1));
        block.push_back(all.back().text);
    }
    scene.block(block);
    for (std::size_t i = 10; i < 14; ++i) scene.wait(pay({coins[i]}, 900));
    const auto changes = scene.reorganise(1, {{}, {}});
    CHECK(scene.mempool.bytes() <= 10'000);
    REQUIRE_FALSE(changes.left.empty());
    CHECK(ids(changes.left, Departure::Evicted).size() + changes.came.size() == 10);
    CHECK(scene.waits(all.back()) == !changes.came.empty());
    CHECK_FALSE(scene.waits(all.front()));
    for (const auto& id : changes.came) CHECK(scene.mempool.find(id) != nullptr);
}

TEST_CASE("more that depend on each other than may wait do not all come back", "[node][mempool]") {
    Scene scene{{.package = 3}};
    std::vector<Paid> row{pay(scene.coins(1), 1)};
    std::vector<std::string> block{row[0].text};
    for (int i = 0; i < 4; ++i) {
        row.push_back(pay(row.back().outputs, 1));
        block.push_back(row.back().text);
    }
    scene.block(block);
    const Paid heir = pay(row.back().outputs, 1);
    scene.wait(heir);
    const auto changes = scene.reorganise(1, {{}, {}});
    CHECK(changes.came == std::vector{row[0].id, row[1].id, row[2].id});
    CHECK(ids(changes.left, Departure::LongPackage) == std::set{row[3].id, row[4].id, heir.id});
    scene.sound_template();
}

TEST_CASE("while nothing waits, blocks need not be shown", "[node][mempool]") {
    Scene scene;
    const Paid mined = scene.coinbase(1);
    scene.connect({mined.text});
    scene.connect({});
    scene.connect({});
    CHECK(scene.mempool.moved({}, {}, scene.tip(), scene.now).left.empty());
    scene.wait(pay(mined.outputs, 1));
}
