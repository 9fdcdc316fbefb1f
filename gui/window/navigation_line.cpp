#include "gui/window/navigation_line.hpp"

#include <imgui.h>

#include <cmath>

#include "gui/window/paint.hpp"
#include "gui/window/unread_badge.hpp"

namespace sbc::gui {

bool navigation_line(const Pen& pen, const char* name, bool is_here, float width,
                     std::size_t unread) {
    const float height = std::round(pen.em * 2.2F);
    const auto corner = ImGui::GetCursorScreenPos();
    const auto place = ImGui::GetCursorPos();
    auto* paper = ImGui::GetWindowDrawList();
    const bool pressed = ImGui::InvisibleButton(name, {width, height});
    // Where the keyboard is, only while it is in use: after a click that would be where one was.
    const bool focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    const bool hovered = ImGui::IsItemHovered() || focused;
    const float round = pen.em * 0.35F;
    if (is_here || hovered) {
        paper->AddRectFilled(
            corner, {corner.x + width, corner.y + height},
            is_here ? pen.colours.accent_soft : with_alpha(pen.colours.accent_soft, 0.5F), round);
    }
    if (is_here) {
        paper->AddRectFilled({corner.x, corner.y + height * 0.22F},
                             {corner.x + std::round(pen.em * 0.2F), corner.y + height * 0.78F},
                             pen.colours.accent, pen.em * 0.1F);
    }
    ImGui::SetCursorPos(
        {place.x + pen.em * 0.9F, place.y + (height - ImGui::GetTextLineHeight()) / 2});
    write(is_here ? pen.fonts.strong : pen.fonts.body,
          is_here ? pen.colours.accent : pen.colours.text, name);
    (void)unread_badge(pen, unread, corner.x + width - pen.em * 0.5F,
                       corner.y + std::round(pen.em * 0.48F));
    ImGui::SetCursorPos({place.x, place.y + height + pen.em * 0.15F});
    return pressed;
}

}  // namespace sbc::gui
