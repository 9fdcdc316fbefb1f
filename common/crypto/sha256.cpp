#include "crypto/sha256.hpp"

#include <cryptopp/sha.h>

#include <algorithm>

namespace sbc::crypto::sha256 {

const Block padded_hash{{0, 0, 0, 0, 0, 0, 0, 0, padding_bit, 0, 0, 0, 0, 0, 0, 256}};

void State::add(const Block& block) {
    CryptoPP::SHA256::Transform(words.data(), block.words.data());
}

Hash hash_of(const State& last) {
    Hash hash;
    for (std::size_t i = 0; i < last.words.size(); ++i) {
        const Be32 bytes = store_be32(last.words[i]);
        std::copy(bytes.begin(), bytes.end(),
                  hash.bytes.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    return hash;
}

}  // namespace sbc::crypto::sha256
