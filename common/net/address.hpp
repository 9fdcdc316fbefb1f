#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sbc::net {

enum class AddressError { NotAnAddress, NoPort };

// Where a node listens or comes from: an IP address and a port. A plain value in one canonical
// spelling, so that two texts of the same address are equal. Names are never looked up.
class Address {
public:
    Address() = default;  // 0.0.0.0:0, nowhere

    // "127.0.0.1:5001", "[::1]:5001" or "localhost:5001". A port of 0 means: any.
    [[nodiscard]] static Result<Address, AddressError> parse(std::string_view text);
    // The parts apart: "::1" and 5001.
    [[nodiscard]] static Result<Address, AddressError> from(std::string_view host,
                                                            std::uint16_t port);

    // All of them, or the refusal of the first that is none.
    [[nodiscard]] static Result<std::vector<Address>, AddressError> parse_all(
        const std::vector<std::string>& texts);

    [[nodiscard]] const std::string& host() const { return host_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string to_text() const;
    // 0.0.0.0 or ::, every address of this machine: to listen on, never to dial.
    [[nodiscard]] bool is_wildcard() const { return host_ == "0.0.0.0" || host_ == "::"; }
    // The same host, another port: where a peer that came from one port says it listens.
    [[nodiscard]] Address with_port(std::uint16_t port) const;

    friend bool operator==(const Address&, const Address&) = default;
    friend std::strong_ordering operator<=>(const Address&, const Address&) = default;

private:
    Address(std::string host, std::uint16_t port);

    std::string host_ = "0.0.0.0";
    std::uint16_t port_ = 0;
};

// What is capped and banned as one: an IPv4 address, but of an IPv6 address its network
// ("2001:db8:0:7::/64"), for every customer of a provider has 2^64 addresses to come from. The
// machine's own ::1, and what is no address, stands for itself.
[[nodiscard]] std::string network_of(const std::string& host);

}  // namespace sbc::net
