#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "crypto/hash.hpp"

namespace sbc::crypto {

// What every signature of the course is made of: "SimpleBitcoin/<kind>/1", a byte of 0, the
// network (the hash of its genesis block), and what is said. So none holds for another kind of
// thing, or in another network. The kind has no byte of 0 in it: none begins as another one does.
[[nodiscard]] Bytes signed_bytes(std::string_view kind, const Hash& network, std::string_view said);

}  // namespace sbc::crypto
