#include "message/mail_message.hpp"

#include <algorithm>
#include <array>

#include "base/hex.hpp"
#include "crypto/address.hpp"
#include "message/spelling.hpp"
#include "p2p/carried.hpp"

namespace sbc::message {
namespace {

constexpr std::uint64_t most_letters_said = 1'000'000;  // in a welcome: more than any core holds
constexpr std::size_t longest_word = 9;
constexpr std::size_t longest_sequence = 16;  // digits
constexpr std::size_t longest_item = crypto::address_size + 1 + longest_sequence;

// Those that a Refused may name.
constexpr std::array refusals{MailError::Malformed,    MailError::BadTimes, MailError::BadKey,
                              MailError::BadSignature, MailError::BadStamp, MailError::NotYet,
                              MailError::Over,         MailError::Older,    MailError::MailboxFull,
                              MailError::NoRoom};

void wrong(JsonReader& json, std::string text) {
    json.fault(JsonError::OutOfRange, std::move(text));
}

template <std::size_t Size>
void read_bytes(JsonReader& json, std::string_view field, std::array<std::uint8_t, Size>& bytes) {
    const Bytes read = json.bytes(field, Size);
    std::copy(read.begin(), read.end(), bytes.begin());
}

std::optional<PublicKey> address_from(std::string_view text) {
    const auto key = crypto::from_address(text);
    return key && crypto::to_address(*key) == text ? std::optional{*key} : std::nullopt;
}
PublicKey read_address(JsonReader& json, std::string_view field = "address") {
    const auto key = address_from(json.text(field, crypto::address_size));
    if (!key) wrong(json, "this is no address");
    return key.value_or(PublicKey{});
}

Hash read_hash(JsonReader& json, std::string_view field) {
    const auto hash = crypto::hash_from_text(json.text(field, 64));
    if (!hash) wrong(json, "this is no hash");
    return hash.value_or(Hash{});
}

Time read_time(JsonReader& json, std::string_view field) {
    const std::uint64_t seconds = json.integer(field, seconds_of(chain::last_time));
    return Time{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

Sequence read_sequence(JsonReader& json, std::string_view field) {
    const Sequence sequence{json.integer(field, json_max_integer)};
    if (!is_sequence(sequence)) wrong(json, "the first card has the number 1");
    return sequence;
}

Stamp read_stamp(JsonReader& json) {
    const std::uint64_t nonce = json.integer("nonce", 0xffff'ffff);
    return {.time = read_time(json, "time"),
            .nonce = chain::Nonce{static_cast<std::uint32_t>(nonce)}};
}

bool read_flag(JsonReader& json, std::string_view field) { return json.integer(field, 1) == 1; }

Card read_card(JsonReader& json) {
    Card card;
    card.address = read_address(json);
    card.sequence = read_sequence(json, "sequence");
    read_bytes(json, "key", card.key.bytes);
    card.from = read_time(json, "from");
    card.until = read_time(json, "until");
    read_bytes(json, "signature", card.signature.bytes);
    card.stamp = read_stamp(json);
    return card;
}

// One of the classes and a tag.
Bytes read_sealed(JsonReader& json) {
    const std::string digits =
        json.text("sealed", 2 * (size_classes.back() + crypto::aead_tag_size));
    auto bytes = from_hex(digits);
    const bool of_a_class =
        bytes && std::any_of(size_classes.begin(), size_classes.end(), [&](std::size_t size) {
            return size + crypto::aead_tag_size == bytes->size();
        });
    if (of_a_class && to_hex(*bytes) == digits) return std::move(*bytes);
    wrong(json, "nothing that is sealed looks so");
    return {};
}

Letter read_letter(JsonReader& json) {
    Letter letter;
    letter.to = read_address(json, "to");
    letter.card = read_sequence(json, "card");
    read_bytes(json, "key", letter.key.bytes);
    letter.until = read_time(json, "until");
    letter.sealed = read_sealed(json);
    letter.stamp = read_stamp(json);
    return letter;
}

Receipt read_receipt(JsonReader& json) {
    Receipt receipt;
    receipt.letter = read_hash(json, "letter");
    receipt.to = read_address(json, "to");
    receipt.opened = read_flag(json, "opened");
    read_bytes(json, "signature", receipt.signature.bytes);
    return receipt;
}

Ask read_ask(JsonReader& json) {
    Ask ask{.address = read_address(json)};
    read_bytes(json, "challenge", ask.challenge);
    return ask;
}
Claim read_claim(JsonReader& json) {
    Claim claim{.address = read_address(json)};
    read_bytes(json, "signature", claim.signature.bytes);
    return claim;
}
Welcome read_welcome(JsonReader& json) {
    const PublicKey address = read_address(json);
    return {.address = address, .letters = json.integer("letters", most_letters_said)};
}

Refused read_refused(JsonReader& json) {
    Refused refused{.item = read_hash(json, "item")};
    const std::string word = json.text("why", longest_word);
    const auto* why = std::find_if(refusals.begin(), refusals.end(),
                                   [&](MailError one) { return name_of(one) == word; });
    if (why == refusals.end()) {
        wrong(json, "this is no reason");
    } else {
        refused.why = *why;
    }
    return refused;
}

// --- what lies on shelves ---

Shelf read_shelf(JsonReader& json) {
    const std::string name = json.text("shelf", longest_word);
    if (name == "cards") return Shelf::Cards;
    if (name != "letters") wrong(json, "there is no such shelf");
    return Shelf::Letters;
}

// What a shelf is in the order of.
bool is_place(Shelf shelf, std::string_view text) {
    return shelf == Shelf::Cards ? address_from(text).has_value()
                                 : crypto::hash_from_text(text).has_value();
}

bool is_sequence_text(std::string_view digits) {
    if (digits.empty() || digits.size() > longest_sequence || digits.front() == '0') return false;
    std::uint64_t number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return false;
        number = 10 * number + static_cast<std::uint64_t>(digit - '0');
    }
    return is_sequence(Sequence{number});
}

std::string_view place_of(Shelf shelf, std::string_view item) {
    return shelf == Shelf::Cards ? item.substr(0, crypto::address_size) : item;
}
bool is_listed(Shelf shelf, std::string_view item) {
    if (!is_place(shelf, place_of(shelf, item))) return false;
    if (shelf == Shelf::Letters) return true;
    const std::string_view rest = item.substr(crypto::address_size);
    return rest.starts_with('/') && is_sequence_text(rest.substr(1));
}

std::vector<std::string> read_items(JsonReader& json, Shelf shelf,
                                    bool (*is_item)(Shelf, std::string_view)) {
    std::vector<std::string> items = json.texts("items", most_listed, longest_item);
    const bool right = std::all_of(items.begin(), items.end(),
                                   [&](const std::string& one) { return is_item(shelf, one); });
    const auto not_before = [&](const std::string& one, const std::string& next) {
        return place_of(shelf, one) >= place_of(shelf, next);
    };
    if (!right || std::adjacent_find(items.begin(), items.end(), not_before) != items.end()) {
        wrong(json, "these are no items in order");
    }
    return items;
}

List read_list(JsonReader& json) {
    List list{.shelf = read_shelf(json), .after = json.text("after", longest_item)};
    if (!list.after.empty() && !is_place(list.shelf, list.after)) {
        wrong(json, "there is no such place on this shelf");
    }
    return list;
}
Lies read_lies(JsonReader& json) {
    Lies lies{.shelf = read_shelf(json), .items = {}};
    lies.items = read_items(json, lies.shelf, is_listed);
    lies.last = read_flag(json, "last");
    if (lies.items.empty() && !lies.last) wrong(json, "nothing, and it goes on");
    return lies;
}
Want read_want(JsonReader& json) {
    Want want{.shelf = read_shelf(json), .items = {}};
    want.items = read_items(json, want.shelf, is_place);
    if (want.items.empty()) wrong(json, "this asks for nothing");
    return want;
}

MailMessage read_message(JsonReader& json) {
    const std::string kind = json.text("kind", longest_word);
    if (kind == "card") return read_card(json);
    if (kind == "letter") return read_letter(json);
    if (kind == "receipt") return read_receipt(json);
    if (kind == "knock") return Knock{read_address(json)};
    if (kind == "ask") return read_ask(json);
    if (kind == "claim") return read_claim(json);
    if (kind == "welcome") return read_welcome(json);
    if (kind == "find") return Find{read_address(json)};
    if (kind == "nobody") return Nobody{read_address(json)};
    if (kind == "held") return Held{read_hash(json, "item")};
    if (kind == "refused") return read_refused(json);
    if (kind == "list") return read_list(json);
    if (kind == "lies") return read_lies(json);
    if (kind != "want") wrong(json, "this is no kind of message of the mail");
    return read_want(json);
}

}  // namespace

Result<MailMessage, MailError> decode(std::string_view body) {
    JsonLimits limits;
    limits.max_bytes = p2p::longest_direct;
    limits.canonical = true;
    auto json = JsonReader::parse(body, limits);
    if (!json) return refuse(MailError::Malformed, json.error().text);
    MailMessage message = read_message(*json);
    if (auto read = json->finish(); !read) return refuse(MailError::Malformed, read.error().text);
    return message;
}

}  // namespace sbc::message
