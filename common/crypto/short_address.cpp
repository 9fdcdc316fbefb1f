#include "crypto/short_address.hpp"

namespace sbc::crypto {

std::string short_address(std::string_view address) {
    constexpr std::size_t head = 9;
    constexpr std::size_t tail = 6;
    if (address.size() <= head + tail + 1) return std::string{address};
    return std::string{address.substr(0, head)} + "\u2026" +
           std::string{address.substr(address.size() - tail)};
}

}  // namespace sbc::crypto
