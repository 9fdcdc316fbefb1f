#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chain/block_store.hpp"
#include "chain/network.hpp"
#include "classroom/class_code.hpp"
#include "classroom/faucet.hpp"
#include "crypto/ed25519.hpp"
#include "net/address.hpp"

namespace sbc::explorer {

// A node's place in a class (classroom/classroom.hpp).
struct ClassSeat {
    classroom::ClassCode code;
    std::string name;                            // of whoever sits there
    std::optional<crypto::PublicKey> address{};  // where he would like to have his points
    // The host's alone: its key, and whom it has given points to begin with; `keep` is handed those
    // whenever they are others. False: they could not be kept, which is tried again.
    std::shared_ptr<const crypto::SigningKey> host_key{};
    classroom::FaucetSettings faucet{};
    std::vector<classroom::Faucet::Student> students{};
    std::function<bool(const std::vector<classroom::Faucet::Student>&)> keep{};
};

struct ExplorerSettings {
    chain::Network network{};
    std::uint64_t subsidy = 100;  // as in ledger::Rules
    std::uint64_t maturity = 3;
    net::Address listen{};              // where; port 0: the system chooses
    std::vector<net::Address> cores{};  // to join
    // What people call the nodes at these addresses ("127.0.0.1:5001"), and the owners of those.
    std::map<std::string, std::string> called{};
    std::map<crypto::PublicKey, std::string> known{};
    std::shared_ptr<chain::BlockStore> store{};  // where blocks lie; nullptr: in memory
    std::optional<crypto::PublicKey> miner{};    // who is paid for what it mines, if it does,
    std::uint32_t threads = 1;                   // with so many threads
    std::optional<ClassSeat> seat{};             // it is a node of a class
    bool terminal = false;  // what happens is said on standard output, and what is typed is heard
};

}  // namespace sbc::explorer
