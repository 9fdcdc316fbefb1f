#pragma once

#include <cstdint>

#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

[[nodiscard]] float entry_row_height(const Pen& pen);

// A line of the history: a sign for its kind, who and what, how far it is, and how much. The
// amounts of all rows end at the same place.
void entry_row(const Pen& pen, const Entry& entry, std::uint32_t newest_height, float width);

// Its note, which others may have written, on one line and safe to show.
[[nodiscard]] std::string note_line(const Entry& entry);

// The colour that tells its state: waiting, refused, or that points came in.
[[nodiscard]] Colour colour_of(const Pen& pen, const Entry& entry);

}  // namespace sbc::gui
