// Reads first and looks at the count afterwards.
#include "read_exactly.hpp"

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    sbc::Bytes bytes(count);
    std::size_t filled = 0;
    do {
        const std::size_t came = stream.read_some(std::span{bytes}.subspan(filled));
        if (came == 0 && count > 0) return sbc::refuse(ReadError::EndedEarly, "the stream ended");
        filled += came;
    } while (filled < count);
    return bytes;
}

}  // namespace exercise
