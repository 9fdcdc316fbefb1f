#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// The lowest and the highest of the values that share a column of pixels.
struct Extent {
    double low = 0, high = 0;
    friend bool operator==(const Extent&, const Extent&) = default;
};
// `count` values in at most so many columns; fewer where there are not so many values. No value is
// lost: each column says how far they reach.
[[nodiscard]] std::vector<Extent> reduced(std::size_t count, std::size_t columns,
                                          const std::function<double(std::size_t)>& value);

// Round numbers between the two, both included, about so many: 0, 50, 100.
[[nodiscard]] std::vector<double> round_numbers(double from, double to, int about);

// Difficulty, seconds between blocks and hash rate, over all blocks that the view has.
void draw_curves(const ExplorerView& view, const Pen& pen);

}  // namespace sbc::gui
