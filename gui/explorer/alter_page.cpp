#include "gui/explorer/alter_page.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "gui/explorer/block_bytes.hpp"
#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

void choose(const ExplorerView& view, const Pen& pen, BlockStrip& strip, Wishes& wishes) {
    wrapped(pen, pen.colours.text,
            "Choose a block of the strip: change one byte of a copy of it, and see what breaks.",
            ImGui::GetContentRegionAvail().x);
    gap(pen, 0.5F);
    strip.draw(view, pen, wishes,
               std::min(ImGui::GetContentRegionAvail().y, std::round(pen.em * 20)));
}

void bytes(const BlockLook& look, const Pen& pen, float width, Wishes& wishes) {
    begin_box(pen, "bytes", width, ImGui::GetContentRegionAvail().y);
    const float inner = ImGui::GetContentRegionAvail().x;
    title(pen, "Block " + whole(look.height));
    ImGui::SameLine(0, pen.em);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + pen.em * 0.45F);
    label(pen, look.change ? "altered" : "as it is");
    const float digit = width_of(pen.fonts.mono, "0");
    const auto across = static_cast<std::size_t>(std::max(8.0F, inner / digit));
    label(pen, "its hash");
    // In parts of equal length, so that the end is not alone on its line.
    const auto lines = (look.hash.size() + across - 1) / across;
    const auto letters = lines == 0 ? 1 : (look.hash.size() + lines - 1) / lines;
    for (std::size_t at = 0; at < look.hash.size(); at += letters) {
        const bool another = look.change && look.change->part == 0;
        write(pen.fonts.mono, another ? pen.colours.bad : pen.colours.text,
              std::string_view{look.hash}.substr(at, letters));
    }
    gap(pen, 0.2F);
    draw_block_bytes(look, pen, wishes);
    ImGui::EndChild();
}

// The link from one block down to the one below it.
void link(const Pen& pen, bool holds) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float space = ImGui::GetStyle().ItemSpacing.y;
    const float high = std::round(pen.em * 1.4F);
    const ImVec2 from{corner.x + pen.em * 1.6F, corner.y - space};
    const ImVec2 to{from.x, from.y + high};
    if (holds) {
        ImGui::GetWindowDrawList()->AddLine(from, to, pen.colours.good, pen.em * 0.18F);
    } else {
        dashed_line(from, to, pen.colours.bad, pen.em * 0.18F, 3);
        write_at(pen.fonts.small, pen.colours.bad,
                 {from.x + pen.em * 0.7F, from.y + pen.em * 0.25F}, "does not fit");
    }
    take_room(corner, 1, high - 2 * space);
}

void verdict_box(const BlockLook::Verdict& verdict, const Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x - pen.em * 0.2F;
    const float padding = std::round(pen.em * 0.7F);
    const float inner = width - 2 * padding;
    const float text = ImGui::CalcTextSize(verdict.text.c_str(), nullptr, false, inner).y;
    const float height = std::round(pen.em * 1.9F + text + padding);
    const auto corner = ImGui::GetCursorScreenPos();
    const ImVec2 far{corner.x + width, corner.y + height};
    const Colour colour = verdict.holds ? pen.colours.good : pen.colours.bad;
    auto* paper = ImGui::GetWindowDrawList();
    paper->AddRectFilled(corner, far, with_alpha(colour, 0.08F), pen.em * 0.4F);
    paper->AddRect(corner, far, colour, pen.em * 0.4F, 0, std::max(1.0F, pen.em * 0.1F));
    write_at(pen.fonts.strong, colour, {corner.x + padding, corner.y + pen.em * 0.5F},
             "block " + whole(verdict.height) + (verdict.holds ? " holds" : " does not hold"));
    ImGui::SetCursorScreenPos({corner.x + padding, corner.y + pen.em * 1.8F});
    wrapped(pen, pen.colours.text, verdict.text, inner);
    take_room(corner, width, height);
}

void buttons(const BlockLook& look, const Pen& pen, Wishes& wishes) {
    const bool changed = look.change.has_value();
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    // Beside the one before where there is room, else on the next line.
    const auto beside = [&](const char* words) {
        ImGui::SameLine();
        if (ImGui::GetCursorPosX() + width_of(pen.fonts.strong, words) + pen.em * 2.3F > right) {
            ImGui::NewLine();
        }
    };
    if (primary_button(pen, "Show it to the neighbours", changed)) wishes.want(ShowToNeighbours{});
    beside("Put it back");
    if (large_button(pen, "Put it back", changed)) wishes.want(PutBack{});
    beside("Another block");
    if (large_button(pen, "Another block")) wishes.want(StopLooking{});
}

void answers(const BlockLook& look, const Pen& pen, float height) {
    begin_box(pen, "answers", ImGui::GetContentRegionAvail().x, height);
    write(pen.fonts.strong, pen.colours.text, "What the neighbours say");
    const float inner = ImGui::GetContentRegionAvail().x;
    for (const auto& each : look.answers) {
        write(pen.fonts.strong, each.hung_up ? pen.colours.bad : pen.colours.text,
              shortened(pen.fonts.strong, each.name, inner));
        const float beside = width_of(pen.fonts.strong, each.name) + pen.em * 0.6F +
                             width_of(pen.fonts.body, each.text);
        if (beside < inner) ImGui::SameLine(0, pen.em * 0.6F);
        wrapped(pen, each.hung_up ? pen.colours.bad : pen.colours.faint, each.text, inner);
    }
    ImGui::EndChild();
}

}  // namespace

// The newest on top, as in a pile; it begins at the altered block, which lies lowest.
void AlterPage::verdicts(const BlockLook& look, const Pen& pen, float height) {
    begin_box(pen, "verdicts", ImGui::GetContentRegionAvail().x, height);
    write(pen.fonts.strong, pen.colours.text, "What can be seen without the coins");
    for (auto at = look.verdicts.rbegin(); at != look.verdicts.rend(); ++at) {
        verdict_box(*at, pen);
        if (std::next(at) != look.verdicts.rend()) link(pen, at->link_holds);
    }
    if (shown_ != look.height) ImGui::SetScrollHereY(1);
    ImGui::EndChild();
}

void AlterPage::draw(const ExplorerView& view, const Pen& pen, BlockStrip& strip, Wishes& wishes) {
    if (!view.look) {
        shown_.reset();
        choose(view, pen, strip, wishes);
        return;
    }
    const BlockLook& look = *view.look;
    const auto room = ImGui::GetContentRegionAvail();
    const float space = ImGui::GetStyle().ItemSpacing.x;
    bytes(look, pen, std::floor((room.x - space) * 0.52F), wishes);
    ImGui::SameLine(0, space);
    ImGui::BeginGroup();
    const bool told = !look.answers.empty();
    const float below = pen.em * (told ? 13.5F : 4.9F);
    verdicts(look, pen, std::max(ImGui::GetContentRegionAvail().y - below, pen.em * 6));
    buttons(look, pen, wishes);
    if (told) answers(look, pen, std::max(ImGui::GetContentRegionAvail().y, pen.em * 4));
    ImGui::EndGroup();
    shown_ = look.height;
}

}  // namespace sbc::gui
