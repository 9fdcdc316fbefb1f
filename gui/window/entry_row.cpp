#include "gui/window/entry_row.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// An arrow into the circle for what comes, out of it for what goes, a facet for what was mined.
void sign(const Pen& pen, EntryKind kind, Colour colour, ImVec2 middle) {
    auto* paper = ImGui::GetWindowDrawList();
    const float radius = pen.em * 0.85F;
    const float reach = pen.em * 0.32F;
    const float thick = std::max(1.5F, pen.em * 0.1F);
    paper->AddCircleFilled(middle, radius, with_alpha(colour, 0.14F));
    const auto line = [&](float x1, float y1, float x2, float y2) {
        paper->AddLine({middle.x + x1 * reach, middle.y + y1 * reach},
                       {middle.x + x2 * reach, middle.y + y2 * reach}, colour, thick);
    };
    switch (kind) {
        case EntryKind::Received:
            line(1, -1, -1, 1);
            line(-1, 1, 0.4F, 1);
            line(-1, 1, -1, -0.4F);
            return;
        case EntryKind::Sent:
            line(-1, 1, 1, -1);
            line(1, -1, -0.4F, -1);
            line(1, -1, 1, 0.4F);
            return;
        case EntryKind::Mined: paper->AddNgonFilled(middle, reach * 1.25F, colour, 4); return;
        case EntryKind::ToMyself: paper->AddCircle(middle, reach, colour, 0, thick); return;
    }
}

std::string second_line(const Entry& entry) {
    if (entry.state == EntryState::Refused) {
        return entry.reason;
    }
    if (!entry.note.empty()) {
        return note_line(entry);
    }
    return entry.label.empty() ? std::string{} : short_address(entry.address);
}

}  // namespace

std::string note_line(const Entry& entry) {
    std::string line = readable(entry.note);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

float entry_row_height(const Pen& pen) { return std::round(pen.em * 3.3F); }

Colour colour_of(const Pen& pen, const Entry& entry) {
    if (entry.state == EntryState::Refused) {
        return pen.colours.bad;
    }
    if (entry.state == EntryState::Waiting) {
        return pen.colours.waiting;
    }
    const bool came = entry.kind == EntryKind::Received || entry.kind == EntryKind::Mined;
    return came ? pen.colours.good : pen.colours.text;
}

void entry_row(const Pen& pen, const Entry& entry, std::uint32_t newest_height, float width) {
    const auto corner = ImGui::GetCursorPos();
    const auto screen = ImGui::GetCursorScreenPos();
    const float height = entry_row_height(pen);
    const float upper = corner.y + pen.em * 0.3F;
    const float lower = upper + pen.em * 1.35F;
    const float left = corner.x + pen.em * 2.5F;
    const auto colour = colour_of(pen, entry);
    ImGui::GetWindowDrawList()->AddLine({screen.x, screen.y}, {screen.x + width, screen.y},
                                        pen.colours.line);
    sign(pen, entry.kind, colour, {screen.x + pen.em * 0.95F, screen.y + height / 2});

    const auto amount = signed_figures(entry);
    const auto state = state_words(entry, newest_height);
    const auto state_colour = entry.state == EntryState::Confirmed ? pen.colours.faint : colour;
    const float taken =
        std::max(width_of(pen.fonts.strong, amount), width_of(pen.fonts.small, state)) + pen.em;
    const float room = corner.x + width - left - taken;

    ImGui::SetCursorPos({left, upper});
    words(pen, shortened(pen.fonts.body, headline(entry), room));
    ImGui::SetCursorPos({left, lower});
    write(pen.fonts.body, entry.state == EntryState::Refused ? pen.colours.bad : pen.colours.faint,
          shortened(pen.fonts.body, second_line(entry), room));
    ImGui::SetCursorPos({left, upper});
    write_right(pen.fonts.strong, colour, amount, corner.x + width);
    ImGui::SetCursorPos({left, lower + pen.em * 0.1F});
    write_right(pen.fonts.small, state_colour, state, corner.x + width);

    ImGui::SetCursorPos(corner);
    ImGui::Dummy({width, height - ImGui::GetStyle().ItemSpacing.y});
}

}  // namespace sbc::gui
