#include "gui/window/paint.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "gui/window/typed_text.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

ImVec4 vec(Colour colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

const char* end_of(std::string_view text) { return text.data() + text.size(); }

ImFont* font_with(ImFont* font, std::string_view text) {
    for (const char* at = text.data(); at < end_of(text);) {
        if (static_cast<unsigned char>(*at) < 0x80) {
            ++at;
            continue;
        }
        unsigned letter = 0;
        at += std::max(1, ImTextCharFromUtf8(&letter, at, end_of(text)));
        if (font->FindGlyphNoFallback(static_cast<ImWchar>(letter)) == nullptr) {
            return ImGui::GetIO().FontDefault;
        }
    }
    return font;
}

bool coloured_button(const char* words, bool enabled, float width) {
    ImGui::BeginDisabled(!enabled);
    const bool pressed = ImGui::Button(words, {width, 0});
    ImGui::EndDisabled();
    return pressed && enabled;
}

bool quiet_button(const Pen& pen, const char* words, bool enabled, float width, ImVec2 padding) {
    ImGui::PushStyleColor(ImGuiCol_Text, vec(pen.colours.accent));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
    const bool pressed = coloured_button(words, enabled, width);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    return pressed;
}

}  // namespace

void write(ImFont* font, Colour colour, std::string_view text) {
    ImGui::PushFont(font_with(font, text));
    ImGui::PushStyleColor(ImGuiCol_Text, vec(colour));
    ImGui::TextUnformatted(text.data(), end_of(text));
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void write_as_large(ImFont* font, Colour colour, std::string_view text) {
    ImGui::SetWindowFontScale(font->FontSize / font_with(font, text)->FontSize);
    write(font, colour, text);
    ImGui::SetWindowFontScale(1);
}

void label(const Pen& pen, std::string_view text) {
    write(pen.fonts.small, pen.colours.faint, text);
}
void words(const Pen& pen, std::string_view text) { write(pen.fonts.body, pen.colours.text, text); }
void faint(const Pen& pen, std::string_view text) {
    write(pen.fonts.body, pen.colours.faint, text);
}
void title(const Pen& pen, std::string_view text) {
    write(pen.fonts.title, pen.colours.text, text);
}

void wrapped(const Pen& pen, Colour colour, std::string_view text, float width) {
    ImGui::PushTextWrapPos(width > 0 ? ImGui::GetCursorPosX() + width : 0);
    write(pen.fonts.body, colour, text);
    ImGui::PopTextWrapPos();
}

float width_of(ImFont* font, std::string_view text) {
    ImGui::PushFont(font_with(font, text));
    const float width = ImGui::CalcTextSize(text.data(), end_of(text)).x;
    ImGui::PopFont();
    return width;
}

void write_right(ImFont* font, Colour colour, std::string_view text, float right) {
    ImGui::SetCursorPosX(std::round(right - width_of(font, text)));
    write(font, colour, text);
}

std::string shortened(ImFont* font, std::string_view text, float width) {
    if (width_of(font, text) <= width) {
        return std::string{text};
    }
    font = font_with(font, text);
    const float room = width - width_of(font, "\u2026");
    ImGui::PushFont(font);
    const char* fits = text.data();
    const float scale = ImGui::GetFontSize();
    (void)font->CalcTextSizeA(scale, std::max(room, 1.0F), 0, text.data(), end_of(text), &fits);
    ImGui::PopFont();
    return std::string{text.data(), fits} + "\u2026";
}

#if IMGUI_VERSION_NUM >= 19090
void begin_part(const char* name, float width, float height, int flags) {
    const int padding = ImGuiChildFlags_AlwaysUseWindowPadding;
    const int child = (flags & ImGuiWindowFlags_AlwaysUseWindowPadding) != 0 ? padding : 0;
    ImGui::BeginChild(name, {width, height}, child | ImGuiChildFlags_NavFlattened,
                      flags & ~ImGuiWindowFlags_AlwaysUseWindowPadding);
}
#else
void begin_part(const char* name, float width, float height, int flags) {
    ImGui::BeginChild(name, {width, height}, false, flags | ImGuiWindowFlags_NavFlattened);
}
#endif

void gap(const Pen& pen, float ems) { ImGui::Dummy({0, std::round(pen.em * ems)}); }

void rule(const Pen& pen, float width) {
    const auto at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + width, at.y}, pen.colours.line);
    ImGui::Dummy({width, 1});
}

bool primary_button(const Pen& pen, const char* words, bool enabled, float width) {
    ImGui::PushFont(pen.fonts.strong);
    ImGui::PushStyleColor(ImGuiCol_Button, vec(pen.colours.accent));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec(pen.colours.accent_strong));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, vec(pen.colours.accent_strong));
    ImGui::PushStyleColor(ImGuiCol_Border, vec(pen.colours.accent));
    ImGui::PushStyleColor(ImGuiCol_Text, vec(pen.colours.on_accent));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {std::round(pen.em * 1.1F), std::round(pen.em * 0.5F)});
    const bool pressed = coloured_button(words, enabled, width);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(5);
    ImGui::PopFont();
    return pressed;
}

bool button(const Pen& pen, const char* words, bool enabled, float width) {
    const ImVec2 padding{std::round(pen.em * 0.8F), std::round(pen.em * 0.42F)};
    return quiet_button(pen, words, enabled, width, padding);
}

bool large_button(const Pen& pen, const char* words, bool enabled, float width) {
    const ImVec2 padding{std::round(pen.em * 1.1F), std::round(pen.em * 0.5F)};
    return quiet_button(pen, words, enabled, width, padding);
}

bool text_field(const Pen& pen, const char* name, std::string& text, const char* hint,
                float width) {
    ImGui::BeginGroup();
    label(pen, name);
    ImGui::SetNextItemWidth(width);
    ImGui::PushID(name);
    const bool changed =
        typed_text(text, [&] { return ImGui::InputTextWithHint("##field", hint, &text); });
    ImGui::PopID();
    ImGui::EndGroup();
    return changed;
}

bool enter_pressed() {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false) ||
           ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_KeyPadEnter), false);
}

bool entered() { return ImGui::IsItemDeactivated() && enter_pressed(); }

bool button_beside_field(const Pen& pen, const char* words, bool enabled) {
    const auto below = ImGui::GetCursorPos();
    const auto corner = ImGui::GetItemRectMax();
    ImGui::SetCursorScreenPos(
        {corner.x + ImGui::GetStyle().ItemSpacing.x, corner.y - ImGui::GetFrameHeight()});
    const bool pressed = button(pen, words, enabled);
    ImGui::SetCursorPos(below);
    return pressed;
}

void field_message(const Pen& pen, const FieldCheck& check, bool show, float width) {
    const auto text = show ? std::string_view{check.text} : std::string_view{};
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
    write(pen.fonts.small, check.good ? pen.colours.faint : pen.colours.bad,
          text.empty() ? " " : text);
    ImGui::PopTextWrapPos();
}

void address_in_groups(const Pen& pen, std::string_view address, float width,
                       std::optional<std::size_t> wrong) {
    auto* font = pen.fonts.mono;
    const float size = font->FontSize * ImGui::GetIO().FontGlobalScale;
    const float letter = width_of(font, "0");
    const float group = letter * 4.6F;
    const float line = std::round(pen.em * 1.5F);
    const auto start = ImGui::GetCursorScreenPos();
    const auto per_line = static_cast<std::size_t>(std::max(1.0F, (width + letter) / group));
    auto* paper = ImGui::GetWindowDrawList();
    const auto groups = groups_of_four(address);
    for (std::size_t at = 0; at < groups.size(); ++at) {
        const std::size_t row = at / per_line;
        const ImVec2 place{start.x + std::floor(static_cast<float>(at % per_line) * group),
                           start.y + static_cast<float>(row) * line};
        if (wrong && *wrong / 4 == at) {
            const float x = place.x + static_cast<float>(*wrong % 4) * letter;
            paper->AddRectFilled({x - 2, place.y - 2}, {x + letter + 2, place.y + size + 2},
                                 pen.colours.bad, 3);
        }
        for (std::size_t in = 0; in < groups[at].size(); ++in) {
            const bool bad = wrong && *wrong == at * 4 + in;
            paper->AddText(font, size, {place.x + static_cast<float>(in) * letter, place.y},
                           bad ? pen.colours.card : pen.colours.text, &groups[at][in],
                           &groups[at][in] + 1);
        }
    }
    const auto lines = (groups.size() + per_line - 1) / per_line;
    ImGui::Dummy({width, static_cast<float>(lines) * line});
}

void name_and_value(const Pen& pen, std::string_view name, std::string_view value, float width,
                    bool strong) {
    const float left = ImGui::GetCursorPosX();
    faint(pen, name);
    ImGui::SameLine();
    write_right(strong ? pen.fonts.strong : pen.fonts.body, pen.colours.text, value, left + width);
}

struct Card::Layers {
    ImDrawListSplitter splitter;
    ImVec2 corner;
};

Card::Card(const Pen& pen, float width, float padding_ems)
    : pen_{pen},
      width_{std::floor(width)},
      padding_{std::round(pen.em * padding_ems)},
      layers_{std::make_unique<Layers>()} {
    inner_ = width_ - 2 * padding_;
    layers_->corner = ImGui::GetCursorScreenPos();
    auto* paper = ImGui::GetWindowDrawList();
    layers_->splitter.Split(paper, 2);
    layers_->splitter.SetCurrentChannel(paper, 1);
    ImGui::BeginGroup();
    ImGui::Dummy({width_, padding_ - ImGui::GetStyle().ItemSpacing.y});
    ImGui::Indent(padding_);
    ImGui::BeginGroup();
}

Card::~Card() {
    ImGui::EndGroup();
    ImGui::Unindent(padding_);
    ImGui::Dummy({width_, padding_ - ImGui::GetStyle().ItemSpacing.y});
    ImGui::EndGroup();
    const auto corner = layers_->corner;
    const ImVec2 far{corner.x + width_, ImGui::GetItemRectMax().y};
    auto* paper = ImGui::GetWindowDrawList();
    layers_->splitter.SetCurrentChannel(paper, 0);
    const float round = ImGui::GetStyle().ChildRounding;
    paper->AddRectFilled(corner, far, pen_.colours.card, round);
    paper->AddRect(corner, far, pen_.colours.line, round);
    layers_->splitter.Merge(paper);
}

void dialog(const Pen& pen, const char* name, bool& open, float width_ems,
            const std::function<void(float width)>& inside) {
    if (!open) {
        return;
    }
    if (!ImGui::IsPopupOpen(name)) {
        ImGui::OpenPopup(name);
    }
    const auto middle = ImGui::GetMainViewport()->GetCenter();
    const float padding = std::round(pen.em * 1.4F);
    const float width =
        std::min(pen.em * width_ems, ImGui::GetMainViewport()->Size.x - 4 * padding);
    ImGui::SetNextWindowPos(middle, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    if (ImGui::BeginPopupModal(name, nullptr,
                               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_AlwaysAutoResize |
                                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
        ImGui::Dummy({width, 0});
        inside(width);
        if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) {
            open = false;
        }
        if (!open) {
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

}  // namespace sbc::gui
