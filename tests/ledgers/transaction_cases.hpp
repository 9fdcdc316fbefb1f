// Transactions alone: the one spelling, the id, what is signed, and what is refused unseen.
#pragma once

#include <algorithm>

#include "base/hex.hpp"

#include "ledgers/scene.hpp"

using namespace kit;

namespace {

const Hash some_transaction = any_hash("some transaction");

Transaction some_payment() {
    return payment({{{some_transaction, 0}, &alice()}}, {output(bob(), 5)});
}

// The text with its first `from` replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}
LedgerError refusal_of(const std::string& text) { return reason(decode(text)); }

}  // namespace

TEST_CASE("a transaction is read back as it was written", "[ledgers]") {
    Transaction paid = payment({{{some_transaction, 0}, &alice()}, {{some_transaction, 7}, &bob()}},
                               {output(bob(), 5), output(carol(), 1)});
    SECTION("without a note") {}
    SECTION("with a note") { paid.note = Note{"memo", "you are great"}; }
    SECTION("with all that a text can hold") {
        paid.note =
            Note{"a-9", std::string{"\"quoted\" \\ / \b\f\n\r\t\0\x1f\x7f ", 22} + "お前すげー"};
    }
    SECTION("an empty word is a word") { paid.note = Note{"x", ""}; }
    SECTION("the largest numbers") {
        paid.inputs[0].spends.index = 0xffff'ffff;
        paid.outputs = {{alice().public_key(), most_amount}};
    }
    SECTION("a coinbase") { paid = coinbase(7, {output(alice(), 100)}); }
    const std::string text = encode(paid);
    const auto read = decode(text);
    REQUIRE(read);
    CHECK(encode(*read) == text);
    CHECK(id(*read) == id(paid));
    CHECK(read->inputs.size() == paid.inputs.size());
    CHECK(read->coinbase.has_value() == paid.coinbase.has_value());
    CHECK((paid.note ? read->note->text == paid.note->text : !read->note));
}

TEST_CASE("a transaction has the text that the protocol says", "[ledgers]") {
    Transaction paid = some_payment();
    paid.note = Note{"memo", "you are great"};
    const std::string signature = sbc::to_hex(paid.inputs[0].signature.bytes);
    const std::string input = R"("transaction":")" + to_text(some_transaction) + R"("}],)";
    const std::string rest =
        R"("note":{"app":"memo","text":"you are great"},"outputs":[{"address":")" +
        to_address(bob().public_key()) + R"(","amount":5}]})";
    CHECK(encode(paid) ==
          R"({"inputs":[{"index":0,"signature":")" + signature + "\"," + input + rest);

    const std::string unsigned_text = R"({"inputs":[{"index":0,)" + input + rest;
    CHECK(id(paid) == any_hash(unsigned_text));
    const Hash network = rules().network;
    const sbc::Bytes signed_text = message(network, paid);
    CHECK(sbc::as_text(signed_text) == "SimpleBitcoin/payment/1" + std::string(1, '\0') +
                                           std::string{sbc::as_text(network.bytes)} +
                                           unsigned_text);
}

TEST_CASE("who alters a signature makes no other transaction", "[ledgers]") {
    const Transaction paid = some_payment();
    Transaction altered = paid;
    altered.inputs[0].signature.bytes[5] ^= 1;
    CHECK(encode(altered) != encode(paid));
    CHECK(id(altered) == id(paid));
    CHECK(message(rules().network, altered) == message(rules().network, paid));
    SECTION("whatever else is altered does") {
        Transaction other = paid;
        SECTION("an amount") { other.outputs[0].amount = Amount{6}; }
        SECTION("an owner") { other.outputs[0].to = carol().public_key(); }
        SECTION("what is spent") { other.inputs[0].spends.index = 1; }
        SECTION("the note") { other.note = Note{"memo", ""}; }
        CHECK(id(other) != id(paid));
        CHECK(message(rules().network, other) != message(rules().network, paid));
    }
    CHECK(message(any_hash("another network"), paid) != message(rules().network, paid));
}

TEST_CASE("any other spelling of a transaction is refused", "[ledgers]") {
    Transaction paid = some_payment();
    paid.note = Note{"memo", "great\n"};
    const std::string text = encode(paid);
    REQUIRE(decode(text));
    const std::vector<std::pair<std::string, std::string>> replacements{
        {"{", " {"},
        {"\"inputs\":", "\"inputs\": "},
        {"\"index\":0", "\"index\":00"},
        {"\"index\":0", "\"index\":-0"},
        {"\"index\":0", "\"index\":0.0"},
        {"\"index\":0", "\"index\":1e0"},
        {"\"index\":0", "\"index\":\"0\""},
        {"\"index\":0", "\"index\":4294967296"},
        {"\"index\":0", "\"index\":null"},
        {"\"index\":0,", ""},
        {"\"index\"", "\"Index\""},
        {"\"amount\":5", "\"amount\":-5"},
        {"\"amount\":5", "\"amount\":5.5"},
        {"\"amount\":5", "\"amount\":9007199254740992"},
        {"\"amount\":5", "\"amount\":18446744073709551621"},
        {"\"amount\":5", "\"amount\":5,\"also\":1"},
        {"\"amount\":5", "\"amount\":5,\"amount\":5"},
        {"great\\n", "great\\u000a"},
        {"great\\n", "great\\/"},
        {"great\\n", "\\u0067reat"},
        {"great\\n", "great\n"},
        {"great\\n", "great\\"},
        {"great\\n", "\xff"},
        {"great\\n", "\xed\xa0\x80"},
        {"great\\n", std::string(281, 'x')},
        {"\"memo\"", "\"\""},
        {"\"memo\"", "\"Memo\""},
        {"\"memo\"", "\"a b\""},
        {"\"memo\"", "\"12345678901234567\""},
        {"sb1", "SB1"},
        {"sb1", "sb2"},
        {"\"outputs\":[", "\"outputs\":[[],"},
        {"\"outputs\":[", "\"outputs\":{"},
        {"\"inputs\":[", "\"coinbase\":{},\"inputs\":["},
        {"\"note\"", "\"mote\""},
        {"}]}", "}],\"z\":1}"},
        {"}]}", "}]}\n"},
        {"}]}", "}]"},
        {"}]}", "}],}"},
    };
    for (const auto& [from, to] : replacements) {
        CAPTURE(from, to);
        CHECK(refusal_of(with(text, from, to)) == LedgerError::NotCanonical);
    }
    for (const std::string other : {"", "{}", "[]", "null", "{\"inputs\":[]}", "\xef\xbb\xbf{}"}) {
        CAPTURE(other);
        CHECK(refusal_of(other) == LedgerError::NotCanonical);
    }
}

TEST_CASE("a transaction that is cut off anywhere is refused", "[ledgers]") {
    Transaction paid = some_payment();
    paid.note = Note{"memo", "a \\ \n word"};
    const std::string text = encode(paid);
    for (std::size_t length = 0; length < text.size(); ++length) {
        CAPTURE(length);
        CHECK(refusal_of(text.substr(0, length)) == LedgerError::NotCanonical);
    }
}

TEST_CASE("an address that is nobody's cannot be paid", "[ledgers]") {
    const std::string text = encode(some_payment());
    const std::string address = to_address(bob().public_key());
    std::string misspelled = address;
    misspelled[20] = misspelled[20] == 'q' ? 'p' : 'q';
    CHECK(refusal_of(with(text, address, misspelled)) == LedgerError::NotCanonical);
    std::string shouted = address;
    std::transform(shouted.begin(), shouted.end(), shouted.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    CHECK(refusal_of(with(text, address, shouted)) == LedgerError::NotCanonical);
    PublicKey no_point{};
    no_point.bytes[0] = 2;  // no point has this y
    CHECK(refusal_of(with(text, address, to_address(no_point))) == LedgerError::NotCanonical);
}

TEST_CASE("a transaction spends something, pays somebody, and no amount is nothing", "[ledgers]") {
    Transaction paid = some_payment();
    SECTION("no input") {
        paid.inputs.clear();
        CHECK(refusal_of(encode(paid)) == LedgerError::NothingSpent);
    }
    SECTION("no output") {
        paid.outputs.clear();
        CHECK(refusal_of(encode(paid)) == LedgerError::NobodyPaid);
    }
    SECTION("a coinbase without outputs") {
        CHECK(refusal_of(encode(coinbase(1, {}))) == LedgerError::NobodyPaid);
    }
    SECTION("an amount of 0") {
        paid.outputs.push_back(output(carol(), 0));
        CHECK(refusal_of(encode(paid)) == LedgerError::BadAmount);
    }
    SECTION("more than there can be, together") {
        paid.outputs = {{bob().public_key(), most_amount}, output(carol(), 1)};
        CHECK(refusal_of(encode(paid)) == LedgerError::BadAmount);
    }
    SECTION("one output twice") {
        paid.inputs.push_back(paid.inputs[0]);
        CHECK(refusal_of(encode(paid)) == LedgerError::TwiceSpent);
    }
    SECTION("one output twice, with another between, signed differently") {
        paid.inputs.push_back({{some_transaction, 1}, {}});
        paid.inputs.push_back({{some_transaction, 0}, {}});
        CHECK(refusal_of(encode(paid)) == LedgerError::TwiceSpent);
    }
}

TEST_CASE("a transaction has at most 20,000 bytes", "[ledgers]") {
    Transaction paid = some_payment();
    const auto size = [&] { return encode(paid).size(); };
    while (size() < longest_transaction) {
        const auto number = static_cast<std::uint32_t>(paid.inputs.size());
        paid.inputs.push_back({{some_transaction, number}, {}});
    }
    CHECK(refusal_of(encode(paid)) == LedgerError::NotCanonical);
    paid.inputs.resize(paid.inputs.size() - 2);
    paid.note = Note{"m", ""};
    while (longest_transaction - size() > longest_note) paid.outputs.push_back(output(bob(), 5));
    paid.note->text = std::string(longest_transaction - size(), '.');
    REQUIRE(size() == longest_transaction);
    CHECK(decode(encode(paid)));
    paid.outputs[0].amount = Amount{50};
    REQUIRE(size() == longest_transaction + 1);
    CHECK(refusal_of(encode(paid)) == LedgerError::NotCanonical);
}

TEST_CASE("a transaction has at most 200 outputs", "[ledgers]") {
    Transaction paid = some_payment();
    while (paid.outputs.size() < 200) paid.outputs.push_back(output(bob(), 5));
    REQUIRE(encode(paid).size() < longest_transaction);
    CHECK(decode(encode(paid)));
    paid.outputs.push_back(output(bob(), 5));
    REQUIRE(encode(paid).size() < longest_transaction);
    CHECK(refusal_of(encode(paid)) == LedgerError::NotCanonical);
}
