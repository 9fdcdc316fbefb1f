#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace exercise {

// What a socket is for a reader: bytes that come when they come.
class Stream {
public:
    virtual ~Stream() = default;

    // Waits until there is something, then fills the front of `room` and returns how many bytes
    // that were: at least 1, at most room.size(), often fewer. Returns 0 when no more will ever
    // come.
    virtual std::size_t read_some(std::span<std::uint8_t> room) = 0;
};

enum class ReadError { EndedEarly };

// The next `count` bytes of the stream, no more and no fewer. Refused when the stream ends before.
[[nodiscard]] sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count);

}  // namespace exercise
