#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "chain/network.hpp"
#include "net/address.hpp"

namespace sbc::explorer {

struct ExplorerSettings {
    chain::Network network{};
    std::uint64_t subsidy = 100;  // as in ledger::Rules
    std::uint64_t maturity = 3;
    net::Address listen{};                        // where; port 0: the system chooses
    std::vector<net::Address> cores{};            // to join
    std::map<std::string, std::string> called{};  // what people call them, by their addresses
};

}  // namespace sbc::explorer
