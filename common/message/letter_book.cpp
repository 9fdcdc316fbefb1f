#include "message/letter_book.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "crypto/address.hpp"
#include "message/mail_message.hpp"
#include "message/spelling.hpp"

namespace sbc::message {
namespace {

using crypto::SecretText;

constexpr std::uint64_t version = 1;
constexpr std::size_t longest_item = 16'384;  // the text of a card or a letter
constexpr std::array<std::pair<LetterState, std::string_view>, 5> states{{
    {LetterState::Received, "received"},
    {LetterState::Waiting, "waiting"},
    {LetterState::OnItsWay, "on its way"},
    {LetterState::Delivered, "delivered"},
    {LetterState::Expired, "expired"},
}};

// --- writing -------------------------------------------------------------------------------------

// The secret comes in last of all, and is copied into nothing but the whole.
void write(SecretText& all, const OwnCard& own) {
    JsonWriter json;
    json.object("card", encode(MailMessage{own.card}));
    if (own.replaced) json.integer("replaced", seconds_of(*own.replaced));
    std::string open = json.to_text();
    open.pop_back();
    std::string secret = to_hex(own.secret.reveal());
    all.append(open);
    all.append(R"(,"secret":")");
    all.append(secret);
    all.append(R"("})");
    crypto::wipe(secret);
}

void write(SecretText& all, const std::pair<const PublicKey, Contact>& one) {
    JsonWriter json;
    json.object("card", encode(MailMessage{one.second.card}));
    json.integer("changed", one.second.changed ? 1 : 0);
    all.append(json.integer("compared", one.second.compared ? 1 : 0).to_text());
}

void write(SecretText& all, const LetterRecord& letter) {
    JsonWriter json;
    json.text("id", to_text(letter.id)).integer("number", letter.number);
    json.text("with", crypto::to_address(letter.with)).integer("ours", letter.ours ? 1 : 0);
    json.text("state", states.at(static_cast<std::size_t>(letter.state)).second);
    json.integer("sent", seconds_of(letter.sent)).integer("until", seconds_of(letter.until));
    json.text("text", letter.text).text("trouble", letter.trouble);
    if (letter.sealed) json.object("sealed", encode(MailMessage{*letter.sealed}));
    all.append(json.to_text());
}

void write(SecretText& all, const std::pair<const Hash, Time>& seen) {
    JsonWriter json;
    json.text("id", to_text(seen.first)).integer("until", seconds_of(seen.second));
    all.append(json.to_text());
}

template <class Items>
void write_all(SecretText& all, const Items& items) {
    bool first = true;
    for (const auto& one : items) {
        if (!std::exchange(first, false)) all.append(",");
        write(all, one);
    }
}

// --- reading -------------------------------------------------------------------------------------

void wrong(JsonReader& json, std::string text) {
    json.fault(JsonError::OutOfRange, std::move(text));
}

Time read_time(JsonReader& json, std::string_view field) {
    const std::uint64_t seconds = json.integer(field, seconds_of(chain::last_time));
    return Time{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

Hash read_hash(JsonReader& json, std::string_view field) {
    const auto hash = crypto::hash_from_text(json.text(field, 64));
    if (!hash) wrong(json, "this is no hash");
    return hash.value_or(Hash{});
}

template <class Item>
Item read_item(JsonReader& json, std::string_view field) {
    auto message = decode(json.object(field, longest_item));
    Item* item = message ? std::get_if<Item>(&*message) : nullptr;
    if (item != nullptr) return std::move(*item);
    wrong(json, "no such item is spelled so");
    return {};
}

OwnCard read_own(JsonReader& json) {
    OwnCard own{.card = read_item<Card>(json, "card"), .secret = {}};
    if (json.has("replaced")) own.replaced = read_time(json, "replaced");
    Bytes secret = json.bytes("secret", own.secret.fill().size());
    std::copy(secret.begin(), secret.end(), own.secret.fill().begin());
    crypto::wipe(secret);
    if (public_half(own.secret) != own.card.key) wrong(json, "the secret is another card's");
    return own;
}

Contact read_contact(JsonReader& json) {
    return {.card = read_item<Card>(json, "card"),
            .compared = json.integer("compared", 1) == 1,
            .changed = json.integer("changed", 1) == 1};
}

LetterState read_state(JsonReader& json) {
    const std::string name = json.text("state", 16);
    const auto* state = std::find_if(states.begin(), states.end(),
                                     [&](const auto& one) { return one.second == name; });
    if (state != states.end()) return state->first;
    wrong(json, "a letter is in no such state");
    return {};
}

LetterRecord read_letter(JsonReader& json) {
    LetterRecord letter{.id = read_hash(json, "id"), .with = {}};
    letter.number = json.integer("number", json_max_integer);
    const std::string with = json.text("with", crypto::address_size);
    const auto address = crypto::from_address(with);
    const bool fits = address && crypto::to_address(*address) == with;
    if (!fits) wrong(json, "this is no address");
    if (fits) letter.with = *address;
    letter.ours = json.integer("ours", 1) == 1;
    letter.state = read_state(json);
    letter.sent = read_time(json, "sent");
    letter.until = read_time(json, "until");
    letter.text = json.text("text", longest_text);
    letter.trouble = json.text("trouble", longest_trouble);
    if (json.has("sealed")) letter.sealed = read_item<Letter>(json, "sealed");
    const bool received = letter.state == LetterState::Received;
    if (letter.ours == received || (received && letter.sealed)) wrong(json, "received, or ours?");
    return letter;
}

// Whether each comes after the one before it.
template <class Items, class Less>
bool rises(const Items& items, Less less) {
    const auto not_after = [&](const auto& one, const auto& next) { return !less(one, next); };
    return std::adjacent_find(items.begin(), items.end(), not_after) == items.end();
}

void read_cards(JsonReader& json, LetterBook& book) {
    json.each_inside("own", most_own_cards,
                     [&](JsonReader& inside) { book.own.push_back(read_own(inside)); });
    const auto newer = [](const OwnCard& one, const OwnCard& next) {
        return one.card.address == next.card.address && one.card.sequence < next.card.sequence;
    };
    if (!rises(book.own, newer)) wrong(json, "these are not the cards of one owner, in order");
    std::vector<Contact> contacts;
    json.each_inside("contacts", most_contacts,
                     [&](JsonReader& inside) { contacts.push_back(read_contact(inside)); });
    const auto by_address = [](const Contact& one, const Contact& next) {
        return one.card.address < next.card.address;
    };
    if (!rises(contacts, by_address)) wrong(json, "the contacts are not in order");
    for (const Contact& one : contacts) book.contacts.emplace(one.card.address, one);
}

void read_letters(JsonReader& json, LetterBook& book) {
    json.each_inside("letters", most_letters,
                     [&](JsonReader& inside) { book.letters.push_back(read_letter(inside)); });
    const auto by_number = [](const LetterRecord& one, const LetterRecord& next) {
        return one.number < next.number;
    };
    book.numbers = json.integer("numbers", json_max_integer);
    const bool counted = book.letters.empty() || book.letters.back().number <= book.numbers;
    if (!counted || !rises(book.letters, by_number)) wrong(json, "the letters are not in order");
    std::vector<std::pair<Hash, Time>> seen;
    json.each_inside("seen", most_seen, [&](JsonReader& inside) {
        const Hash id = read_hash(inside, "id");
        seen.emplace_back(id, read_time(inside, "until"));
    });
    const auto by_id = [](const auto& one, const auto& next) { return one.first < next.first; };
    if (!rises(seen, by_id)) wrong(json, "what was seen is not in order");
    book.seen.insert(seen.begin(), seen.end());
    book.forgotten = read_time(json, "forgotten");
}

auto unreadable(const std::string& why) {
    return refuse(MailError::Malformed, "this letter book cannot be read: " + why);
}

}  // namespace

LetterBook LetterBook::copy() const {
    LetterBook other{.own = {},
                     .contacts = contacts,
                     .letters = letters,
                     .seen = seen,
                     .forgotten = forgotten,
                     .numbers = numbers};
    other.own.reserve(own.size());
    for (const OwnCard& one : own) {
        other.own.push_back(
            {.card = one.card, .secret = one.secret.copy(), .replaced = one.replaced});
    }
    return other;
}

void make_room_for_letter(LetterBook& book) {
    const auto is_settled = [](const LetterRecord& letter) {
        return letter.state != LetterState::Waiting && letter.state != LetterState::OnItsWay;
    };
    const auto is_strangers = [&](const LetterRecord& letter) {
        return is_settled(letter) && !book.contacts.contains(letter.with);
    };
    auto& letters = book.letters;
    while (letters.size() >= most_letters) {
        auto goes = std::find_if(letters.begin(), letters.end(), is_strangers);
        if (goes == letters.end()) goes = std::find_if(letters.begin(), letters.end(), is_settled);
        if (goes == letters.end()) return;  // no correspondent lets so many wait
        letters.erase(goes);
    }
}

void add_card(LetterBook& book, OwnCard fresh) {
    if (!book.own.empty()) book.own.back().replaced = fresh.card.from;
    book.own.push_back(std::move(fresh));
}

void tidy_old_secrets(LetterBook& book, Time now, std::chrono::seconds grace) {
    for (OwnCard& one : book.own) {
        if (one.replaced) one.replaced = std::min(*one.replaced, now);
    }
    std::erase_if(book.own,
                  [&](const OwnCard& one) { return one.replaced && *one.replaced + grace <= now; });
}

void remember_letter(LetterBook& book, const Hash& id, Time until) {
    book.seen.insert_or_assign(id, until);
    while (book.seen.size() > most_seen) {
        const auto first = std::min_element(
            book.seen.begin(), book.seen.end(),
            [](const auto& one, const auto& other) { return one.second < other.second; });
        book.forgotten = std::max(book.forgotten, first->second);
        book.seen.erase(first);
    }
}

bool has_room_after(const LetterBook& book, Time latest) {
    const auto later = std::count_if(book.seen.begin(), book.seen.end(),
                                     [&](const auto& one) { return one.second > latest; });
    return static_cast<std::size_t>(later) < most_seen / 2;
}

SecretText encode(const LetterBook& book) {
    SecretText all;
    all.append(R"({"contacts":[)");
    write_all(all, book.contacts);
    all.append(R"(],"forgotten":)" + std::to_string(seconds_of(book.forgotten)));
    all.append(R"(,"letters":[)");
    write_all(all, book.letters);
    all.append(R"(],"numbers":)" + std::to_string(book.numbers) + R"(,"own":[)");
    write_all(all, book.own);
    all.append(R"(],"seen":[)");
    write_all(all, book.seen);
    all.append(R"(],"version":)" + std::to_string(version) + "}");
    return all;
}

Result<LetterBook, MailError> decode_letter_book(std::string_view text) {
    JsonLimits limits;
    limits.max_bytes = longest_letter_book;
    limits.canonical = true;
    auto json = JsonReader::parse(text, limits);
    if (!json) return unreadable(json.error().text);
    if (json->integer("version", json_max_integer) != version) {
        return unreadable("another version of this program has written it: use that");
    }
    LetterBook book;
    read_cards(*json, book);
    read_letters(*json, book);
    if (auto read = json->finish(); !read) return unreadable(read.error().text);
    return book;
}

}  // namespace sbc::message
