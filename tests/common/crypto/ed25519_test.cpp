// RFC 8032's vectors, and signatures at the edges of the rule: made in Python, where points of
// small order and of mixed order are known (tests/interop/test_signature_vectors.py).
#include "crypto/ed25519.hpp"

#include <cryptopp/donna.h>
#include <cryptopp/xed25519.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;

namespace {

struct EdgeSignature {
    std::string what;
    bool holds;
    bool library_takes_it;
    std::string key, message, signature;
};
struct EdgeKey {
    std::string what;
    bool valid;
    std::string key;
};

#define SIGNATURE(...) EdgeSignature{__VA_ARGS__},
#define KEY(...)
const std::vector<EdgeSignature> edge_signatures{
#include "edge_signatures.inc"
};
#undef SIGNATURE
#undef KEY
#define SIGNATURE(...)
#define KEY(...) EdgeKey{__VA_ARGS__},
const std::vector<EdgeKey> edge_keys{
#include "edge_signatures.inc"
};
#undef SIGNATURE
#undef KEY

template <class Sized>
Sized sized(const std::string& hex) {
    Sized sized;
    const Bytes bytes = from_hex(hex).value();
    REQUIRE(bytes.size() == sized.bytes.size());
    std::copy(bytes.begin(), bytes.end(), sized.bytes.begin());
    return sized;
}
SigningKey key_of(const std::string& seed) {
    const Bytes bytes = from_hex(seed).value();
    return SigningKey{SigningKey::Seed{std::span{bytes}.first<32>()}};
}
bool library_takes(const PublicKey& key, ByteView message, ByteView signature) {
    const CryptoPP::ed25519Verifier verifier{key.bytes.data()};
    return verifier.VerifyMessage(message.data(), message.size(), signature.data(),
                                  signature.size());
}

struct Vector {
    std::string seed, key, message, signature;
};

// RFC 8032, section 7.1; its test of 1,023 bytes is among Wycheproof's.
const std::vector<Vector> rfc8032{
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e"
     "0"
     "303dca179c138ac17ad9bef1177331a704"},
};

}  // namespace

TEST_CASE("keys and signatures are those of RFC 8032", "[crypto]") {
    for (const Vector& vector : rfc8032) {
        const SigningKey key = key_of(vector.seed);
        const Bytes message = from_hex(vector.message).value();
        CHECK(to_hex(key.public_key().bytes) == vector.key);
        CHECK(valid(key.public_key()));
        const Signature signature = key.sign(message);
        CHECK(to_hex(signature.bytes) == vector.signature);
        CHECK(verify(key.public_key(), message, signature));
    }
}

TEST_CASE("a signature holds for its key, its message and its own bits only", "[crypto]") {
    const SigningKey key = key_of(rfc8032[3].seed);
    const Bytes message = to_bytes("you are great, 100 times over");
    const Signature good = key.sign(message);
    REQUIRE(verify(key.public_key(), message, good));
    CHECK_FALSE(verify(key.public_key(), ByteView{message}.first(28), good));
    CHECK_FALSE(verify(key_of(rfc8032[0].seed).public_key(), message, good));
    for (std::size_t bit = 0; bit < 512; ++bit) {
        Signature other = good;
        other.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        INFO("bit " << bit << " of the signature");
        CHECK_FALSE(verify(key.public_key(), message, other));
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        PublicKey other = key.public_key();
        other.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        INFO("bit " << bit << " of the key");
        CHECK_FALSE(verify(other, message, good));
    }
}

TEST_CASE("a signature of any other length is refused", "[crypto]") {
    const SigningKey key = key_of(rfc8032[0].seed);
    const Signature good = key.sign({});
    Bytes longer{good.bytes.begin(), good.bytes.end()};
    longer.resize(200);
    for (std::size_t length = 0; length < longer.size(); ++length) {
        INFO(length << " bytes");
        CHECK(verify(key.public_key(), {}, ByteView{longer}.first(length)) == (length == 64));
    }
}

// The second column is what is left of the rule in the library. That both agree in every row proves
// that these signatures are what Python says, that the library compares R as bytes, takes k modulo
// the order and has no cofactor; and that nothing but our own checks refuses the rest.
TEST_CASE("signatures at the edges of the rule hold or not as Python says", "[crypto]") {
    std::size_t stricter = 0;
    for (const EdgeSignature& edge : edge_signatures) {
        INFO(edge.what << "\nkey " << edge.key << "\nsignature " << edge.signature);
        const auto key = sized<PublicKey>(edge.key);
        const Bytes signature = from_hex(edge.signature).value();
        CHECK(verify(key, as_bytes(edge.message), signature) == edge.holds);
        CHECK(library_takes(key, as_bytes(edge.message), signature) == edge.library_takes_it);
        if (edge.library_takes_it && !edge.holds) ++stricter;
    }
    CHECK(edge_signatures.size() == 67);
    CHECK(stricter == 24);
}

TEST_CASE("bytes can be a key if they are a point, in its one spelling, not of small order",
          "[crypto]") {
    for (const EdgeKey& edge : edge_keys) {
        INFO(edge.what << ": " << edge.key);
        CHECK(valid(sized<PublicKey>(edge.key)) == edge.valid);
    }
    CHECK(edge_keys.size() == 160);
}

TEST_CASE("of keys by chance a half are points, and the library makes no other", "[crypto]") {
    std::array<std::uint8_t, 32> seed{};
    std::size_t points = 0;
    for (unsigned i = 0; i < 1'000; ++i) {
        seed[0] = static_cast<std::uint8_t>(i);
        seed[1] = static_cast<std::uint8_t>(i >> 8);
        const SigningKey key{SigningKey::Seed{seed}};
        CHECK(valid(key.public_key()));
        PublicKey by_chance{key.public_key()};
        by_chance.bytes[7] ^= 1;
        if (valid(by_chance)) ++points;
    }
    CHECK(points > 400);
    CHECK(points < 600);
}

TEST_CASE("a signing key moves, and leaves no seed behind", "[crypto]") {
    SigningKey key = key_of(rfc8032[0].seed);
    const SigningKey moved = std::move(key);
    CHECK(to_hex(moved.seed().reveal()) == rfc8032[0].seed);
    CHECK(to_hex(moved.sign({}).bytes) == rfc8032[0].signature);
    // NOLINTNEXTLINE(bugprone-use-after-move): it is about what is left
    CHECK(to_hex(key.seed().reveal()) == std::string(64, '0'));
}
