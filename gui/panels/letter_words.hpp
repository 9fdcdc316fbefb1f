#pragma once

#include <string>
#include <string_view>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

// How letters and those who write them are named and marked, in every part of the letters' panel.
namespace sbc::gui {

// What one calls the contact, or the beginning of the address.
[[nodiscard]] std::string name_of(const MailContact& contact);

// A few words on what is known of the contact's key, and their colour.
struct Mark {
    std::string_view words;
    Colour colour;
};
[[nodiscard]] Mark mark_of(const Pen& pen, const MailContact& contact);
// What has become of one's own letter.
[[nodiscard]] Mark mark_of(const Pen& pen, MailState state);
// All of it in a sentence's length: when, what became of it, and why it waits.
[[nodiscard]] std::string state_line(const MailLetter& letter);

// A dot of this colour at the cursor, in the middle of a line of this height, and on beside it.
void dot(const Pen& pen, Colour colour, float line_height);
// Draws at the cursor, and goes on beside it: a ring while it waits, an arrow on its way, a hook
// when it was delivered, a cross when it was not.
void state_sign(const Pen& pen, MailState state, float line_height);

// The words of a fingerprint in large letters, in columns; as many beside one another as fit.
void large_words(const Pen& pen, std::string_view fingerprint, float width);

// Why there are no letters here.
[[nodiscard]] std::string why_no_letters(const WalletView& view);

}  // namespace sbc::gui
