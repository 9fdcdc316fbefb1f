#include "screen.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
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

// A letter is known by its place in the font atlas.
using Place = std::pair<float, float>;

struct Letter {
    const ImFont* font;
    const ImFontGlyph* glyph;
};

std::map<Place, Letter> all_letters(const ImFontAtlas& atlas) {
    std::map<Place, Letter> letters;
    for (const auto* font : atlas.Fonts) {
        for (const auto& glyph : font->Glyphs) {
            if (glyph.Visible != 0) {
                letters.emplace(Place{glyph.U0, glyph.V0}, Letter{font, &glyph});
            }
        }
    }
    return letters;
}

void append(std::string& text, unsigned codepoint) {
    if (codepoint < 0x80) {
        text += static_cast<char>(codepoint);
    } else if (codepoint < 0x800) {
        text += static_cast<char>(0xc0U | codepoint >> 6U);
        text += static_cast<char>(0x80U | (codepoint & 0x3fU));
    } else {
        text += static_cast<char>(0xe0U | codepoint >> 12U);
        text += static_cast<char>(0x80U | (codepoint >> 6U & 0x3fU));
        text += static_cast<char>(0x80U | (codepoint & 0x3fU));
    }
}

// Puts letters together into words while each begins where the one before ended, or a space later.
class Reader {
public:
    explicit Reader(std::vector<Words>& into) : into_{into} {}

    void letter(const Letter& letter, ImVec2 corner, const ImVec4& clip) {
        const auto& glyph = *letter.glyph;
        const float x = corner.x - glyph.X0;
        const float y = corner.y - glyph.Y0;
        if (x >= clip.z || x + glyph.AdvanceX <= clip.x ||
            y + letter.font->FontSize * 0.6F >= clip.w ||
            y + letter.font->FontSize * 0.4F <= clip.y) {
            if (x >= clip.z && !into_.empty() && continues(letter, x, y)) {
                into_.back().cut_off = true;
            }
            return;
        }
        if (!continues(letter, x, y)) {
            into_.push_back({{}, x, y, 0, letter.font->FontSize, false});
        } else if (x - end_ > letter.font->GetCharAdvance(' ') * 0.5F) {
            into_.back().text += ' ';
        }
        append(into_.back().text, glyph.Codepoint);
        end_ = x + glyph.AdvanceX;
        font_ = letter.font;
        into_.back().width = end_ - into_.back().x;
        into_.back().cut_off = corner.x + (glyph.X1 - glyph.X0) > clip.z + 1;
    }

private:
    [[nodiscard]] bool continues(const Letter& letter, float x, float y) const {
        return !into_.empty() && letter.font == font_ && std::abs(y - into_.back().y) < 0.5F &&
               x > end_ - 2 && x - end_ < letter.font->GetCharAdvance(' ') * 2.5F;
    }

    std::vector<Words>& into_;
    float end_ = 0;
    const ImFont* font_ = nullptr;
};

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

void Screen::read() {
    words_.clear();
    Reader reader{words_};
    const auto letters = all_letters(*ImGui::GetIO().Fonts);
    const auto* drawn = ImGui::GetDrawData();
    for (int list = 0; list < drawn->CmdListsCount; ++list) {
        const auto& paper = *drawn->CmdLists[list];
        for (const auto& command : paper.CmdBuffer) {
            for (unsigned at = 0; at + 6 <= command.ElemCount; at += 3) {
                const auto index = [&](unsigned of) {
                    return static_cast<int>(
                        paper.IdxBuffer[static_cast<int>(command.IdxOffset + at + of)] +
                        command.VtxOffset);
                };
                // A letter is two triangles over one rectangle: 0 1 2, 0 2 3.
                if (index(3) != index(0) || index(4) != index(2) || index(5) != index(0) + 3) {
                    continue;
                }
                const auto& corner = paper.VtxBuffer[index(0)];
                if (const auto found = letters.find({corner.uv.x, corner.uv.y});
                    found != letters.end()) {
                    reader.letter(found->second, corner.pos, command.ClipRect);
                    at += 3;
                }
            }
        }
    }
}

}  // namespace screen
