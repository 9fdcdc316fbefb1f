// p2p::decode_link_message: any bytes are a message or a refusal with a sentence; a message has one
// spelling.
#include <cstdlib>

#include "p2p/envelope.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView payload{data, size};
    const auto message = sbc::p2p::decode_link_message(payload);
    if (!message) return message.error().text.empty() ? std::abort(), 0 : 0;
    const auto* hello = std::get_if<sbc::p2p::Hello>(&*message);
    // Of another protocol or version only these two are read, so it cannot be spelled again.
    if (hello != nullptr && (hello->protocol != sbc::p2p::protocol_name ||
                             hello->version != sbc::p2p::protocol_version)) {
        return 0;
    }
    const sbc::Bytes again = sbc::p2p::encode(*message);
    if (sbc::as_text(again) != sbc::as_text(payload)) std::abort();
    return 0;
}
