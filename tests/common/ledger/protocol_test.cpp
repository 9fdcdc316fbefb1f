// The vectors of docs/protocol.md, sections 16 to 18; tests/interop checks them with Python.
#include <sstream>

#include "base/hex.hpp"
#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;

namespace {

const std::vector<std::string> people{
    (R"(2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90 d5bf4a3fcce717b)"
     R"(0388bcc2749ebc148ad9969b23f45ee1b605fd58778576ac4 sb16kl5507vuutmqwytesn5n67pfzk)"
     R"(ej6dj8az7uxmqtl2cw7zhdtzqd23ufd)"),
    (R"(81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9 ecc1b58727f3f12)"
     R"(b3194881a9ecb9de0b28ce7b207230d8e930fe1bce75e256c sb1anqmtpe870cjkvv53qdfajuauze)"
     R"(geeajqu3smr5nplsmee67y4kq7mna8f)")};
const std::vector<std::string> transactions{
    (R"({"coinbase":{"height":1,"network":"81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec)"
     R"(4a32798069de3e0690f"},"outputs":[{"address":"sb16kl5507vuutmqwytesn5n67pfzkej6dj)"
     R"(8az7uxmqtl2cw7zhdtzqd23ufd","amount":60},{"address":"sb1anqmtpe870cjkvv53qdfajua)"
     R"(uzegeeajqu3smr5nplsmee67y4kq7mna8f","amount":40}]})"),
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":[)"
     R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amou)"
     R"(nt":98}]})")};
const std::vector<std::string> ids{
    R"(c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)",
    R"(df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2)"};
const std::vector<std::string> signed_digests{
    R"(3cc29259c8fb0a7a1a96dd4c268334c01b3bc0721d35c2916218b75913510789)"};
const std::vector<std::string> no_transactions{
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":[)"
     R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amou)"
     R"(nt":-98}]})"),
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":[)"
     R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amou)"
     R"(nt":98.0}]})"),
    (R"({"inputs": [{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45c)"
     R"(ece4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a8)"
     R"(0d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee5)"
     R"(6d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a)"
     R"(164ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904)"
     R"(","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d)"
     R"(8"}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":)"
     R"([{"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amo)"
     R"(unt":98}]})"),
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"Memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":[)"
     R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amou)"
     R"(nt":98}]})"),
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\u000a"},"output)"
     R"(s":[{"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f",")"
     R"(amount":98}]})"),
    (R"({"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1fe5da37b5555b7973f0e45ce)"
     R"(ce4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf481e83113e6a95e207c497a80)"
     R"(d01","transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56)"
     R"(d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577e1e7682305fb68d2d3ca81a1)"
     R"(64ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca136f23470fb24c8650de5904")"
     R"(,"transaction":"c218762b1235d28b487ab214e4e7d2df406334573a50d351066aec29ee56d7d8)"
     R"("}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you\n"},"outputs":[)"
     R"({"address":"SB1ANQMTPE870CJKVV53QDFAJUAUZEGEEAJQU3SMR5NPLSMEE67Y4KQ7MNA8F","amou)"
     R"(nt":98}]})"),
    (R"({"coinbase":{"height":1,"network":"81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec)"
     R"(4a32798069de3e0690f"},"outputs":[{"address":"sb16kl5507vuutmqwytesn5n67pfzkej6dj)"
     R"(8az7uxmqtl2cw7zhdtzqd23ufd","amount":60},{"address":"sb1anqmtpe870cjkvv53qdfajua)"
     R"(uzegeeajqu3smr5nplsmee67y4kq7mna8f","amount":0}]})")};

// Of a line of the first table.
struct Person {
    std::string seed, key, address;
};
Person person(std::size_t number) {
    Person read;
    std::istringstream{people[number]} >> read.seed >> read.key >> read.address;
    return read;
}
SigningKey key_of_seed(const std::string& digits) {
    const sbc::Bytes bytes = sbc::from_hex(digits).value();
    return SigningKey{SigningKey::Seed{std::span<const std::uint8_t, 32>{bytes.data(), 32}}};
}

}  // namespace

TEST_CASE("addresses are those of the protocol's document", "[ledger]") {
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto [seed_digits, key, address] = person(i);
        const SigningKey owner = key_of_seed(seed_digits);
        CHECK(sbc::to_hex(owner.public_key().bytes) == key);
        CHECK(to_address(owner.public_key()) == address);
        CHECK(from_address(address).value() == owner.public_key());
    }
}

TEST_CASE("transactions are those of the protocol's document", "[ledger]") {
    for (std::size_t i = 0; i < transactions.size(); ++i) {
        const auto checked = check_transaction(transactions[i]);
        REQUIRE(checked);
        CHECK(encode(checked->parts()) == transactions[i]);
        CHECK(to_text(checked->id()) == ids[i]);
    }
    for (const auto& text : no_transactions) CHECK_FALSE(check_transaction(text));
}

TEST_CASE("signatures are those of the protocol's document, and the ledger takes them",
          "[ledger]") {
    const auto mined = check_transaction(transactions[0]).value();
    const auto paid = check_transaction(transactions[1]).value();
    Rules rules;
    rules.network = mined.parts().coinbase->network;
    const auto signed_text = signed_bytes(rules.network, paid.unsigned_text());
    CHECK(to_text(sbc::crypto::hash256(signed_text)) == signed_digests[0]);
    for (std::size_t i = 0; i < people.size(); ++i) {
        CHECK(key_of_seed(person(i).seed).sign(signed_text) == paid.parts().inputs[i].signature);
    }
    InlineChecker checker;
    Ledger ledger{rules, seed, checker};
    REQUIRE(ledger.connect({{}, {transactions[0]}}, Height{1}));
    CHECK_FALSE(ledger.connect({{}, {transactions[1]}}, Height{3}));
    CHECK(ledger.judge(paid, Height{4}).value().fee == Amount{2});
    CHECK(ledger.connect({{}, {transactions[1]}}, Height{4}));
}
