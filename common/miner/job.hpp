#pragma once

#include <chrono>

#include "chain/header.hpp"

namespace sbc::miner {

// A header that lacks its nonce (lesson 05). The id says which job a solution belongs to: there may
// be a newer one by the time it is found.
using JobId = Strong<struct JobIdTag, std::uint64_t>;
struct Job {
    JobId id;
    chain::Header header;
    // When all nonces have been tried, a solution may have the next second as its time, until it is
    // so many seconds later than the header says: other nodes refuse what is far in the future.
    std::chrono::seconds most_later{0};
};

}  // namespace sbc::miner
