#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "chain/header.hpp"
#include "classroom/class_code.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"

namespace sbc::classroom {

// What the application "class" says (docs/protocol.md, section 23). Bounds; part of the protocol.
inline constexpr std::size_t longest_nick = 40;  // bytes of UTF-8
inline constexpr std::size_t most_links = 64;    // that one node tells of
inline constexpr std::size_t most_headers = 8;   // in one presence
inline constexpr std::size_t most_apart = 300;   // names in one order
inline constexpr std::chrono::seconds longest_partition{3'600};
inline constexpr std::size_t longest_word = 200;  // bytes, of what the host says of a gift

// A name that a ranking would show unchanged, not too long, and without blanks of any kind or
// letters that nobody sees: two names that look the same should be the same.
[[nodiscard]] bool is_nick(const std::string& name);

// What the host has signed: its key, which the code of the class names, and its signature of
// "SimpleBitcoin/class-<kind>/1", the network and what is said.
struct HostSeal {
    crypto::PublicKey key;
    crypto::Signature signature;
    friend bool operator==(const HostSeal&, const HostSeal&) = default;
};

// The class is parted: those of these names on one side, all others on the other. Nobody listed:
// the class is whole. The one with the highest number counts, until it is over by itself.
struct Order {
    std::uint64_t number = 0;
    std::chrono::sys_seconds until;
    std::vector<std::string> apart;  // sorted, each once
    HostSeal seal{};
    friend bool operator==(const Order&, const Order&) = default;
};
// To a neighbour, as the first word: who I am, and the newest order that I know.
struct Here {
    std::string name;
    bool host = false;
    std::optional<Order> order{};
    friend bool operator==(const Here&, const Here&) = default;
};
// To everybody, every few seconds: so a window can show what lies behind its own neighbours.
struct Presence {
    std::string name;
    bool host = false;
    bool mines = false;
    std::uint64_t wallets = 0;           // that hang on this node
    std::vector<std::string> links{};    // the names of its neighbours, sorted
    chain::Height height{};              // of its last block
    std::vector<chain::Header> headers;  // its last ones, the lowest first; 1 to most_headers
    friend bool operator==(const Presence&, const Presence&) = default;
};
// To everybody: somebody would like to have the points that each student gets.
struct Ask {
    std::string name;
    crypto::PublicKey address;
    friend bool operator==(const Ask&, const Ask&) = default;
};
// To everybody: what the host says to that.
struct Gift {
    enum class State { Given, Later, Refused };
    std::string name;
    crypto::PublicKey address;
    State state = State::Given;
    std::uint64_t amount = 0;  // 0 where nothing is given
    std::string word;          // for the one who asked
    HostSeal seal{};
    friend bool operator==(const Gift&, const Gift&) = default;
};

using ClassMessage = std::variant<Here, Order, Presence, Ask, Gift>;
enum class MessageError {
    Malformed,  // not one of these in its one spelling, or beyond a bound
};
[[nodiscard]] std::string encode(const ClassMessage& message);
[[nodiscard]] Result<ClassMessage, MessageError> decode(const std::string& body);

// Signs, as the host of this network (the hash of its genesis block).
void sign(Order& order, const crypto::Hash& network, const crypto::SigningKey& host);
void sign(Gift& gift, const crypto::Hash& network, const crypto::SigningKey& host);
// Whether the host of this class has signed it.
[[nodiscard]] bool holds(const Order& order, const ClassCode& code, const crypto::Hash& network);
[[nodiscard]] bool holds(const Gift& gift, const ClassCode& code, const crypto::Hash& network);

}  // namespace sbc::classroom
