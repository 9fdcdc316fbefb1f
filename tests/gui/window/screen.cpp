#include "screen.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "gui/window/theme.hpp"

namespace screen {
namespace {

// GLFW's numbers, which ImGui 1.86 passes on.
#if IMGUI_VERSION_NUM < 18700
constexpr std::array<std::pair<Key, int>, 8> numbers{{{Key::Tab, 258},
                                                      {Key::Enter, 257},
                                                      {Key::Escape, 256},
                                                      {Key::Backspace, 259},
                                                      {Key::Down, 264},
                                                      {Key::Space, 32},
                                                      {Key::Right, 262},
                                                      {Key::PageDown, 267}}};

int number_of(Key key) { return numbers[static_cast<std::size_t>(key)].second; }

int letter_key(char letter) { return static_cast<unsigned char>(letter); }

void teach_keys(ImGuiIO& io) {
    io.KeyMap[ImGuiKey_Tab] = number_of(Key::Tab);
    io.KeyMap[ImGuiKey_Enter] = number_of(Key::Enter);
    io.KeyMap[ImGuiKey_Escape] = number_of(Key::Escape);
    io.KeyMap[ImGuiKey_Backspace] = number_of(Key::Backspace);
    io.KeyMap[ImGuiKey_DownArrow] = number_of(Key::Down);
    io.KeyMap[ImGuiKey_RightArrow] = number_of(Key::Right);
    io.KeyMap[ImGuiKey_PageDown] = number_of(Key::PageDown);
    io.KeyMap[ImGuiKey_Space] = number_of(Key::Space);
    constexpr std::string_view letters = "ACVXYZ";  // in the order of ImGui's own names
    for (std::size_t i = 0; i < letters.size(); ++i) {
        io.KeyMap[ImGuiKey_A + i] = letter_key(letters[i]);
    }
}

void set_key(ImGuiIO& io, int number, bool down) { io.KeysDown[number] = down; }
void set_control(ImGuiIO& io, bool down) { io.KeyCtrl = down; }
void move_mouse(ImGuiIO& io, float x, float y) { io.MousePos = {x, y}; }
void set_mouse(ImGuiIO& io, bool down) { io.MouseDown[0] = down; }
void turn_wheel(ImGuiIO& io, float lines) { io.MouseWheel = lines; }
#else
ImGuiKey number_of(Key key) {
    constexpr std::array<ImGuiKey, 8> keys{ImGuiKey_Tab,        ImGuiKey_Enter,     ImGuiKey_Escape,
                                           ImGuiKey_Backspace,  ImGuiKey_DownArrow, ImGuiKey_Space,
                                           ImGuiKey_RightArrow, ImGuiKey_PageDown};
    return keys[static_cast<std::size_t>(key)];
}

void teach_keys(ImGuiIO& /*io*/) {}
void set_key(ImGuiIO& io, ImGuiKey number, bool down) { io.AddKeyEvent(number, down); }
void set_control(ImGuiIO& io, bool down) { io.AddKeyEvent(ImGuiMod_Ctrl, down); }
ImGuiKey letter_key(char letter) {
    return static_cast<ImGuiKey>(letter <= '9' ? ImGuiKey_0 + (letter - '0')
                                               : ImGuiKey_A + (letter - 'A'));
}
void move_mouse(ImGuiIO& io, float x, float y) { io.AddMousePosEvent(x, y); }
void set_mouse(ImGuiIO& io, bool down) { io.AddMouseButtonEvent(0, down); }
void turn_wheel(ImGuiIO& io, float lines) { io.AddMouseWheelEvent(0, lines); }
#endif

}  // namespace

Screen::Screen(float width, float height, float font)
    : files_{sbc::gui::find_fonts(sbc::gui::font_folders())} {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0F / 60;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false;
    teach_keys(io);
    this->font(font);
}

Screen::~Screen() { ImGui::DestroyContext(); }

void Screen::font(float pixels) {
    auto& io = ImGui::GetIO();
    fonts_ = sbc::gui::build_fonts(*io.Fonts, files_, pixels);
    io.FontDefault = fonts_.body;
    io.Fonts->SetTexID(nullptr);
    sbc::gui::apply_theme(sbc::gui::palette_of(sbc::gui::ThemeName::Light), pixels);
}

void Screen::frame(int count) {
    for (; count > 0; --count) {
        frame_unread();
    }
    read();
}

void Screen::frame_unread() {
    ImGui::NewFrame();
    if (draw) {
        draw(fonts_);
    }
    ImGui::Render();
}

void Screen::seconds(double passed) {
    auto& io = ImGui::GetIO();
    const auto before = std::exchange(io.DeltaTime, static_cast<float>(passed));
    frame();
    io.DeltaTime = before;
    frame(2);
}

void Screen::type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string{text}.c_str());
    frame(3);
}

void Screen::press(Key key) {
    auto& io = ImGui::GetIO();
    set_key(io, number_of(key), true);
    frame();
    set_key(io, number_of(key), false);
    frame(3);
}

void Screen::press_with_control(char letter) {
    auto& io = ImGui::GetIO();
    set_control(io, true);
    set_key(io, letter_key(letter), true);
    frame();
    set_control(io, false);
    set_key(io, letter_key(letter), false);
    frame(3);
}

void Screen::press_with_control(Key key) {
    set_control(ImGui::GetIO(), true);
    press(key);
    set_control(ImGui::GetIO(), false);
    frame(2);
}

void Screen::click(float x, float y) {
    auto& io = ImGui::GetIO();
    move_mouse(io, x, y);
    frame(2);
    set_mouse(io, true);
    frame();
    set_mouse(io, false);
    frame(3);
}

void Screen::click(std::string_view words) {
    const auto found = find(words);
    if (!found) {
        throw std::runtime_error("nothing says \"" + std::string{words} + "\" on the screen:\n" +
                                 everything());
    }
    click(found->x + found->width / 2, found->y + found->height / 2);
}

void Screen::click_field(std::string_view label) {
    const auto found = find(label);
    if (!found) {
        throw std::runtime_error("no field is called \"" + std::string{label} + "\":\n" +
                                 everything());
    }
    click(found->x + found->height, found->y + found->height * 2.4F);
}

void Screen::point_at(std::string_view words) {
    const auto found = find(words);
    if (!found) {
        throw std::runtime_error("nothing says \"" + std::string{words} + "\" on the screen:\n" +
                                 everything());
    }
    move_mouse(ImGui::GetIO(), found->x + found->width / 2, found->y + found->height / 2);
    frame(2);
}

void Screen::wheel(std::string_view over, float lines) {
    const auto found = find(over);
    if (!found) {
        throw std::runtime_error("nothing says \"" + std::string{over} + "\" on the screen:\n" +
                                 everything());
    }
    move_mouse(ImGui::GetIO(), found->x + 1, found->y + 1);
    frame();
    turn_wheel(ImGui::GetIO(), lines);
    frame(2);
}

std::optional<Words> Screen::find(std::string_view text) const {
    // The last one drawn lies on top; words that are exactly these come before those that contain
    // them.
    const auto exact = std::find_if(words_.rbegin(), words_.rend(),
                                    [&](const Words& each) { return each.text == text; });
    if (exact != words_.rend()) {
        return *exact;
    }
    const auto within = std::find_if(words_.rbegin(), words_.rend(), [&](const Words& each) {
        return each.text.find(text) != std::string::npos;
    });
    return within == words_.rend() ? std::nullopt : std::optional{*within};
}

std::string Screen::everything() const {
    std::string all;
    for (const auto& each : words_) {
        all += each.text + (each.cut_off ? " (cut off)\n" : "\n");
    }
    return all;
}

std::size_t Screen::picture() const {
    std::string all;
    const auto* drawn = ImGui::GetDrawData();
    for (int list = 0; list < drawn->CmdListsCount; ++list) {
        const auto& corners = drawn->CmdLists[list]->VtxBuffer;
        all.append(reinterpret_cast<const char*>(corners.Data),
                   static_cast<std::size_t>(corners.Size) * sizeof(ImDrawVert));
    }
    return std::hash<std::string>{}(all);
}

int Screen::frames_until_rest() {
    constexpr int enough = 20;
    int changed = 0;
    auto before = picture();
    for (int at = 1; at <= enough; ++at) {
        frame_unread();
        if (const auto now = picture(); now != before) {
            changed = at;
            before = now;
        }
    }
    frame();
    return changed;
}

void Screen::read() { words_ = drawn_words(); }

}  // namespace screen
