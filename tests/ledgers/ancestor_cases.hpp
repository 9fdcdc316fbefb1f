// What went wrong in the course's ancestor, each crafted as it would be tried here. Their numbers
// are those of docs/ancestor.md.
#pragma once

#include "ledgers/scene.hpp"

using namespace kit;

TEST_CASE("04-4: outputs have the places they stand at, and a balance is their sum", "[ledgers]") {
    Book book{rules()};
    const auto mined = coinbase(1, {output(alice(), 10), output(alice(), 20)});
    REQUIRE(book.apply({mined}, Height{1}));
    CHECK(balance(book.coins(), alice()) == 30);
    CHECK(book.coins().at({id(mined), 0}).amount == Amount{10});
    CHECK(book.coins().at({id(mined), 1}).amount == Amount{20});
    const auto paid = payment({spend(mined, 1, alice())}, {output(bob(), 20)});
    REQUIRE(book.apply({paid}, Height{4}));
    CHECK(balance(book.coins(), alice()) == 10);
    CHECK(balance(book.coins(), bob()) == 20);
}

TEST_CASE("04-5: two coins are spent at once, down to nothing", "[ledgers]") {
    Begun begun;
    const auto paid = payment({spend(begun.mined, 0, alice()), spend(begun.mined, 1, alice())},
                              {output(bob(), 100)});
    REQUIRE(begun.book.apply({paid}, Height{4}));
    CHECK(balance(begun.book.coins(), alice()) == 0);
    CHECK(balance(begun.book.coins(), bob()) == 100);
}

TEST_CASE("04-6: an output is spent, not the whole transaction that it stands in", "[ledgers]") {
    Begun begun;
    const auto one = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    const auto other = payment({spend(begun.mined, 1, alice())}, {output(bob(), 40)});
    REQUIRE(begun.book.apply({one}, Height{4}));
    CHECK(balance(begun.book.coins(), alice()) == 40);
    CHECK(begun.book.apply({other}, Height{5}));
}

TEST_CASE("04-7: a payment stays as long as it is, through however many hands", "[ledgers]") {
    Begun begun;
    Transaction last = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    const std::size_t size = encode(last).size();
    REQUIRE(begun.book.apply({last}, Height{4}));
    for (std::uint64_t hop = 0; hop < 40; ++hop) {
        const bool to_alice = hop % 2 == 0;
        last = payment({spend(last, 0, to_alice ? bob() : alice())},
                       {output(to_alice ? alice() : bob(), 60)});
        CHECK(encode(last).size() == size);
        REQUIRE(begun.book.apply({last}, Height{5 + hop}));
    }
}

TEST_CASE("04-10: an amount is a whole number, and an address is spelled right", "[ledgers]") {
    const std::string text =
        encode(payment({{{any_hash("some"), 0}, &alice()}}, {output(bob(), 5)}));
    const auto refused = [&](const std::string& from, const std::string& to) {
        std::string altered = text;
        altered.replace(altered.find(from), from.size(), to);
        return reason(decode(altered));
    };
    for (const std::string amount : {"5.0", "\"5\"", "5e0", "05", "true", "null", "[5]"}) {
        CAPTURE(amount);
        CHECK(refused("\"amount\":5", "\"amount\":" + amount) == LedgerError::NotCanonical);
    }
    const std::string address = to_address(bob().public_key());
    for (std::size_t i = 0; i < address.size(); ++i) {
        std::string misspelled = address;
        misspelled[i] = misspelled[i] == 'q' ? 'p' : 'q';
        CAPTURE(misspelled);
        CHECK(refused(address, misspelled) == LedgerError::NotCanonical);
    }
}

TEST_CASE("05-1: theft: the key of the last input does not open the others", "[ledgers]") {
    Begun begun;
    const auto mined = coinbase(4, {output(bob(), 100)});
    REQUIRE(begun.book.apply({mined}, Height{4}));
    const Spend of_alice_by_bob{{id(begun.mined), 0}, &bob()};
    const auto theft = payment({of_alice_by_bob, spend(mined, 0, bob())}, {output(bob(), 160)});
    CHECK(begun.refusal({theft}, 7) == LedgerError::WrongSignature);
    const auto reversed = payment({spend(mined, 0, bob()), of_alice_by_bob}, {output(bob(), 160)});
    CHECK(begun.refusal({reversed}, 7) == LedgerError::WrongSignature);
}

TEST_CASE("05-2: inflation: no points come from nowhere", "[ledgers]") {
    Begun begun;
    const auto inflated = payment({spend(begun.mined, 1, alice())}, {output(alice(), 1'000'000)});
    CHECK(begun.refusal({inflated}) == LedgerError::Overspent);
}

TEST_CASE("05-3: nobody is paid less than nothing", "[ledgers]") {
    const std::string text = encode(
        payment({{{any_hash("some"), 0}, &alice()}}, {output(alice(), 560), output(bob(), 500)}));
    const std::string from = "\"amount\":500";
    // The second is -500 as well, for a sum that turns round at 64 bits.
    for (const std::string to : {"-500", "18446744073709551116"}) {
        std::string altered = text;
        altered.replace(altered.find(from), from.size(), "\"amount\":" + to);
        CHECK(reason(decode(altered)) == LedgerError::NotCanonical);
    }
    Begun begun;
    const Output most{bob().public_key(), most_amount};
    const auto too_much = payment({spend(begun.mined, 0, alice())}, {output(alice(), 560), most});
    CHECK(reason(begun.book.judge(too_much, Height{4})) == LedgerError::BadAmount);
}

TEST_CASE("05-4: a coinbase's second output counts as its first does", "[ledgers]") {
    Begun begun;
    const auto hidden = coinbase(4, {output(alice(), 100), output(alice(), 1'000'000)});
    CHECK(begun.refusal({hidden}) == LedgerError::TooMuchReward);
}

TEST_CASE("05-5: nothing is spent twice, in one transaction, one block or two", "[ledgers]") {
    Begun begun;
    const Spend coin = spend(begun.mined, 0, alice());
    const auto twice = payment({coin, coin}, {output(bob(), 120)});
    CHECK(begun.refusal({twice}) == LedgerError::TwiceSpent);
    const auto to_bob = payment({coin}, {output(bob(), 60)});
    const auto to_carol = payment({coin}, {output(carol(), 60)});
    CHECK(begun.refusal({to_bob, to_carol}) == LedgerError::UnknownCoin);
    REQUIRE(begun.book.apply({to_bob}, Height{4}));
    CHECK(begun.refusal({to_carol}, 5) == LedgerError::UnknownCoin);
}

TEST_CASE("05-6: coins are told apart by where they stand, not by what they are worth",
          "[ledgers]") {
    Book book{rules()};
    const auto one = coinbase(1, {output(alice(), 100)});
    const auto equal = coinbase(2, {output(alice(), 100)});
    REQUIRE(book.apply({one}, Height{1}));
    REQUIRE(book.apply({equal}, Height{2}));
    REQUIRE(book.apply({payment({spend(one, 0, alice())}, {output(bob(), 100)})}, Height{5}));
    const auto honest = payment({spend(equal, 0, alice())}, {output(carol(), 100)});
    CHECK(book.apply({honest}, Height{6}));
    // A parent that looks like one of them, and stands nowhere.
    const auto forged = coinbase(3, {output(alice(), 100)});
    const auto from_nowhere = payment({spend(forged, 0, alice())}, {output(bob(), 100)});
    CHECK(reason(book.apply({from_nowhere}, Height{7})) == LedgerError::UnknownCoin);
}

TEST_CASE("05-13: what is to wait is judged first, and a coinbase among it is refused calmly",
          "[ledgers]") {
    Begun begun;
    const Spend by_bob{{id(begun.mined), 0}, &bob()};
    const auto unsigned_one = payment({by_bob}, {output(bob(), 60)});
    CHECK(reason(begun.book.judge(unsigned_one, Height{4})) == LedgerError::WrongSignature);
    CHECK_FALSE(begun.book.judge(coinbase(4, {output(bob(), 100)}), Height{4}));
    const auto paid = payment({spend(begun.mined, 0, alice())}, {output(bob(), 60)});
    CHECK(begun.refusal({paid, coinbase(4, {output(bob(), 100)})}) == LedgerError::WrongPlace);
}
