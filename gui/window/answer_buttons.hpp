#pragma once

#include "gui/window/pen.hpp"

namespace sbc::gui {

// What was answered in this frame.
struct Answered {
    bool yes = false;
    bool back = false;
};

// The two buttons under a question. Enter says yes as well, but not while the keyboard is seen to
// be at "Back": there it goes back. If `may` is false, nothing says yes.
[[nodiscard]] Answered answer_buttons(const Pen& pen, const char* yes, bool may = true);

}  // namespace sbc::gui
