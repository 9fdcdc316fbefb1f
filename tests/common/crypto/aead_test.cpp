#include "crypto/aead.hpp"

#include <string>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;

namespace {

Secret<32> key_of(const std::string& hex) {
    const Bytes bytes = from_hex(hex).value();
    REQUIRE(bytes.size() == 32);
    return Secret<32>{std::span{bytes}.first<32>()};
}

const std::string key_hex = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
constexpr AeadNonce nonce{0x07, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47};
const Bytes context = from_hex("50515253c0c1c2c3c4c5c6c7").value();
const std::string plaintext =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    "sunscreen would be it.";

}  // namespace

TEST_CASE("a text is sealed as RFC 8439 seals it", "[crypto]") {
    const Bytes sealed = seal(key_of(key_hex), nonce, context, as_bytes(plaintext));
    CHECK(to_hex(sealed) ==
          "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb"
          "69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad6"
          "75945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd06006"
          "91");
    const auto opened = open(key_of(key_hex), nonce, context, sealed);
    REQUIRE(opened);
    CHECK(opened->reveal() == plaintext);
}

TEST_CASE("nothing is opened if one bit is another one", "[crypto]") {
    const Bytes sealed = seal(key_of(key_hex), nonce, context, as_bytes(plaintext));
    for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
        Bytes other = sealed;
        other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        CHECK_FALSE(open(key_of(key_hex), nonce, context, other));
    }
    for (std::size_t bit = 0; bit < 8 * context.size(); ++bit) {
        Bytes other = context;
        other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        CHECK_FALSE(open(key_of(key_hex), nonce, other, sealed));
    }
    for (std::size_t bit = 0; bit < 8 * nonce.size(); ++bit) {
        AeadNonce other = nonce;
        other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        CHECK_FALSE(open(key_of(key_hex), other, context, sealed));
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Secret<32> other = key_of(key_hex);
        other.fill()[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        CHECK_FALSE(open(other, nonce, context, sealed));
    }
}

TEST_CASE("nothing is opened that was cut or made longer", "[crypto]") {
    const Bytes sealed = seal(key_of(key_hex), nonce, context, as_bytes(plaintext));
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CHECK_FALSE(open(key_of(key_hex), nonce, context, ByteView{sealed}.first(size)));
    }
    Bytes longer = sealed;
    longer.push_back(0);
    CHECK_FALSE(open(key_of(key_hex), nonce, context, longer));
    CHECK_FALSE(open(key_of(key_hex), nonce, {}, sealed));
}

TEST_CASE("texts of every length come back, also without a context", "[crypto]") {
    for (std::size_t size = 0; size < 200; ++size) {
        const Bytes text(size, static_cast<std::uint8_t>(size));
        const Bytes sealed = seal(key_of(key_hex), nonce, {}, text);
        REQUIRE(sealed.size() == size + aead_tag_size);
        const auto opened = open(key_of(key_hex), nonce, {}, sealed);
        REQUIRE(opened);
        CHECK(opened->reveal() == as_text(text));
    }
}

// The second half of the first block must not be used again: it is the key of the tag.
TEST_CASE("of the same text nothing looks the same under another nonce", "[crypto]") {
    AeadNonce next = nonce;
    ++next.back();
    const Bytes zeros(64, 0);
    const Bytes one = seal(key_of(key_hex), nonce, {}, zeros);
    const Bytes other = seal(key_of(key_hex), next, {}, zeros);
    std::size_t same = 0;
    for (std::size_t i = 0; i < one.size(); ++i) same += one[i] == other[i] ? 1U : 0U;
    CHECK(same < 10);
}
