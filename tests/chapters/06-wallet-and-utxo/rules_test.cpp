// The attacks of `break 06`: what the ancestor's rules believe, and how our ledger calls it. So
// that no failure is shown by a rule that refuses everything, or accepts everything, each rule is
// asked about a sound transaction and, where it refuses anything at all, about a clumsy one.
#include "catch.hpp"
#include "lab/attacks.hpp"

using lab::Attack;
using lab::Crafted;
using lab::Village;
using stage::LedgerError;

namespace {

Attack attack_called(const Village& village, const std::string& name) {
    for (const Attack& attack : lab::attacks_in(village)) {
        if (attack.name == name) return attack;
    }
    FAIL("there is no attack called " << name);
    return {};
}

// Mallory pays ben 99 of her 100 points, and one is left as a fee.
Crafted sound_payment(const Village& village) {
    Crafted payment;
    payment.inputs = {lab::coin_of(village, village.mallory)};
    payment.outputs = {{village.ben.public_key(), 99}};
    lab::sign_all(payment, village.ledger.rules().network, village.mallory);
    return payment;
}

Crafted sound_coinbase(const Village& village) {
    return {stage::Coinbase{Village::next, village.ledger.rules().network},
            {},
            {{village.mallory.public_key(), 100}}};
}

bool ancestor_accepts(const Village& village, lab::Rule rule, const Crafted& transaction) {
    return rule(transaction, lab::known_of(village.ledger));
}

}  // namespace

TEST_CASE("what the ancestor's rule accepts, our ledger refuses, each for its own reason", "[06]") {
    const Village village;
    const auto attacks = lab::attacks_in(village);
    std::set<LedgerError> reasons;
    for (const Attack& attack : attacks) {
        INFO(attack.name << ": " << lab::spelled(attack.transaction));
        CHECK(ancestor_accepts(village, attack.rule, attack.transaction));
        const auto judged = lab::ask(village.ledger, lab::spelled(attack.transaction));
        REQUIRE_FALSE(judged);
        INFO("our ledger: " << judged.error().text);
        CHECK(judged.error().reason == attack.refused);
        reasons.insert(judged.error().reason);
    }
    CHECK(attacks.size() == 6);
    CHECK(reasons.size() == attacks.size());
}

TEST_CASE("what is sound, the ancestor's rule and our ledger accept alike", "[06]") {
    const Village village;
    for (const Attack& attack : lab::attacks_in(village)) {
        INFO(attack.name);
        const bool mines = attack.transaction.coinbase.has_value();
        const Crafted sound = mines ? sound_coinbase(village) : sound_payment(village);
        CHECK(ancestor_accepts(village, attack.rule, sound));
        CHECK(lab::ask(village.ledger, lab::spelled(sound)));
    }
}

TEST_CASE("a refused attack leaves the ledger as it was", "[06]") {
    const Village village;
    for (const Attack& attack : lab::attacks_in(village)) {
        const auto read = stage::decode_transaction(lab::spelled(attack.transaction));
        if (!read) continue;  // it never comes so far
        INFO(attack.name);
        stage::Ledger ledger = village.ledger;
        CHECK_FALSE(ledger.apply({*read}, Village::next));
        CHECK(ledger.coins().size() == 2);
        for (const auto& [where, coin] : village.ledger.coins()) {
            REQUIRE(ledger.coins().contains(where));
            CHECK(ledger.coins().at(where).output.amount == coin.output.amount);
        }
    }
}

TEST_CASE("the attacks make mallory rich under the ancestor's rules", "[06]") {
    const Village village;
    const auto after = [&](const std::string& name) {
        return lab::believed(village, attack_called(village, name).transaction);
    };
    CHECK(lab::balances_of(village) == lab::Balances{{"ann", 100}, {"ben", 0}, {"mallory", 100}});
    CHECK(after("theft") == lab::Balances{{"ann", 0}, {"ben", 0}, {"mallory", 200}});
    CHECK(after("inflation") == lab::Balances{{"ann", 100}, {"ben", 0}, {"mallory", 1'000'000}});
    CHECK(after("negative") == lab::Balances{{"ann", -400}, {"ben", 0}, {"mallory", 600}});
    CHECK(after("duplicate") == lab::Balances{{"ann", 100}, {"ben", 0}, {"mallory", 200}});
    CHECK(after("coinbase") == lab::Balances{{"ann", 100}, {"ben", 0}, {"mallory", 1'000'200}});
    CHECK(after("forged") == lab::Balances{{"ann", 100}, {"ben", 0}, {"mallory", 1'000'100}});
}

TEST_CASE("the ancestor's signature rule does verify the last input", "[06]") {
    const Village village;
    Attack theft = attack_called(village, "theft");
    std::swap(theft.transaction.inputs[0], theft.transaction.inputs[1]);
    lab::sign_all(theft.transaction, village.ledger.rules().network, village.mallory);
    CHECK_FALSE(ancestor_accepts(village, theft.rule, theft.transaction));
}

TEST_CASE("the ancestor's sum, had it one, would find inflation", "[06]") {
    const Village village;
    const Crafted inflation = attack_called(village, "inflation").transaction;
    CHECK_FALSE(ancestor_accepts(village, lab::amounts_of_any_sign, inflation));
}

TEST_CASE("the ancestor's coinbase rule does look at the first output", "[06]") {
    const Village village;
    Attack coinbase = attack_called(village, "coinbase");
    std::swap(coinbase.transaction.outputs[0], coinbase.transaction.outputs[1]);
    CHECK_FALSE(ancestor_accepts(village, coinbase.rule, coinbase.transaction));
}

TEST_CASE("the ancestor does see a coin that is spent in a later transaction", "[06]") {
    Village village;
    const Crafted payment = sound_payment(village);
    const auto read = stage::decode_transaction(lab::spelled(payment));
    REQUIRE(read);
    REQUIRE(village.ledger.apply({*read}, Village::next));
    CHECK_FALSE(ancestor_accepts(village, lab::each_input_alone, payment));
}

TEST_CASE("who knows spent coins by value refuses an honest second one, our ledger does not",
          "[06]") {
    Village village;
    lab::Known known = lab::known_of(village.ledger);
    const Crafted first = sound_payment(village);
    known.spent.push_back(first.inputs[0].brought);
    const auto read = stage::decode_transaction(lab::spelled(first));
    REQUIRE(read);
    REQUIRE(village.ledger.apply({*read}, Village::next));

    village.mine(village.mallory, stage::Height{6});  // another 100, of the same owner
    const Crafted second = sound_payment(village);
    CHECK(second.inputs[0].brought == first.inputs[0].brought);
    CHECK_FALSE(lab::spent_by_value(second, known));
    const auto read_second = stage::decode_transaction(lab::spelled(second));
    REQUIRE(read_second);
    CHECK(village.ledger.judge(*read_second, stage::Height{9}));
}

TEST_CASE("what is crafted is spelled and signed as the stage does it", "[06]") {
    const Village village;
    const stage::Hash network = village.ledger.rules().network;
    for (const Crafted& crafted : {sound_payment(village), sound_coinbase(village)}) {
        const auto read = stage::decode_transaction(lab::spelled(crafted));
        REQUIRE(read);
        CHECK(stage::encode(*read) == lab::spelled(crafted));
        CHECK(stage::signed_bytes(network, *read) == lab::signed_bytes(network, crafted));
    }
}
