#include "gui/window/typed_text.hpp"

#include <imgui.h>

#include <utility>

namespace sbc::gui {

bool typed_text(std::string& text, const std::function<bool()>& field) {
    if (!ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) return field();
    std::string typed = text;
    const bool changed = field();
    if (!ImGui::IsItemDeactivated()) return changed;
    text = std::move(typed);
    return false;
}

}  // namespace sbc::gui
