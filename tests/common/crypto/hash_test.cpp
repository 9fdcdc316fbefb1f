#include "crypto/hash.hpp"

#include <set>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;

TEST_CASE("a hash is SHA-256 twice", "[crypto]") {
    CHECK(to_hex(hash256({}).bytes) ==
          "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456");
    CHECK(to_hex(hash256(as_bytes("hello")).bytes) ==
          "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
    CHECK(to_hex(hash256(Bytes(1'000'000, 'a')).bytes) ==
          "80d1189477563e1b5206b2749f1afe4807e5705e8bd77887a60187a712156688");
}

TEST_CASE("the hash of Bitcoin's genesis header is the one that everybody knows", "[crypto]") {
    const auto header = from_hex(
        "01000000000000000000000000000000000000000000000000000000000000000000000"
        "03ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
        "29ab5f49ffff001d1dac2b7c");
    REQUIRE(header);
    REQUIRE(header->size() == 80);
    CHECK(to_text(hash256(*header)) ==
          "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
}

// Lengths are where padding goes wrong: each one up to some blocks, all in one number. By Python:
//     for n in range(300): chain = h(chain + bytes(i * 7 % 256 for i in range(n)))
TEST_CASE("bytes of every length have the hash that Python computes", "[crypto]") {
    Hash chain;
    for (std::size_t length = 0; length < 300; ++length) {
        Bytes bytes{chain.bytes.begin(), chain.bytes.end()};
        for (std::size_t i = 0; i < length; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7));
        chain = hash256(bytes);
        if (length == 0) {
            CHECK(to_hex(chain.bytes) ==
                  "2b32db6c2c0a6235fb1397e8225ea85e0f0e6e8c7b126d0016ccbde0e667151e");
        }
    }
    CHECK(to_hex(chain.bytes) ==
          "91f7881769a2487a03fdc0becd89b2a7752791d4d9a3974f3b64707babc1817e");
    std::string sums;
    for (std::size_t length = 0; length < 130; ++length) {
        sums += to_hex(hash256(Bytes(length, static_cast<std::uint8_t>(length))).bytes);
    }
    CHECK(to_hex(hash256(as_bytes(sums)).bytes) ==
          "4a5946687195a79cb17ede1fd5d95433eaf96656a1224c2b05719579514230f0");
}

TEST_CASE("a hash is shown with its last byte first and read back in its one spelling",
          "[crypto]") {
    const Hash hash = hash256(as_bytes("abc"));
    const std::string text = to_text(hash);
    CHECK(text == "58636c3ec08c12d55aedda056d602d5bcca72d8df6a69b519b72d32dc2428b4f");
    CHECK(hash_from_text(text) == hash);
    CHECK(hash_from_text(std::string(64, '0')) == Hash{});
    CHECK_FALSE(hash_from_text(""));
    CHECK_FALSE(hash_from_text(text.substr(1)));
    CHECK_FALSE(hash_from_text(text + "0"));
    CHECK_FALSE(hash_from_text(std::string(64, 'A')));
    CHECK_FALSE(hash_from_text(std::string(64, 'g')));
    CHECK_FALSE(hash_from_text(std::string(10'000'000, '0')));
}

TEST_CASE("one bit more or less makes another hash", "[crypto]") {
    std::set<Hash> seen;
    Bytes bytes(80);
    seen.insert(hash256(bytes));
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
        bytes[bit / 8] ^= mask;
        seen.insert(hash256(bytes));
        bytes[bit / 8] ^= mask;
    }
    CHECK(seen.size() == 1 + 8 * 80);
}
