#include "context.hpp"

#include "chain/block.hpp"
#include "crypto/address.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/signed_bytes.hpp"

namespace stage {

// #region context
Bytes context(std::string_view kind, const Hash& network, const sbc::JsonWriter& said) {
    return sbc::crypto::signed_bytes(kind, network, said.to_text());
}
// #endregion context

// #region bound-key
std::optional<sbc::crypto::AeadKey> bound_key(const AgreementSecret& mine,
                                              const AgreementKey& theirs,
                                              const AgreementKey& of_card, Bytes context) {
    const auto shared = sbc::crypto::agree(mine, theirs);
    if (!shared) return std::nullopt;
    context.insert(context.end(), of_card.bytes.begin(), of_card.bytes.end());
    return sbc::crypto::hkdf_sha256(shared->reveal(), {}, context);
}
// #endregion bound-key

// #region fields
std::uint64_t seconds(Time time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

Time read_time(sbc::JsonReader& json, std::string_view field) {
    const auto most = static_cast<std::uint64_t>(sbc::chain::last_time.time_since_epoch().count());
    return Time{std::chrono::seconds{json.integer(field, most)}};
}

PublicKey read_address(sbc::JsonReader& json, std::string_view field) {
    const auto key = sbc::crypto::from_address(json.text(field, sbc::crypto::address_size));
    if (!key) json.fault(sbc::JsonError::OutOfRange, key.error().text);
    return key.value_or(PublicKey{});
}

Hash read_hash(sbc::JsonReader& json, std::string_view field) {
    const auto hash = sbc::crypto::hash_from_text(json.text(field, 64));
    if (!hash) json.fault(sbc::JsonError::OutOfRange, "a hash has 64 hex digits (0-9, a-f)");
    return hash.value_or(Hash{});
}
// #endregion fields

}  // namespace stage
