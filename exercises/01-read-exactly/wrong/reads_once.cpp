// Believes that one read gives what was asked for.
#include "read_exactly.hpp"

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    sbc::Bytes bytes(count);
    if (count > 0 && stream.read_some(bytes) == 0) {
        return sbc::refuse(ReadError::EndedEarly, "the stream ended");
    }
    return bytes;
}

}  // namespace exercise
