#pragma once

#include <vector>

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// A place in the picture: the middle is {0, 0}, the outer circle has the radius 1.
struct Spot {
    float x = 0, y = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

// Where each node stands: ours (the first) in the middle, the others around it in the order that
// they are given, on as many circles as it takes; the wallets outermost.
[[nodiscard]] std::vector<Spot> network_places(const std::vector<NodeMark>& nodes);

// Who is in the network, and who hangs on whom. Where there are many, only the one under the mouse
// is named.
void draw_network(const ExplorerView& view, const Pen& pen, float width, float height);

}  // namespace sbc::gui
