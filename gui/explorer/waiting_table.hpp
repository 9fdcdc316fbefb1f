#pragma once

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// The payments that wait for a block, first those that would go into the next.
void draw_waiting(const ExplorerView& view, const Pen& pen, float height);

}  // namespace sbc::gui
