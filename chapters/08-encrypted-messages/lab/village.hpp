#pragma once

#include "base/console.hpp"
#include "crypto/random_bytes.hpp"
#include "lab/names.hpp"
#include "letter.hpp"

// Ann, ben and mallory, who write to each other, with cards that they have signed.
namespace lab {

using namespace stage;
using sbc::Tone;
using sbc::crypto::random_secret;

struct Village {
    Hash network = id_of(sbc::chain::Network{});
    SigningKey ann = key_of("ann");
    SigningKey ben = key_of("ben");
    SigningKey mallory = key_of("mallory");
    AgreementSecret bens = card_secret_of("ben");
    AgreementSecret mallorys = card_secret_of("mallory");
    Time now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 14} + std::chrono::hours{14} +
             std::chrono::minutes{3} + std::chrono::seconds{27}};
    Time until = now + std::chrono::days{3};
    Card card_of_ben = card(ben, bens);
    Card card_of_mallory = card(mallory, mallorys);

    [[nodiscard]] Card card(const SigningKey& owner, const AgreementSecret& secret) const {
        Card made{owner.public_key(),
                  Sequence{1},
                  public_half(secret),
                  now - std::chrono::days{1},
                  now + std::chrono::days{29},
                  {},
                  {}};
        sign(made, network, owner);
        return made;
    }
    [[nodiscard]] Letter letter(const std::string& text, const Card& to,
                                const AgreementSecret& fresh) const {
        return seal({text, now, until}, to, ann, fresh, network).value();
    }
    [[nodiscard]] Letter letter(const std::string& text, const Card& to) const {
        return letter(text, to, random_secret<32>());
    }
};

// What came of it, for whoever runs the program.
inline void succeeded(const std::string& how) { sbc::say(Tone::Bad, "succeeded: " + how); }
inline void refused(const std::string& why) { sbc::say(Tone::Good, "refused: " + why); }

}  // namespace lab
