#pragma once

#include "gui/window/pen.hpp"
#include "gui/view.hpp"

namespace sbc::gui {

// What one has, what is on its way, and what happened last.
class OverviewPanel {
public:
    void draw(const WalletView& view, Pen& pen);
};

}  // namespace sbc::gui
