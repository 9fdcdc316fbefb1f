#include "gui/window/answer_buttons.hpp"

#include <imgui.h>

#include "gui/window/paint.hpp"

namespace sbc::gui {

Answered answer_buttons(const Pen& pen, const char* yes, bool may) {
    const bool pressed = primary_button(pen, yes, may);
    ImGui::SameLine();
    const bool back = large_button(pen, "Back");
    const bool at_back = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    // The key that has opened the question does not answer it.
    const bool enter = enter_pressed() && !ImGui::IsWindowAppearing();
    if (back || (enter && at_back)) return {.yes = false, .back = true};
    return {.yes = may && (pressed || enter), .back = false};
}

}  // namespace sbc::gui
