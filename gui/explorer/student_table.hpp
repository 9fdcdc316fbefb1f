#pragma once

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// Who is in the class, each with his node; where there is no room for columns, on two lines each.
// It scrolls for itself, also by the keys PageUp and PageDown.
void draw_students(const ClassLook& look, const Pen& pen, float height);

}  // namespace sbc::gui
