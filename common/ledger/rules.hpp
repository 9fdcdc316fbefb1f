#pragma once

#include <cstdint>

#include "crypto/hash.hpp"
#include "ledger/amount.hpp"

namespace sbc::ledger {

// What a network has agreed on about its points.
struct Rules {
    crypto::Hash network;        // the hash of its genesis block
    Amount subsidy{100};         // new points, for each block
    std::uint64_t maturity = 3;  // a coinbase can be spent so many blocks after its own
};

}  // namespace sbc::ledger
