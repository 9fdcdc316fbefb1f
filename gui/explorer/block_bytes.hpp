#pragma once

#include <cstdint>
#include <optional>

#include "gui/explorer/wishes.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What a click makes of a byte: of the header the next number; of a transaction, which is text, the
// next digit or the next small letter. Nothing for what a click does not change.
[[nodiscard]] std::optional<std::uint8_t> next_value(std::uint32_t part, std::uint8_t byte);

// A block as it is hashed and sent, byte for byte, to be changed with the mouse.
void draw_block_bytes(const BlockLook& look, const Pen& pen, Wishes& wishes);

}  // namespace sbc::gui
