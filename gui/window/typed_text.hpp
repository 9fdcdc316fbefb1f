#pragma once

#include <functional>
#include <string>

namespace sbc::gui {

// Draws a field of ImGui's with this text, and gives back what `field` does: whether it changed.
// Escape is the way out of a field to the arrows, so what was typed stays, where ImGui by itself
// would put back what stood there when the field was entered.
[[nodiscard]] bool typed_text(std::string& text, const std::function<bool()>& field);

}  // namespace sbc::gui
