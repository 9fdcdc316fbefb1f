#include "gui/panels/letters.hpp"

#include <imgui.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "gui/panels/letter_words.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {

std::size_t unread_letters(const WalletView& view) {
    if (!view.mail) return 0;
    return std::accumulate(
        view.mail->contacts.begin(), view.mail->contacts.end(), std::size_t{0},
        [](std::size_t sum, const MailContact& each) { return sum + each.unread; });
}

void LettersPanel::right_side(const WalletView& view, const MailContact& with, Pen& pen,
                              float width, float bottom) {
    ImGui::BeginGroup();
    card_.draw(view, with, pen, width);
    conversation_.draw(view, with, pen, width, bottom - ImGui::GetCursorPosY());
    ImGui::EndGroup();
}

void LettersPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    if (!view.mail || !view.mail->there) {
        const Card card{pen, width};
        wrapped(pen, pen.colours.faint, why_no_letters(view), card.inner_width());
        return;
    }
    own_.draw(view, pen, width);
    const MailContact* with = contacts_.chosen(*view.mail);
    const float height = ImGui::GetContentRegionAvail().y;
    const float bottom = ImGui::GetCursorPosY() + height;
    const bool beside = width > pen.em * 31;
    const float between = std::round(pen.em * 1.1F);
    const bool focus = std::exchange(focus_, false);
    // The field that has the keyboard is scrolled into sight, and a warning would be out of it.
    if (focus && beside && with != nullptr && !with->changed) conversation_.focus();
    if (beside) {
        const float left = std::round(pen.em * 12.5F);
        contacts_.draw(view, pen, left, height);
        if (with == nullptr) return;
        ImGui::SameLine(0, between);
        right_side(view, *with, pen, width - left - between, bottom);
        return;
    }
    contacts_.draw_list(*view.mail, pen, width, std::round(pen.em * 6));
    rule(pen, width);
    if (with != nullptr) right_side(view, *with, pen, width, bottom);
    contacts_.draw_form(view, pen, width);
}

}  // namespace sbc::gui
