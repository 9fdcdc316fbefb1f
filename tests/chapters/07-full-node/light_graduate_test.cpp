// The light wallet of common/ at a node of the stage, and the stage's at one of common/.
#include "light_kit.hpp"
#include "light_wallet.hpp"
#include "node/light_service.hpp"
#include "node/light_wallet.hpp"

using namespace kit;

TEST_CASE("the wallet of common/ works with a node of the stage", "[07]") {
    Core core;
    Wires wires;
    core.mine(5);
    wire::LightWallet wallet{easy(), rules()};
    REQUIRE(wallet.add_key(bob().public_key(), "mine", wire::Past::Some));
    wires.join(wallet, core.light);
    CAPTURE(wires.told(wallet));
    const auto before = wallet.wallet().balance();
    CHECK(before.spendable.value() + before.maturing.value() == 500);

    const auto payment = paid(bob(), {core.coin(1)}, {output(alice(), 30), output(bob(), 69)});
    const auto coin = core.app.ledger().coins().find(core.coin(1)).value();
    REQUIRE(wallet.pay(payment, {coin}));
    wires.settle();
    CHECK(core.app.pool().has(payment.id()));
    CHECK(wallet.payment(payment.id())->taken_by.size() == 1);
    core.mine();
    wires.settle();
    wires.pass(2s);
    CHECK_FALSE(wallet.payment(payment.id()));  // it waits no longer
    CHECK(wallet.wallet().find(payment.id())->state == sbc::wallet::State::Confirmed);
    CHECK(wallet.state().worries.size() == 1);  // that only one core is there

    SECTION("it follows a reorganisation, and its payment waits again") {
        Core other{alice()};
        other.mine(7);
        wires.join(wallet, other.light);
        wires.pass(2s);
        CHECK(wires.told(wallet, "the history has changed") == 1);
        CHECK(wallet.state().headers == Height{7});
        CHECK(wallet.wallet().balance().maturing == Amount{});
    }
}

TEST_CASE("the stage's wallet works with a node of common/", "[07]") {
    Book book;
    const auto coins = book.coins(bob(), 2);
    const auto payment = paid(bob(), {coins[0]}, {output(alice(), 30), output(bob(), 69)});
    book.mine(bob(), {text_of(payment)});
    wire::LightDesk desk;
    desk.concerning = [](const auto&) { return std::vector<Hash>{}; };
    desk.find = [](const auto&) { return std::optional<wire::LightDesk::Payment>{}; };
    wire::LightService service{book.chain, book.store, desk, seed};
    stage::LightWallet wallet{easy(), {alice().public_key()}, [](LinkId) { return "core"; }};
    Wires wires;
    wires.join(wallet, service);
    CAPTURE(wires.told(wallet));
    CHECK(wallet.balance() == 30);

    SECTION("many records come in pages") {
        stage::LightWallet miner{easy(), {bob().public_key()}, [](LinkId) { return "core"; }};
        for (int i = 0; i < 120; ++i) book.mine(bob());
        wires.join(miner, service);
        CHECK(miner.tip().hash == book.chain.tip().hash);
        CHECK(miner.balance() == static_cast<std::int64_t>(book.balance(bob())));
    }
}
