#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/strong.hpp"

namespace exercise {

// What a core says about itself in its hello. It proves nothing: anybody can say any id.
using NodeId = sbc::Strong<struct NodeIdTag, std::uint64_t>;

// A random number that only those know to whom it was sent.
using Token = sbc::Strong<struct TokenTag, std::uint64_t>;

enum class Direction { Dialed, Accepted };  // who began the connection: we or the other core

// One of this core's connections to other cores, after its hello.
struct Link {
    int number;
    Direction direction;
    NodeId claimed;                // the id that came in its hello
    std::optional<Token> token{};  // the last token that came over it, if any
};

// A hello has come over `newest`, which is one of `links`. Over which links is a fresh token to be
// sent? Over `newest` and its twin, if it has one and it is for us to settle the matter.
//
// The twin is a link of the other direction over which the same id came. Settling it is for the
// core with the smaller id.
std::vector<int> send_token_over(NodeId ours, const std::vector<Link>& links, const Link& newest);

// A token has come over `latest`, which is one of `links`. Which link is to be hung up? None as
// long as no other link has brought the same token; then, of the two, the one that we have dialed.
std::optional<int> hang_up(const std::vector<Link>& links, const Link& latest);

}  // namespace exercise
