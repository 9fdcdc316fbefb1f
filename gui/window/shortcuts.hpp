#pragma once

#include <optional>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// Ctrl and a key, pressed in this frame.
enum class Shortcut { Block, Copy, Search, Theme, Larger, Smaller, Quit };
[[nodiscard]] bool pressed(Shortcut shortcut);

// Ctrl+1 … Ctrl+9, and Ctrl+0 for the tenth.
[[nodiscard]] std::optional<PanelName> panel_key_pressed();

}  // namespace sbc::gui
