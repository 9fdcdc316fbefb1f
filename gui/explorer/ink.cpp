#include "gui/explorer/ink.hpp"

#include <imgui.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {

void write_at(ImFont* font, Colour colour, ImVec2 at, std::string_view text) {
    ImGui::SetCursorScreenPos({std::round(at.x), std::round(at.y)});
    write(font, colour, text);
}

void take_room(ImVec2 corner, float width, float height) {
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({width, height});
}

void dashed_line(ImVec2 from, ImVec2 to, Colour colour, float thick, int dashes) {
    auto* paper = ImGui::GetWindowDrawList();
    const auto parts = static_cast<float>(dashes * 2 - 1);
    const auto at = [&](float part) {
        return ImVec2{from.x + (to.x - from.x) * part / parts,
                      from.y + (to.y - from.y) * part / parts};
    };
    for (int dash = 0; dash < dashes; ++dash) {
        const auto begin = static_cast<float>(dash * 2);
        paper->AddLine(at(begin), at(begin + 1), colour, thick);
    }
}

float box_padding(const Pen& pen) { return std::round(pen.em * 0.9F); }

void begin_box(const Pen& pen, const char* name, float width, float height, int flags) {
    const auto corner = ImGui::GetCursorScreenPos();
    const ImVec2 far{corner.x + width, corner.y + height};
    const float round = ImGui::GetStyle().ChildRounding;
    auto* paper = ImGui::GetWindowDrawList();
    paper->AddRectFilled(corner, far, pen.colours.card, round);
    paper->AddRect(corner, far, pen.colours.line, round);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {box_padding(pen), std::round(pen.em * 0.7F)});
    begin_part(name, width, height, flags | ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
}

Colour mixed(Colour first, Colour second, float part) {
    const auto one = ImGui::ColorConvertU32ToFloat4(first);
    const auto two = ImGui::ColorConvertU32ToFloat4(second);
    const auto mix = [part](float a, float b) { return a + (b - a) * part; };
    return ImGui::ColorConvertFloat4ToU32(
        {mix(one.x, two.x), mix(one.y, two.y), mix(one.z, two.z), mix(one.w, two.w)});
}

std::string whole(std::uint64_t number) { return figures({number}); }

ShortNumber short_number(double value) {
    constexpr std::array<const char*, 7> units{"", "k", "M", "G", "T", "P", "E"};
    std::size_t unit = 0;
    double size = std::abs(value);
    // What would be rounded up to 1000 is written as 1.00 of the next.
    while (size >= 999.5 && unit + 1 < units.size()) {
        size /= 1000;
        ++unit;
    }
    const bool is_whole = size == std::floor(size);
    const int decimals = is_whole || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    std::array<char, 48> digits{};
    (void)std::snprintf(digits.data(), digits.size(), "%.*f", decimals, size);
    const bool is_zero = size < 0.005;
    return {(value < 0 && !is_zero ? "-" : "") + std::string{is_zero ? "0" : digits.data()},
            units[unit]};
}

std::string joined(const ShortNumber& number) {
    return number.unit.empty() ? number.digits : number.digits + " " + number.unit;
}

std::string counted(std::uint64_t count, std::string_view one) {
    return whole(count) + " " + std::string{one} + (count == 1 ? "" : "s");
}

}  // namespace sbc::gui
