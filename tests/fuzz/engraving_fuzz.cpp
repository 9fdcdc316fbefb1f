// The messages of the application "engraved": whatever comes is refused with a reason, or is the
// one spelling of what was read, within the bounds, and fits into what p2p carries. A wallet to
// which a stranger says it believes nothing, since nothing of it stands in its history.
#include <algorithm>
#include <cstdlib>
#include <variant>

#include "base/bytes.hpp"
#include "base/canonical.hpp"
#include "base/utf8.hpp"
#include "message/timeline.hpp"

namespace {

using namespace sbc::message;

void require(bool what) {
    if (!what) std::abort();
}

void check(std::string_view text) {
    const auto message = decode_engraving_message(text);
    if (!message) {
        const auto& [reason, why] = message.error();
        require(!why.empty() && sbc::is_utf8(sbc::as_bytes(why)));
        const bool too_large = text.size() > sbc::node::longest_body;
        return require((reason == sbc::node::MessageError::TooLarge) == too_large);
    }
    require(text.size() <= sbc::node::longest_body && sbc::is_canonical_object(text, 7));
    require(encode(*message) == text);
    require(!sbc::p2p::unsendable(sbc::p2p::Direct{"engraved", std::string{text}}));
    const auto* page = std::get_if<Page>(&*message);
    require(page == nullptr || page->records.size() <= most_on_page);
}

void tell_a_wallet(std::string_view text) {
    const sbc::chain::BlockTree headers{sbc::chain::Network{}};
    Timeline timeline{headers};
    const sbc::p2p::LinkId core{1};
    const sbc::p2p::Moment moment{sbc::Instant{sbc::Duration{1}}, {}, 7};
    (void)timeline.joined(core, moment);
    (void)timeline.direct(core, std::string{text}, moment);
    (void)timeline.on_time(moment);
    const auto entries = timeline.entries();
    require(std::none_of(entries.begin(), entries.end(),
                         [](const TimelineEntry& one) { return one.verified; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = sbc::as_text({data, size});
    check(text);
    tell_a_wallet(text);
    return 0;
}
