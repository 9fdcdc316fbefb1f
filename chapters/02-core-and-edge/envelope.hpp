#pragma once

#include <variant>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "hello.hpp"
#include "net/address.hpp"

namespace stage {

// #region messages
// Everything that two nodes say to each other, and its form on the wire: one JSON object a message.
using sbc::net::Address;
using Nonce = sbc::Strong<struct NonceTag, std::uint64_t>;
using LineId = sbc::Strong<struct LineIdTag, std::uint64_t>;

struct Refused {  // instead of a hello: why not, and where it may work
    std::string reason;
    std::vector<Address> cores;
};
struct Bye {};  // I leave; do not wait for me
struct Ping {   // are you alive?
    Nonce nonce;
};
struct Pong {  // yes: your nonce
    Nonce nonce;
};
struct GetCores {};  // which cores do you know?
struct Cores {       // these
    std::vector<Address> cores;
};
struct Load {  // so many edges hang on me (core to core)
    std::uint64_t edges = 0;
};
struct Twin {  // do two connections lead to you? (see CoreNode::settle)
    Nonce token;
};
// #endregion messages
// #region line
struct Line {  // what a person typed at an edge
    LineId id;
    std::string from;
    std::string text;
};
struct Ack {  // this core has passed the line on
    LineId id;
};

using Message =
    std::variant<Hello, Refused, Bye, Ping, Pong, GetCores, Cores, Load, Twin, Line, Ack>;

[[nodiscard]] sbc::Bytes encode(const Message& message);
// Strict: a message of an unknown type, or with a field missing, left over or of the wrong form, is
// refused with the reason.
[[nodiscard]] sbc::Result<Message, sbc::JsonError> decode(sbc::ByteView payload);

constexpr std::size_t longest_line = 4096;  // bytes of text
constexpr std::size_t longest_core_list = 64;
// #endregion line

}  // namespace stage
