#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "gui/explorer/view.hpp"

namespace sbc::gui {

// The seconds from one block to the next, as the average of the ten up to this place of a history;
// single ones are a game of chance. Nothing before there are two blocks that somebody has mined:
// the genesis block was written down long before.
[[nodiscard]] inline std::optional<double> pace_at(const BlockMarks& history, std::size_t at) {
    constexpr std::size_t over = 10;
    const std::size_t first_mined = history.front().height == 0 ? 1 : 0;
    const std::size_t from = std::max(first_mined, at < over ? 0 : at - over);
    if (at <= from) return std::nullopt;
    const auto passed = history[at].time - history[from].time;
    return static_cast<double>(passed.count()) / static_cast<double>(at - from);
}

}  // namespace sbc::gui
