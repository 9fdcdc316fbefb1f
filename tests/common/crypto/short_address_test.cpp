#include "crypto/short_address.hpp"

#include "catch.hpp"

using sbc::crypto::short_address;

TEST_CASE("the short form of an address is its beginning and its end", "[crypto]") {
    CHECK(short_address("sb1nfmpta3c6kx7h9zwq5l4k") == "sb1nfmpta…wq5l4k");
}

TEST_CASE("what the short form would hardly shorten stays whole", "[crypto]") {
    CHECK(short_address("") == "");
    CHECK(short_address("0123456789abcdef") == "0123456789abcdef");
    CHECK(short_address("0123456789abcdefg") == "012345678…bcdefg");
}
