#include "crypto/cbc_for_the_lesson.hpp"

#include <cryptopp/aes.h>
#include <cryptopp/filters.h>
#include <cryptopp/modes.h>

namespace sbc::crypto {
namespace {

using CryptoPP::StreamTransformationFilter;

Bytes through(CryptoPP::StreamTransformation& cipher, ByteView bytes) {
    StreamTransformationFilter filter{cipher, nullptr, StreamTransformationFilter::PKCS_PADDING};
    filter.Put(bytes.data(), bytes.size());
    filter.MessageEnd();
    Bytes out(static_cast<std::size_t>(filter.MaxRetrievable()));
    filter.Get(out.data(), out.size());
    return out;
}

}  // namespace

Bytes cbc_encrypt(const Secret<32>& key, const CbcBlock& first, ByteView plaintext) {
    CryptoPP::CBC_Mode<CryptoPP::AES>::Encryption cipher;
    cipher.SetKeyWithIV(key.reveal().data(), key.reveal().size(), first.data(), first.size());
    return through(cipher, plaintext);
}

Bytes cbc_decrypt(const Secret<32>& key, const CbcBlock& first, ByteView ciphertext) {
    CryptoPP::CBC_Mode<CryptoPP::AES>::Decryption cipher;
    cipher.SetKeyWithIV(key.reveal().data(), key.reveal().size(), first.data(), first.size());
    try {
        return through(cipher, ciphertext);
    } catch (const CryptoPP::InvalidCiphertext&) {
        return {};
    }
}

}  // namespace sbc::crypto
