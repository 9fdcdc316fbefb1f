#pragma once

#include <cstddef>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// A line of the navigation: a soft ground and a bar where one is, and how many are unread, if any.
// True when it was pressed.
[[nodiscard]] bool navigation_line(const Pen& pen, const char* name, bool is_here, float width,
                                   std::size_t unread);

}  // namespace sbc::gui
