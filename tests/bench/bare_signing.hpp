// The limits that crypto_bench measures against: the library as it is called at its fastest, with
// keys and memory at hand. It contains none of the course's code.
#pragma once

#include <cryptopp/chachapoly.h>
#include <cryptopp/donna.h>

#include <cstdint>
#include <vector>

struct BareSigner {
    CryptoPP::byte seed[32]{1, 2, 3}, key[32]{}, signature[64]{};
    CryptoPP::byte message[200]{};

    BareSigner() { CryptoPP::Donna::ed25519_publickey(key, seed); }
    void sign() { CryptoPP::Donna::ed25519_sign(message, sizeof message, seed, key, signature); }
    bool verify() {
        return CryptoPP::Donna::ed25519_sign_open(message, sizeof message, key, signature) == 0;
    }
};

template <class Cipher>
struct BareSealer {
    CryptoPP::byte key[32]{}, nonce[12]{}, tag[16]{};
    Cipher cipher;

    BareSealer() { cipher.SetKeyWithIV(key, 32, nonce, 12); }
    void seal(std::vector<std::uint8_t>& text) {
        cipher.EncryptAndAuthenticate(text.data(), tag, 16, nonce, 12, nullptr, 0, text.data(),
                                      text.size());
    }
    bool open(std::vector<std::uint8_t>& text) {
        return cipher.DecryptAndVerify(text.data(), tag, 16, nonce, 12, nullptr, 0, text.data(),
                                       text.size());
    }
};
