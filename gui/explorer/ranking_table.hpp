#pragma once

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// Who has been given how much: of all time, and on the newest block's day.
void draw_ranking(const ExplorerView& view, const Pen& pen);

// The first of all time, as many as there is room for.
void draw_first_of_ranking(const ExplorerView& view, const Pen& pen, float width, float height);

}  // namespace sbc::gui
