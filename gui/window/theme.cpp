#include "gui/window/theme.hpp"

#include <imgui.h>

#include <array>
#include <cmath>

namespace sbc::gui {
namespace {

// 0xRRGGBB, as colours are usually written.
constexpr Colour rgb(std::uint32_t hex) {
    return 0xff000000U | (hex & 0xffU) << 16U | (hex & 0xff00U) | (hex >> 16U & 0xffU);
}

constexpr Palette light{
    .ground = rgb(0xf4f6f8),
    .side = rgb(0xe9edf1),
    .card = rgb(0xffffff),
    .field = rgb(0xf7f9fb),
    .line = rgb(0xd8dfe6),
    .text = rgb(0x17202b),
    .faint = rgb(0x55626f),
    .accent = rgb(0x0b6b80),
    .accent_strong = rgb(0x085767),
    .on_accent = rgb(0xffffff),
    .accent_soft = rgb(0xdceef2),
    .good = rgb(0x17734a),
    .waiting = rgb(0x8a5a00),
    .bad = rgb(0xb02a21),
};

constexpr Palette dark{
    .ground = rgb(0x12161c),
    .side = rgb(0x171c24),
    .card = rgb(0x1c222b),
    .field = rgb(0x141920),
    .line = rgb(0x313b47),
    .text = rgb(0xe7ecf2),
    .faint = rgb(0x9fabb9),
    .accent = rgb(0x55b9cd),
    .accent_strong = rgb(0x7accdc),
    .on_accent = rgb(0x06222a),
    .accent_soft = rgb(0x1d3840),
    .good = rgb(0x62cc92),
    .waiting = rgb(0xe3b75f),
    .bad = rgb(0xf4958c),
};

ImVec4 vec(Colour colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

void apply_sizes(ImGuiStyle& style, float em) {
    const auto part = [em](float share) { return std::round(em * share); };
    style.WindowPadding = {0, 0};
    style.FramePadding = {part(0.6F), part(0.42F)};
    style.ItemSpacing = {part(0.55F), part(0.5F)};
    style.ItemInnerSpacing = {part(0.4F), part(0.3F)};
    style.CellPadding = {part(0.5F), part(0.35F)};
    style.ScrollbarSize = part(0.7F);
    style.GrabMinSize = part(0.8F);
    style.FrameRounding = style.PopupRounding = style.GrabRounding = part(0.3F);
    style.ScrollbarRounding = part(0.4F);
    style.WindowRounding = style.ChildRounding = part(0.45F);
    style.WindowBorderSize = style.ChildBorderSize = 0;
    style.FrameBorderSize = style.PopupBorderSize = std::max(1.0F, std::round(em / 18));
    style.AntiAliasedLinesUseTex = true;
}

void apply_colours(ImGuiStyle& style, const Palette& p) {
    auto& colours = style.Colors;
    // What is not named below is not used by the panels, and must not surprise where it is after
    // all.
    for (auto& colour : colours) {
        colour = vec(p.accent_soft);
    }
    const std::array<std::pair<ImGuiCol, Colour>, 38> named{{
        {ImGuiCol_Text, p.text},
        {ImGuiCol_TextDisabled, p.faint},
        {ImGuiCol_WindowBg, p.ground},
        {ImGuiCol_ChildBg, 0},
        {ImGuiCol_PopupBg, p.card},
        {ImGuiCol_Border, p.line},
        {ImGuiCol_BorderShadow, 0},
        {ImGuiCol_FrameBg, p.field},
        {ImGuiCol_FrameBgHovered, p.field},
        {ImGuiCol_FrameBgActive, p.field},
        {ImGuiCol_TitleBg, p.side},
        {ImGuiCol_TitleBgActive, p.side},
        {ImGuiCol_ScrollbarBg, 0},
        {ImGuiCol_ScrollbarGrab, p.line},
        {ImGuiCol_ScrollbarGrabHovered, p.faint},
        {ImGuiCol_ScrollbarGrabActive, p.accent},
        {ImGuiCol_CheckMark, p.accent},
        {ImGuiCol_SliderGrab, p.accent},
        {ImGuiCol_SliderGrabActive, p.accent_strong},
        {ImGuiCol_Button, p.card},
        {ImGuiCol_ButtonHovered, p.accent_soft},
        {ImGuiCol_ButtonActive, p.accent_soft},
        {ImGuiCol_Header, p.accent_soft},
        {ImGuiCol_HeaderHovered, p.accent_soft},
        {ImGuiCol_HeaderActive, p.accent_soft},
        {ImGuiCol_Separator, p.line},
        {ImGuiCol_TableHeaderBg, p.card},
        {ImGuiCol_TableBorderLight, p.line},
        {ImGuiCol_TableBorderStrong, p.line},
        {ImGuiCol_TableRowBg, 0},
        {ImGuiCol_TableRowBgAlt, with_alpha(p.ground, 0.55F)},
        {ImGuiCol_TextSelectedBg, with_alpha(p.accent, 0.35F)},
        {ImGuiCol_NavHighlight, p.accent},
        {ImGuiCol_DragDropTarget, p.accent},
        {ImGuiCol_ModalWindowDimBg, with_alpha(rgb(0x05080c), 0.55F)},
        {ImGuiCol_NavWindowingDimBg, with_alpha(rgb(0x05080c), 0.35F)},
        {ImGuiCol_NavWindowingHighlight, p.accent},
        {ImGuiCol_ResizeGrip, 0},
    }};
    for (const auto& [which, colour] : named) {
        colours[which] = vec(colour);
    }
}

double luminance(Colour colour) {
    const auto linear = [colour](unsigned shift) {
        const double part = (colour >> shift & 0xffU) / 255.0;
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(0) + 0.7152 * linear(8) + 0.0722 * linear(16);
}

}  // namespace

const Palette& palette_of(ThemeName theme) { return theme == ThemeName::Dark ? dark : light; }

void apply_theme(const Palette& palette, float font_pixels) {
    ImGuiStyle style;
    apply_sizes(style, font_pixels);
    apply_colours(style, palette);
    ImGui::GetStyle() = style;
}

Colour with_alpha(Colour colour, float alpha) {
    return (colour & 0x00ffffffU) | static_cast<Colour>(std::lround(alpha * 255)) << 24U;
}

double contrast(Colour one, Colour other) {
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

}  // namespace sbc::gui
