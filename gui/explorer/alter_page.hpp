#pragma once

#include <cstdint>
#include <optional>

#include "gui/explorer/block_strip.hpp"

namespace sbc::gui {

// The tamper mode: one byte of a block is changed on this node alone, and it is seen what that
// breaks, and what others say to it.
class AlterPage {
public:
    void draw(const ExplorerView& view, const Pen& pen, BlockStrip& strip, Wishes& wishes);

private:
    void verdicts(const BlockLook& look, const Pen& pen, float height);

    std::optional<std::uint64_t> shown_;  // the block that was looked at in the frame before
};

}  // namespace sbc::gui
