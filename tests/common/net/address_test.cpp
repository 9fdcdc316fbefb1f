#include "net/address.hpp"

#include <set>
#include <string>

#include "base/utf8.hpp"
#include "catch.hpp"

namespace {

using namespace std::literals;
using sbc::net::Address;
using sbc::net::AddressError;

Address parsed(std::string_view text) {
    const auto address = Address::parse(text);
    INFO(text);
    REQUIRE(address);
    return *address;
}

AddressError refusal_of(std::string_view text) {
    const auto address = Address::parse(text);
    CAPTURE(text);
    REQUIRE_FALSE(address);
    CHECK(sbc::printable(address.error().text) == address.error().text);
    CHECK(address.error().text.size() < 250);
    return address.error().reason;
}

TEST_CASE("an IPv4 address and its port are read and written", "[net]") {
    const Address address = parsed("127.0.0.1:5001");
    CHECK(address.host() == "127.0.0.1");
    CHECK(address.port() == 5001);
    CHECK(address.to_text() == "127.0.0.1:5001");
}

TEST_CASE("an IPv6 address stands in brackets", "[net]") {
    const Address address = parsed("[::1]:5001");
    CHECK(address.host() == "::1");
    CHECK(address.port() == 5001);
    CHECK(address.to_text() == "[::1]:5001");
}

TEST_CASE("localhost is this machine, and names are never looked up", "[net]") {
    CHECK(parsed("localhost:5001") == parsed("127.0.0.1:5001"));
    for (const auto name : {"example.org:80"sv, "LOCALHOST:1"sv, "localhost.:1"sv, "local:1"sv}) {
        CHECK(refusal_of(name) == AddressError::NotAnAddress);
    }
}

TEST_CASE("all spellings of one address are equal", "[net]") {
    const Address one = parsed("[2001:db8::1]:80");
    for (const auto text : {"[2001:DB8::1]:80"sv, "[2001:0db8:0:0:0:0:0:1]:80"sv,
                            "[2001:db8:0::1]:80"sv, "[2001:db8::0.0.0.1]:80"sv}) {
        CHECK(parsed(text) == one);
        CHECK(parsed(text).to_text() == "[2001:db8::1]:80");
    }
}

TEST_CASE("an IPv4 peer on an IPv6 socket is the same peer", "[net]") {
    CHECK(parsed("[::ffff:127.0.0.1]:80") == parsed("127.0.0.1:80"));
    CHECK(parsed("[::ffff:7f00:1]:80") == parsed("127.0.0.1:80"));
    CHECK(Address::from("::ffff:10.0.0.1", 80)->to_text() == "10.0.0.1:80");
}

TEST_CASE("what to_text() writes is read back equal", "[net]") {
    for (const auto text :
         {"0.0.0.0:0"sv, "255.255.255.255:65535"sv, "[::]:0"sv, "[::1]:1"sv, "[fe80::1]:9"sv,
          "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535"sv, "[::1.2.3.4]:5"sv,
          "[64:ff9b::1.2.3.4]:5"sv, "[1::]:1"sv, "[1:0:0:2:0:0:0:3]:1"sv}) {
        CHECK(parsed(parsed(text).to_text()) == parsed(text));
    }
}

TEST_CASE("the port must be there", "[net]") {
    for (const auto text : {""sv, "127.0.0.1"sv, "127.0.0.1:"sv, "[::1]"sv, "[::1]:"sv, "::1"sv,
                            ":"sv, "localhost"sv, "nonsense"sv}) {
        CAPTURE(text);
        const AddressError reason = refusal_of(text);
        // "::1" could be a host without a port or the port 1 without brackets.
        CHECK(reason == (text == "::1" ? AddressError::NotAnAddress : AddressError::NoPort));
    }
}

TEST_CASE("a port has one spelling, from 0 to 65535", "[net]") {
    CHECK(parsed("127.0.0.1:0").port() == 0);
    CHECK(parsed("127.0.0.1:65535").port() == 65'535);
    for (const auto port : {"65536"sv, "70000"sv, "99999999999999999999"sv, "-1"sv, "+1"sv, "01"sv,
                            "00"sv, " 1"sv, "1 "sv, "1x"sv, "0x1"sv, "1.0"sv, "\0001"sv, "1\0"sv}) {
        CAPTURE(port);
        CHECK(refusal_of("127.0.0.1:" + std::string{port}) == AddressError::NoPort);
        CHECK(refusal_of("[::1]:" + std::string{port}) == AddressError::NoPort);
    }
}

TEST_CASE("what is no IP address is refused", "[net]") {
    for (const auto host : {""sv,
                            "127.0.0"sv,
                            "127.0.0.1.1"sv,
                            "127.0.0.256"sv,
                            "127.1"sv,
                            "2130706433"sv,
                            "0x7f.0.0.1"sv,
                            " 127.0.0.1"sv,
                            "127.0.0.1 "sv,
                            "127.0.0.1\0"sv,
                            "127.0.0.1\0x"sv,
                            "localhost\0"sv,
                            "1.2.3.4/8"sv,
                            "１２７.0.0.1"sv,
                            "\xFF"sv,
                            "\033[31m"sv,
                            "[127.0.0.1]"sv,
                            "[localhost]"sv,
                            "[]"sv,
                            "["sv,
                            "]"sv,
                            "::1"sv,
                            "[::1"sv,
                            "::1]"sv,
                            "[[::1]]"sv,
                            "[::1]x"sv,
                            "x[::1]"sv,
                            "[::1%lo]"sv,
                            "[fe80::1%1]"sv,
                            "[:::1]"sv,
                            "[1::2::3]"sv,
                            "[12345::]"sv,
                            "[::1\0]"sv,
                            "[::g]"sv,
                            "[1:2:3:4:5:6:7]"sv,
                            "[1:2:3:4:5:6:7:8:9]"sv}) {
        CHECK(refusal_of(std::string{host} + ":80") == AddressError::NotAnAddress);
    }
    CHECK(refusal_of(std::string(100'000, '1') + ":80") == AddressError::NotAnAddress);
}

TEST_CASE("a leading zero in an IPv4 address is refused: it may mean octal elsewhere", "[net]") {
    CHECK(refusal_of("127.0.0.01:80") == AddressError::NotAnAddress);
    CHECK(refusal_of("010.0.0.1:80") == AddressError::NotAnAddress);
}

TEST_CASE("an address is made from its parts without brackets", "[net]") {
    CHECK(*Address::from("::1", 7) == parsed("[::1]:7"));
    CHECK(*Address::from("localhost", 7) == parsed("127.0.0.1:7"));
    CHECK_FALSE(Address::from("[::1]", 7));
    CHECK_FALSE(Address::from("127.0.0.1:80", 7));
    CHECK_FALSE(Address::from("::1%lo", 7));
    CHECK_FALSE(Address::from("127.0.0.1\0junk"sv, 7));
}

TEST_CASE("many addresses are read together, or the first bad one is told", "[net]") {
    const auto both = Address::parse_all({"127.0.0.1:1", "[::1]:2"});
    REQUIRE(both);
    CHECK(*both == std::vector{parsed("127.0.0.1:1"), parsed("[::1]:2")});
    CHECK(Address::parse_all({})->empty());

    const auto refused = Address::parse_all({"127.0.0.1:1", "first bad", "second bad:1"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == AddressError::NoPort);
    CHECK_THAT(refused.error().text, ContainsSubstring("first bad"));
}

TEST_CASE("the same host with another port", "[net]") {
    CHECK(parsed("[::1]:5001").with_port(6).to_text() == "[::1]:6");
    CHECK(parsed("10.0.0.1:5001").with_port(0).to_text() == "10.0.0.1:0");
}

TEST_CASE("an address can be a key; nowhere is one too", "[net]") {
    const std::set<Address> known{parsed("127.0.0.1:1"), parsed("127.0.0.1:2"), parsed("[::1]:1"),
                                  parsed("[0::1]:1"), Address{}};
    CHECK(known.size() == 4);
    CHECK(Address{}.to_text() == "0.0.0.0:0");
    CHECK(Address{} == parsed("0.0.0.0:0"));
}

TEST_CASE("what is capped and banned as one is an IPv4 address or an IPv6 network", "[net]") {
    using sbc::net::network_of;
    CHECK(network_of("192.0.2.7") == "192.0.2.7");
    CHECK(network_of("2001:db8:0:7::1") == "2001:db8:0:7::/64");
    CHECK(network_of("2001:db8:0:7:ffff:ffff:ffff:ffff") == "2001:db8:0:7::/64");
    CHECK(network_of("2001:db8:0:8::1") == "2001:db8:0:8::/64");
    CHECK(network_of("::1") == "::1");
    CHECK(network_of("no address") == "no address");
}

}  // namespace
