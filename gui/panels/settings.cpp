#include "gui/panels/settings.hpp"

#include <imgui.h>

#include <array>
#include <utility>

#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

void theme_choice(Look& look, const Pen& pen) {
    constexpr std::array<std::pair<ThemeName, const char*>, 2> themes{
        {{ThemeName::Light, "Light"}, {ThemeName::Dark, "Dark"}}};
    label(pen, "Theme");
    for (const auto& [name, shown] : themes) {
        const float width = pen.em * 6;
        if (look.theme == name ? primary_button(pen, shown, true, width)
                               : large_button(pen, shown, true, width)) {
            look.theme = name;
        }
        ImGui::SameLine();
    }
    ImGui::NewLine();
}

void size_choice(Look& look, const Pen& pen) {
    label(pen, "Size of the letters");
    const float width = pen.em * 2.4F;
    if (button(pen, "\u2212", look.font_size > smallest_font, width)) {
        look.font_size = font_size_within_limits(look.font_size - 2);
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    write(pen.fonts.strong, pen.colours.text, std::to_string(look.font_size));
    ImGui::SameLine();
    if (button(pen, "+", look.font_size < largest_font, width)) {
        look.font_size = font_size_within_limits(look.font_size + 2);
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    faint(pen, "18 for a desk, 28 for the back of a room");
    words(
        pen,
        "Sb1qypqx 0123456789 \u2014 \u3054\u306f\u3093\u3001\u3042\u308a\u304c\u3068\u3046\u3002");
}

void what_keys_do(const Pen& pen, const Keyboard& keyboard, float width) {
    const std::array<std::pair<const char*, const char*>, 12> keys{{
        {keyboard.panels.c_str(), "the panels, from the top"},
        {"Tab, Shift+Tab", "the panel's next field, the one before"},
        {"arrows, Space", "from one button to another, and press it"},
        {"Enter", "review the payment, then pay it"},
        {"Esc", "leave a field, for the arrows to go on; or a dialog"},
        {"Ctrl+C", "in Receive: copy the address"},
        {"Ctrl+F", "search the history"},
        {"Ctrl+B", "write the next block, where you decide that"},
        {"Ctrl+T", "light or dark"},
        {"Ctrl+Plus, Ctrl+Minus", "larger and smaller letters"},
        {"Ctrl+Q", "close the window"},
        {"Ctrl+Enter", "in Letters: send what you wrote"},
    }};
    write(pen.fonts.strong, pen.colours.text, "Without the mouse");
    const float left = ImGui::GetCursorPosX();
    for (const auto& [key, does] : keys) {
        if (key == keys.back().first && !keyboard.letters) continue;
        words(pen, key);
        ImGui::SameLine();
        ImGui::SetCursorPosX(left + width * 0.36F);
        faint(pen, does);
    }
}

}  // namespace

void SettingsPanel::draw(Look& look, const std::string& fonts_missing, const Keyboard& keyboard,
                         Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    {
        const Card card{pen, width};
        theme_choice(look, pen);
        gap(pen, 0.4F);
        size_choice(look, pen);
        if (!fonts_missing.empty()) {
            wrapped(pen, pen.colours.waiting, fonts_missing, card.inner_width());
        }
    }
    const Card card{pen, width};
    what_keys_do(pen, keyboard, card.inner_width());
}

}  // namespace sbc::gui
