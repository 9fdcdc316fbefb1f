#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"

namespace sbc::p2p {

inline constexpr std::string_view protocol_name = "SimpleBitcoin";
inline constexpr std::uint64_t protocol_version = 1;
inline constexpr std::size_t longest_network_name = 64;  // bytes
inline constexpr std::size_t most_applications = 16;
inline constexpr std::size_t longest_application_name = 32;  // bytes

// Random, chosen anew at each start. It tells self-connections and double connections apart and
// proves nothing: no decision that could lock a node out may rest on it alone.
using NodeId = Strong<struct NodeIdTag, std::uint64_t>;

enum class Role { Core, Edge };

// The first message on a connection, in both directions (docs/protocol.md, lesson 02).
struct Hello {
    std::string protocol{protocol_name};
    std::uint64_t version = protocol_version;
    std::string network{};
    Role role = Role::Edge;
    std::uint16_t port = 0;  // where a core listens; 0 for an edge, and never for a core
    NodeId id{};
    std::vector<std::string> applications{};  // names as is_application_name() takes them, sorted

    friend bool operator==(const Hello&, const Hello&) = default;
};

enum class HelloError {
    WrongProtocol,
    WrongVersion,
    WrongNetwork,
    Myself,         // the connection leads back to this node
    NoPort,         // a core that nobody could dial
    BadApplication  // a name of another form, not in order, or twice
};

// Lower-case letters, digits and '-', beginning with a letter: a name has one spelling.
[[nodiscard]] bool is_application_name(std::string_view name);

// Whether a node that says `theirs` can talk with one that says `ours`. Graduated from lesson 02;
// hardened: the port of a core and the names of the applications are checked as well.
[[nodiscard]] Result<void, HelloError> check_hello(const Hello& theirs, const Hello& ours);

}  // namespace sbc::p2p
