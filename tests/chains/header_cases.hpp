// The header and its target, against Bitcoin's own.
#pragma once

#include "base/hex.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

const std::string genesis_hex =
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac7"
    "2c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";

Header header_from(const std::string& digits) {
    const auto bytes = sbc::from_hex(digits);
    REQUIRE(bytes);
    REQUIRE(bytes->size() == header_size);
    return decode_header(std::span{*bytes}.first<header_size>());
}
// Leading zeros may be left out.
U256 number(std::string digits) {
    digits.insert(0, 64 - digits.size(), '0');
    return U256::from_hex(digits).value();
}

}  // namespace

TEST_CASE("the header of Bitcoin's first block has its bytes and its hash", "[chains]") {
    Header header;
    header.version = 1;
    header.merkle_root = hash("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
    header.time = std::chrono::sys_seconds{std::chrono::seconds{1'231'006'505}};
    header.bits = Bits{0x1d00ffff};
    header.nonce = Nonce{2'083'236'893};
    CHECK(sbc::to_hex(encode(header)) == genesis_hex);
    CHECK(hash_of(header) ==
          hash("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"));
    CHECK(check_header(header));
    CHECK(sbc::to_hex(encode(header_from(genesis_hex))) == genesis_hex);
}

TEST_CASE("each of a header's 80 bytes is kept, and counts for its hash", "[chains]") {
    const auto genesis = encode(header_from(genesis_hex));
    const Hash before = hash_of(header_from(genesis_hex));
    for (std::size_t i = 0; i < header_size; ++i) {
        HeaderBytes bytes = genesis;
        bytes[i] ^= 0x81;
        CHECK(encode(decode_header(bytes)) == bytes);
        CHECK(hash_of(decode_header(bytes)) != before);
    }
}

TEST_CASE("a header may have any time that four bytes can say", "[chains]") {
    for (const std::uint32_t seconds : {0U, 1U, 0x7fff'ffffU, 0x8000'0000U, 0xffff'ffffU}) {
        Header header;
        header.time = std::chrono::sys_seconds{std::chrono::seconds{seconds}};
        CHECK(decode_header(encode(header)).time == header.time);
    }
}

TEST_CASE("a target is read from its four bytes as Bitcoin reads it", "[chains]") {
    const std::vector<std::pair<std::uint32_t, std::string>> known{
        {0x1d00ffff, "ffff0000000000000000000000000000000000000000000000000000"},
        {0x1b0404cb, "404cb000000000000000000000000000000000000000000000000"},
        {0x01120000, "12"},
        {0x02123400, "1234"},
        {0x03123456, "123456"},
        {0x04123456, "12345600"},
        {0x02008000, "80"},
        {0x05009234, "92340000"},
        {0x20123456, "1234560000000000000000000000000000000000000000000000000000000000"},
    };
    for (const auto& [bits, target] : known) {
        INFO(std::hex << bits);
        REQUIRE(target_of(Bits{bits}));
        CHECK(*target_of(Bits{bits}) == number(target));
        CHECK(bits_of(number(target)) == Bits{bits});
    }
    SECTION("also where the last digits are cut off") {
        CHECK(*target_of(Bits{0x01123456}) == U256{0x12});
        CHECK(*target_of(Bits{0x02123456}) == U256{0x1234});
        CHECK(*target_of(Bits{0x03000001}) == U256{1});
    }
}

TEST_CASE("bits that are nothing, negative or beyond 256 bits are no target", "[chains]") {
    for (const std::uint32_t bits :
         {0U, 0x00123456U, 0x01003456U, 0x02000056U, 0x03000000U, 0x04000000U, 0x20000000U,
          0xff000000U,                                            // nothing
          0x01fedcbaU, 0x04923456U, 0x1d80ffffU, 0x20ffffffU,     // negative
          0x21010000U, 0x22000100U, 0x23000001U, 0xff123456U}) {  // beyond
        INFO(std::hex << bits);
        CHECK_FALSE(target_of(Bits{bits}));
        CHECK(work_of(Bits{bits}) == U256{0});
        Header header;
        header.bits = Bits{bits};
        const auto checked = check_header(header);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().reason == BlockError::BadTarget);
    }
    SECTION("but the largest of 256 bits are") {
        CHECK(*target_of(Bits{0x2100ffff}) == number("ffff") << 240);
        CHECK(*target_of(Bits{0x220000ff}) == number("ff") << 248);
    }
}

TEST_CASE("a target in four bytes is never larger than it was, and is stable", "[chains]") {
    for (int bit = 0; bit < 256; ++bit) {
        for (const U256& target :
             {U256{1} << bit, (U256{1} << bit) - U256{1} + (U256{1} << bit),
              scale(U256{1} << bit, 0xfeed'beef, 0x8000'0000), U256{0x80'81'82} << bit}) {
            if (target == U256{0}) continue;
            const auto read = target_of(bits_of(target));
            INFO(target.to_hex());
            REQUIRE(read);
            CHECK(*read <= target);
            CHECK(target - *read <= (target >> 15));  // two bytes of digits are left at least
            CHECK(bits_of(*read) == bits_of(target));
        }
    }
    CHECK(target_of(bits_of(U256::max())));
}

TEST_CASE("a hash meets a target that is as large as itself", "[chains]") {
    Hash hash;
    hash.bytes[31] = 1;  // the highest byte
    CHECK(meets(hash, U256{1} << 248));
    CHECK_FALSE(meets(hash, (U256{1} << 248) - U256{1}));
    CHECK(meets(Hash{}, U256{1}));
    hash.bytes[0] = 1;
    CHECK_FALSE(meets(hash, U256{1} << 248));
}

TEST_CASE("work is how many hashes a target takes on average", "[chains]") {
    CHECK(work_of(Bits{0x1d00ffff}) == U256{0x1'0001'0001});  // Bitcoin's first blocks
    CHECK(work_of(Bits{0x1f00ffff}) == U256{65'537});         // a classroom's
    CHECK(work_of(Bits{0x207fffff}) == U256{2});
    CHECK(work_of(Bits{0x03000001}) == U256{1} << 255);
    CHECK(work_of(Bits{0x03000003}) == U256{1} << 254);
    CHECK(work_of(Bits{0x2100ffff}) == U256{1});
    SECTION("half the target: about twice the work, for all sizes") {
        for (std::uint32_t size = 4; size <= 32; ++size) {
            const U256 twice = work_of(Bits{size << 24 | 0x20'0000});
            const U256 once = work_of(Bits{size << 24 | 0x40'0000});
            CHECK(twice <= once + once + U256{1});
            CHECK(once + once - twice + U256{1} <= U256{2} + (once >> 20));
        }
    }
}

TEST_CASE("a header whose hash lies above its target is refused", "[chains]") {
    Header header = header_from(genesis_hex);
    header.nonce = Nonce{header.nonce.value() + 1};
    const auto checked = check_header(header);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().reason == BlockError::NotEnoughWork);
    CHECK_FALSE(checked.error().text.empty());
}
