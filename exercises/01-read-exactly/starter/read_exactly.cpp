#include "read_exactly.hpp"

namespace exercise {

sbc::Result<sbc::Bytes, ReadError> read_exactly(Stream& stream, std::size_t count) {
    // Your turn. Room for all the bytes is here already; fill it with stream.read_some().
    sbc::Bytes bytes(count);
    (void)stream;
    return bytes;
}

}  // namespace exercise
