#pragma once

#include <string>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// How the window looks, and which keys do what.
class SettingsPanel {
public:
    // Changes `look` at once; who draws it tells the backend. `network`: there is a panel for it.
    void draw(Look& look, const std::string& fonts_missing, bool network, Pen& pen);
};

}  // namespace sbc::gui
