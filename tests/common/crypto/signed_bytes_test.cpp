#include "crypto/signed_bytes.hpp"

#include "catch.hpp"

using sbc::crypto::Hash;
using sbc::crypto::signed_bytes;

TEST_CASE("what is signed is a label, a byte of 0, the network, and what is said", "[crypto]") {
    Hash network;
    for (std::size_t i = 0; i < network.bytes.size(); ++i) {
        network.bytes[i] = static_cast<std::uint8_t>(i + 1);
    }
    const std::string expected = std::string{"SimpleBitcoin/class-order/1"} + '\0' +
                                 std::string{sbc::as_text(network.bytes)} + "{}";
    CHECK(std::string{sbc::as_text(signed_bytes("class-order", network, "{}"))} == expected);
    CHECK(std::string{sbc::as_text(signed_bytes("class-order", network, ""))} ==
          expected.substr(0, expected.size() - 2));
}

TEST_CASE("what is signed of one kind and one network is so of no other", "[crypto]") {
    Hash other;
    other.bytes.front() = 1;
    const auto order = signed_bytes("class-order", {}, "{}");
    CHECK(order != signed_bytes("class-gift", {}, "{}"));
    CHECK(order != signed_bytes("class-order", other, "{}"));
    CHECK(order != signed_bytes("class-order", {}, "{ }"));
    // One that is longer does not begin as this one does.
    const auto longer = signed_bytes("class-order/1", {}, "{}");
    CHECK_FALSE(std::equal(order.begin(), order.begin() + 28, longer.begin()));
}
