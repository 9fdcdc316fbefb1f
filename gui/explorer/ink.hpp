#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gui/window/pen.hpp"

struct ImFont;
struct ImVec2;

// What the explorer's pictures are drawn with, beside gui/window/paint.hpp.
namespace sbc::gui {

// At a place of the screen. The cursor is left behind it: whoever draws freely takes its own room
// with take_room() when all is drawn.
void write_at(ImFont* font, Colour colour, ImVec2 at, std::string_view text);
void take_room(ImVec2 corner, float width, float height);

void dashed_line(ImVec2 from, ImVec2 to, Colour colour, float thick, int dashes);

// A part of the window on a ground of its own, to be ended with ImGui::EndChild(); `flags` are
// ImGuiWindowFlags.
void begin_box(const Pen& pen, const char* name, float width, float height, int flags = 0);
// How much of a box's width its padding takes.
[[nodiscard]] float box_padding(const Pen& pen);

// Two colours mixed: `part` 0 is the first.
[[nodiscard]] Colour mixed(Colour first, Colour second, float part);

[[nodiscard]] std::string whole(std::uint64_t number);  // "1,234,567"
// Three digits and the rest as a letter: {"12.3", "k"}.
struct ShortNumber {
    std::string digits;
    std::string unit;
};
[[nodiscard]] ShortNumber short_number(double value);
[[nodiscard]] std::string joined(const ShortNumber& number);
// "1 payment", "12 payments"
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one);

}  // namespace sbc::gui
