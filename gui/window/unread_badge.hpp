#pragma once

#include <cstddef>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// How many have not been looked at, on a round ground whose upper right corner lies at this point
// of the screen. Nothing for none. Answers how much room it took, with a gap on its left; the
// cursor stays.
[[nodiscard]] float unread_badge(const Pen& pen, std::size_t unread, float right, float top);

}  // namespace sbc::gui
