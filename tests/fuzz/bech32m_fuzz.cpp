// Whatever text comes: what is read has one spelling in lower case, a mistake that is named is one,
// and an address that is read is that of a key.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crypto/address.hpp"
#include "crypto/bech32m.hpp"

namespace {

using namespace sbc::crypto;

void require(bool holds) {
    if (!holds) std::abort();
}

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

// With one of the 32 characters at this place the text can be read.
bool can_be_mended(std::string text, std::size_t place) {
    constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    text = in_lower_case(text);
    return std::any_of(alphabet.begin(), alphabet.end(), [&](char character) {
        text[place - 1] = character;
        return bech32m_decode(text).has_value();
    });
}

void read(std::string_view text) {
    const auto decoded = bech32m_decode(text);
    const auto mistake = likely_mistake(text);
    require(!decoded || !mistake);
    if (mistake) require(can_be_mended(std::string{text}, *mistake));
    if (!decoded) {
        require(!decoded.error().text.empty());
        return;
    }
    require(bech32m_encode(decoded->prefix, decoded->groups) == in_lower_case(text));
    if (const auto bytes = from_groups(decoded->groups)) {
        require(to_groups(*bytes) == decoded->groups);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    read(text);
    const auto key = from_address(text);
    if (key) {
        require(to_address(*key) == in_lower_case(text));
        require(valid(*key));
    } else {
        require(!key.error().text.empty());
    }
    // What is nearly an address is rare among such texts: the same bytes as its groups.
    sbc::Bytes groups{data, data + std::min<std::size_t>(size, 52)};
    for (std::uint8_t& group : groups) group %= 32;
    const std::string address = bech32m_encode(address_prefix, groups);
    read(address);
    if (const auto nearly = from_address(address)) require(to_address(*nearly) == address);
    return 0;
}
