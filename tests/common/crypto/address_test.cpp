// The addresses are computed in Python as well: tests/interop/test_address_vectors.py.
#include "crypto/address.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;
using enum AddressError;

namespace {

struct Vector {
    std::string seed, key, address;
};
const std::vector<Vector> vectors{
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
     "sb16adfsqvzky9t042tlmfujeq88g8wzuhnm2nzxfd0qgdx3ac82ydql9lgss"},
    {"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
     "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8",
     "sb1qwss00lnecgtu8tsm5vwwj7qn9n7f43snwjs6hcamjrxgyj4xxuqqvrsgr"},
    {"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
     "76a1592044a6e4f511265bca73a604d90b0529d1df602be30a19a9257660d1f5",
     "sb1w6s4jgzy5mj02yfxt0988fsymy9s22w3maszhcc2rx5j2anq686s4rq6c8"}};
const std::string good = vectors[0].address;

// Keys that nobody can have, and their addresses: the neutral point's neighbour of order four, and
// a number that is no point.
struct NoKey {
    std::string what, key, address;
};
const std::vector<NoKey> no_keys{
    {"of small order", "0000000000000000000000000000000000000000000000000000000000000000",
     "sb1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqxuvdns"},
    {"no point", "0200000000000000000000000000000000000000000000000000000000000000",
     "sb1qgqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq2s9gw8"}};

PublicKey key_of(const std::string& hex) {
    PublicKey key;
    const Bytes bytes = from_hex(hex).value();
    REQUIRE(bytes.size() == key.bytes.size());
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    return key;
}
std::string with(std::size_t place, char character) {
    std::string text = good;
    text[place - 1] = character;
    return text;
}
std::string in_upper_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

struct Refused {
    std::string text;
    AddressError reason;
    std::string says;
};

}  // namespace

TEST_CASE("a public key is written as its address and read back", "[crypto]") {
    for (const Vector& vector : vectors) {
        const Bytes seed = from_hex(vector.seed).value();
        const SigningKey signer{SigningKey::Seed{std::span{seed}.first<32>()}};
        CHECK(to_hex(signer.public_key().bytes) == vector.key);
        CHECK(to_address(signer.public_key()) == vector.address);
        CHECK(vector.address.size() == address_size);
        const auto read = from_address(vector.address);
        REQUIRE(read);
        CHECK(*read == signer.public_key());
        CHECK(from_address(in_upper_case(vector.address)) == signer.public_key());
    }
}

TEST_CASE("what is no address is refused with its place and an advice", "[crypto]") {
    const std::vector<Refused> refused{
        {"", TooShort, "an address has 61 characters, and this text 0"},
        {"s", TooShort, "61 characters"},
        {"sb1", TooShort, "61 characters, and this text 3"},
        {good.substr(0, 60), TooShort, "and this text 60: copy all"},
        {good + "q", TooLong, "and this text 62"},
        {good + good, TooLong, "and this text 122"},
        {std::string(1'000'000, 'q'), TooLong, "and this text 1000000"},
        {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", WrongPrefix,
         "an address begins with sb1, but character 1 is 'b'"},
        {" " + good, WrongPrefix, "character 1 is a space"},
        {"sbc" + good.substr(3), WrongPrefix, "character 3 is 'c'"},
        {"\xe3\x81\x8a\xe5\x89\x8d", WrongPrefix, "character 1 is the byte 0xe3"},
        {good + "\n", WrongCharacter, "character 62 is wrong: the byte 0x0a"},
        {with(17, 'b'), WrongCharacter,
         "character 17 is wrong: 'b' is never used in an address behind sb1; compare it"},
        {with(20, '1'), WrongCharacter, "character 20 is wrong: '1'"},
        {with(61, 'O'), WrongCharacter, "character 61 is wrong: 'O'"},
        {with(10, 'Y'), MixedCase, "character 10 is in upper case"},
        {in_upper_case(good).substr(0, 60) + "s", MixedCase, "character 61 is in lower case"},
        {"Sb1" + good.substr(3), MixedCase, "character 1 is in upper case"},
        {with(17, 'q'), WrongChecksum, "character 17 is probably wrong: compare it"},
        {with(61, 'q'), WrongChecksum, "character 61 is probably wrong"},
        {"sb16adfsqvzky9t042tlmfujeq88g8wzuhnm2nzxfd0qgdx3ac82ydqlqqqqq", WrongChecksum,
         "two characters or more are wrong"},
        {"sb18d4z00xwk6jz6c4r4rgz5mcdwdjny9thrh3y8f36cpy2rz6emg53zaunx2", WrongPadding,
         "no program of ours"}};
    for (const Refused& vector : refused) {
        INFO(vector.text.substr(0, 130));
        const auto read = from_address(vector.text);
        REQUIRE_FALSE(read);
        CHECK(read.error().reason == vector.reason);
        CHECK_THAT(read.error().text, ContainsSubstring(vector.says));
    }
}

TEST_CASE("an address of something that is no key is refused", "[crypto]") {
    for (const NoKey& wrong : no_keys) {
        INFO(wrong.what);
        CHECK(to_address(key_of(wrong.key)) == wrong.address);
        const auto read = from_address(wrong.address);
        REQUIRE_FALSE(read);
        CHECK(read.error().reason == NotAKey);
        CHECK_THAT(read.error().text, ContainsSubstring("do not pay to it"));
    }
}

TEST_CASE("an address with one wrong character is never another one", "[crypto]") {
    for (std::size_t place = 1; place <= good.size(); ++place) {
        for (int other = 0; other < 256; ++other) {
            const std::string text = with(place, static_cast<char>(other));
            if (text == good) continue;
            const auto read = from_address(text);
            REQUIRE_FALSE(read);
            INFO(read.error().text);
            CHECK_THAT(read.error().text, ContainsSubstring("character " + std::to_string(place)));
        }
    }
}

TEST_CASE("two neighbours that changed places are noticed", "[crypto]") {
    for (std::size_t i = 0; i + 1 < good.size(); ++i) {
        std::string text = good;
        std::swap(text[i], text[i + 1]);
        INFO(text);
        CHECK(from_address(text).has_value() == (text == good));
    }
}
