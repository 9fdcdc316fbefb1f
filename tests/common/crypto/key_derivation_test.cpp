// HKDF and scrypt: the RFCs' vectors, and for scrypt what Python's hashlib computes.
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/scrypt.hpp"

using namespace sbc;
using namespace sbc::crypto;

namespace {

Bytes counting(std::uint8_t first, std::size_t count) {
    Bytes bytes;
    for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(first + i));
    return bytes;
}

struct Derived {
    std::string pass_phrase, salt;
    ScryptCost cost;
    std::string key;
};

}  // namespace

TEST_CASE("keys are derived as RFC 5869 derives them", "[crypto]") {
    const Bytes secret(22, 0x0b);
    Bytes out(42);
    SECTION("its first vector") {
        hkdf_sha256(secret, counting(0, 13), counting(0xf0, 10), out);
        CHECK(
            to_hex(out) ==
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        const Secret<32> key = hkdf_sha256(secret, counting(0, 13), counting(0xf0, 10));
        CHECK(to_hex(key.reveal()) == to_hex(ByteView{out}.first(32)));
    }
    SECTION("its second, of longer inputs") {
        out.resize(82);
        hkdf_sha256(counting(0, 80), counting(0x60, 80), counting(0xb0, 80), out);
        CHECK(
            to_hex(out) ==
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41"
            "c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }
    SECTION("its third, without salt and info") {
        hkdf_sha256(secret, {}, {}, out);
        CHECK(
            to_hex(out) ==
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
}

TEST_CASE("255 blocks can be derived, and not a byte more", "[crypto]") {
    Bytes out(hkdf_longest);
    hkdf_sha256(as_bytes("secret"), {}, {}, out);
    CHECK(to_hex(ByteView{out}.last(32)) ==
          "9b1dd5b5377e69a08a84095f5920de289594b91ef9c24e2e86d8456e9ba93600");
    out.push_back(0);
    CHECK_THROWS_AS(hkdf_sha256(as_bytes("secret"), {}, {}, out), std::length_error);
    CHECK_NOTHROW(hkdf_sha256(as_bytes("secret"), {}, {}, std::span<std::uint8_t>{}));
}

TEST_CASE("for another purpose it is another key", "[crypto]") {
    const Bytes secret(32, 7);
    const Secret<32> one = hkdf_sha256(secret, {}, as_bytes("one"));
    CHECK_FALSE(same_bytes(one.reveal(), hkdf_sha256(secret, {}, as_bytes("two")).reveal()));
    CHECK_FALSE(
        same_bytes(one.reveal(), hkdf_sha256(secret, as_bytes("x"), as_bytes("one")).reveal()));
    CHECK(same_bytes(one.reveal(), hkdf_sha256(secret, {}, as_bytes("one")).reveal()));
}

// The first is RFC 7914's third, of which these are the first 32 bytes: its others cost too little
// or too much. The rest by Python:
//     hashlib.scrypt(pass_phrase, salt=salt, n=2**log_n, r=r, p=p, dklen=32, maxmem=2**29).hex()
TEST_CASE("a pass phrase becomes the key that scrypt makes of it", "[crypto]") {
    const Bytes sixteen = counting(0, 16);
    const std::vector<Derived> derived{
        {"pleaseletmein",
         "SodiumChloride",
         {.log_n = 14, .r = 8, .p = 1},
         "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"},
        {"",
         "",
         {.log_n = 10, .r = 1, .p = 1},
         "b34ab7cd1ce0c308146ab970fa75517bcf20f95c7ed7a34efc0d5f096469b2e1"},
        {"password",
         "NaCl",
         {.log_n = 10, .r = 8, .p = 4},
         "1ed1b3814e7bd065fea1b64fa617fb05ba290e301b2765b831876fb995044293"},
        {std::string("合言葉\0x", 11),
         std::string{as_text(sixteen)},
         {.log_n = 11, .r = 3, .p = 2},
         "8e21024f7f7f6d38225c4e230f46d8f906195d70708ed959143a00b05b82ec16"},
        {std::string(200, 'x'),
         "",
         {},
         "75a67d0212763fde8037e3bafe548aa3a2f725a725f63c6fb54326980bd692ef"}};
    for (const Derived& vector : derived) {
        const auto key = scrypt(vector.pass_phrase, as_bytes(vector.salt), vector.cost);
        REQUIRE(key);
        CHECK(to_hex(key->reveal()) == vector.key);
    }
}

TEST_CASE("what would cost too much, or hardly anything, is not computed", "[crypto]") {
    CHECK(affordable({}));
    CHECK(affordable({.log_n = 10, .r = 1, .p = 1}));
    CHECK(affordable({.log_n = 18, .r = 8, .p = 4}));      // 256 MiB
    CHECK(affordable({.log_n = 10, .r = 2'048, .p = 1}));  // the same
    const std::vector<ScryptCost> refused{
        {.log_n = 9, .r = 8, .p = 1},
        {.log_n = 0, .r = 8, .p = 1},
        {.log_n = 19, .r = 8, .p = 1},
        {.log_n = 10, .r = 2'049, .p = 1},
        {.log_n = 15, .r = 0, .p = 1},
        {.log_n = 15, .r = 8, .p = 0},
        {.log_n = 15, .r = 8, .p = 5},
        {.log_n = 16, .r = 1, .p = 1},  // RFC 7914, section 6: N is below 2^(128·r/8)
        {.log_n = 64, .r = 8, .p = 1},
        {.log_n = 15, .r = 0xffff'ffff, .p = 1},
        {.log_n = 0xffff'ffff, .r = 0xffff'ffff, .p = 0xffff'ffff}};
    for (const ScryptCost& cost : refused) {
        INFO("log_n " << cost.log_n << ", r " << cost.r << ", p " << cost.p);
        CHECK_FALSE(affordable(cost));
        CHECK_FALSE(scrypt("pass phrase", as_bytes("salt"), cost));
    }
}
