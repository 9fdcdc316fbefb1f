#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"

namespace stage {

// #region hello
using NodeId = sbc::Strong<struct NodeIdTag, std::uint64_t>;
enum class Role { Core, Edge };

// The first message on a connection, in both directions: who is there?
struct Hello {
    std::string protocol = "SimpleBitcoin";
    std::uint64_t version = 1;
    std::string network{};  // nodes of different networks do not mix
    Role role = Role::Edge;
    std::uint16_t port = 0;                   // where a core listens; an edge says 0
    NodeId id{};                              // random, chosen anew at each start; proves nothing
    std::vector<std::string> applications{};  // what it speaks beyond this protocol: nothing yet
};

enum class HelloError { WrongProtocol, WrongVersion, WrongNetwork, Myself };

// Whether a node that says `theirs` can talk with one that says `ours`.
[[nodiscard]] sbc::Result<void, HelloError> check_hello(const Hello& theirs, const Hello& ours);
// #endregion hello

}  // namespace stage
