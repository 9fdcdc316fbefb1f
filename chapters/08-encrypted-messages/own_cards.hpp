#pragma once

#include <vector>

#include "letter.hpp"

namespace stage {

// #region own-cards
// The cards of one owner, with their secret halves. A letter may be on its way for a week, so the
// secret half of a card that was replaced is kept for that long; then it is wiped. What was sealed
// for it nobody can read afterwards, not even its owner, and whoever steals his keys neither. That
// is all the forward secrecy there is.
class OwnCards {
public:
    static constexpr std::chrono::seconds lasts{30 * 86'400};
    static constexpr std::chrono::seconds grace = longest_held + clock_error;

    // A new card for this secret, signed and stamped. It is valid from midnight on: when its owner
    // was at his desk is nobody's affair.
    const Card& renew(AgreementSecret secret, Sequence sequence, const SigningKey& owner,
                      const Hash& network, Time now, sbc::chain::Bits stamp = usual_stamp);
    [[nodiscard]] const Card* newest() const;
    // Nothing: it never was ours, or it has gone.
    [[nodiscard]] const AgreementSecret* secret_of(Sequence card, Time now);

private:
    struct Own {
        Card card;
        AgreementSecret secret;
        Time gone = Time::max();  // when the secret half goes, once there is a newer card
    };
    std::vector<Own> cards_;  // the newest last
};
// #endregion own-cards

}  // namespace stage
