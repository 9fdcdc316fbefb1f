#pragma once

#include <map>
#include <random>
#include <set>

#include "crypto/cbc_for_the_lesson.hpp"
#include "crypto/hkdf.hpp"
#include "letter.hpp"

// Letters as one would make them who has not been deceived yet. Each way forgets one thing; the
// stage's own code, in the folder above, forgets none of them. `tricks` shows what follows.
namespace lab::naive {

using namespace stage;

// #region naive-box
// A sealed box that is bound to nothing: a fresh key, and what was sealed with it.
struct Box {
    AgreementKey key;
    Bytes sealed;
};
inline sbc::crypto::AeadKey box_key(const AgreementSecret& mine, const AgreementKey& theirs) {
    return sbc::crypto::hkdf_sha256(sbc::crypto::agree(mine, theirs).value().reveal(), {}, {});
}
inline Box seal(const std::string& text, const AgreementKey& to, const AgreementSecret& fresh) {
    const auto key = box_key(fresh, to);
    return {public_half(fresh), sbc::crypto::seal(key, no_nonce, {}, sbc::as_bytes(text))};
}
// Nothing: a bit of it was altered. That much it does notice.
inline std::optional<std::string> open(const Box& box, const AgreementSecret& mine) {
    const auto opened = sbc::crypto::open(box_key(mine, box.key), no_nonce, {}, box.sealed);
    if (!opened) return std::nullopt;
    return std::string{opened->reveal()};
}
// #endregion naive-box

// #region naive-directory
// Who has which key. Whoever keeps the book may write into it what he likes.
using Directory = std::map<PublicKey, AgreementKey>;
// #endregion naive-directory

// #region naive-signed
// What is sealed says who has written it, and he has signed the text. Not for whom it is.
struct Signed {
    PublicKey from;
    std::string text;
    Signature signature{};
};
inline Signed sign(const std::string& text, const SigningKey& key) {
    return {key.public_key(), text, key.sign(sbc::as_bytes(text))};
}
inline bool holds(const Signed& said) {
    return verify(said.from, sbc::as_bytes(said.text), said.signature);
}
// #endregion naive-signed

// #region naive-dice
// A generator that is excellent for games: uniform, quick, of an astronomical period. All of that
// follows from its seed, and here that is the second in which the letter was written.
inline AgreementSecret guessable(Time second) {
    std::mt19937 dice{static_cast<std::uint32_t>(seconds(second))};
    AgreementSecret secret;
    for (std::uint8_t& byte : secret.fill()) byte = static_cast<std::uint8_t>(dice());
    return secret;
}
// #endregion naive-dice

// #region naive-cbc
// Encrypted, and hidden from all who have no key; nobody has said that it cannot be changed.
struct Bendable {
    sbc::crypto::CbcBlock first{};  // travels in front, in the clear
    Bytes blocks;
};
// #endregion naive-cbc

// #region naive-office
// A post office that hands out letters to whoever gives the address, and has done its work then.
class Office {
public:
    void hold(const PublicKey& to, const Letter& letter) { boxes_[to].push_back(letter); }
    std::vector<Letter> knock(const PublicKey& address) {
        return std::exchange(boxes_[address], {});
    }

private:
    std::map<PublicKey, std::vector<Letter>> boxes_;
};
// #endregion naive-office

}  // namespace lab::naive
