#pragma once

#include "chain/block.hpp"
#include "context.hpp"

namespace stage {

// #region stamp
// A little work, done once for one card or letter by whoever wants strangers to keep it. It is
// chapter 05's: a header whose root is the item's id, which stands on a block that is none, and
// whose hash lies at or below the target. So what looks for a block finds a stamp.
struct Stamp {
    Time time{};
    sbc::chain::Nonce nonce{0};
    friend bool operator==(const Stamp&, const Stamp&) = default;
};
// 2^18 hashes on average: some hundredths of a second.
inline constexpr sbc::chain::Bits usual_stamp{0x1e3fffff};

[[nodiscard]] sbc::chain::Header stamp_header(const Hash& item, const Hash& network,
                                              sbc::chain::Bits bits, const Stamp& stamp);
[[nodiscard]] bool is_paid(const Stamp& stamp, const Hash& item, const Hash& network,
                           sbc::chain::Bits bits);
// As a card and a letter say it.
[[nodiscard]] Stamp read_stamp(sbc::JsonReader& json);
void say_stamp(sbc::JsonWriter& json, const Stamp& stamp);
// Looks for it, here and now.
[[nodiscard]] Stamp pay(const Hash& item, const Hash& network, sbc::chain::Bits bits, Time now);
// #endregion stamp

}  // namespace stage
