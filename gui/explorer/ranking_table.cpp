#include "gui/explorer/ranking_table.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

constexpr auto nobody_yet = "Nobody has been given any points yet.";

// A name is only what its bearer says of itself, and stands in quotes for that.
std::string quoted(const std::string& name, const Pen& pen, float width) {
    const float quotes = width_of(pen.fonts.strong, "\u201c\u201d");
    return "\u201c" + shortened(pen.fonts.strong, name, width - quotes) + "\u201d";
}

std::string place_of(std::size_t at) { return whole(at + 1) + "."; }

// The name, or the address where nobody claims one.
void write_who(const Pen& pen, const RankMark& rank, ImVec2 at, float width) {
    if (rank.name.empty()) {
        const auto address = shortened(pen.fonts.mono, rank.address, width);
        write_at(pen.fonts.mono, pen.colours.text, at, address);
        return;
    }
    const auto name = rank.claimed ? quoted(rank.name, pen, width)
                                   : shortened(pen.fonts.strong, rank.name, width);
    write_at(pen.fonts.strong, pen.colours.text, at, name);
}

float row_height(const Pen& pen) { return std::round(pen.em * 3.1F); }

// Two lines: who and how much; below, small, the address, the last note and what was mined.
void rank_row(const Pen& pen, const RankMark& rank, std::size_t place, float width) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float right = corner.x + width;
    const float left = corner.x + pen.em * 2.4F;
    const auto received = whole(rank.received);
    const float points = width_of(pen.fonts.title, received);
    write_at(place < 3 ? pen.fonts.strong : pen.fonts.body,
             place < 3 ? pen.colours.accent : pen.colours.faint,
             {corner.x, corner.y + pen.em * 0.3F}, place_of(place));
    write_at(pen.fonts.title, pen.colours.text, {right - points, corner.y}, received);
    write_who(pen, rank, {left, corner.y + pen.em * 0.3F}, right - points - pen.em - left);

    const float below = corner.y + pen.em * 1.65F;
    const auto mined = rank.mined == 0 ? std::string{} : "mined " + whole(rank.mined);
    const float mined_width = width_of(pen.fonts.small, mined);
    write_at(pen.fonts.small, pen.colours.faint, {right - mined_width, below}, mined);
    float x = left;
    if (!rank.name.empty()) {
        const auto address = shortened(pen.fonts.small, rank.address, width * 0.4F);
        write_at(pen.fonts.small, pen.colours.faint, {x, below}, address);
        x += width_of(pen.fonts.small, address) + pen.em;
    }
    const float rest = right - mined_width - pen.em - x;
    if (!rank.why.empty() && rest > pen.em * 2) {
        write_at(pen.fonts.small, pen.colours.faint, {x, below},
                 shortened(pen.fonts.small, rank.why, rest));
    }
    take_room(corner, width, row_height(pen) - ImGui::GetStyle().ItemSpacing.y);
}

void list(const Pen& pen, const char* name, const std::string& of,
          const std::vector<RankMark>& ranks, float width) {
    begin_box(pen, name, width, ImGui::GetContentRegionAvail().y);
    const auto corner = ImGui::GetCursorScreenPos();
    const float inner = ImGui::GetContentRegionAvail().x;
    write_at(pen.fonts.title, pen.colours.text, corner, name);
    write_at(
        pen.fonts.small, pen.colours.faint,
        {corner.x + width_of(pen.fonts.title, name) + pen.em * 0.7F, corner.y + pen.em * 0.45F},
        of);
    take_room(corner, inner, std::round(pen.em * 1.6F));
    if (ranks.empty()) wrapped(pen, pen.colours.faint, nobody_yet, inner);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(ranks.size()), row_height(pen));
    while (clipper.Step()) {
        for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at) {
            const auto index = static_cast<std::size_t>(at);
            rank_row(pen, ranks[index], index, inner - pen.em * 0.3F);
        }
    }
    ImGui::EndChild();
}

}  // namespace

void draw_ranking(const ExplorerView& view, const Pen& pen) {
    const float space = ImGui::GetStyle().ItemSpacing.x * 1.5F;
    const float half = std::floor((ImGui::GetContentRegionAvail().x - space) / 2);
    list(pen, "Of all time", {}, view.ranking, half);
    ImGui::SameLine(0, space);
    list(pen, "The last day", view.day, view.of_day, half);
}

void draw_first_of_ranking(const ExplorerView& view, const Pen& pen, float width, float height) {
    begin_box(pen, "first of ranking", width, height,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    write(pen.fonts.strong, pen.colours.text, "Points received");
    const float inner = ImGui::GetContentRegionAvail().x;
    if (view.ranking.empty()) wrapped(pen, pen.colours.faint, nobody_yet, inner);
    const float row = std::round(pen.em * 1.9F);
    const auto begin = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().y + pen.em * 0.4F;
    const auto rows = static_cast<std::size_t>(std::max(0.0F, room / row));
    for (std::size_t at = 0; at < std::min(rows, view.ranking.size()); ++at) {
        const ImVec2 corner{begin.x, begin.y + static_cast<float>(at) * row};
        const auto received = whole(view.ranking[at].received);
        const float points = width_of(pen.fonts.title, received);
        const float middle = corner.y + pen.em * 0.3F;
        const float left = corner.x + pen.em * 2;
        write_at(pen.fonts.body, pen.colours.faint, {corner.x, middle}, place_of(at));
        write_at(pen.fonts.title, pen.colours.text, {corner.x + inner - points, corner.y},
                 received);
        const RankMark& rank = view.ranking[at];
        const float right = corner.x + inner - points - pen.em;
        write_who(pen, rank, {left, middle}, right - left);
        const float address = width_of(pen.fonts.small, rank.address);
        const float name = width_of(pen.fonts.strong, "\u201c" + rank.name + "\u201d");
        if (rank.name.empty() || left + name + pen.em + address > right) continue;
        write_at(pen.fonts.small, pen.colours.faint, {right - address, middle + pen.em * 0.1F},
                 rank.address);
    }
    take_room(begin, inner, 1);
    ImGui::EndChild();
}

}  // namespace sbc::gui
