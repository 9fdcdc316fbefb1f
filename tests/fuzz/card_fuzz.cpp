// Cards and letters that are made of the bytes: what was signed holds and what was sealed opens,
// one bit of it altered does not; and what stands inside a letter may be anything.
#include "base/utf8.hpp"
#include "message/fingerprint.hpp"
#include "message/mail_message.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using fuzz::Script;
using namespace sbc::message;

const Hash network{};
const sbc::crypto::AgreementSecret mine;
const sbc::crypto::AgreementKey of_card = public_half(mine);

const sbc::crypto::SigningKey& owner() {
    static const sbc::crypto::SigningKey key{sbc::crypto::SigningKey::Seed{}};
    return key;
}
Time time_of(Script& script) {
    return Time{std::chrono::seconds{1'800'000'000 + 3'600 * std::int64_t{script.next()}}};
}
std::string rest_of(Script& script) {
    std::string text;
    while (!script.empty()) text += static_cast<char>(script.next());
    return text;
}

// Whatever its key and its times are.
void look_at_card(Script& script) {
    Card card{.address = owner().public_key(),
              .key = {},
              .from = time_of(script),
              .until = time_of(script)};
    for (std::uint8_t& byte : card.key.bytes) byte = script.next();
    sign(card, network, owner());
    const auto checked = check(card, network);
    must(checked || checked.error().reason == MailError::BadTimes ||
         checked.error().reason == MailError::BadKey);
    must(std::get<Card>(decode(encode(card)).value()) == card);
    must(!to_text(fingerprint(card, network)).empty());
    if (!checked) return;
    card.signature.bytes[script.next() % 64] ^= 1;
    must(!check(card, network));
}

// What has been sealed is what opens. One bit of it is altered, and nothing does.
void look_at_letter(Script& script) {
    const Card to{.address = owner().public_key(), .key = of_card};
    const std::size_t altered = script.next() * std::size_t{2};
    Draft draft{.text = {}, .sent = time_of(script), .until = time_of(script)};
    draft.text = rest_of(script);
    auto letter = seal(draft, to, owner(), mine, network);
    if (!letter) return must(!letter.error().text.empty());
    must(!draft.text.empty() && sbc::is_utf8(sbc::as_bytes(draft.text)));
    const auto opened = open(*letter, mine, of_card, network);
    must(opened && opened->text == draft.text && opened->from == owner().public_key());
    must(std::get<Letter>(decode(encode(*letter)).value()) == *letter);
    letter->sealed[altered] ^= 1;
    must(!open(*letter, mine, of_card, network));
}

// An inside that no program of ours makes: as it comes, and padded as it should be.
void look_at_inside(const std::string& inside, bool as_it_comes) {
    const auto unpadded = unpad(inside);
    must(!unpadded || pad(unpadded->reveal())->reveal() == inside);
    const auto padded = pad(inside);
    const std::string_view text = padded && !as_it_comes ? padded->reveal() : inside;
    Letter letter{.to = owner().public_key(),
                  .key = of_card,
                  .until = Time{std::chrono::seconds{1'800'172'900}},
                  .sealed = {}};
    static const auto key = letter_key(mine, letter.key, of_card, letter, network);
    letter.sealed = sbc::crypto::seal(*key, {}, {}, sbc::as_bytes(text));
    const auto opened = open(letter, mine, of_card, network);
    must(!opened || !opened->text.empty());
}

}  // namespace

// The first byte says which of them it is about.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Script script{{data, size}};
    switch (script.next() % 4) {
        case 0: look_at_card(script); break;
        case 1: look_at_letter(script); break;
        case 2: look_at_inside(rest_of(script), false); break;
        default: look_at_inside(rest_of(script), true); break;
    }
    return 0;
}
