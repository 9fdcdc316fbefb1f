#pragma once

#include <vector>

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

struct ImVec2;

namespace sbc::gui {

// A place in the picture: the middle is {0, 0}, the outer circle has the radius 1.
struct Spot {
    float x = 0, y = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

// Where each node stands: ours (the first) in the middle, the others around it in the order that
// they are given, on as many circles as it takes; the wallets outermost. In a class that is parted
// each side has a circle of its own, half as wide: ours on the left, the other one on the right.
[[nodiscard]] std::vector<Spot> network_places(const std::vector<NodeMark>& nodes);
// Whether there are nodes on the other side of a partition.
[[nodiscard]] bool is_parted(const std::vector<NodeMark>& nodes);
inline constexpr float side_middle = 0.7F;  // how far the middle of a side is from that of all

// Who is in the network, and who hangs on whom. Where there are many, only the one under the mouse
// is named. Whoever is on the other side of a partition is a ring instead of a disc, and the links
// to that side are dashed and open in their middle.
void draw_network(const ExplorerView& view, const Pen& pen, float width, float height);
// What its colours and signs mean, as far as it fits on one line.
void draw_network_legend(const Pen& pen, bool parted, ImVec2 corner, float width);

}  // namespace sbc::gui
