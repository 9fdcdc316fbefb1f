#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace stage {

// #region encode
// A frame: 4 bytes that tell the length, the most significant first, then the payload itself.
enum class FrameError { Empty, TooLarge };
constexpr std::size_t largest_payload = 65'536;
[[nodiscard]] sbc::Result<sbc::Bytes, FrameError> encode_frame(sbc::ByteView payload);
// #endregion encode

// #region decoder
// Turns slices of a stream back into the payloads that were framed, however the stream was cut.
// It knows no socket: bytes go in, bytes come out.
class FrameDecoder {
public:
    // The next bytes of the stream, as they came: half a length, or three frames and a half.
    void feed(sbc::ByteView slice);

    // The next payload, or nothing while it is not whole yet. After a refusal nobody knows where
    // the next frame begins, so every later call is refused, too.
    [[nodiscard]] sbc::Result<std::optional<sbc::Bytes>, FrameError> next();

private:
    sbc::Bytes buffer_;  // what has come and was not returned yet
};
// #endregion decoder

}  // namespace stage
