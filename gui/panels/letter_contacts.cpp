#include "gui/panels/letter_contacts.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panels/letter_words.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/unread_badge.hpp"

namespace sbc::gui {
namespace {

float row_height(const Pen& pen) { return std::round(pen.em * 3.0F); }

void row(const Pen& pen, const MailContact& contact, float width) {
    const auto corner = ImGui::GetCursorPos();
    const auto screen = ImGui::GetCursorScreenPos();
    const float left = pen.em * 0.5F;
    const float badge =
        unread_badge(pen, contact.unread, screen.x + width - left, screen.y + pen.em * 0.35F);
    const float room = width - 2 * left - badge;
    auto* font = contact.unread > 0 ? pen.fonts.strong : pen.fonts.body;
    ImGui::SetCursorPos({corner.x + left, corner.y + pen.em * 0.3F});
    write(font, pen.colours.text, shortened(font, name_of(contact), room));
    const Mark mark = mark_of(pen, contact);
    ImGui::SetCursorPos({corner.x + left, corner.y + pen.em * 1.6F});
    dot(pen, mark.colour, pen.em * 0.95F);
    const float words_room = corner.x + width - left - ImGui::GetCursorPosX();
    write(pen.fonts.small, mark.colour, shortened(pen.fonts.small, mark.words, words_room));
    ImGui::SetCursorPos(corner);
    ImGui::Dummy({width, row_height(pen) - ImGui::GetStyle().ItemSpacing.y});
}

}  // namespace

const MailContact* LetterContacts::chosen(const MailView& mail) {
    if (mail.contacts.empty()) return nullptr;
    const auto found =
        std::find_if(mail.contacts.begin(), mail.contacts.end(),
                     [&](const MailContact& each) { return each.address == chosen_; });
    if (found != mail.contacts.end()) return &*found;
    chosen_ = mail.contacts.front().address;
    return &mail.contacts.front();
}

void LetterContacts::draw_list(const MailView& mail, const Pen& pen, float width, float height) {
    begin_part("contacts", width, height, 0);
    if (mail.contacts.empty()) {
        wrapped(pen, pen.colours.faint, "Nobody yet. Look for somebody below.");
    }
    const float inner = ImGui::GetContentRegionAvail().x;
    const float high = row_height(pen);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(mail.contacts.size()), high);
    while (clipper.Step()) {
        for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at) {
            const MailContact& contact = mail.contacts[static_cast<std::size_t>(at)];
            const auto corner = ImGui::GetCursorPos();
            ImGui::PushID(contact.address.c_str());
            if (ImGui::Selectable("##row", contact.address == chosen_, 0,
                                  {inner, high - ImGui::GetStyle().ItemSpacing.y})) {
                chosen_ = contact.address;
            }
            ImGui::PopID();
            ImGui::SetCursorPos(corner);
            row(pen, contact, inner);
        }
    }
    ImGui::EndChild();
}

void LetterContacts::draw_form(const WalletView& view, Pen& pen, float width) {
    if (awaited_.answer(view, pen) == Awaited::Answer::Done) {
        address_.clear();
        name_.clear();
    }
    (void)text_field(pen, "Write to somebody new", address_, "an address, or a name", width);
    bool enter = entered();
    (void)text_field(pen, "whom you call", name_, "a name", width);
    enter |= entered();
    const bool may = !address_.empty() && !awaited_.waits();
    if (button(pen, "Look for the card", may, width) || (enter && may)) {
        pen.want(FindCard{address_});
        if (!name_.empty()) pen.want(Rename{address_, name_});  // that name may be taken
        awaited_.begin(view, name_.empty() ? 1 : 2);
    }
    if (!awaited_.trouble().empty()) wrapped(pen, pen.colours.bad, awaited_.trouble(), width);
}

void LetterContacts::draw(const WalletView& view, Pen& pen, float width, float height) {
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    ImGui::BeginGroup();
    const float list = std::max(height - form_height_ - spacing, row_height(pen) * 2);
    draw_list(*view.mail, pen, width, list);
    const float before = ImGui::GetCursorPosY();
    draw_form(view, pen, width);
    form_height_ = ImGui::GetCursorPosY() - before - spacing;
    ImGui::EndGroup();
}

}  // namespace sbc::gui
