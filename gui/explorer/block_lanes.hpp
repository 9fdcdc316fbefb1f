#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "gui/explorer/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// A part of the screen.
struct StripPlace {
    float x = 0, y = 0, width = 0, height = 0;
};

// Where the blocks of the strip stand in one frame, and how they look. Draws only what is seen.
class BlockLanes {
public:
    // `right`: the height at the right edge; nothing: the newest.
    BlockLanes(const ExplorerView& view, const Pen& pen, StripPlace place,
               std::optional<double> right);

    void look_from(std::optional<double> right);
    [[nodiscard]] double right() const { return right_; }
    [[nodiscard]] double lowest() const;
    [[nodiscard]] double newest() const { return newest_; }
    [[nodiscard]] float pitch() const { return pitch_; }
    [[nodiscard]] double boxes_across() const { return static_cast<double>(place_.width / pitch_); }

    // Which block of our history is there.
    [[nodiscard]] std::optional<std::uint64_t> under(float x, float y) const;
    [[nodiscard]] std::span<const BlockMark> visible() const;

    void chain() const;  // the lines that join our blocks
    void block(const BlockMark& block, float glow) const;
    void branches() const;

private:
    struct Placed;
    [[nodiscard]] float left_of(double height) const;
    [[nodiscard]] bool is_seen(double from, double to) const;
    [[nodiscard]] std::vector<Placed> placed_branches() const;
    void branch(const BranchMark& branch, float top) const;
    void branch_block(const BlockMark& block, float top) const;
    [[nodiscard]] Colour colour_of(const BlockMark& block) const;
    [[nodiscard]] std::string_view miner(const BlockMark& block) const;

    const ExplorerView& view_;
    const Pen& pen_;
    StripPlace place_;
    bool large_;
    float box_;
    float pitch_;
    float high_;  // of a block of ours
    float low_;   // of a block of a branch
    double newest_ = 0;
    double right_ = 0;
};

}  // namespace sbc::gui
