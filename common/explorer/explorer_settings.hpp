#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "chain/network.hpp"
#include "crypto/ed25519.hpp"
#include "net/address.hpp"

namespace sbc::explorer {

struct ExplorerSettings {
    chain::Network network{};
    std::uint64_t subsidy = 100;  // as in ledger::Rules
    std::uint64_t maturity = 3;
    net::Address listen{};              // where; port 0: the system chooses
    std::vector<net::Address> cores{};  // to join
    // What people call the nodes at these addresses ("127.0.0.1:5001"), and the owners of those.
    std::map<std::string, std::string> called{};
    std::map<crypto::PublicKey, std::string> known{};
};

}  // namespace sbc::explorer
