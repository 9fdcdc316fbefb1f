#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace sbc::p2p {

// How long to wait before the next attempt: twice as long each time up to `longest`, and spread
// over the second half of that, so that a hundred nodes that lost the same core do not return
// together. Graduated from lesson 02; the bounds are parameters here.
class Backoff {
public:
    Backoff() = default;
    Backoff(Duration shortest, Duration longest)
        : shortest_{shortest}, longest_{longest}, wait_{shortest} {}

    // `fresh` is a random number. Between half and the whole of the present wait.
    [[nodiscard]] Duration next(std::uint64_t fresh);
    void reset() { wait_ = shortest_; }

private:
    Duration shortest_{200};
    Duration longest_{8'000};
    Duration wait_ = shortest_;
};

}  // namespace sbc::p2p
