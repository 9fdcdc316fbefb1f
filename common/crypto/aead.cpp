#include "crypto/aead.hpp"

#include <cryptopp/chachapoly.h>

#include <string>

namespace sbc::crypto {
namespace {

using CryptoPP::ChaCha20Poly1305;

// The library wants the length of a nonce as an int.
constexpr int nonce_size = static_cast<int>(AeadNonce{}.size());

// The ciphers lie on the stack, and leave the key there: in functions of their own, so that it lies
// where wipe_dead_stack() looks.
[[gnu::noinline]] Bytes seal_by_library(const AeadKey& key, const AeadNonce& nonce,
                                        ByteView context, ByteView plaintext) {
    Bytes sealed(plaintext.size() + aead_tag_size);
    ChaCha20Poly1305::Encryption cipher;
    cipher.SetKeyWithIV(key.reveal().data(), key.reveal().size(), nonce.data(), nonce.size());
    cipher.EncryptAndAuthenticate(sealed.data(), sealed.data() + plaintext.size(), aead_tag_size,
                                  nonce.data(), nonce_size, context.data(), context.size(),
                                  plaintext.data(), plaintext.size());
    return sealed;
}

[[gnu::noinline]] std::optional<SecretText> open_by_library(const AeadKey& key,
                                                            const AeadNonce& nonce,
                                                            ByteView context, ByteView sealed) {
    const ByteView ciphertext = sealed.first(sealed.size() - aead_tag_size);
    std::string text(ciphertext.size(), '\0');
    ChaCha20Poly1305::Decryption cipher;
    cipher.SetKeyWithIV(key.reveal().data(), key.reveal().size(), nonce.data(), nonce.size());
    const bool whole = cipher.DecryptAndVerify(
        reinterpret_cast<CryptoPP::byte*>(text.data()), sealed.data() + ciphertext.size(),
        aead_tag_size, nonce.data(), nonce_size, context.data(), context.size(), ciphertext.data(),
        ciphertext.size());
    SecretText opened{std::move(text)};  // the library has decrypted it, whole or not: wiped here
    if (!whole) return std::nullopt;
    return opened;
}

}  // namespace

Bytes seal(const AeadKey& key, const AeadNonce& nonce, ByteView context, ByteView plaintext) {
    Bytes sealed = seal_by_library(key, nonce, context, plaintext);
    wipe_dead_stack();
    return sealed;
}

std::optional<SecretText> open(const AeadKey& key, const AeadNonce& nonce, ByteView context,
                               ByteView sealed) {
    if (sealed.size() < aead_tag_size) return std::nullopt;
    auto opened = open_by_library(key, nonce, context, sealed);
    wipe_dead_stack();
    return opened;
}

}  // namespace sbc::crypto
