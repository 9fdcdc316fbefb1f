#include "base/hex.hpp"

#include <limits>
#include <numeric>

#include "catch.hpp"

namespace {

using namespace std::literals;
using sbc::from_hex;
using sbc::from_hex64;
using sbc::HexError;
using sbc::to_hex;
using sbc::to_hex64;

TEST_CASE("bytes are written as two lower-case digits each", "[base]") {
    CHECK(to_hex({}).empty());
    CHECK(to_hex(sbc::Bytes{0x00}) == "00");
    CHECK(to_hex(sbc::Bytes{0x01, 0xAB, 0xFF}) == "01abff");
}

TEST_CASE("every byte survives the way to hex and back, in both cases", "[base]") {
    sbc::Bytes all(256);
    std::iota(all.begin(), all.end(), std::uint8_t{0});

    std::string text = to_hex(all);
    REQUIRE(from_hex(text));
    CHECK(*from_hex(text) == all);

    for (char& digit : text) digit = (digit >= 'a') ? static_cast<char>(digit - 'a' + 'A') : digit;
    REQUIRE(from_hex(text));
    CHECK(*from_hex(text) == all);
}

TEST_CASE("hex text of an odd length is refused", "[base]") {
    const auto refused = from_hex("abc");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == HexError::OddLength);
    CHECK_THAT(refused.error().text, ContainsSubstring("3 characters"));
}

TEST_CASE("a refusal names the first character that is no hex digit", "[base]") {
    SECTION("as the first digit of a byte") {
        const auto refused = from_hex("00g0");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == HexError::NotHex);
        CHECK_THAT(refused.error().text, ContainsSubstring("character 3"));
    }
    SECTION("as the second") {
        const auto refused = from_hex("0g");
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().text, ContainsSubstring("character 2"));
    }
    SECTION("also where a number reader would be lenient") {
        for (const auto text : {"0x"sv, " 1"sv, "+1"sv, "-1"sv, "1 "sv, "\0\0"sv, "\xC3\xA4"sv}) {
            CAPTURE(text);
            const auto refused = from_hex(text);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().reason == HexError::NotHex);
        }
    }
}

TEST_CASE("a 64-bit id has exactly one text", "[base]") {
    CHECK(to_hex64(0) == "0000000000000000");
    CHECK(to_hex64(0xDEADBEEF) == "00000000deadbeef");
    CHECK(to_hex64(std::numeric_limits<std::uint64_t>::max()) == "ffffffffffffffff");
    for (const std::uint64_t number : {0ULL, 1ULL, 0x0123456789ABCDEFULL, 0x8000000000000000ULL}) {
        CHECK(from_hex64(to_hex64(number)) == number);
    }
}

TEST_CASE("any other text of a 64-bit id is not read", "[base]") {
    CHECK_FALSE(from_hex64(""));
    CHECK_FALSE(from_hex64("00000000deadbee"));    // 15 digits
    CHECK_FALSE(from_hex64("00000000deadbeef0"));  // 17
    CHECK_FALSE(from_hex64("00000000DEADBEEF"));
    CHECK_FALSE(from_hex64("0x000000deadbeef"));
    CHECK_FALSE(from_hex64("-000000000000001"));
    CHECK_FALSE(from_hex64("               1"));
    CHECK_FALSE(from_hex64("00000000deadbee\0"sv));
}

}  // namespace
