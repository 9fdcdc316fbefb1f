#include "base/bytes.hpp"

#include <string>

#include "catch.hpp"

namespace {

using namespace std::literals;

static_assert(sbc::store_be32(0x01020304) == sbc::Be32{1, 2, 3, 4}, "known while compiling");
static_assert(sbc::load_be32(sbc::Be32{1, 2, 3, 4}) == 0x01020304);

TEST_CASE("text and bytes are the same octets, whatever they are", "[base]") {
    const std::string text = "a\0\x7F\x80\xFF"s;
    const sbc::Bytes bytes{0x61, 0x00, 0x7F, 0x80, 0xFF};

    CHECK(sbc::to_bytes(text) == bytes);
    CHECK(sbc::as_text(bytes) == text);
    const sbc::ByteView view = sbc::as_bytes(text);
    CHECK(sbc::Bytes(view.begin(), view.end()) == bytes);
}

TEST_CASE("a view of text or bytes copies nothing", "[base]") {
    const std::string text = "seen, not copied";
    CHECK(static_cast<const void*>(sbc::as_bytes(text).data()) == text.data());

    const sbc::Bytes bytes{1, 2, 3};
    CHECK(static_cast<const void*>(sbc::as_text(bytes).data()) == bytes.data());
}

TEST_CASE("nothing is the same in all spellings", "[base]") {
    CHECK(sbc::as_bytes("").empty());
    CHECK(sbc::as_text({}).empty());
    CHECK(sbc::to_bytes("").empty());
}

TEST_CASE("a 32-bit number travels with its most significant byte first", "[base]") {
    CHECK(sbc::store_be32(1) == sbc::Be32{0, 0, 0, 1});
    CHECK(sbc::store_be32(258) == sbc::Be32{0, 0, 1, 2});
    CHECK(sbc::store_be32(0x80000000) == sbc::Be32{0x80, 0, 0, 0});
}

TEST_CASE("a 32-bit number comes back as it was stored", "[base]") {
    for (const std::uint32_t number : {0U, 1U, 255U, 256U, 65'535U, 65'536U, 0x7FFFFFFFU,
                                       0x80000000U, 0xDEADBEEFU, 0xFFFFFFFFU}) {
        CHECK(sbc::load_be32(sbc::store_be32(number)) == number);
    }
}

}  // namespace
