// The messages of the applications "mail" and "post": whatever comes is refused with a reason, or
// is the one spelling of what was read, and fits into what p2p carries. Whatever was read can be
// asked who has signed it, and be opened, and says no or yes.
#include "base/canonical.hpp"
#include "base/utf8.hpp"
#include "message/mail_message.hpp"
#include "p2p/carried.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::message;

const sbc::crypto::AgreementSecret secret;

void look_at(const Letter& letter) {
    must(std::any_of(size_classes.begin(), size_classes.end(), [&](std::size_t size) {
        return letter.sealed.size() == size + sbc::crypto::aead_tag_size;
    }));
    const auto opened = open(letter, secret, {});
    must(opened ? !opened->text.empty() : !opened.error().text.empty());
    (void)id_of(letter, {});
    (void)is_paid(letter.stamp, id_of(letter, {}), {}, usual_stamp);
}
void look_at(const Receipt& receipt) {
    const auto held = check(receipt, {});
    must(held || held.error().reason == MailError::BadSignature);
}
void look_at(const Refused& refused) { must(refused.why <= MailError::NoRoom); }
void look_at(const Lies& lies) {
    must(lies.items.size() <= most_listed && (lies.last || !lies.items.empty()));
}
void look_at(const Want& want) { must(!want.items.empty() && want.items.size() <= most_listed); }
template <class Other>
void look_at(const Other&) {}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{sbc::as_text({data, size})};
    const auto message = decode(text);
    if (!message) {
        const std::string& why = message.error().text;
        must(message.error().reason == MailError::Malformed);
        must(!why.empty() && sbc::is_utf8(sbc::as_bytes(why)));
        return 0;
    }
    must(sbc::is_canonical_object(text));
    must(encode(*message) == text);
    must(!sbc::p2p::unsendable(sbc::p2p::Direct{"mail", text}));
    must(!sbc::p2p::unsendable(sbc::p2p::Spread{"post", sbc::p2p::MessageId{1}, 0, text}));
    std::visit([](const auto& one) { look_at(one); }, *message);
    return 0;
}
