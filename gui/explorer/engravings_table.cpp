#include "gui/explorer/engravings_table.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

// Never a name alone: only the address says whose word it is. A name that is claimed stands in
// quotation marks.
void write_author(const Pen& pen, const EngravingMark& mark, ImVec2 at, float width) {
    if (mark.name.empty()) {
        const auto address = shortened(pen.fonts.mono, mark.address, width);
        return write_at(pen.fonts.mono, pen.colours.faint, at, address);
    }
    const float room = width - width_of(pen.fonts.mono, mark.address) - pen.em * 0.7F;
    const float quotes = mark.claimed ? width_of(pen.fonts.body, "\u201c\u201d") : 0;
    const auto name = shortened(pen.fonts.body, mark.name, std::max(room - quotes, pen.em * 2));
    const auto said = mark.claimed ? "\u201c" + name + "\u201d" : name;
    write_at(pen.fonts.body, pen.colours.text, at, said);
    const float after = at.x + width_of(pen.fonts.body, said) + pen.em * 0.7F;
    write_at(pen.fonts.mono, pen.colours.faint, {after, at.y}, mark.address);
}

// Where and when, above each other.
void write_place(const Pen& pen, const EngravingMark& mark, ImVec2 at) {
    const auto first = mark.waiting ? std::string{"heard"} : "block " + whole(mark.height);
    const auto second = mark.waiting ? std::string{"in no block yet"} : mark.when;
    write_at(pen.fonts.strong, mark.waiting ? pen.colours.waiting : pen.colours.accent, at, first);
    write_at(pen.fonts.small, mark.waiting ? pen.colours.waiting : pen.colours.faint,
             {at.x, at.y + pen.em * 1.4F}, second);
}

void engraving_row(const Pen& pen, const EngravingMark& mark, float width) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float left = std::round(pen.em * 9);
    const float inner = width - left;
    write_place(pen, mark, {corner.x, corner.y + pen.em * 0.2F});

    ImGui::SetCursorScreenPos({corner.x + left, corner.y});
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + inner);
    write_as_large(pen.fonts.title, pen.colours.text, mark.text);
    ImGui::PopTextWrapPos();
    const float below = ImGui::GetItemRectMax().y + pen.em * 0.2F;
    write_author(pen, mark, {corner.x + left, below}, inner);
    const float height = std::max(below + pen.em * 1.5F - corner.y, pen.em * 3.1F);
    ImGui::GetWindowDrawList()->AddLine({corner.x, corner.y + height},
                                        {corner.x + width, corner.y + height}, pen.colours.line);
    take_room(corner, width, std::round(height + pen.em * 0.4F));
}

}  // namespace

void draw_engravings(const ExplorerView& view, const Pen& pen) {
    begin_box(pen, "engravings", ImGui::GetContentRegionAvail().x,
              ImGui::GetContentRegionAvail().y);
    const float width = ImGui::GetContentRegionAvail().x - pen.em * 0.3F;
    write(pen.fonts.strong, pen.colours.text, "For everybody, for ever");
    ImGui::SameLine(0, pen.em);
    faint(pen, "the newest first; times are UTC");
    gap(pen, 0.4F);
    if (view.engravings.empty()) {
        wrapped(pen, pen.colours.faint, "Nobody has engraved anything yet.", width);
    }
    for (const EngravingMark& mark : view.engravings) engraving_row(pen, mark, width);
    ImGui::EndChild();
}

}  // namespace sbc::gui
