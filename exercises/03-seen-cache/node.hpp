#pragma once

#include <cstdint>

#include "base/strong.hpp"
#include "base/time.hpp"

namespace stage {

// What the cache needs of the stage's node.hpp, which stands in this place with --mine.
using sbc::Duration;
using sbc::Instant;
using MessageId = sbc::Strong<struct MessageIdTag, std::uint64_t>;

}  // namespace stage
