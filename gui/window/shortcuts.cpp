#include "gui/window/shortcuts.hpp"

#include <imgui.h>

#include <string_view>

namespace sbc::gui {
namespace {

// Until version 1.87 ImGui passes on the numbers of the window system, which for GLFW are the
// capital letters and the digits themselves.
#if IMGUI_VERSION_NUM >= 18700
ImGuiKey key_of(char letter) {
    if (letter >= '0' && letter <= '9') {
        return static_cast<ImGuiKey>(ImGuiKey_0 + (letter - '0'));
    }
    if (letter >= 'A' && letter <= 'Z') {
        return static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'A'));
    }
    return letter == '-' ? ImGuiKey_Minus : ImGuiKey_Equal;
}
constexpr ImGuiKey keypad_plus = ImGuiKey_KeypadAdd;
constexpr ImGuiKey keypad_minus = ImGuiKey_KeypadSubtract;
#else
int key_of(char letter) { return letter; }
constexpr int keypad_plus = 334;
constexpr int keypad_minus = 333;
#endif

template <class Key>
bool down_now(Key key) {
    return ImGui::IsKeyPressed(key, false);
}

}  // namespace

bool pressed(Shortcut shortcut) {
    if (!ImGui::GetIO().KeyCtrl) {
        return false;
    }
    switch (shortcut) {
        case Shortcut::Block: return down_now(key_of('B'));
        case Shortcut::Copy: return down_now(key_of('C'));
        case Shortcut::Search: return down_now(key_of('F'));
        case Shortcut::Theme: return down_now(key_of('T'));
        case Shortcut::Larger: return down_now(key_of('=')) || down_now(keypad_plus);
        case Shortcut::Smaller: return down_now(key_of('-')) || down_now(keypad_minus);
        case Shortcut::Quit: return down_now(key_of('Q'));
    }
    return false;
}

std::optional<PanelName> panel_key_pressed() {
    if (!ImGui::GetIO().KeyCtrl) {
        return std::nullopt;
    }
    constexpr std::string_view digits = "1234567890";
    for (std::size_t at = 0; at <= static_cast<std::size_t>(PanelName::Engraved); ++at) {
        if (down_now(key_of(digits[at]))) {
            return static_cast<PanelName>(at);
        }
    }
    return std::nullopt;
}

}  // namespace sbc::gui
