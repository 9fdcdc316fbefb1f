#include "gui/panels/engraved.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panels/letter_words.hpp"
#include "gui/window/address_chip.hpp"
#include "gui/window/answer_buttons.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/writing_field.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// A text is one paragraph, whatever is in it: with lines of its own, or with many blanks, it could
// imitate the line that says what is verified.
std::string one_paragraph(std::string_view text) {
    std::string line = readable(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    const auto both_blank = [](char one, char next) { return one == ' ' && next == ' '; };
    line.erase(std::unique(line.begin(), line.end(), both_blank), line.end());
    return line;
}

// Who it is, as one calls him; else nothing.
std::string author_of(const Engraving& engraving) {
    const std::string& label = engraving.label;
    if (engraving.ours) return label.empty() ? "You" : "You (" + label + ")";
    return label;
}

std::string state_of(const Engraving& engraving) {
    return engraving.verified ? "verified in block " + figures({engraving.height})
                              : "heard, in no block yet: it may never be";
}

// A filled dot for what is proven, a ring for hearsay.
void state(const Pen& pen, const Engraving& engraving) {
    const Colour colour = engraving.verified ? pen.colours.good : pen.colours.waiting;
    if (engraving.verified) {
        dot(pen, colour, pen.em * 0.95F);
    } else {
        state_sign(pen, MailState::Waiting, pen.em * 0.95F);
    }
    write(pen.fonts.small, colour, state_of(engraving));
}

constexpr float above_text = 1.75F;  // ems
constexpr float below_text = 2.15F;

void row(Pen& pen, const Engraving& engraving, std::size_t number, float text_height, float width) {
    const auto corner = ImGui::GetCursorPos();
    const auto screen = ImGui::GetCursorScreenPos();
    if (number > 0) {
        const float y = screen.y - std::round(pen.em * 0.3F);
        ImGui::GetWindowDrawList()->AddLine({screen.x, y}, {screen.x + width, y}, pen.colours.line);
    }
    const float top = corner.y + std::round(pen.em * 0.2F);
    const std::string who = author_of(engraving);
    const float when = width_of(pen.fonts.small, engraving.when) + pen.em;
    const float chip = width_of(pen.fonts.mono, short_address(engraving.author)) + pen.em * 0.6F;
    ImGui::SetCursorPos({corner.x, top});
    if (!who.empty()) {
        write(pen.fonts.strong, pen.colours.text,
              shortened(pen.fonts.strong, who, std::max(width - when - chip, pen.em * 3)));
        ImGui::SameLine(0, pen.em * 0.6F);
        ImGui::SetCursorPosY(top);
    }
    address_chip(pen, engraving.author, static_cast<int>(number));
    ImGui::SetCursorPos({corner.x, top + pen.em * 0.1F});
    write_right(pen.fonts.small, pen.colours.faint, engraving.when, corner.x + width);
    const float text_at = corner.y + std::round(pen.em * above_text);
    ImGui::SetCursorPos({corner.x, text_at});
    wrapped(pen, engraving.verified ? pen.colours.text : pen.colours.faint,
            one_paragraph(engraving.text), width);
    ImGui::SetCursorPos({corner.x, text_at + text_height + std::round(pen.em * 0.25F)});
    state(pen, engraving);
}

}  // namespace

void EngravedPanel::arrange(const WalletView& view, const Pen& pen, float width) {
    if (arranged_from_ == view.engravings && arranged_width_ == width && arranged_em_ == pen.em) {
        return;
    }
    arranged_from_ = view.engravings;
    arranged_width_ = width;
    arranged_em_ = pen.em;
    text_heights_.clear();
    rows_.clear();
    ImGui::PushFont(pen.fonts.body);
    for (const Engraving& each : *view.engravings) {
        const std::string text = one_paragraph(each.text);
        const auto size = ImGui::CalcTextSize(text.data(), text.data() + text.size(), false, width);
        text_heights_.push_back(size.y);
        rows_.add(std::round(size.y + pen.em * (above_text + below_text)));
    }
    ImGui::PopFont();
}

void EngravedPanel::timeline(const WalletView& view, Pen& pen, float width, float height) {
    begin_part("timeline", width, height, ImGuiWindowFlags_AlwaysVerticalScrollbar);
    const float inner = ImGui::GetContentRegionAvail().x - pen.em * 0.6F;
    arrange(view, pen, inner);
    if (view.engravings->empty()) {
        gap(pen, 0.3F);
        wrapped(pen, pen.colours.faint,
                "Nobody has engraved anything that this wallet has heard of. Be the first.", inner);
    } else {
        rows_.draw([&](std::size_t at) {
            row(pen, (*view.engravings)[at], at, text_heights_[at], inner);
        });
    }
    if (button(pen, "Older", view.older_engravings && !pen.busy)) pen.want(OlderEngravings{});
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    label(pen, "A core can leave some out; nothing would show it.");
    ImGui::EndChild();
}

void EngravedPanel::form(const WalletView& view, Pen& pen, float width) {
    if (awaited_.answer(view, pen) == Awaited::Answer::Done && text_ == sent_) {
        text_.clear();
        fee_.clear();
        ++fields_;
    }
    const Card card{pen, width, 0.9F};
    const float inner = card.inner_width();
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float fee = std::round(pen.em * 4);
    const float engrave = width_of(pen.fonts.body, "Engrave \u2026") + pen.em * 1.6F + spacing;
    if (focus_) {
        ImGui::SetKeyboardFocusHere();
        focus_ = false;
    }
    const auto corner = ImGui::GetCursorPos();
    ImGui::PushID(fields_);
    (void)text_field(pen, "A text of your own", text_, "what shall stay",
                     inner - fee - spacing - engrave);
    bool enter = entered();
    // Not SameLine(): it would align the label with the words inside the field.
    ImGui::SetCursorPos({corner.x + inner - fee - engrave, corner.y});
    (void)text_field(pen, "Fee", fee_, figures(view.default_fee).c_str(), fee);
    enter |= entered();
    ImGui::PopID();
    const FieldCheck room = room_for(text_, view.note_limit);
    const bool may =
        room.good && !awaited_.waits() && text_.find_first_not_of(" \t\r\n") != std::string::npos;
    if (button_beside_field(pen, "Engrave \u2026", may) || (enter && may)) {
        confirming_ = true;
        awaited_.forget();
    }
    const bool refused = !awaited_.trouble().empty();
    field_message(pen, refused ? FieldCheck{false, awaited_.trouble(), {}} : room, true, inner);
    wrapped(pen, pen.colours.waiting,
            "Everybody will read this, for ever: it goes into a block with your address beside it, "
            "and nobody can take it back.",
            inner);
}

void EngravedPanel::confirmation(const WalletView& view, Pen& pen) {
    dialog(pen, "Confirm engraving", confirming_, 30, [&](float width) {
        title(pen, "Engrave this?");
        gap(pen, 0.2F);
        wrapped(pen, pen.colours.text, one_paragraph(text_), width);
        rule(pen, width);
        name_and_value(pen, "Fee", fee_.empty() ? figures(view.default_fee) : fee_, width);
        wrapped(pen, pen.colours.waiting, "Everybody will read this, for ever.", width);
        gap(pen, 0.4F);
        const Answered answered = answer_buttons(pen, "Engrave it");
        if (answered.yes) {
            sent_ = text_;
            pen.want(Engrave{text_, fee_});
            awaited_.begin(view);
        }
        confirming_ = confirming_ && !answered.yes && !answered.back;
    });
}

void EngravedPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    if (!view.engravings) {
        const Card card{pen, width};
        wrapped(pen, pen.colours.faint,
                "Nobody reads engravings in this ledger: they stand in the blocks of a network.",
                card.inner_width());
        return;
    }
    form(view, pen, width);
    timeline(view, pen, width, std::max(ImGui::GetContentRegionAvail().y, pen.em * 10));
    confirmation(view, pen);
}

}  // namespace sbc::gui
