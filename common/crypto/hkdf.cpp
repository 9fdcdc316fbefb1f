#include "crypto/hkdf.hpp"

#include <cryptopp/hkdf.h>
#include <cryptopp/sha.h>

#include <stdexcept>

namespace sbc::crypto {

Secret<32> hkdf_sha256(ByteView secret, ByteView salt, ByteView info) {
    Secret<32> key;
    hkdf_sha256(secret, salt, info, key.fill());
    return key;
}

void hkdf_sha256(ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> out) {
    if (out.size() > hkdf_longest) {
        throw std::length_error("HKDF-SHA-256 gives 8,160 bytes at most");
    }
    if (out.empty()) return;
    const CryptoPP::HKDF<CryptoPP::SHA256> hkdf;
    hkdf.DeriveKey(out.data(), out.size(), secret.data(), secret.size(), salt.data(), salt.size(),
                   info.data(), info.size());
}

}  // namespace sbc::crypto
