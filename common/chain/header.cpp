#include "chain/header.hpp"

#include <algorithm>
#include <cassert>

namespace sbc::chain {
namespace {

void store_le32(std::uint32_t value, std::uint8_t* to) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}
std::uint32_t load_le32(const std::uint8_t* from) {
    return std::uint32_t{from[0]} | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]} << 16 |
           std::uint32_t{from[3]} << 24;
}

}  // namespace

HeaderBytes encode(const Header& header) {
    assert(time_fits(header.time));
    HeaderBytes bytes;
    store_le32(header.version, bytes.data());
    std::copy_n(header.previous.bytes.begin(), 32, bytes.begin() + 4);
    std::copy_n(header.merkle_root.bytes.begin(), 32, bytes.begin() + 36);
    store_le32(static_cast<std::uint32_t>(header.time.time_since_epoch().count()),
               bytes.data() + 68);
    store_le32(header.bits.value(), bytes.data() + 72);
    store_le32(header.nonce.value(), bytes.data() + 76);
    return bytes;
}

Header decode_header(std::span<const std::uint8_t, header_size> bytes) {
    Header header;
    header.version = load_le32(bytes.data());
    std::copy_n(bytes.begin() + 4, 32, header.previous.bytes.begin());
    std::copy_n(bytes.begin() + 36, 32, header.merkle_root.bytes.begin());
    header.time = std::chrono::sys_seconds{std::chrono::seconds{load_le32(bytes.data() + 68)}};
    header.bits = Bits{load_le32(bytes.data() + 72)};
    header.nonce = Nonce{load_le32(bytes.data() + 76)};
    return header;
}

Hash hash_of(const Header& header) { return crypto::hash256(encode(header)); }

}  // namespace sbc::chain
