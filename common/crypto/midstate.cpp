#include "crypto/midstate.hpp"

#include <algorithm>
#include <array>

namespace sbc::crypto {

Midstate::Midstate(std::span<const std::uint8_t, 80> header) {
    first_.add(sha256::block_of(header.first<sha256::block_size>()));
    std::array<std::uint8_t, sha256::block_size> rest{};
    std::copy(header.begin() + sha256::block_size, header.end(), rest.begin());
    rest_ = sha256::block_of(rest);
    rest_.words[4] = sha256::padding_bit;
    rest_.words.back() = 8 * header.size();
}

}  // namespace sbc::crypto
