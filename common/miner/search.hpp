#pragma once

#include <cstdint>
#include <optional>

#include "miner/job.hpp"

namespace sbc::miner {

// Tries so many nonces, from that of the header on; after the highest comes 0. What comes back is
// the header with the first of them that makes its hash meet its target. Nothing for bits that are
// no target. Graduated from lesson 05.
[[nodiscard]] std::optional<chain::Header> search(chain::Header header, std::uint32_t count);

// Where a search that has begun with this header stands after so many tries: each takes the next
// nonce, and when all 2^32 of them have been tried, it is one second later. The time must still fit
// into a header.
[[nodiscard]] chain::Header further(chain::Header header, std::uint64_t tries);

// How many tries a job allows: 2^32 for each second that it may say. 0 when nothing can be found,
// because its bits are no target or its time does not fit into a header.
[[nodiscard]] std::uint64_t tries_of(const Job& job);

}  // namespace sbc::miner
