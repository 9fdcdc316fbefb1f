#include "crypto/x25519.hpp"

#include <cryptopp/donna.h>

namespace sbc::crypto {

AgreementKey public_half(const AgreementSecret& mine) {
    AgreementKey key;
    CryptoPP::Donna::curve25519_mult(key.bytes.data(), mine.reveal().data());
    return key;
}

std::optional<Secret<32>> agree(const AgreementSecret& mine, const AgreementKey& theirs) {
    Secret<32> shared;
    CryptoPP::Donna::curve25519_mult(shared.fill().data(), mine.reveal().data(),
                                     theirs.bytes.data());
    // What comes of it is exact. The library's own check (x25519::Agree) is a list of keys, with
    // two on it that are of another order, since the highest bit does not count.
    if (same_bytes(shared.reveal(), Secret<32>{}.reveal())) return std::nullopt;
    return shared;
}

}  // namespace sbc::crypto
