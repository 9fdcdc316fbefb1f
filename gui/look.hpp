#pragma once

#include <algorithm>

namespace sbc::gui {

enum class ThemeName { Light, Dark };

// What the user chose about the window's looks. It is kept by whoever opens the window.
struct Look {
    ThemeName theme = ThemeName::Light;
    int font_size = 18;  // of the body text, before the screen's own scale
    friend bool operator==(const Look&, const Look&) = default;
};

inline constexpr int smallest_font = 14;
inline constexpr int largest_font = 36;  // for the back of a room

[[nodiscard]] inline int font_size_within_limits(int size) {
    return std::clamp(size, smallest_font, largest_font);
}

}  // namespace sbc::gui
