// p2p::decode: any bytes are a message or a refusal with a sentence; a message has one spelling,
// and what neighbours say of themselves is read in the same way by the envelope alone.
#include <cstdlib>

#include "p2p/carried.hpp"

namespace {

// Of another protocol or version only these two are read, so it cannot be spelled again.
bool is_half_read(const sbc::p2p::LinkMessage& message) {
    const auto* hello = std::get_if<sbc::p2p::Hello>(&message);
    return hello != nullptr && (hello->protocol != sbc::p2p::protocol_name ||
                                hello->version != sbc::p2p::protocol_version);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView payload{data, size};
    const auto message = sbc::p2p::decode(payload);
    const auto envelope = sbc::p2p::decode_link_message(payload);
    if (!message) return message.error().text.empty() || envelope ? std::abort(), 0 : 0;
    const auto* said = std::get_if<sbc::p2p::LinkMessage>(&*message);
    if ((said != nullptr) != envelope.has_value()) std::abort();
    if (said != nullptr && is_half_read(*said)) return 0;
    const sbc::Bytes again = sbc::p2p::encode(*message);
    if (sbc::as_text(again) != sbc::as_text(payload)) std::abort();
    return 0;
}
