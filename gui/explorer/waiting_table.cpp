#include "gui/explorer/waiting_table.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

void waiting_row(const Pen& pen, const WaitingMark& payment, float width) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float small_top = corner.y + pen.em * 0.14F;
    const float who = width * 0.4F;
    const float half = (who - pen.em * 3) / 2;
    const auto from = shortened(pen.fonts.body, payment.from, half);
    const auto to = shortened(pen.fonts.body, payment.to, half);
    write_at(pen.fonts.body, pen.colours.text, corner, from);
    float x = corner.x + width_of(pen.fonts.body, from) + pen.em * 0.5F;
    write_at(pen.fonts.body, pen.colours.faint, {x, corner.y}, "\u2192");
    x += width_of(pen.fonts.body, "\u2192") + pen.em * 0.5F;
    write_at(pen.fonts.body, pen.colours.text, {x, corner.y}, to);

    const auto amount = whole(payment.amount);
    const auto fee = "fee " + whole(payment.fee);
    const float amount_right = corner.x + width * 0.54F;
    write_at(pen.fonts.strong, pen.colours.text,
             {amount_right - width_of(pen.fonts.strong, amount), corner.y}, amount);
    write_at(pen.fonts.small, pen.colours.faint, {amount_right + pen.em * 0.8F, small_top}, fee);
    const float note = corner.x + width * 0.67F;
    write_at(pen.fonts.body, pen.colours.faint, {note, corner.y},
             shortened(pen.fonts.body, payment.note, corner.x + width - note));
    take_room(corner, width, std::round(pen.em * 1.1F));
}

}  // namespace

void draw_waiting(const ExplorerView& view, const Pen& pen, float height) {
    begin_box(pen, "waiting", ImGui::GetContentRegionAvail().x, height);
    write(pen.fonts.strong, pen.colours.text, "Waiting for a block");
    if (view.waiting_count == 0) {
        faint(pen, "Nothing waits. Pay somebody!");
        ImGui::EndChild();
        return;
    }
    ImGui::SameLine(0, pen.em);
    faint(pen, counted(view.waiting_count, "payment") + ", " + counted(view.waiting_bytes, "byte"));
    const float width = ImGui::GetContentRegionAvail().x - pen.em * 0.3F;
    for (const WaitingMark& each : view.waiting) waiting_row(pen, each, width);
    const auto more = view.waiting_count - std::min(view.waiting_count, view.waiting.size());
    if (more > 0) faint(pen, "and " + whole(more) + " more");
    ImGui::EndChild();
}

}  // namespace sbc::gui
