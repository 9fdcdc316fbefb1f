#include "gui/window/address_chip.hpp"

#include <imgui.h>

#include <cmath>
#include <functional>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

void tooltip_with(const Pen& pen, const std::function<void()>& inside) {
    const float padding = std::round(pen.em * 0.7F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    ImGui::BeginTooltip();
    inside();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace

void tooltip(const Pen& pen, const std::string& text, float width_ems) {
    tooltip_with(pen, [&] {
        const float width = std::min(pen.em * width_ems, width_of(pen.fonts.body, text) + 1);
        wrapped(pen, pen.colours.text, text, width);
    });
}

void address_chip(Pen& pen, const std::string& address, int id) {
    const std::string shown = short_address(address);
    const auto corner = ImGui::GetCursorScreenPos();
    const auto place = ImGui::GetCursorPos();
    const float width = width_of(pen.fonts.mono, shown);
    const float height = ImGui::GetTextLineHeight();
    ImGui::PushID(id);
    ImGui::PushID(address.c_str());
    const bool pressed = ImGui::InvisibleButton("address", {width, height});
    ImGui::PopID();
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    const bool marked = hovered || (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible);
    const Colour colour = marked ? pen.colours.accent : pen.colours.faint;
    if (marked) {
        const float y = corner.y + height;
        ImGui::GetWindowDrawList()->AddLine({corner.x, y}, {corner.x + width, y}, colour);
    }
    if (hovered) {
        tooltip_with(pen, [&] {
            label(pen, "A click copies this address:");
            address_in_groups(pen, address, pen.em * 20);
        });
    }
    ImGui::SetCursorPos(place);
    write(pen.fonts.mono, colour, shown);
    if (pressed) pen.want(CopyText{address, "The address"});
}

}  // namespace sbc::gui
