#pragma once

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What one has, what is on its way, and what happened last.
class OverviewPanel {
public:
    void draw(const WalletView& view, Pen& pen);
};

}  // namespace sbc::gui
