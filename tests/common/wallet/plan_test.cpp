// How a payment is planned and signed, and what is refused before anybody signs.
#include "town.hpp"

using namespace town;

namespace {

Amount sum_of(const std::vector<OwnCoin>& coins) {
    std::uint64_t sum = 0;
    for (const OwnCoin& own : coins) sum += own.coin.output.amount.value();
    return Amount{sum};
}
WalletError refusal(const Wallet& wallet, const Order& order, std::string* text = nullptr) {
    const auto plan = wallet.plan(order);
    REQUIRE_FALSE(plan);
    CHECK_FALSE(plan.error().text.empty());
    if (text != nullptr) *text = plan.error().text;
    return plan.error().reason;
}

}  // namespace

TEST_CASE("what comes in is what is paid, the fee and the change", "[wallet]") {
    Town town;
    give(town, town.alice, 3, 40);
    const auto plan = town.alice.wallet.plan(with_fee(order(town.bob, 50, "thanks"), 5));
    REQUIRE(plan);
    CHECK(plan->spends.size() == 2);
    CHECK(plan->amount == Amount{50});
    CHECK(plan->fee == Amount{5});
    CHECK(plan->change == Amount{25});
    const std::vector<Output> outputs{{town.bob.key(), Amount{50}}, {town.alice.key(), Amount{25}}};
    CHECK(plan->payment.outputs == outputs);
    CHECK(plan->payment.note == Note{"memo", "thanks"});
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(plan->payment.inputs[i].spends == plan->spends[i].outpoint);
    }
}

TEST_CASE("where nothing comes back, there is no output for it", "[wallet]") {
    Town town;
    give(town, town.alice, 3, 40);
    const auto plan = town.alice.wallet.plan(with_fee(order(town.bob, 73), 7));
    REQUIRE(plan);
    CHECK(plan->change == Amount{});
    CHECK(plan->fee == Amount{7});
    CHECK(plan->payment.outputs.size() == 1);
}

TEST_CASE("what comes back goes to where the largest coin was", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    Order to_second = with_fee(order(town.alice, 70), 0);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    town.close_with(town.pool());
    const auto plan = town.alice.wallet.plan(with_fee(order(town.bob, 75), 0));
    REQUIRE(plan);
    CHECK(plan->payment.outputs.at(1).to == town.alice.key(1));
    CHECK(plan->change == Amount{25});
}

TEST_CASE("the fee is a point for each 1,000 bytes that were begun, whatever is signed",
          "[wallet]") {
    Town town;
    give(town, town.alice, 60, 10);
    for (const std::uint64_t rate : {1U, 3U}) {
        for (const std::uint64_t amount : {1U, 15U, 44U, 100U, 250U, 399U}) {
            Order wanted = order(town.bob, amount, std::string(amount % 200, 'n'));
            wanted.fee.per_thousand_bytes = Amount{rate};
            wanted.whatever_it_costs = true;
            const auto plan = town.alice.wallet.plan(wanted);
            REQUIRE(plan);
            const auto payment = sign(*plan, rules().network, town.alice.finder());
            REQUIRE(payment);
            CAPTURE(rate, amount, payment->size(), plan->fee.value());
            const std::uint64_t due = (payment->size() + 999) / 1'000 * rate;
            CHECK(plan->fee >= Amount{due});
            CHECK(plan->fee <= Amount{due + rate});
            CHECK(sum_of(plan->spends) ==
                  Amount{amount + plan->fee.value() + plan->change.value()});
            const auto judged = town.ledger().judge(*payment, above(town.height()));
            REQUIRE(judged);
            CHECK(judged->fee == plan->fee);
        }
    }
}

TEST_CASE("a payment is never longer than was reckoned", "[wallet]") {
    Town town;
    give(town, town.alice, 20, 1'000);
    for (const std::string& note : {std::string{}, std::string(280, '"'), std::string{"…"}}) {
        for (const std::uint64_t amount : {1U, 999U, 5'000U, 15'500U}) {
            const auto plan = town.alice.wallet.plan(with_fee(order(town.bob, amount, note), 1));
            REQUIRE(plan);
            const std::size_t bytes = encode(plan->payment).size();
            const std::size_t parts = plan->spends.size() + plan->payment.outputs.size();
            const std::size_t reckoned = PaymentSize{plan->payment.note}.of(
                plan->spends.size(), plan->payment.outputs.size());
            CHECK(bytes <= reckoned);
            CHECK(bytes + 20 * parts >= reckoned);
        }
    }
}

TEST_CASE("the same wallet and the same order make the same plan", "[wallet]") {
    Town town;
    give(town, town.alice, 9, 10);
    const auto one = town.alice.wallet.plan(order(town.bob, 35));
    const auto other = town.seen_anew(town.alice).plan(order(town.bob, 35));
    REQUIRE((one && other));
    CHECK(one->payment == other->payment);
}

TEST_CASE("an order may want the coins of one address alone, confirmed or not", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    Order to_second = with_fee(order(town.alice, 30), 0);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    Order order_of_second = with_fee(order(town.bob, 20), 0);
    order_of_second.from = town.alice.key(1);
    SECTION("while it waits") {}
    SECTION("in a block") { town.close_with(town.pool()); }
    const auto plan = town.alice.wallet.plan(order_of_second);
    REQUIRE(plan);
    REQUIRE(plan->spends.size() == 1);
    CHECK(plan->spends[0].coin.output.to == town.alice.key(1));
    order_of_second.amount = Amount{31};  // alice has 70 more, elsewhere
    std::string why;
    CHECK(refusal(town.alice.wallet, order_of_second, &why) == WalletError::NotEnough);
    CHECK(why.find("alone is too little for 31") != std::string::npos);
}

TEST_CASE("a note is for whatever it was written for, and may then be empty", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    Order named = order(town.alice, 1, "zoe");
    named.app = "name";
    const auto plan = town.alice.wallet.plan(named);
    REQUIRE(plan);
    CHECK(plan->payment.note == Note{"name", "zoe"});
    named.note.clear();
    REQUIRE(town.alice.wallet.plan(named));
    CHECK(town.alice.wallet.plan(named)->payment.note == Note{"name", ""});
    CHECK_FALSE(town.alice.wallet.plan(order(town.bob, 1))->payment.note);
}

TEST_CASE("coins in blocks are spent before change that waits", "[wallet]") {
    Town town;
    give(town, town.alice, 2, 50);
    town.pay(town.alice, with_fee(order(town.bob, 1), 0));  // 49 come back
    const auto settled = town.alice.wallet.plan(with_fee(order(town.bob, 45), 0));
    REQUIRE(settled);
    CHECK(settled->spends.at(0).coin.output.amount == Amount{50});
    const auto both = town.alice.wallet.plan(with_fee(order(town.bob, 60), 0));
    REQUIRE(both);
    CHECK(both->spends.size() == 2);
    CHECK(both->spends.at(1).coin.height == above(town.height()));
}

TEST_CASE("a wallet without enough says what there is, and what will be", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 40);
    town.grow(town.alice);
    town.pay(town.alice, with_fee(order(town.bob, 5), 0));
    std::string text;
    CHECK(refusal(town.alice.wallet, order(town.carol, 35), &text) == WalletError::NotEnough);
    CHECK_THAT(text, ContainsSubstring("you can spend 35 now"));
    CHECK_THAT(text, ContainsSubstring("100 are mined"));
    CHECK(refusal(town.bob.wallet, order(town.carol, 5), &text) == WalletError::NotEnough);
    CHECK_THAT(text, ContainsSubstring("you can spend 0 now"));
    CHECK_THAT(text, ContainsSubstring("5 are on their way to you"));
}

TEST_CASE("more coins than fit into one payment are refused as that", "[wallet]") {
    Town town;
    give(town, town.alice, 150, 1);
    CHECK(refusal(town.alice.wallet, order(town.bob, 90)) == WalletError::TooManyCoins);
    const auto fits = town.alice.wallet.plan(order(town.bob, 50));
    REQUIRE(fits);
    CHECK(sign(*fits, rules().network, town.alice.finder()));
}

TEST_CASE("a payment with as many coins as fit is one that a ledger takes", "[wallet]") {
    Town town;
    give(town, town.alice, 150, 1);
    Order wanted = with_fee(order(town.bob, 1, std::string(280, '\x01')), 0);
    std::size_t most = 0;
    for (; town.alice.wallet.plan(wanted); wanted.amount = Amount{wanted.amount.value() + 1}) {
        most = wanted.amount.value();
    }
    wanted.amount = Amount{most};
    const auto payment =
        sign(town.alice.wallet.plan(wanted).value(), rules().network, town.alice.finder());
    REQUIRE(payment);
    CHECK(payment->size() > 19'000);
}

TEST_CASE("nothing, too much, and to nobody are not paid", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const Wallet& wallet = town.alice.wallet;
    CHECK(refusal(wallet, order(town.bob, 0)) == WalletError::AmountZero);
    const std::uint64_t most = sbc::ledger::most_amount.value();
    CHECK(refusal(wallet, order(town.bob, most)) == WalletError::NotEnough);
    CHECK(refusal(wallet, order(town.bob, most + 1)) == WalletError::AmountTooLarge);
    CHECK(refusal(wallet, order(town.bob, ~std::uint64_t{0})) == WalletError::AmountTooLarge);
    Order to_nobody = order(town.bob, 5);
    to_nobody.to = PublicKey{};
    CHECK(refusal(wallet, to_nobody) == WalletError::NotAnAddress);
}

TEST_CASE("a note has at most 280 bytes, and is text", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    const Wallet& wallet = town.alice.wallet;
    CHECK(wallet.plan(order(town.bob, 5, std::string(280, 'n'))));
    CHECK(refusal(wallet, order(town.bob, 5, std::string(281, 'n'))) == WalletError::NoteTooLong);
    CHECK(refusal(wallet, order(town.bob, 5, "\xff")) == WalletError::NoteNotText);
}

TEST_CASE("a fee far above what is usual must be asked for", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 10'000);
    const Wallet& wallet = town.alice.wallet;
    CHECK(wallet.plan(with_fee(order(town.bob, 1'000), 100)));  // a tenth
    CHECK(wallet.plan(with_fee(order(town.bob, 3), 2)));        // twice what is usual
    Order dear = with_fee(order(town.bob, 1'000), 101);
    CHECK(refusal(wallet, dear) == WalletError::FeeTooHigh);
    dear.whatever_it_costs = true;
    CHECK(wallet.plan(dear));
    CHECK(refusal(wallet, with_fee(order(town.bob, 5), 1'000)) == WalletError::FeeTooHigh);
}

TEST_CASE("fees that cannot be are not paid", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 100);
    for (const std::uint64_t fee : {std::uint64_t{1} << 53, ~std::uint64_t{0}}) {
        CHECK(refusal(town.alice.wallet, with_fee(order(town.bob, 5), fee)) ==
              WalletError::NotEnough);
        Order by_size = order(town.bob, 5);
        by_size.fee.per_thousand_bytes = Amount{fee};
        CHECK(refusal(town.alice.wallet, by_size) == WalletError::NotEnough);
    }
}

TEST_CASE("each coin is signed for by its own key, and a missing one is named", "[wallet]") {
    Town town;
    give(town, town.alice, 1, 60);
    Order to_second = with_fee(order(town.alice, 30), 0);
    to_second.to = town.alice.key(1);
    town.pay(town.alice, to_second);
    town.close_with(town.pool());
    const auto plan = town.alice.wallet.plan(with_fee(order(town.bob, 60), 0));
    REQUIRE(plan);
    CHECK(plan->spends.size() == 2);
    const auto payment = sign(*plan, rules().network, town.alice.finder());
    REQUIRE(payment);
    CHECK(town.ledger().judge(*payment, above(town.height())));
    const auto first_only = [&](const PublicKey& key) {
        return key == town.alice.key(0) ? town.alice.find(key) : nullptr;
    };
    const auto refused = sign(*plan, rules().network, first_only);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == WalletError::KeyMissing);
    CHECK_THAT(refused.error().text, ContainsSubstring("sb1"));
}
