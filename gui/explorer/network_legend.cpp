#include <imgui.h>

#include <vector>

#include "gui/explorer/ink.hpp"
#include "gui/explorer/network_picture.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

struct Meaning {
    enum class Sign { Disc, Ring, Dashes };
    Sign sign = Sign::Disc;
    Colour colour = 0;
    const char* words = "";
};

void draw_sign(const Meaning& meaning, const Pen& pen, ImVec2 middle) {
    auto* paper = ImGui::GetWindowDrawList();
    const float radius = pen.em * 0.3F;
    switch (meaning.sign) {
        case Meaning::Sign::Disc: paper->AddCircleFilled(middle, radius, meaning.colour); break;
        case Meaning::Sign::Ring:
            paper->AddCircle(middle, radius - pen.em * 0.06F, meaning.colour, 0, pen.em * 0.12F);
            break;
        case Meaning::Sign::Dashes:
            dashed_line({middle.x - radius, middle.y}, {middle.x + pen.em, middle.y},
                        meaning.colour, pen.em * 0.12F, 3);
            break;
    }
}

}  // namespace

void draw_network_legend(const Pen& pen, bool parted, ImVec2 corner, float width) {
    using Sign = Meaning::Sign;
    std::vector<Meaning> meanings{{Sign::Disc, pen.colours.accent, "this node"},
                                  {Sign::Disc, pen.colours.good, "the same history"},
                                  {Sign::Disc, pen.colours.waiting, "another history"},
                                  {Sign::Disc, pen.colours.faint, "not heard yet"}};
    if (parted) {
        meanings.insert(meanings.begin() + 1, {{Sign::Ring, pen.colours.text, "the other side"},
                                               {Sign::Dashes, pen.colours.bad, "parted"}});
    }
    float x = corner.x;
    for (const Meaning& each : meanings) {
        const float sign = pen.em * (each.sign == Sign::Dashes ? 1.6F : 0.9F);
        const float takes = sign + pen.em + width_of(pen.fonts.small, each.words);
        if (x + takes > corner.x + width) break;
        draw_sign(each, pen, {x + pen.em * 0.35F, corner.y + pen.em * 0.46F});
        write_at(pen.fonts.small, pen.colours.faint, {x + sign, corner.y}, each.words);
        x += takes;
    }
}

}  // namespace sbc::gui
