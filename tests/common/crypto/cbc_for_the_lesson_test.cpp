#include "crypto/cbc_for_the_lesson.hpp"

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc::crypto;

namespace {

Secret<32> key() {
    Secret<32> secret;
    const auto bytes =
        sbc::from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4").value();
    std::copy(bytes.begin(), bytes.end(), secret.fill().begin());
    return secret;
}
constexpr CbcBlock first{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

}  // namespace

TEST_CASE("a block is encrypted as NIST SP 800-38A encrypts it in CBC mode", "[crypto]") {
    const auto text = sbc::from_hex("6bc1bee22e409f96e93d7e117393172a").value();
    const auto sealed = cbc_encrypt(key(), first, text);
    REQUIRE(sealed.size() == 32);  // and a block of padding
    CHECK(sbc::to_hex({sealed.data(), 16}) == "f58c4c04d6e5f1ba779eabfb5f7bfbd6");
    CHECK(cbc_decrypt(key(), first, sealed) == text);
}

TEST_CASE("a bit that is flipped in front is flipped in the text, and nothing notices",
          "[crypto]") {
    const std::string text = "pay 005 points";
    const auto sealed = cbc_encrypt(key(), first, sbc::as_bytes(text));
    CbcBlock bent = first;
    bent[4] ^= '0' ^ '9';
    const auto opened = cbc_decrypt(key(), bent, sealed);
    CHECK(std::string{opened.begin(), opened.end()} == "pay 905 points");
    CHECK(cbc_decrypt(key(), first, sbc::ByteView{sealed}.first(15)).empty());
}
