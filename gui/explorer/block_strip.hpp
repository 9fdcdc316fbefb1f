#pragma once

#include <cstdint>
#include <optional>

#include "gui/explorer/wishes.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

inline constexpr double glow_seconds = 2;

// The blocks from left to right, the newest at the right edge: our history above, the branches that
// left it in lanes below. It can be pulled back through all of history, and stays there while new
// blocks come.
class BlockStrip {
public:
    void draw(const ExplorerView& view, const Pen& pen, Wishes& wishes, float height);
    // Seen from another page it begins at the newest again.
    void to_newest() { right_.reset(); }

private:
    struct Lanes;
    void head(const ExplorerView& view, const Pen& pen);
    void move(const Lanes& lanes, bool hovered);
    void mouse(const Lanes& lanes, Wishes& wishes);
    void hear(const ExplorerView& view, double now);
    [[nodiscard]] float glow(std::uint64_t height, double now) const;
    void ours(const Lanes& lanes, double now) const;

    std::optional<double> right_;  // the height at the right edge; nothing: the newest
    bool pulled_ = false;          // the mouse button went down, and the mouse has moved since
    std::optional<std::uint64_t> newest_;  // that was seen
    std::uint64_t glows_above_ = 0;
    double glows_since_ = -glow_seconds;
};

}  // namespace sbc::gui
