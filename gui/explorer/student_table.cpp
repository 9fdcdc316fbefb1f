#include "gui/explorer/student_table.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

using Student = ClassLook::Student;

constexpr auto other_side = "other side";
constexpr auto our_side = "our side";

std::string what_of(const Student& student) {
    if (!student.present) return "no node";
    if (student.host) return student.mines ? "host, mines" : "host";
    return student.mines ? "mines" : "node";
}

std::string side_of(const ClassLook& look, const Student& student) {
    if (!look.parted || !student.present) return {};
    return student.apart ? other_side : our_side;
}

// Of one who has no node nothing is known that he would have.
std::string height_of(const Student& student) {
    return student.present ? whole(student.height) : std::string{};
}
std::string wallets_of(const Student& student) {
    return student.present ? whole(student.wallets) : std::string{};
}
std::string gift_of(const Student& student) {
    return student.gift == 0 ? std::string{} : whole(student.gift);
}

// Where the columns are, counted from the row's left edge. Those of numbers end there.
struct Columns {
    float name_width = 0;
    float what = 0, side = 0;
    float height = 0, wallets = 0, gift = 0;
};

// The column of a number is as wide as its name or the largest; all digits are equally wide.
float number_width(const Pen& pen, const char* name, const ClassLook& look,
                   std::uint64_t Student::*number) {
    std::uint64_t most = 0;
    for (const Student& each : look.students) most = std::max(most, each.*number);
    return std::max(width_of(pen.fonts.small, name), width_of(pen.fonts.body, whole(most)));
}

// The name has what the others leave, until it is enough for nearly all; then all are spread.
Columns columns_of(const ClassLook& look, const Pen& pen, float width) {
    const float what = width_of(pen.fonts.body, "host, mines");
    const float side = look.parted ? width_of(pen.fonts.body, other_side) : 0;
    const float height = number_width(pen, "block", look, &Student::height);
    const float wallets = number_width(pen, "wallets", look, &Student::wallets);
    const float gift = number_width(pen, "points", look, &Student::gift);
    const float spaces = look.parted ? 5 : 4;
    const float rest = width - what - side - height - wallets - gift - pen.em * 20;
    const float space = std::round(std::max(pen.em * 1.6F, rest / spaces));
    Columns columns;
    columns.gift = width;
    columns.wallets = columns.gift - gift - space;
    columns.height = columns.wallets - wallets - space;
    columns.side = columns.height - height - space - side;
    columns.what = columns.side - what - (look.parted ? space : 0);
    columns.name_width = columns.what - space;
    return columns;
}

void heads(const ClassLook& look, const Pen& pen, const Columns& columns) {
    const auto corner = ImGui::GetCursorScreenPos();
    const auto head = [&](float x, const char* name) {
        write_at(pen.fonts.small, pen.colours.faint, {corner.x + x, corner.y}, name);
    };
    const auto number = [&](float right, const char* name) {
        head(right - width_of(pen.fonts.small, name), name);
    };
    head(0, "name");
    head(columns.what, "is");
    if (look.parted) head(columns.side, "on");
    number(columns.height, "block");
    number(columns.wallets, "wallets");
    number(columns.gift, "points");
    take_room(corner, columns.gift, std::round(pen.em * 0.84F));
}

void row(const ClassLook& look, const Student& student, const Pen& pen, const Columns& columns) {
    const auto corner = ImGui::GetCursorScreenPos();
    const Colour ink = student.present ? pen.colours.text : pen.colours.faint;
    const auto text = [&](ImFont* font, Colour colour, float x, const std::string& words) {
        if (!words.empty()) write_at(font, colour, {corner.x + x, corner.y}, words);
    };
    const auto number = [&](float right, const std::string& digits) {
        text(pen.fonts.body, ink, right - width_of(pen.fonts.body, digits), digits);
    };
    auto* font = student.present ? pen.fonts.strong : pen.fonts.body;
    text(font, ink, 0, shortened(font, student.name, columns.name_width));
    text(pen.fonts.body, student.host ? pen.colours.accent : ink, columns.what, what_of(student));
    text(pen.fonts.body, student.apart ? pen.colours.bad : pen.colours.faint, columns.side,
         side_of(look, student));
    number(columns.height, height_of(student));
    number(columns.wallets, wallets_of(student));
    number(columns.gift, gift_of(student));
    take_room(corner, columns.gift, std::round(pen.em * 1.1F));
}

// What stands in the columns elsewhere, as one line.
std::string in_words(const ClassLook& look, const Student& student) {
    std::string words = what_of(student);
    if (const auto side = side_of(look, student); !side.empty()) words += ", " + side;
    if (student.present) {
        words += ", block " + whole(student.height);
        if (student.wallets > 0) words += ", " + counted(student.wallets, "wallet");
    }
    return words;
}

void narrow_row(const ClassLook& look, const Student& student, const Pen& pen, float width) {
    const auto corner = ImGui::GetCursorScreenPos();
    const Colour ink = student.present ? pen.colours.text : pen.colours.faint;
    const auto points = student.gift == 0 ? std::string{} : counted(student.gift, "point");
    const float right = width_of(pen.fonts.body, points);
    auto* font = student.present ? pen.fonts.strong : pen.fonts.body;
    write_at(font, ink, corner, shortened(font, student.name, width - right - pen.em));
    write_at(pen.fonts.body, ink, {corner.x + width - right, corner.y}, points);
    write_at(pen.fonts.small, student.apart ? pen.colours.bad : pen.colours.faint,
             {corner.x, corner.y + pen.em * 1.25F},
             shortened(pen.fonts.small, in_words(look, student), width));
    take_room(corner, width, std::round(pen.em * 2.3F));
}

// There is no button between the rows for the arrows to go to.
void page_keys() {
    const auto pressed = [](auto key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    const float page = ImGui::GetWindowHeight() + ImGui::GetStyle().ItemSpacing.y;
    if (pressed(ImGuiKey_PageDown)) ImGui::SetScrollY(ImGui::GetScrollY() + page);
    if (pressed(ImGuiKey_PageUp)) ImGui::SetScrollY(std::max(0.0F, ImGui::GetScrollY() - page));
}

void count(const ClassLook& look, const Pen& pen) {
    const auto here = std::count_if(look.students.begin(), look.students.end(),
                                    [](const Student& each) { return each.present; });
    write(pen.fonts.strong, pen.colours.text, "In the class");
    ImGui::SameLine(0, pen.em);
    const auto words =
        counted(static_cast<std::uint64_t>(here), "node") + ", " + counted(look.wallets, "wallet");
    faint(pen, shortened(pen.fonts.body, words, ImGui::GetContentRegionAvail().x));
}

}  // namespace

void draw_students(const ClassLook& look, const Pen& pen, float height) {
    begin_box(pen, "students", ImGui::GetContentRegionAvail().x, height,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    count(look, pen);
    if (look.students.empty()) faint(pen, "Nobody is here yet.");
    const float width = std::floor(ImGui::GetContentRegionAvail().x -
                                   ImGui::GetStyle().ScrollbarSize - pen.em * 0.3F);
    const auto columns = columns_of(look, pen, width);
    const bool narrow = columns.name_width < pen.em * 9;
    if (!narrow && !look.students.empty()) heads(look, pen, columns);
    // As many rows as are seen whole, as long as nobody scrolls.
    const float between = ImGui::GetStyle().ItemSpacing.y;
    const float row_height = std::round(pen.em * (narrow ? 2.3F : 1.1F)) + between;
    const float rows = std::floor((ImGui::GetContentRegionAvail().y + between) / row_height);
    begin_part("rows", 0, std::max(rows, 1.0F) * row_height - between, ImGuiWindowFlags_None);
    page_keys();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(look.students.size()), row_height);
    while (clipper.Step()) {
        for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at) {
            const Student& student = look.students[static_cast<std::size_t>(at)];
            if (narrow) {
                narrow_row(look, student, pen, width);
            } else {
                row(look, student, pen, columns);
            }
        }
    }
    ImGui::EndChild();
    ImGui::EndChild();
}

}  // namespace sbc::gui
