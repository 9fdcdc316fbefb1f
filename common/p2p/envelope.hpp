#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/strong.hpp"
#include "net/address.hpp"
#include "p2p/hello.hpp"
#include "p2p/keepalive.hpp"

namespace sbc::p2p {

using net::Address;

// Of what an application sends to everybody; random, so that two messages with the same words are
// two messages.
using MessageId = Strong<struct MessageIdTag, std::uint64_t>;

// Bounds of what is said, in bytes and items; part of the protocol (docs/protocol.md).
inline constexpr std::size_t longest_reason = 200;
inline constexpr std::size_t longest_core_list = 64;
inline constexpr std::uint64_t most_edges = 1'000'000;

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
struct Cores {       // these; hints, never an order to dial
    std::vector<Address> cores;
};
struct Load {  // so many edges hang on me (core to core)
    std::uint64_t edges = 0;
};
struct Twin {  // one secret down both of two connections: do they lead to one node?
    Nonce token;
};
struct Ack {  // this core has passed your message on
    MessageId id;
};

// What two neighbours say about themselves and their link. What they carry for applications is not
// in here: a new kind of application changes none of this.
using LinkMessage = std::variant<Hello, Refused, Bye, Ping, Pong, GetCores, Cores, Load, Twin, Ack>;

// The one spelling of a message: canonical JSON. The message keeps the bounds above.
[[nodiscard]] Bytes encode(const LinkMessage& message);

// The message that these bytes spell. Graduated from lesson 02, whose lines are an application's
// messages since lesson 03; hardened: a second spelling of the same message is refused, so that
// bytes can be compared, counted and signed; so are lists that name an address twice, in another
// spelling, or one that nobody can dial. A hello of another protocol or version is read no further
// than that, since only check_hello() can say it well.
[[nodiscard]] Result<LinkMessage, JsonError> decode_link_message(ByteView payload);

}  // namespace sbc::p2p
