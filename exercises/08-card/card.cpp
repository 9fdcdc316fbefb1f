// Given: what a card says, and whether its key is one.
#include "base/json.hpp"
#include "believe.hpp"
#include "crypto/address.hpp"
#include "crypto/signed_bytes.hpp"

namespace exercise {

static std::uint64_t seconds(Time time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

sbc::Bytes signed_part(const Card& card) {
    sbc::JsonWriter json;
    json.text("kind", "card").text("address", sbc::crypto::to_address(card.address));
    json.integer("sequence", card.sequence).bytes("key", card.key.bytes);
    json.integer("from", seconds(card.from)).integer("until", seconds(card.until));
    return sbc::crypto::signed_bytes("card", card.network, json.to_text());
}

// One secret is as good as another to try it: what one of them makes a zero of, each does.
bool is_usable(const AgreementKey& key) {
    return sbc::crypto::agree(sbc::crypto::AgreementSecret{}, key).has_value();
}

}  // namespace exercise
