#include "gui/explorer/big_figures.hpp"

#include <imgui.h>

#include <array>
#include <cmath>
#include <string>

#include "gui/explorer/ink.hpp"
#include "gui/explorer/pace.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

struct Figure {
    std::string name;
    std::string digits;
    std::string unit;
};

std::array<Figure, 4> figures_of(const ExplorerView& view) {
    const BlockMarks& history = *view.history;
    std::array<Figure, 4> all{
        {{"newest block", "-", {}},
         {"seconds between blocks", "-", "should be " + joined(short_number(view.spacing))},
         {"hash rate", "-", "hashes/s"},
         {"payments waiting", whole(view.waiting_count), {}}}};
    if (history.empty()) return all;
    all[0].digits = whole(history.back().height);
    const auto pace = pace_at(history, history.size() - 1);
    if (pace) all[1].digits = short_number(*pace).digits;
    const auto rate = short_number(history.back().hash_rate);
    all[2].digits = rate.digits;
    all[2].unit = rate.unit + (rate.unit.empty() ? "" : " ") + "hashes/s";
    return all;
}

// The unit goes under the name where there is no room beside the digits.
void draw_figure(const Figure& figure, const Pen& pen, ImVec2 corner, float width, bool large) {
    auto* font = pen.fonts.title;
    if (large && width_of(pen.fonts.hero, figure.digits) < width) font = pen.fonts.hero;
    const bool hero = font == pen.fonts.hero;
    const float digits = width_of(font, figure.digits);
    const float top = corner.y + pen.em * (large && !hero ? 1.7F : 0.95F);
    write_at(pen.fonts.small, pen.colours.faint, corner,
             shortened(pen.fonts.small, figure.name, width));
    write_at(font, pen.colours.text, {corner.x, top}, figure.digits);
    const float left = digits + pen.em * 0.4F;
    const float rest = width - left;
    if (figure.unit.empty() || rest < pen.em * 2) return;
    write_at(pen.fonts.body, pen.colours.faint,
             {corner.x + left, top + pen.em * (hero ? 1.35F : 0.32F)},
             shortened(pen.fonts.body, figure.unit, rest));
}

}  // namespace

void draw_big_figures(const ExplorerView& view, const Pen& pen, bool large) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto all = figures_of(view);
    // The two with a unit want more room than those without.
    const std::array<float, 4> shares{0.2F, 0.3F, 0.31F, 0.19F};
    float x = corner.x;
    for (std::size_t at = 0; at < all.size(); ++at) {
        draw_figure(all[at], pen, {x, corner.y}, width * shares[at] - pen.em, large);
        x += width * shares[at];
    }
    take_room(corner, width, std::round(pen.em * (large ? 3.5F : 2.4F)));
}

}  // namespace sbc::gui
