#pragma once

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What people have written for everybody and for ever, the newest first.
void draw_engravings(const ExplorerView& view, const Pen& pen);

}  // namespace sbc::gui
