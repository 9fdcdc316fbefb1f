#include <algorithm>

#include "base/bytes.hpp"
#include "base/hex.hpp"
#include "big_endian.hpp"
#include "catch.hpp"

using exercise::decode_length;
using exercise::encode_length;
using sbc::to_hex;

TEST_CASE("encode_length puts the most significant byte first") {
    INFO("length 0x01020304: each of its four bytes can be told from the others");
    INFO("expected bytes: 01020304");
    INFO("your bytes:     " << to_hex(encode_length(0x01020304)));
    INFO("04030201 would be the reverse of what the network wants, and is how most machines keep");
    INFO("the number in memory: a length of 5 that is sent so arrives as 83886080");
    CHECK(to_hex(encode_length(0x01020304)) == "01020304");
}

TEST_CASE("decode_length reads the most significant byte first") {
    const sbc::Bytes bytes = {0x01, 0x02, 0x03, 0x04};
    INFO("bytes 01 02 03 04: bytes[0] weighs most (times 2^24), bytes[3] weighs least (times 1)");
    INFO("expected: " << 0x01020304u << ", which is 0x01020304; 0x04030201 is " << 0x04030201u);
    CHECK(decode_length(sbc::ByteView{bytes}.first<4>()) == 0x01020304u);
}

TEST_CASE("a byte above 127 is not a negative number") {
    // Four equal bytes: here the order does not matter.
    const sbc::Bytes bytes = {0xc8, 0xc8, 0xc8, 0xc8};
    INFO("bytes c8 c8 c8 c8: each is 200; taken for a negative number (a signed char) it is -56");
    INFO("expected: 0xc8c8c8c8, which is " << 0xc8c8c8c8u);
    CHECK(decode_length(sbc::ByteView{bytes}.first<4>()) == 0xc8c8c8c8u);
}

TEST_CASE("the byte 255 survives encoding") {
    // Which bytes come out, in whatever order: the order has a test of its own.
    const auto sorted_bytes = [](std::uint32_t length) {
        auto bytes = encode_length(length);
        std::sort(bytes.begin(), bytes.end());
        return to_hex(bytes);
    };
    INFO("a byte has 256 values, 0 to 255: look for a remainder or a limit that is one too small");
    INFO("length 255 should give the bytes 00 00 00 ff, you gave " << to_hex(encode_length(255)));
    INFO("0xffffffff should give ff ff ff ff, you gave " << to_hex(encode_length(0xffffffff)));
    INFO("256 should give 00 00 01 00, you gave " << to_hex(encode_length(256)));
    CHECK(sorted_bytes(255) == "000000ff");
    CHECK(sorted_bytes(0xffffffff) == "ffffffff");
    CHECK(sorted_bytes(256) == "00000001");
}
