#include "hash.hpp"

#include <cryptopp/sha.h>

#include <algorithm>

#include "base/hex.hpp"

namespace stage {

// #region hash256
Hash hash256(sbc::ByteView bytes) {
    Hash hash;
    CryptoPP::SHA256 sha;
    sha.CalculateDigest(hash.bytes.data(), bytes.data(), bytes.size());
    sha.CalculateDigest(hash.bytes.data(), hash.bytes.data(), hash.bytes.size());
    return hash;
}
// #endregion hash256

// #region hash-text
std::string to_text(const Hash& hash) {
    Hash turned = hash;
    std::reverse(turned.bytes.begin(), turned.bytes.end());
    return sbc::to_hex(turned.bytes);
}

std::optional<Hash> hash_from_text(std::string_view digits) {
    const auto bytes = sbc::from_hex(digits);
    Hash hash;
    if (!bytes || bytes->size() != hash.bytes.size()) return std::nullopt;
    std::reverse_copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    if (to_text(hash) != digits) return std::nullopt;  // upper case: another spelling
    return hash;
}
// #endregion hash-text

}  // namespace stage
