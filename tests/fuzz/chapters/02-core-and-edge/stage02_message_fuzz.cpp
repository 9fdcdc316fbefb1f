// Stage 02's decode: any bytes are a message or a refusal; what is a message survives being sent
// on.
#include <cstdlib>

#include "envelope.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = stage::decode({data, size});
    if (!message) return message.error().text.empty() ? std::abort(), 0 : 0;
    const auto* hello = std::get_if<stage::Hello>(&*message);
    const stage::Hello ours;
    if (hello != nullptr && (hello->protocol != ours.protocol || hello->version != ours.version)) {
        return 0;  // read no further than that
    }
    const auto again = stage::decode(stage::encode(*message));
    if (!again || again->index() != message->index()) std::abort();
    return 0;
}
