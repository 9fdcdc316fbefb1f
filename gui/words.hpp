#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "gui/view.hpp"

// How values are written in the window. Pure text, no drawing.
namespace sbc::gui {

// Text of several lines that somebody else wrote, made safe to show as printable() does it, each
// line for itself: none is cut, and a tab is a blank.
[[nodiscard]] std::string readable(std::string_view text);

// "20 December 2026, 14:03", by this machine's clock
[[nodiscard]] std::string date_and_time(std::chrono::sys_seconds when);

// "1,234,567"
[[nodiscard]] std::string figures(Points points);
// "1 point", "1,234,567 points"
[[nodiscard]] std::string points(Points points);
// "+5", "−6" (what it cost oneself, fee included), "100"
[[nodiscard]] std::string signed_figures(const Entry& entry);

// "sb1qypqx…w508d6": enough to recognise an address, too little to mistake for all of it.
[[nodiscard]] std::string short_address(std::string_view address);
// In groups of four, as people read it out: "sb1q ypqx …".
[[nodiscard]] std::vector<std::string_view> groups_of_four(std::string_view address);

// "Received from Aiko", "Mined", "Sent to sb1q…"
[[nodiscard]] std::string headline(const Entry& entry);
// "waiting for a block", "block 12, 3 confirmations", "refused"
[[nodiscard]] std::string state_words(const Entry& entry, std::uint32_t newest_height);

// Does the line contain the word, in whatever case its Latin letters are? In its label, note,
// address, id, or amount, with commas and sign or without.
[[nodiscard]] bool mentions(const Entry& entry, std::string_view lower_case_word);
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace sbc::gui
