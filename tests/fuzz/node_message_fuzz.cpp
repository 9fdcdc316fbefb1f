// The messages of the applications "node" and "light": whatever comes is refused with a reason, or
// is the one spelling of what was read, within the bounds, and fits into what p2p carries.
#include <cstdlib>

#include "base/bytes.hpp"
#include "base/canonical.hpp"
#include "base/utf8.hpp"
#include "node/message.hpp"

namespace {

using namespace sbc::node;

void require(bool what) {
    if (!what) std::abort();
}

template <class Message>
void check(std::string_view text, const sbc::Result<Message, MessageError>& message) {
    if (!message) {
        const auto& [reason, why] = message.error();
        require(!why.empty() && sbc::is_utf8(sbc::as_bytes(why)));
        return require((reason == MessageError::TooLarge) == (text.size() > longest_body));
    }
    require(text.size() <= longest_body && sbc::is_canonical_object(text, 7));
    require(encode(*message) == text);
    const std::string name = "node";
    require(!sbc::p2p::unsendable(sbc::p2p::Direct{name, std::string{text}}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = sbc::as_text({data, size});
    check(text, decode_node_message(text));
    check(text, decode_light_message(text));
    return 0;
}
