#include "own_cards.hpp"

#include <algorithm>

namespace stage {

// #region own-cards
const Card& OwnCards::renew(AgreementSecret secret, Sequence sequence, const SigningKey& owner,
                            const Hash& network, Time now, sbc::chain::Bits stamp) {
    if (!cards_.empty()) cards_.back().gone = now + grace;
    Card card{owner.public_key(), sequence, public_half(secret), {}, {}, {}, {}};
    card.from = std::chrono::floor<std::chrono::days>(now);
    card.until = card.from + lasts;
    sign(card, network, owner);
    card.stamp = pay(id_of(card, network), network, stamp, now);
    cards_.push_back({card, std::move(secret)});
    return cards_.back().card;
}

const Card* OwnCards::newest() const { return cards_.empty() ? nullptr : &cards_.back().card; }

const AgreementSecret* OwnCards::secret_of(Sequence card, Time now) {
    std::erase_if(cards_, [&](const Own& own) { return own.gone < now; });  // wiped as it goes
    const auto is_it = [&](const Own& own) { return own.card.sequence == card; };
    const auto own = std::ranges::find_if(cards_, is_it);
    return own == cards_.end() ? nullptr : &own->secret;
}
// #endregion own-cards

}  // namespace stage
