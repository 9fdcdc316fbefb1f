// Stage 08's messages: any bytes are a message or a refusal, and what is a message has one
// spelling; nothing that an edge or another core says harms a post office, and what it answers
// others understand.
#include "../../script.hpp"
#include "chain/network.hpp"
#include "post_office.hpp"
#include "sealed_note.hpp"

namespace {

using fuzz::must;
using namespace stage;

const Time wall{std::chrono::seconds{1'800'000'200}};  // of the vectors in docs/protocol.md

void understood(const Actions& actions) {
    for (const auto& action : actions) {
        if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
            must(decode(std::get<sbc::p2p::Direct>(send->message).body).has_value());
        }
        if (const auto* word = std::get_if<sbc::p2p::Publish>(&action)) {
            must(word->application == "post" && decode(word->body).has_value());
        }
    }
}

// Each line of it by itself, in turn from two edges and from another core.
void hear(const std::string& bodies, const Hash& network) {
    PostOfficeSettings settings{network, {}, {}};
    settings.limits.letters_each = 2;
    settings.limits.cards = 2;
    PostOffice office{std::move(settings)};
    sbc::Instant now = sbc::Instant{std::chrono::hours{1}};
    std::uint64_t turn = 0;
    for (std::size_t begin = 0; begin <= bodies.size();) {
        const std::size_t end = std::min(bodies.find('\n', begin), bodies.size());
        const std::string line = bodies.substr(begin, end - begin);
        const Moment moment{now, wall, ++turn};
        understood(office.direct(LinkId{1 + turn % 2}, line, moment));
        understood(office.round().published(MessageId{turn}, line, {LinkId{9}}, moment));
        now += std::chrono::milliseconds{30};
        begin = end + 1;
    }
    understood(office.left(LinkId{1}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{sbc::as_text({data, size})};
    static const Hash network =
        hash_of(sbc::chain::genesis(sbc::chain::Network{}).header);  // the classroom's
    hear(text, network);
    (void)unpad(text);
    (void)open_note({"sealed", text}, {}, AgreementSecret{}, network);
    const auto message = decode(text);
    if (!message) {
        must(!message.error().text.empty());
        return 0;
    }
    must(encode(*message) == text);
    if (const auto* letter = std::get_if<Letter>(&*message)) {
        (void)open(*letter, AgreementSecret{}, network, wall);
    }
    return 0;
}
