#include "gui/desk_fields.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "crypto/bech32m.hpp"
#include "gui/settings.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

FieldCheck bad(std::string text, std::optional<std::size_t> place = std::nullopt) {
    return {false, std::move(text), place};
}
FieldCheck good(std::string text = {}) { return {true, std::move(text), std::nullopt}; }

constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view wide_zero = "\uFF10";  // and the nine after it: three bytes each

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

// The digit or comma at the beginning, as ASCII, or nothing.
std::optional<char> amount_character(std::string_view text) {
    if (text[0] == ',' || (text[0] >= '0' && text[0] <= '9')) return text[0];
    if (text.size() < wide_zero.size() || text.substr(0, 2) != wide_zero.substr(0, 2)) {
        return std::nullopt;
    }
    const int above =
        static_cast<unsigned char>(text[2]) - static_cast<unsigned char>(wide_zero[2]);
    if (above < 0 || above > 9) return std::nullopt;
    return static_cast<char>('0' + above);
}

std::string not_a_digit(std::string_view rest, bool first) {
    constexpr std::string_view minus = "\u2212";
    if (first && (rest[0] == '-' || rest.substr(0, minus.size()) == minus)) {
        return "There is no less than nothing: write it without the minus.";
    }
    if (rest[0] == '.') return "There are no parts of a point: write a whole number.";
    return "Write a whole number, in digits alone.";
}

bool begins_like_an_address(std::string_view text) {
    return lower_case(text.substr(0, 3)) == "sb1";
}

// The index of the character that is probably wrong.
std::optional<std::size_t> mistake_in_address(std::string_view text) {
    constexpr std::size_t data_begins = 3;
    for (std::size_t at = data_begins; at < text.size(); ++at) {
        if (!crypto::is_bech32m_character(text[at])) return at;
    }
    const auto counted_from_one = crypto::likely_mistake(text);
    return counted_from_one ? std::optional{*counted_from_one - 1} : std::nullopt;
}

// Of small Latin letters. "wallet.keys" and "sb1q…" are names, and are spelt as they are.
bool begins_with_a_word(std::string_view text) {
    constexpr std::string_view inside = "abcdefghijklmnopqrstuvwxyz-'";
    const std::string_view first = text.substr(0, text.find_first_of(" ,"));
    return !first.empty() && first[0] >= 'a' && first[0] <= 'z' && !begins_like_an_address(first) &&
           first.find_first_not_of(inside) == std::string_view::npos;
}

std::string owner_of(const std::string& address, const WalletView& view) {
    for (const Contact& each : view.contacts) {
        if (each.text == address) return "This is " + each.label + ".";
    }
    for (const OwnAddress& own : view.addresses) {
        if (own.text == address) return "This is an address of your own.";
    }
    return {};
}

}  // namespace

Reading<Points> read_points(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.empty()) return {bad("Write how many points."), {}};
    const auto before = static_cast<std::size_t>(text.data() - typed.data());
    std::string plain;  // with commas, in ASCII
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = amount_character(text.substr(at));
        if (!character) return {bad(not_a_digit(text.substr(at), at == 0), before + at), {}};
        plain += *character;
        if (*character != ',') sum = sum * 10 + static_cast<std::uint64_t>(*character - '0');
        if (sum > json_max_integer) {
            return {bad("There are never more than " + figures({json_max_integer}) + " points."),
                    {}};
        }
        at += text[at] == *character ? 1 : wide_zero.size();
    }
    // With commas, a number has one spelling: "1,5" is not 15, and perhaps one and a half was
    // meant.
    if (plain.find(',') != std::string::npos && plain != figures({sum})) {
        return {bad("A comma stands before each three digits, as in 1,000."), {}};
    }
    return {good(), Points{sum}};
}

Reading<crypto::PublicKey> read_recipient(std::string_view typed, const WalletView& view) {
    const std::string_view text = trimmed(typed);
    if (text.empty()) return {bad("Write an address, or the name of a contact."), {}};
    const Contact* const contact = contact_called(view, text);
    const auto key = crypto::from_address(contact ? contact->text : text);
    if (contact && key) return {good(short_address(contact->text)), *key};
    if (key) return {good(owner_of(crypto::to_address(*key), view)), *key};
    // A name is seldom so long, and an address has no other letters than these.
    constexpr std::size_t longer_than_names = 40;
    const bool latin = std::all_of(text.begin(), text.end(),
                                   [](char letter) { return letter > ' ' && letter <= '~'; });
    if (begins_like_an_address(text) || (latin && text.size() > longer_than_names)) {
        auto place = begins_like_an_address(text) ? mistake_in_address(text) : std::nullopt;
        if (place) *place += static_cast<std::size_t>(text.data() - typed.data());
        return {bad(sentence(key.error().text), place), {}};
    }
    return {bad("No contact is called \u201C" + printable(text, longest_name) +
                "\u201D; and an address begins with sb1."),
            {}};
}

bool has_lost_character(std::string_view text) {
    return text.find("\uFFFD") != std::string_view::npos;
}

FieldCheck check_note(const std::string& note, std::size_t max_bytes) {
    if (!is_utf8(as_bytes(note))) return bad("This is not text in UTF-8.");
    if (has_lost_character(note)) return bad(lost_character);
    if (note.size() <= max_bytes) return good();
    return bad("A note has at most " + std::to_string(max_bytes) + " bytes, and this one has " +
               std::to_string(note.size()) + ".");
}

FieldCheck check_letter(const std::string& text, std::size_t max_bytes) {
    if (trimmed(text).empty()) return bad("Write something first.");
    if (!is_utf8(as_bytes(text))) return bad("This is not text in UTF-8.");
    if (has_lost_character(text)) return bad(lost_character);
    if (text.size() <= max_bytes) return good();
    return bad("A letter has at most " + figures({max_bytes}) + " bytes, and this one has " +
               figures({text.size()}) + ": send it in two.");
}

FieldCheck check_engraving(const std::string& text, std::size_t max_bytes) {
    return trimmed(text).empty() ? bad("Write something first.") : check_note(text, max_bytes);
}

Reading<std::string> read_name(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.size() > longest_name) {
        return {bad("A name has at most " + std::to_string(longest_name) + " bytes."), {}};
    }
    if (printable(text) != text) {
        return {bad("A name has letters, digits and signs that can be seen."), {}};
    }
    if (has_lost_character(text)) return {bad(lost_character), {}};
    if (begins_like_an_address(text)) {
        return {bad("A name does not begin like an address, with sb1."), {}};
    }
    return {good(), std::string{text}};
}

const Contact* contact_called(const WalletView& view, std::string_view name) {
    const std::string wanted = lower_case(trimmed(name));
    const auto found =
        std::find_if(view.contacts.begin(), view.contacts.end(),
                     [&](const Contact& each) { return lower_case(each.label) == wanted; });
    return found == view.contacts.end() ? nullptr : &*found;
}

std::string sentence(std::string text) {
    if (text.empty()) return text;
    if (begins_with_a_word(text)) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    if (text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
    return text;
}

}  // namespace sbc::gui
