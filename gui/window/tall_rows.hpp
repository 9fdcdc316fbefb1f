#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace sbc::gui {

// A list whose rows are not all equally high, in a part of the window that scrolls (begin_part).
// Only the rows that are seen are drawn, and one more on either side, so that the arrows find it:
// two thousand rows cost as much as ten.
class TallRows {
public:
    void clear() { ends_.clear(); }
    void add(float height) { ends_.push_back(this->height() + height); }
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] float height() const { return ends_.empty() ? 0 : ends_.back(); }

    // Calls `row` with the cursor at the upper left corner of each, from the cursor downwards, and
    // leaves the cursor below the last one.
    void draw(const std::function<void(std::size_t)>& row) const;

private:
    std::vector<float> ends_;  // where each row ends, counted from the beginning of the first
};

}  // namespace sbc::gui
