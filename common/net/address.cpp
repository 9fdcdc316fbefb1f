#include "net/address.hpp"

#include <algorithm>
#include <asio/ip/address.hpp>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/utf8.hpp"

namespace sbc::net {
namespace {

// An IPv4 peer that reaches an IPv6 socket shows as ::ffff:127.0.0.1; it is the same peer.
asio::ip::address plain(const asio::ip::address& ip) {
    if (ip.is_v6() && ip.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, ip.to_v6());
    }
    return ip;
}

// One spelling only: no sign, no leading zero, nothing behind it.
std::optional<std::uint16_t> port_of(std::string_view digits) {
    std::uint16_t port = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (read.ec != std::errc{} || std::to_string(port) != digits) return std::nullopt;
    return port;
}

}  // namespace

Address::Address(std::string host, std::uint16_t port) : host_{std::move(host)}, port_{port} {}

Result<Address, AddressError> Address::from(std::string_view host, std::uint16_t port) {
    const std::string name{host == "localhost" ? "127.0.0.1" : host};
    std::error_code error;
    const asio::ip::address ip = asio::ip::make_address(name, error);
    // No zones, and nothing behind a zero byte, where the system stops to read.
    if (error || name.find_first_of(std::string_view{"%\0", 2}) != std::string::npos) {
        return refuse(AddressError::NotAnAddress,
                      "\"" + printable(host, 60) +
                          "\" is not an IP address; write 127.0.0.1, ::1 or localhost");
    }
    return Address{plain(ip).to_string(), port};
}

Result<Address, AddressError> Address::parse(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    const auto port = port_of(colon == std::string_view::npos ? "" : text.substr(colon + 1));
    if (!port) {
        return refuse(AddressError::NoPort,
                      "\"" + printable(text, 60) +
                          "\" has no port (at most 65535); write 127.0.0.1:5001 or [::1]:5001");
    }
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (bracketed != (host.find(':') != std::string_view::npos)) {
        return refuse(
            AddressError::NotAnAddress,
            "\"" + printable(text, 60) + "\": an IPv6 address stands in brackets: [::1]:5001");
    }
    return from(host, *port);
}

Result<std::vector<Address>, AddressError> Address::parse_all(
    const std::vector<std::string>& texts) {
    std::vector<Address> addresses;
    for (const std::string& text : texts) {
        auto address = parse(text);
        if (!address) return pass_on(address);
        addresses.push_back(std::move(*address));
    }
    return addresses;
}

std::string Address::to_text() const {
    const bool v6 = host_.find(':') != std::string::npos;
    return (v6 ? "[" + host_ + "]" : host_) + ":" + std::to_string(port_);
}

Address Address::with_port(std::uint16_t port) const { return Address{host_, port}; }

std::string network_of(const std::string& host) {
    std::error_code error;
    const auto ip = asio::ip::make_address_v6(host, error);
    if (error || ip.is_loopback()) return host;
    auto bytes = ip.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6{bytes}.to_string() + "/64";
}

}  // namespace sbc::net
