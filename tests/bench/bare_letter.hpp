// The limit that message_bench measures against: the primitives of a letter, called one after the
// other with everything at hand. It contains none of the course's code.
#pragma once

#include <cryptopp/chachapoly.h>
#include <cryptopp/donna.h>
#include <cryptopp/hkdf.h>
#include <cryptopp/sha.h>

#include <cstddef>

struct BareLetter {
    CryptoPP::byte mine[32]{1}, fresh[32]{2}, seed[32]{3}, card[32]{}, sent[32]{}, writer[32]{};
    CryptoPP::byte nonce[12]{}, signature[64]{}, signed_part[512]{}, info[320]{}, box[528]{};
    std::size_t signs = 0, binds = 0;  // how many bytes are signed and bound

    BareLetter(std::size_t signs_, std::size_t binds_) : signs{signs_}, binds{binds_} {
        CryptoPP::Donna::curve25519_mult(card, mine);
        CryptoPP::Donna::ed25519_publickey(writer, seed);
    }
    template <class Cipher>
    Cipher cipher(const CryptoPP::byte* secret, const CryptoPP::byte* theirs) {
        CryptoPP::byte shared[32], key[32];
        CryptoPP::Donna::curve25519_mult(shared, secret, theirs);
        CryptoPP::HKDF<CryptoPP::SHA256>().DeriveKey(key, 32, shared, 32, nullptr, 0, info, binds);
        Cipher cipher;
        cipher.SetKeyWithIV(key, 32, nonce, 12);
        return cipher;
    }
    void seal() {
        CryptoPP::Donna::curve25519_mult(sent, fresh);
        CryptoPP::Donna::ed25519_sign(signed_part, signs, seed, writer, signature);
        cipher<CryptoPP::ChaCha20Poly1305::Encryption>(fresh, card)
            .EncryptAndAuthenticate(box, box + 512, 16, nonce, 12, nullptr, 0, box, 512);
    }
    bool open() {
        const bool whole =
            cipher<CryptoPP::ChaCha20Poly1305::Decryption>(mine, sent)
                .DecryptAndVerify(box, box + 512, 16, nonce, 12, nullptr, 0, box, 512);
        return CryptoPP::Donna::ed25519_sign_open(signed_part, signs, writer, signature) == 0 &&
               whole;
    }
};
