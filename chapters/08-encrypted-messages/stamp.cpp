#include "stamp.hpp"

#include "chain/target.hpp"
#include "crypto/signed_bytes.hpp"
#include "miner/search.hpp"

namespace stage {

// #region stamp
sbc::chain::Header stamp_header(const Hash& item, const Hash& network, sbc::chain::Bits bits,
                                const Stamp& stamp) {
    const Hash on_no_block = sbc::crypto::hash256(sbc::crypto::signed_bytes("stamp", network, ""));
    return {1, on_no_block, item, stamp.time, bits, stamp.nonce};
}

bool is_paid(const Stamp& stamp, const Hash& item, const Hash& network, sbc::chain::Bits bits) {
    const auto target = sbc::chain::target_of(bits);
    return target && sbc::chain::meets(hash_of(stamp_header(item, network, bits, stamp)), *target);
}

Stamp pay(const Hash& item, const Hash& network, sbc::chain::Bits bits, Time now) {
    const auto header = stamp_header(item, network, bits, {now, {}});
    const auto found = sbc::miner::search(header, ~std::uint32_t{0});
    return found ? Stamp{now, found->nonce} : Stamp{now, {}};
}
// #endregion stamp

// #region stamp-spelled
Stamp read_stamp(sbc::JsonReader& json) {
    const auto nonce = static_cast<std::uint32_t>(json.integer("nonce", ~std::uint32_t{0}));
    return {read_time(json, "time"), sbc::chain::Nonce{nonce}};
}

void say_stamp(sbc::JsonWriter& json, const Stamp& stamp) {
    json.integer("nonce", stamp.nonce.value()).integer("time", seconds(stamp.time));
}
// #endregion stamp-spelled

}  // namespace stage
