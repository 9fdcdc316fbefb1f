#include "crypto/midstate.hpp"

#include <algorithm>
#include <array>

namespace sbc::crypto {
namespace {

constexpr std::uint32_t turned(std::uint32_t word) {
    return word << 24 | (word & 0xff00) << 8 | (word >> 8 & 0xff00) | word >> 24;
}

}  // namespace

Midstate::Midstate(std::span<const std::uint8_t, 80> header) {
    first_.add(sha256::block_of(header.first<sha256::block_size>()));
    std::array<std::uint8_t, sha256::block_size> rest{};
    std::copy(header.begin() + sha256::block_size, header.end(), rest.begin());
    rest_ = sha256::block_of(rest);
    rest_.words[4] = sha256::padding_bit;
    rest_.words.back() = 8 * header.size();
}

sha256::State Midstate::state(std::uint32_t nonce) const {
    sha256::Block rest = rest_;
    rest.words[3] = turned(nonce);
    sha256::State state = first_;
    state.add(rest);
    return sha256::hashed_again(state);
}

Hash Midstate::hash(std::uint32_t nonce) const { return sha256::hash_of(state(nonce)); }

std::uint32_t Midstate::top(std::uint32_t nonce) const { return turned(state(nonce).words.back()); }

}  // namespace sbc::crypto
