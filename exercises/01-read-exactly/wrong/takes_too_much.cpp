// Reads into a comfortable buffer and throws away what it did not need.
#include <array>

#include "read_exactly.hpp"

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    sbc::Bytes bytes;
    std::array<std::uint8_t, 1024> buffer{};
    while (bytes.size() < count) {
        const std::size_t came = stream.read_some(buffer);
        if (came == 0) return sbc::refuse(ReadError::EndedEarly, "the stream ended");
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + came);
    }
    bytes.resize(count);
    return bytes;
}

}  // namespace exercise
