#include "message/letter.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "crypto/bech32m.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/signed_bytes.hpp"
#include "ledger/canonical_scanner.hpp"
#include "message/spelling.hpp"

namespace sbc::message {
namespace {

using enum MailError;
using Scan = ledger::CanonicalScanner;

// Each key seals one letter, so that there is no second text that the nonce must keep apart.
constexpr crypto::AeadNonce only_nonce{};
constexpr std::size_t length_bytes = 2;  // in front of what is padded

// The shortest class that so many bytes and their length fit into; 0: none.
std::size_t class_for(std::size_t bytes) {
    const auto* fits = std::find_if(size_classes.begin(), size_classes.end(),
                                    [&](std::size_t one) { return length_bytes + bytes <= one; });
    return fits == size_classes.end() ? 0 : *fits;
}

// As a canonical text has it, with its quotes. Nearly all need no more than those.
std::string quoted(const std::string& text) {
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
    });
    if (plain && is_utf8(as_bytes(text))) return '"' + text + '"';
    const std::string object = JsonWriter{}.text("", text).to_text();  // {"":"…"}
    return object.substr(4, object.size() - 5);
}

crypto::SecretText text_of(const Opened& inside) {
    std::string text = R"({"from":")" + crypto::to_address(inside.from);
    text += R"(","sent":)" + std::to_string(seconds_of(inside.sent));
    text += R"(,"signature":")" + to_hex(inside.signature.bytes);
    text += R"(","text":)" + quoted(inside.text) + '}';
    return crypto::SecretText{std::move(text)};
}

// Whether it is a key that can sign is left to verify(), which looks at that as well.
std::optional<PublicKey> key_spelled(std::string_view address) {
    const auto decoded = crypto::bech32m_decode(address);
    if (!decoded) return std::nullopt;
    const auto bytes = crypto::from_groups(decoded->groups);
    PublicKey key;
    if (!bytes || bytes->size() != key.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), key.bytes.begin());
    return crypto::to_address(key) == address ? std::optional{key} : std::nullopt;
}

Result<Opened, MailError> read_inside(std::string_view text) {
    Opened inside;
    Scan scan{text};
    scan.expect(R"({"from":)");
    const std::string_view address = scan.quoted(crypto::address_size);
    scan.expect(R"(,"sent":)");
    inside.sent = Time{std::chrono::seconds{
        static_cast<std::int64_t>(scan.integer(seconds_of(chain::last_time)))}};
    scan.expect(R"(,"signature":)");
    scan.hex(inside.signature.bytes);
    scan.expect(R"(,"text":)");
    inside.text = scan.text(longest_text);
    scan.expect("}");
    scan.expect_end();
    if (scan.failed() || inside.text.empty()) return refused(Malformed);
    const auto from = key_spelled(address);
    if (!from) return refused(Malformed);
    inside.from = *from;
    return inside;
}

}  // namespace

Bytes bound_part(const Letter& letter, const Hash& network) {
    return crypto::signed_bytes("seal", network, spelled(letter, Shown::Bound));
}

Hash id_of(const Letter& letter, const Hash& network) {
    return crypto::hash256(crypto::signed_bytes("sealed", network, spelled(letter, Shown::Sealed)));
}

Bytes signed_part(const Letter& letter, const Opened& opened, const Hash& network) {
    std::string text = R"({"card":)" + std::to_string(letter.card.value());
    text += R"(,"from":")" + crypto::to_address(opened.from);
    text += R"(","key":")" + to_hex(letter.key.bytes);
    text += R"(","sent":)" + std::to_string(seconds_of(opened.sent));
    text += R"(,"text":)" + quoted(opened.text);
    text += R"(,"to":")" + crypto::to_address(letter.to);
    text += R"(","until":)" + std::to_string(seconds_of(letter.until)) + '}';
    return crypto::signed_bytes("letter", network, text);
}

std::optional<crypto::AeadKey> letter_key(const crypto::AgreementSecret& mine,
                                          const crypto::AgreementKey& theirs,
                                          const crypto::AgreementKey& of_card, const Letter& letter,
                                          const Hash& network) {
    const auto shared = crypto::agree(mine, theirs);
    if (!shared) return std::nullopt;
    Bytes info = bound_part(letter, network);
    info.insert(info.end(), of_card.bytes.begin(), of_card.bytes.end());
    return crypto::hkdf_sha256(shared->reveal(), {}, info);
}

Result<crypto::SecretText, MailError> pad(std::string_view text) {
    const std::size_t size = class_for(text.size());
    if (size == 0) return refused(TooLong);
    std::string padded;
    padded.reserve(size);
    padded += static_cast<char>(text.size() >> 8);
    padded += static_cast<char>(text.size() & 0xff);
    padded += text;
    padded.resize(size, '\0');
    return crypto::SecretText{std::move(padded)};
}

Result<crypto::SecretText, MailError> unpad(std::string_view padded) {
    if (padded.size() < length_bytes) return refused(BadPadding);
    const ByteView bytes = as_bytes(padded);
    const std::size_t size = std::size_t{bytes[0]} << 8 | bytes[1];
    if (class_for(size) != padded.size()) return refused(BadPadding);
    const std::string_view zeros = padded.substr(length_bytes + size);
    if (zeros.find_first_not_of('\0') != std::string_view::npos) return refused(BadPadding);
    return crypto::SecretText{std::string{padded.substr(length_bytes, size)}};
}

Result<Letter, MailError> seal(const Draft& draft, const Card& to, const crypto::SigningKey& from,
                               const crypto::AgreementSecret& fresh, const Hash& network) {
    if (draft.text.size() > longest_text) return refused(TooLong);
    if (draft.text.empty() || !is_utf8(as_bytes(draft.text)) || !is_sequence(to.sequence)) {
        return refused(Malformed);
    }
    if (!in_order(draft.sent, draft.until, longest_held)) return refused(BadTimes);
    Letter letter{.to = to.address,
                  .card = to.sequence,
                  .key = crypto::public_half(fresh),
                  .until = draft.until,
                  .sealed = {}};
    const auto key = letter_key(fresh, to.key, to.key, letter, network);
    if (!key) return refused(BadKey);
    Opened inside{.from = from.public_key(), .sent = draft.sent, .text = draft.text};
    inside.signature = from.sign(signed_part(letter, inside, network));
    auto padded = pad(text_of(inside).reveal());
    if (!padded) return pass_on(padded);
    letter.sealed = crypto::seal(*key, only_nonce, {}, as_bytes(padded->reveal()));
    return letter;
}

Result<Opened, MailError> open(const Letter& letter, const crypto::AgreementSecret& mine,
                               const crypto::AgreementKey& of_card, const Hash& network) {
    const auto key = letter_key(mine, letter.key, of_card, letter, network);
    if (!key) return refused(BadKey);
    const auto padded = crypto::open(*key, only_nonce, {}, letter.sealed);
    if (!padded) return refused(NotSealed);
    auto text = unpad(padded->reveal());
    if (!text) return pass_on(text);
    auto inside = read_inside(text->reveal());
    if (!inside) return inside;
    if (!in_order(inside->sent, letter.until, longest_held)) return refused(BadTimes);
    if (!crypto::verify(inside->from, signed_part(letter, *inside, network), inside->signature)) {
        return refused(BadSignature);
    }
    return inside;
}

}  // namespace sbc::message
