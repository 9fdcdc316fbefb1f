#pragma once

#include <string>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// What the keyboard does that is not the same in every wallet.
struct Keyboard {
    std::string panels;  // the keys that lead to them: "Ctrl+1 to Ctrl+7"
    bool letters = false;
};

// How the window looks, and which keys do what.
class SettingsPanel {
public:
    // Changes `look` at once; who draws it tells the backend.
    void draw(Look& look, const std::string& fonts_missing, const Keyboard& keyboard, Pen& pen);
};

}  // namespace sbc::gui
