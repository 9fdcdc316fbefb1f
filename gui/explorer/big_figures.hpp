#pragma once

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// The four numbers that tell how the network is, in one line: its newest block, how fast blocks
// come, how much is computed for them, and what waits.
void draw_big_figures(const ExplorerView& view, const Pen& pen, bool large);

}  // namespace sbc::gui
