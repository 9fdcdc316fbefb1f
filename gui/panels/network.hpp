#pragma once

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// The cores that the wallet hangs on, what they say, and what it cannot know from them. There only
// where the wallet has a network.
class NetworkPanel {
public:
    void draw(const WalletView& view, Pen& pen);
};

// Above every panel while something is wrong: the worst of it, and where to read the rest.
void draw_banner(const WalletView& view, Pen& pen);

// What stands for the state at a glance: a dot of this colour.
[[nodiscard]] Colour colour_of(const Pen& pen, const Connection& connection);
// Draws it at the cursor, in the middle of a line of this height, and goes on beside it.
void state_dot(const Pen& pen, const Connection& connection, float line_height);

}  // namespace sbc::gui
