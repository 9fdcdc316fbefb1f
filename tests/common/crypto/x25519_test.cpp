#include "crypto/x25519.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;

namespace {

Secret<32> secret(const std::string& hex) {
    const Bytes bytes = from_hex(hex).value();
    REQUIRE(bytes.size() == 32);
    return Secret<32>{std::span{bytes}.first<32>()};
}
AgreementKey key_of(const std::string& hex) {
    AgreementKey key;
    const Secret<32> bytes = secret(hex);
    std::ranges::copy(bytes.reveal(), key.bytes.begin());
    return key;
}
std::string agreed(const std::string& mine, const std::string& theirs) {
    const auto shared = agree(secret(mine), key_of(theirs));
    return shared ? to_hex(shared->reveal()) : "refused";
}

const std::string alice = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
const std::string bob = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";

}  // namespace

TEST_CASE("secrets are agreed as in RFC 7748", "[crypto]") {
    CHECK(agreed("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                 "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c") ==
          "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    CHECK(agreed("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                 "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493") ==
          "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
}

TEST_CASE("a thousand steps end where RFC 7748 says", "[crypto]") {
    std::string scalar = "0900000000000000000000000000000000000000000000000000000000000000";
    std::string point = scalar;
    for (int i = 0; i < 1'000; ++i) {
        std::string next = agreed(scalar, point);
        point = scalar;
        scalar = std::move(next);
        if (i == 0) {
            CHECK(scalar == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
        }
    }
    CHECK(scalar == "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

TEST_CASE("two come to the same secret, each by the other's public half", "[crypto]") {
    const AgreementKey alices = public_half(secret(alice));
    const AgreementKey bobs = public_half(secret(bob));
    CHECK(to_hex(alices.bytes) ==
          "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    CHECK(to_hex(bobs.bytes) == "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    const std::string shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    CHECK(agreed(alice, to_hex(bobs.bytes)) == shared);
    CHECK(agreed(bob, to_hex(alices.bytes)) == shared);
}

// The u of all points of small order, on the curve and on its twist, and their other spellings:
// those not below p, and with the highest bit, which does not count.
TEST_CASE("no secret is agreed with a key of small order", "[crypto]") {
    const std::vector<std::string> small{
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};
    for (const std::string& key : small) {
        INFO(key);
        CHECK(agreed(alice, key) == "refused");
        AgreementKey with_bit = key_of(key);
        with_bit.bytes.back() |= 0x80;
        CHECK(agreed(bob, to_hex(with_bit.bytes)) == "refused");
    }
    // On the library's list, and yet of large order: the highest bit does not count.
    CHECK(agreed(alice, "daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff") !=
          "refused");
    CHECK(agreed(alice, "0200000000000000000000000000000000000000000000000000000000000000") !=
          "refused");
}
