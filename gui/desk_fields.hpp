#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/ed25519.hpp"
#include "gui/view.hpp"

// The fields of a form, read as they are typed.
namespace sbc::gui {

// What a field means, if it means anything, and what to tell whoever typed it.
template <class T>
struct Reading {
    FieldCheck check;
    std::optional<T> value;  // there when the check is good
};

// Whole points: "1000", "1,000", also in the wide digits of a Japanese keyboard. Zero is a number
// here. Places are indices into what was typed.
[[nodiscard]] Reading<Points> read_points(std::string_view typed);
// An address, or the name of a contact in whatever case its Latin letters are. Of an address that
// is wrong in one character, the check says which.
[[nodiscard]] Reading<crypto::PublicKey> read_recipient(std::string_view typed,
                                                        const WalletView& view);
[[nodiscard]] FieldCheck check_note(const std::string& note, std::size_t max_bytes);
// The words of a letter, and what is to be engraved: neither may be empty.
[[nodiscard]] FieldCheck check_letter(const std::string& text, std::size_t max_bytes);
[[nodiscard]] FieldCheck check_engraving(const std::string& text, std::size_t max_bytes);

// A name for a contact, or the label of an address; the value has no spaces around it. It may not
// look like an address, since it is typed where one may be.
[[nodiscard]] Reading<std::string> read_name(std::string_view typed);

// U+FFFD: what a window writes for a character that it cannot read, whichever that was. A window of
// ImGui before 1.92 knows those of 16 bits only, which leaves emoji out.
[[nodiscard]] bool has_lost_character(std::string_view text);
inline constexpr const char* lost_character =
    "One of its characters could not be read and became \uFFFD: take it away.";

// The contact with this name, in whatever case; or nothing.
[[nodiscard]] const Contact* contact_called(const WalletView& view, std::string_view name);
// Another layer's refusal, "an address begins…", as a sentence: "An address begins… ." A path or
// an address at its beginning stays as it is.
[[nodiscard]] std::string sentence(std::string text);

}  // namespace sbc::gui
