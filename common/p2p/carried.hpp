#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "p2p/envelope.hpp"

namespace sbc::p2p {

// Bounds in bytes; part of the protocol (docs/protocol.md).
inline constexpr std::size_t longest_spread = 32'768;
inline constexpr std::size_t longest_direct = 49'152;
inline constexpr std::uint64_t most_hops = 1'000'000;  // that can be said; a relay allows far fewer

// What nodes carry for their applications (lesson 03). The body belongs to the application: it is
// the canonical text of one JSON object, into which nobody on the way looks. On the wire it stands
// as that object.
struct Spread {  // to everybody in the network
    std::string application;
    MessageId id;            // the same in every copy
    std::uint64_t hops = 0;  // so many cores have passed it on
    std::string body;        // at most longest_spread
};
struct Direct {  // to this neighbour alone
    std::string application;
    std::string body;  // at most longest_direct
};

// Everything that two nodes say to each other.
using Message = std::variant<LinkMessage, Spread, Direct>;

// The one spelling of a message, and back: as strict as the envelope about every field but the
// body, which must be an object of bounded size and depth in its canonical spelling.
[[nodiscard]] Bytes encode(const Message& message);
[[nodiscard]] Result<Message, JsonError> decode(ByteView payload);

// Why no neighbour would accept this message, if so. For what comes from our own applications: it
// would be sent again and again, and punished each time.
[[nodiscard]] std::optional<std::string> unsendable(const Message& message);

}  // namespace sbc::p2p
