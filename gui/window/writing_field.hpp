#pragma once

#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// A field of several lines. True when Ctrl+Enter was pressed in it: Enter alone begins a new line.
// Tab leads on to the next field. One of them to an ImGui id: the name may change.
[[nodiscard]] bool writing_field(const Pen& pen, const char* name, std::string& text, float width,
                                 float height, bool focus);

// "12 of 3,000 bytes" while it fits, "21 bytes too many: ..." once it does not.
[[nodiscard]] FieldCheck room_for(const std::string& text, std::size_t longest);

}  // namespace sbc::gui
