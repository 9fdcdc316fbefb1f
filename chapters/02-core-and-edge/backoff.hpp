#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.hpp"

namespace stage {

// #region backoff
// How long to wait before the next attempt: twice as long each time, up to a limit, and never the
// same for everybody, or a hundred edges would knock at the next core in the same instant.
class Backoff {
public:
    // `fresh` is a random number.
    [[nodiscard]] sbc::Duration next(std::uint64_t fresh) {
        const sbc::Duration wait = wait_;
        wait_ = std::min(wait_ * 2, longest);
        return wait / 2 + sbc::Duration{fresh % static_cast<std::uint64_t>(wait.count() / 2 + 1)};
    }
    void reset() { wait_ = shortest; }

private:
    static constexpr sbc::Duration shortest{200};
    static constexpr sbc::Duration longest{8'000};
    sbc::Duration wait_ = shortest;
};
// #endregion backoff

}  // namespace stage
