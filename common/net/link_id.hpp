#pragma once

#include <cstdint>

#include "base/strong.hpp"

namespace sbc::net {

// One connection, from its beginning to its end; never used again.
using LinkId = Strong<struct LinkIdTag, std::uint64_t>;

// Who began it.
enum class Direction { Dialed, Accepted };

}  // namespace sbc::net
