#include "gui/window/tall_rows.hpp"

#include <imgui.h>

#include <algorithm>

namespace sbc::gui {

void TallRows::draw(const std::function<void(std::size_t)>& row) const {
    const auto corner = ImGui::GetCursorPos();
    const float top = ImGui::GetScrollY() - corner.y;
    const float bottom = top + ImGui::GetWindowHeight();
    const auto seen = std::upper_bound(ends_.begin(), ends_.end(), top);
    auto at = static_cast<std::size_t>(seen - ends_.begin());
    at -= std::min<std::size_t>(at, 1);
    bool last = false;
    for (; at < ends_.size() && !last; ++at) {
        const float begin = at == 0 ? 0 : ends_[at - 1];
        last = begin > bottom;
        ImGui::SetCursorPos({corner.x, corner.y + begin});
        row(at);
    }
    ImGui::SetCursorPos(corner);
    // The spacing that follows is no part of the last row.
    ImGui::Dummy({0, std::max(0.0F, height() - ImGui::GetStyle().ItemSpacing.y)});
}

}  // namespace sbc::gui
