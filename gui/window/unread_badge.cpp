#include "gui/window/unread_badge.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {

float unread_badge(const Pen& pen, std::size_t unread, float right, float top) {
    if (unread == 0) return 0;
    const std::string count = unread > 99 ? "99+" : figures({unread});
    const float height = std::round(pen.em * 1.25F);
    const float words_width = width_of(pen.fonts.small, count);
    const float width = std::max(height, words_width + pen.em * 0.7F);
    const auto before = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled({right - width, top}, {right, top + height},
                                              pen.colours.accent, height / 2);
    ImGui::SetCursorScreenPos({std::round(right - (width + words_width) / 2),
                               std::round(top + (height - pen.em * 0.84F) / 2)});
    write(pen.fonts.small, pen.colours.on_accent, count);
    ImGui::SetCursorScreenPos(before);
    return width + pen.em * 0.4F;
}

}  // namespace sbc::gui
