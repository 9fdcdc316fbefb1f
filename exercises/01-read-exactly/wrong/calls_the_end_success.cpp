// Stops at the end of the stream and returns what there is, as if it were everything.
#include "read_exactly.hpp"

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    sbc::Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const std::size_t came = stream.read_some(std::span{bytes}.subspan(filled));
        if (came == 0) break;
        filled += came;
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace exercise
