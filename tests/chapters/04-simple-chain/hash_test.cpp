// The hash of stage 04.
#include "hash.hpp"

#include <set>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace stage;

TEST_CASE("a hash is SHA-256 twice", "[04]") {
    // By Python: sha256(sha256(b"…").digest()).hexdigest()
    CHECK(sbc::to_hex(hash256({}).bytes) ==
          "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456");
    CHECK(sbc::to_hex(hash256(sbc::as_bytes("abc")).bytes) ==
          "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358");
}

TEST_CASE("a hash is shown with its last byte first", "[04]") {
    CHECK(to_text(hash256({})) ==
          "56944c5d3f98413ef45cf54545538103cc9f298e0575820ad3591376e2e0f65d");
}

TEST_CASE("the text of a hash is read back, in its one spelling only", "[04]") {
    const Hash hash = hash256(sbc::as_bytes("abc"));
    const std::string text = to_text(hash);
    REQUIRE(hash_from_text(text));
    CHECK(*hash_from_text(text) == hash);
    CHECK_FALSE(hash_from_text(text.substr(2)));
    CHECK_FALSE(hash_from_text(text + "00"));
    CHECK_FALSE(hash_from_text(""));
    CHECK_FALSE(hash_from_text(std::string(64, 'x')));
    CHECK_FALSE(hash_from_text(std::string(64, 'A')));
    CHECK(hash_from_text(std::string(64, '0')) == Hash{});
}

TEST_CASE("one bit more or less makes another hash", "[04]") {
    std::set<Hash> seen;
    sbc::Bytes bytes(72);
    seen.insert(hash256(bytes));
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
        bytes[bit / 8] ^= mask;
        seen.insert(hash256(bytes));
        bytes[bit / 8] ^= mask;
    }
    CHECK(seen.size() == 1 + 8 * 72);
}
