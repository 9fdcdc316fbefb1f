#include "crypto/midstate.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "base/hex.hpp"
#include "catch.hpp"

namespace {

using sbc::crypto::hash256;
using sbc::crypto::Midstate;

using Header = std::array<std::uint8_t, 80>;

void put_nonce(Header& header, std::uint32_t nonce) {
    for (std::size_t i = 0; i < 4; ++i) {
        header[76 + i] = static_cast<std::uint8_t>(nonce >> (8 * i));
    }
}

// The last four bytes of a hash, the lowest first.
std::uint32_t top_of(const sbc::crypto::Hash& hash) {
    std::uint32_t top = 0;
    for (std::size_t i = 4; i-- > 0;) top = top << 8 | hash.bytes[28 + i];
    return top;
}

TEST_CASE("Bitcoin's genesis header has its hash with its nonce", "[crypto]") {
    const auto bytes = sbc::from_hex(
        "01000000000000000000000000000000000000000000000000000000000000000000000"
        "03ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
        "29ab5f49ffff001d1dac2b7c");
    REQUIRE(bytes);
    Header header{};
    std::copy(bytes->begin(), bytes->end(), header.begin());
    const Midstate midstate{header};
    CHECK(to_text(midstate.hash(2'083'236'893)) ==
          "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    CHECK(midstate.top(2'083'236'893) == 0);
    CHECK(midstate.top(2'083'236'892) != 0);
}

TEST_CASE("with any nonce a header's hash is that of its 80 bytes", "[crypto]") {
    std::mt19937_64 random{20'090'103};  // NOLINT(cert-msc51-cpp): the same headers each time
    for (int i = 0; i < 200; ++i) {
        Header header{};
        for (auto& byte : header) byte = static_cast<std::uint8_t>(random());
        const Midstate midstate{header};
        for (const std::uint32_t nonce :
             {0U, 1U, 0x01020304U, 0xffffffffU, static_cast<std::uint32_t>(random())}) {
            put_nonce(header, nonce);
            CAPTURE(sbc::to_hex(header), nonce);
            REQUIRE(midstate.hash(nonce) == hash256(header));
            REQUIRE(midstate.top(nonce) == top_of(hash256(header)));
        }
    }
}

TEST_CASE("each of the 80 bytes counts, but for those of the nonce", "[crypto]") {
    const Header header{};
    const auto plain = Midstate{header}.hash(7);
    for (std::size_t i = 0; i < header.size(); ++i) {
        CAPTURE(i);
        Header other = header;
        other[i] = 1;
        CHECK((Midstate{other}.hash(7) == plain) == (i >= 76));
    }
}

}  // namespace
