#include "read_exactly.hpp"

#include <string>

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    sbc::Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const std::size_t came = stream.read_some(std::span{bytes}.subspan(filled));
        if (came == 0) {
            return sbc::refuse(ReadError::EndedEarly, "the stream ended after " +
                                                          std::to_string(filled) + " of " +
                                                          std::to_string(count) + " bytes");
        }
        filled += came;
    }
    return bytes;
}

}  // namespace exercise
