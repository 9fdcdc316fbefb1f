#include "crypto/scrypt.hpp"

#include <cryptopp/scrypt.h>

namespace sbc::crypto {

bool affordable(const ScryptCost& cost) {
    constexpr std::uint64_t most_memory = 256U << 20;
    if (cost.log_n < 10 || cost.log_n > 21) return false;  // 2^21 · 128 B are 256 MiB with r = 1
    if (cost.r < 1 || cost.p < 1 || cost.p > 4) return false;
    return (std::uint64_t{128} * cost.r) << cost.log_n <= most_memory &&
           cost.log_n < std::uint64_t{16} * cost.r;
}

std::optional<Secret<32>> scrypt(std::string_view pass_phrase, ByteView salt,
                                 const ScryptCost& cost) {
    if (!affordable(cost)) return std::nullopt;
    Secret<32> key;
    const ByteView phrase = as_bytes(pass_phrase);
    const CryptoPP::Scrypt library;
    library.DeriveKey(key.fill().data(), key.fill().size(), phrase.data(), phrase.size(),
                      salt.data(), salt.size(), CryptoPP::word64{1} << cost.log_n, cost.r, cost.p);
    return key;
}

}  // namespace sbc::crypto
