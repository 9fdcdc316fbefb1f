#include "message/stamp.hpp"

#include "chain/target.hpp"
#include "crypto/signed_bytes.hpp"

namespace sbc::message {

chain::Header stamp_header(const chain::Hash& item, const chain::Hash& network, chain::Bits bits,
                           const Stamp& stamp) {
    return {.version = 1,
            .previous = crypto::hash256(crypto::signed_bytes("stamp", network, "")),
            .merkle_root = item,
            .time = stamp.time,
            .bits = bits,
            .nonce = stamp.nonce};
}

bool is_paid(const Stamp& stamp, const chain::Hash& item, const chain::Hash& network,
             chain::Bits bits) {
    const auto target = chain::target_of(bits);
    return target && chain::time_fits(stamp.time) &&
           chain::meets(chain::hash_of(stamp_header(item, network, bits, stamp)), *target);
}

}  // namespace sbc::message
