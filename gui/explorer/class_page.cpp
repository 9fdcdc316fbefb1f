#include "gui/explorer/class_page.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "gui/explorer/ink.hpp"
#include "gui/explorer/student_table.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

// The parts of the line between which it is broken first.
std::array<std::string, 3> parts_of(const ClassLook& look) {
    return {"./course class join", look.join, "--name YOURNAME"};
}

// How the line is written.
struct Lines {
    ImFont* font;
    std::vector<std::string> all;
    bool in_a_word = false;  // a break stands where no space belongs
};

// As much of it as fits, up to a slash where there is one: at least one letter.
std::size_t broken_at(ImFont* font, std::string_view word, float width) {
    std::size_t fits = 1;
    while (fits < word.size() && width_of(font, word.substr(0, fits + 1)) <= width) ++fits;
    const auto slash = word.substr(0, fits).rfind('/');
    return fits == word.size() || slash == std::string_view::npos ? fits : slash + 1;
}

// In the largest letters in which no part must be broken, if there are such.
ImFont* letters_for(const std::array<std::string, 3>& parts, const Pen& pen, float width) {
    for (auto* font : {pen.fonts.mono_hero, pen.fonts.mono_title}) {
        if (std::all_of(parts.begin(), parts.end(),
                        [&](const std::string& part) { return width_of(font, part) <= width; })) {
            return font;
        }
    }
    return pen.fonts.mono;
}

Lines lines_of(const ClassLook& look, const Pen& pen, float width) {
    const auto parts = parts_of(look);
    Lines lines{letters_for(parts, pen, width), {}};
    const auto fits = [&](const std::string& words) {
        return width_of(lines.font, words) <= width;
    };
    for (const auto& part : parts) {
        if (!lines.all.empty() && fits(lines.all.back() + " " + part)) {
            lines.all.back() += " " + part;
            continue;
        }
        std::string_view rest = part;
        while (!rest.empty()) {
            const auto upto = broken_at(lines.font, rest, width);
            lines.all.emplace_back(rest.substr(0, upto));
            rest.remove_prefix(upto);
            lines.in_a_word = lines.in_a_word || !rest.empty();
        }
    }
    return lines;
}

void write_line(const ClassLook& look, const Pen& pen, float width) {
    const auto lines = lines_of(look, pen, width);
    title(pen, "To join, type:");
    const char* how =
        lines.in_a_word ? "as one line, and no space after a / at an end" : "as one line";
    if (lines.all.size() > 1) {
        const float rest = width - width_of(pen.fonts.title, "To join, type:") - pen.em;
        if (width_of(pen.fonts.body, how) <= rest) {
            ImGui::SameLine(0, pen.em);
            ImGui::SetCursorPosY(ImGui::GetCursorPosY() + pen.em * 0.32F);
        }
        wrapped(pen, pen.colours.faint, how, width);
    }
    for (const auto& each : lines.all) write(lines.font, pen.colours.accent, each);
}

void notes(const ClassLook& look, const Pen& pen, float width) {
    gap(pen, 0);
    if (look.at_home) {
        wrapped(pen, pen.colours.waiting,
                "Only this machine can join. For others the host starts the class with --host "
                "ADDRESS, which is that of his machine in the room's network.",
                width);
    }
    if (!look.faucet.empty()) wrapped(pen, pen.colours.faint, look.faucet, width);
}

std::string state_of(const ClassLook& look) {
    if (!look.parted) return "The class is whole";
    const std::string minutes = std::to_string(look.minutes_left);
    return "The class is parted, for " + minutes +
           (look.minutes_left == 1 ? " more minute" : " more minutes");
}

// On one line as far as there is room.
void state(const ClassLook& look, const Pen& pen, Wishes& wishes) {
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto words = state_of(look);
    auto* font = width_of(pen.fonts.title, words) <= width ? pen.fonts.title : pen.fonts.strong;
    const float top = ImGui::GetCursorPosY();
    const float line = std::round(pen.em * 2);
    const float letters = pen.em * (font == pen.fonts.title ? 1.4F : 1.0F);
    ImGui::SetCursorPosY(top + std::round((line - letters) / 2));
    write(font, look.parted ? pen.colours.bad : pen.colours.good, shortened(font, words, width));
    ImGui::SetCursorPosY(top + line + ImGui::GetStyle().ItemSpacing.y);
    if (!look.host) return;
    constexpr auto part = "Part the class";
    constexpr auto heal = "Heal the class";
    const float buttons = width_of(pen.fonts.strong, part) + width_of(pen.fonts.body, heal) +
                          pen.em * 4.6F + ImGui::GetStyle().ItemSpacing.x;
    if (width_of(font, words) + pen.em + buttons <= width) {
        ImGui::SetCursorPos({left + width - buttons, top});
    }
    if (primary_button(pen, part, !look.parted)) wishes.want(PartClass{});
    ImGui::SameLine();
    if (large_button(pen, heal, look.parted)) wishes.want(HealClass{});
}

}  // namespace

std::string join_line(const ClassLook& look) {
    const auto parts = parts_of(look);
    return parts[0] + " " + parts[1] + " " + parts[2];
}

void ClassPage::code(const std::string& line, const Pen& pen, float most) {
    code_.draw(pen, line, most,
               "There is no QR code: this was built without libqrencode. The line beside it says "
               "the same.");
}

// The code stands beside the line; where that would break the line within a word, below it.
void ClassPage::joining(const ClassLook& look, const Pen& pen) {
    const auto line = join_line(look);
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float most = std::min(pen.em * 12.6F, ImGui::GetWindowHeight() * 0.4F);
    const float side = code_.side(line, most);
    const float rest = std::floor(width - side - pen.em * 1.6F);
    const bool beside = width_of(pen.fonts.mono, look.join) <= rest;
    if (beside) {
        ImGui::BeginGroup();
        write_line(look, pen, rest);
        notes(look, pen, rest);
        ImGui::EndGroup();
        const float high = std::max(ImGui::GetItemRectSize().y, side);
        ImGui::SetCursorScreenPos({corner.x + width - side, corner.y});
        code(line, pen, most);
        take_room(corner, width, high);
        return;
    }
    write_line(look, pen, width);
    ImGui::BeginGroup();
    code(line, pen, most);
    ImGui::EndGroup();
    ImGui::SameLine(0, pen.em * 1.6F);
    ImGui::BeginGroup();
    notes(look, pen, rest);
    ImGui::EndGroup();
}

void ClassPage::draw(const ClassLook& look, const Pen& pen, Wishes& wishes) {
    joining(look, pen);
    state(look, pen, wishes);
    // Where too little is left for it, it has nearly all of the page, which is scrolled then.
    const float rest = ImGui::GetContentRegionAvail().y;
    const float least = pen.em * 10;
    draw_students(look, pen,
                  rest >= least ? rest : std::max(least, ImGui::GetWindowHeight() * 0.7F));
}

}  // namespace sbc::gui
