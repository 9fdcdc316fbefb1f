#pragma once

#include <cstdint>

#include "gui/look.hpp"

namespace sbc::gui {

// As ImGui packs it: 0xAABBGGRR.
using Colour = std::uint32_t;

// The colours of a theme, named by what they are for. Text on each of its grounds has a contrast of
// at least 4.5 (tests/gui/window/looks_test.cpp).
struct Palette {
    Colour ground;  // behind everything
    Colour side;    // the navigation
    Colour card;    // what lies on the ground
    Colour field;   // where one types
    Colour line;    // borders and rules
    Colour text;
    Colour faint;          // labels, hints, what matters less
    Colour accent;         // what one may press, and where one is
    Colour accent_strong;  // the same under the mouse
    Colour on_accent;
    Colour accent_soft;  // a ground that is touched by it
    Colour good;
    Colour waiting;
    Colour bad;
};

[[nodiscard]] const Palette& palette_of(ThemeName theme);

// Sets ImGui's own style: colours, and sizes as parts of the font's.
void apply_theme(const Palette& palette, float font_pixels);

[[nodiscard]] Colour with_alpha(Colour colour, float alpha);

// The contrast of two opaque colours, from 1 to 21, as WCAG 2 defines it.
[[nodiscard]] double contrast(Colour one, Colour other);

}  // namespace sbc::gui
