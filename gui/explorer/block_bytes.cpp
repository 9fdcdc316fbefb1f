#include "gui/explorer/block_bytes.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

struct Field {
    const char* name;
    std::size_t offset, length;
};

constexpr std::array<Field, 6> fields{{{"version", 0, 4},
                                       {"previous", 4, 32},
                                       {"merkle root", 36, 32},
                                       {"time", 68, 4},
                                       {"bits", 72, 4},
                                       {"nonce", 76, 4}}};

std::string hex(std::uint8_t byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {digits[byte >> 4U], digits[byte & 15U]};
}

bool is_changed(const BlockLook& look, std::uint32_t part, std::size_t offset) {
    return look.change && look.change->part == part && look.change->offset == offset;
}

// Not rounded, as width_of() is: a line has many.
float letter_width(const Pen& pen) {
    return pen.fonts.mono->GetCharAdvance('0') * ImGui::GetIO().FontGlobalScale;
}

float line_height(const Pen& pen) { return std::round(pen.em * 1.4F); }

// What a click on the byte under the mouse wants.
void answer_mouse(const BlockLook& look, std::uint32_t part, std::size_t offset, std::uint8_t byte,
                  Wishes& wishes) {
    const bool changed = is_changed(look, part, offset);
    const auto next = next_value(part, byte);
    if (!changed && !next) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
    if (changed) {
        wishes.want(PutBack{});
    } else {
        wishes.want(ChangeByte{part, static_cast<std::uint32_t>(offset), *next});
    }
}

void ground(const Pen& pen, ImVec2 corner, float width, Colour colour) {
    const float rim = pen.em * 0.12F;
    ImGui::GetWindowDrawList()->AddRectFilled(
        {corner.x - rim, corner.y}, {corner.x + width + rim, corner.y + line_height(pen) - rim},
        colour, pen.em * 0.2F);
}

bool is_over(ImVec2 corner, float width, float height) {
    return ImGui::IsWindowHovered() &&
           ImGui::IsMouseHoveringRect(corner, {corner.x + width, corner.y + height});
}

void header_field(const BlockLook& look, const Field& field, const Pen& pen, Wishes& wishes) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float digit = letter_width(pen);
    const float cell = digit * 2.5F;
    const float indent = pen.em * 5.4F;
    const float width = ImGui::GetContentRegionAvail().x;
    std::size_t across = 32;  // as many bytes to the line as fit, of 32, 16, 8 or 4
    while (across > 4 && indent + static_cast<float>(across) * cell > width) across /= 2;
    write_at(pen.fonts.small, pen.colours.faint, {corner.x, corner.y + pen.em * 0.2F}, field.name);
    for (std::size_t at = 0; at < field.length; ++at) {
        const auto offset = field.offset + at;
        const std::size_t line = at / across;
        const ImVec2 place{corner.x + indent + static_cast<float>(at % across) * cell,
                           corner.y + static_cast<float>(line) * line_height(pen)};
        const bool changed = is_changed(look, 0, offset);
        if (is_over({place.x - digit * 0.35F, place.y}, cell, line_height(pen))) {
            if (!changed) ground(pen, place, digit * 2, pen.colours.accent_soft);
            answer_mouse(look, 0, offset, look.header[offset], wishes);
        }
        if (changed) ground(pen, place, digit * 2, pen.colours.bad);
        write_at(pen.fonts.mono, changed ? pen.colours.card : pen.colours.text,
                 {place.x, place.y + pen.em * 0.13F}, hex(look.header[offset]));
    }
    const std::size_t lines = (field.length + across - 1) / across;
    take_room(corner, width,
              static_cast<float>(lines) * line_height(pen) - ImGui::GetStyle().ItemSpacing.y);
}

// A letter of a text: a note may have some of several bytes, which are as wide as two.
std::size_t bytes_of_letter(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

// A transaction's text, wrapped by letters.
class Text {
public:
    Text(const BlockLook& look, std::uint32_t part, const Pen& pen)
        : look_{look},
          part_{part},
          text_{look.transactions[part - 1]},
          pen_{pen},
          corner_{ImGui::GetCursorScreenPos()},
          width_{ImGui::GetContentRegionAvail().x},
          letter_{letter_width(pen)},
          across_{static_cast<std::size_t>(std::max(4.0F, width_ / letter_))} {}

    void draw(Wishes& wishes) {
        const auto* window = ImGui::GetWindowDrawList();
        const float from = window->GetClipRectMin().y - line_height(pen_);
        const float to = window->GetClipRectMax().y;
        std::size_t begin = 0;
        float y = corner_.y;
        while (begin < text_.size()) {
            const auto end = end_of_line(begin);
            if (y > from && y < to) line(begin, end, y, wishes);
            begin = end;
            y += line_height(pen_);
        }
        take_room(corner_, width_, y - corner_.y);
    }

private:
    [[nodiscard]] std::size_t end_of_line(std::size_t at) const {
        std::size_t columns = 0;
        while (at < text_.size()) {
            const auto bytes = bytes_of_letter(text_, at);
            columns += bytes > 1 ? 2 : 1;
            if (columns > across_) break;
            at += bytes;
        }
        return at;
    }

    void line(std::size_t begin, std::size_t end, float y, Wishes& wishes) {
        float x = corner_.x;
        std::size_t run = begin;  // what is drawn at once, and where
        float run_x = x;
        const auto finish = [&](std::size_t at) {
            const auto words = text_.substr(run, at - run);
            if (!words.empty()) {
                write_at(pen_.fonts.mono, pen_.colours.text, {run_x, y + pen_.em * 0.13F}, words);
            }
        };
        for (std::size_t at = begin; at < end;) {
            const auto bytes = bytes_of_letter(text_, at);
            const float wide = letter_ * (bytes > 1 ? 2.0F : 1.0F);
            letter_ground(at, {x, y}, wishes);
            if (bytes > 1 || is_changed(look_, part_, at)) {
                finish(at);
                write_at(pen_.fonts.mono,
                         is_changed(look_, part_, at) ? pen_.colours.card : pen_.colours.text,
                         {x, y + pen_.em * 0.13F}, text_.substr(at, bytes));
                run = at + bytes;
                run_x = x + wide;
            }
            at += bytes;
            x += wide;
        }
        finish(end);
    }

    void letter_ground(std::size_t at, ImVec2 place, Wishes& wishes) const {
        const auto byte = static_cast<std::uint8_t>(text_[at]);
        const bool changed = is_changed(look_, part_, at);
        if (changed) ground(pen_, place, letter_, pen_.colours.bad);
        if (!is_over(place, letter_, line_height(pen_))) return;
        if (!changed && next_value(part_, byte)) {
            ground(pen_, place, letter_, pen_.colours.accent_soft);
        }
        answer_mouse(look_, part_, at, byte, wishes);
    }

    const BlockLook& look_;
    std::uint32_t part_;
    std::string_view text_;
    const Pen& pen_;
    ImVec2 corner_;
    float width_;
    float letter_;
    std::size_t across_;
};

}  // namespace

std::optional<std::uint8_t> next_value(std::uint32_t part, std::uint8_t byte) {
    if (part == 0) return static_cast<std::uint8_t>(byte + 1);
    if (byte >= '0' && byte <= '9') return static_cast<std::uint8_t>(byte == '9' ? '0' : byte + 1);
    if (byte >= 'a' && byte <= 'z') return static_cast<std::uint8_t>(byte == 'z' ? 'a' : byte + 1);
    return std::nullopt;
}

void draw_block_bytes(const BlockLook& look, const Pen& pen, Wishes& wishes) {
    for (const Field& each : fields) header_field(look, each, pen, wishes);
    for (std::uint32_t part = 1; part <= look.transactions.size(); ++part) {
        gap(pen, 0.2F);
        rule(pen, ImGui::GetContentRegionAvail().x);
        label(pen, part == 1 ? "transaction 1, which pays the miner"
                             : "transaction " + std::to_string(part));
        Text{look, part, pen}.draw(wishes);
    }
}

}  // namespace sbc::gui
