#include "gui/panels/letter_cards.hpp"

#include <imgui.h>

#include <cmath>

#include "gui/panels/letter_words.hpp"
#include "gui/window/address_chip.hpp"
#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// "card 3, until 20 December 2026"
std::string card_words(std::uint64_t sequence, const std::string& until) {
    const std::string number = "card " + figures({sequence});
    return until.empty() ? number : number + ", until " + until;
}

float width_of_button(const Pen& pen, std::string_view words) {
    return width_of(pen.fonts.body, words) + pen.em * 1.6F;
}

// On the same line if it fits into what is left of `width`, counted from `left`; else below.
void beside_if_room(float left, float width, float wanted) {
    ImGui::SameLine();
    if (ImGui::GetCursorPosX() + wanted > left + width) ImGui::NewLine();
}

}  // namespace

void ContactCard::head(const MailContact& contact, Pen& pen, float width) {
    const auto corner = ImGui::GetCursorPos();
    const float buttons = width_of_button(pen, "Rename") + width_of_button(pen, "Forget") +
                          ImGui::GetStyle().ItemSpacing.x;
    const float chip = width_of(pen.fonts.mono, short_address(contact.address)) + pen.em;
    const bool beside = width > buttons + chip + pen.em * 6;
    const float room = (beside ? width - buttons : width) - chip - pen.em;
    if (!contact.label.empty()) {
        auto* font = pen.fonts.strong;
        ImGui::AlignTextToFramePadding();
        write(font, pen.colours.text, shortened(font, contact.label, room));
        ImGui::SameLine(0, pen.em * 0.7F);
    }
    ImGui::SetCursorPosY(corner.y + ImGui::GetStyle().FramePadding.y);
    address_chip(pen, contact.address);
    if (beside) ImGui::SetCursorPos({corner.x + width - buttons, corner.y});
    if (button(pen, "Rename")) {
        asked_for_ = contact.address;
        renaming_ = true;
        name_ = contact.label;
    }
    ImGui::SameLine();
    if (button(pen, "Forget")) {
        asked_for_ = contact.address;
        forgetting_ = true;
    }
}

// The buttons belong to these words: where others come between press and release, nothing is said.
void ContactCard::answers(const MailContact& contact, Pen& pen) {
    ImGui::PushID(contact.fingerprint.c_str());
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    if (primary_button(pen, "These are the words")) {
        pen.want(CompareCard{contact.address, contact.fingerprint, true});
        opened_.erase(contact.address);
    }
    beside_if_room(left, width, width_of(pen.fonts.body, "They differ") + pen.em * 3.2F);
    if (large_button(pen, "They differ")) {
        pen.want(CompareCard{contact.address, contact.fingerprint, false});
    }
    ImGui::PopID();
}

void ContactCard::changed(const MailContact& contact, Pen& pen, float width) {
    const auto corner = ImGui::GetCursorScreenPos();
    {
        const Card card{pen, width, 0.9F};
        const std::string name = name_of(contact);
        const float inner = card.inner_width();
        wrapped(pen, pen.colours.bad,
                name + "\u2019s key has changed. Ask " + name +
                    ", aloud, for these words before you write anything secret.",
                inner);
        large_words(pen, contact.fingerprint, inner);
        wrapped(pen, pen.colours.faint,
                "A new device, or \u201CNew key now\u201D, makes other words. So does somebody who "
                "stands between you and reads.",
                inner);
        answers(contact, pen);
    }
    const float bottom = ImGui::GetItemRectMax().y;
    auto* paper = ImGui::GetWindowDrawList();
    const float round = ImGui::GetStyle().ChildRounding;
    paper->AddRect(corner, {corner.x + std::floor(width), bottom}, pen.colours.bad, round, 0,
                   std::max(2.0F, std::round(pen.em * 0.12F)));
    paper->AddRectFilled(corner, {corner.x + std::round(pen.em * 0.4F), bottom}, pen.colours.bad,
                         round, ImDrawFlags_RoundCornersLeft);
}

void ContactCard::comparison(const MailContact& contact, Pen& pen, float width) {
    const Card card{pen, width, 0.9F};
    const float inner = card.inner_width();
    const std::string name = name_of(contact);
    const Mark mark = mark_of(pen, contact);
    const float left = ImGui::GetCursorPosX();
    const bool open =
        contact.compared ? opened_.count(contact.address) > 0 : closed_.count(contact.address) == 0;
    const char* words = open ? (contact.compared ? "Close" : "Later") : "Compare aloud";
    const float button_width = width_of_button(pen, words);
    const float high = ImGui::GetFrameHeight();
    const auto corner = ImGui::GetCursorPos();
    dot(pen, mark.colour, high);
    ImGui::SetCursorPosY(corner.y + ImGui::GetStyle().FramePadding.y);
    const float room = left + inner - button_width - pen.em - ImGui::GetCursorPosX();
    const std::string card_is = card_words(contact.sequence, contact.until);
    const std::string both = std::string{mark.words} + ": " + card_is;
    const bool fits = width_of(pen.fonts.body, both) <= room;
    write(pen.fonts.body, mark.colour, fits ? both : shortened(pen.fonts.body, mark.words, room));
    if (!fits && ImGui::IsItemHovered()) tooltip(pen, card_is);
    ImGui::SetCursorPos({left + inner - button_width, corner.y});
    if (button(pen, words)) {
        auto& kept = contact.compared ? opened_ : closed_;
        if (kept.erase(contact.address) == 0) kept.insert(contact.address);
    }
    if (!open) return;
    large_words(pen, contact.fingerprint, inner);
    wrapped(pen, pen.colours.faint,
            "Meet " + name + ", or ring up, and have " + name +
                " read out the words under \u201CYour own card\u201D.",
            inner);
    answers(contact, pen);
}

void ContactCard::dialogs(const WalletView& view, const MailContact& contact, Pen& pen) {
    if (asked_for_ != contact.address) renaming_ = forgetting_ = false;
    if (awaited_.answer(view, pen) == Awaited::Answer::Done) renaming_ = false;
    dialog(pen, "Rename a contact", renaming_, 24, [&](float width) {
        title(pen, "What do you call this person?");
        if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
        (void)text_field(pen, "Name, for you alone", name_, "a name", width);
        const bool enter = entered();
        const std::string& trouble = awaited_.trouble();
        wrapped(pen, pen.colours.bad, trouble.empty() ? " " : trouble, width);
        const bool may = name_ != contact.label && !awaited_.waits();
        if (primary_button(pen, "Keep the name", may) || (enter && may)) {
            pen.want(Rename{contact.address, name_});
            awaited_.begin(view);
        }
        ImGui::SameLine();
        renaming_ = !large_button(pen, "Back") && renaming_;
    });
    if (!renaming_) awaited_.forget();
    dialog(pen, "Forget a contact", forgetting_, 26, [&](float width) {
        title(pen, "Forget " + name_of(contact) + "?");
        wrapped(pen, pen.colours.text,
                "The card and all letters, yours and the others, are gone for good; nobody else "
                "has them. Should the key be another one later, you would not be warned.",
                width);
        gap(pen, 0.3F);
        const bool yes = primary_button(pen, "Forget all of it");
        ImGui::SameLine();
        const bool back = large_button(pen, "Back");
        if (yes) pen.want(ForgetContact{contact.address});
        forgetting_ = forgetting_ && !yes && !back;
    });
}

void ContactCard::draw(const WalletView& view, const MailContact& contact, Pen& pen, float width) {
    ImGui::PushID(contact.address.c_str());
    head(contact, pen, width);
    if (contact.changed) {
        changed(contact, pen, width);
    } else if (contact.known) {
        comparison(contact, pen, width);
    } else {
        wrapped(pen, pen.colours.faint,
                "The card of " + name_of(contact) +
                    " is being looked for: nothing can be sealed before it is there. What you "
                    "write waits until then.",
                width);
    }
    ImGui::PopID();
    dialogs(view, contact, pen);
}

// --- one's own -----------------------------------------------------------------------------------

namespace {

// Whether one's own letters come, and are kept.
struct OwnState {
    std::string_view words;
    Colour colour;
    Colour dot;
};

OwnState own_state(const MailView& mail, const Pen& pen) {
    if (!mail.trouble.empty()) return {mail.trouble, pen.colours.bad, pen.colours.bad};
    if (mail.open) return {"Your letters reach you.", pen.colours.faint, pen.colours.good};
    return {"No core keeps letters for you now.", pen.colours.waiting, pen.colours.waiting};
}

}  // namespace

void OwnCard::open_card(const MailView& mail, Pen& pen, float width) {
    if (mail.card.fingerprint.empty()) {
        wrapped(
            pen, pen.colours.faint,
            mail.trouble.empty() ? "There is no card yet: it is being made." : "There is no card.",
            width);
        return;
    }
    label(pen, "Read these words out to whoever wants to compare them");
    large_words(pen, mail.card.fingerprint, width);
    faint(pen, card_words(mail.card.sequence, mail.card.until));
    label(pen, "One writes to you under this address");
    address_in_groups(pen, mail.address, width);
    if (button(pen, "Copy")) pen.want(CopyText{mail.address, "The address"});
    ImGui::SameLine();
    if (button(pen, "New key now \u2026")) asking_ = true;
}

void OwnCard::question(Pen& pen) {
    dialog(pen, "A new key", asking_, 28, [&](float width) {
        title(pen, "A new key for your letters?");
        wrapped(pen, pen.colours.text,
                "Your words will be others. Everybody who has compared them is warned that your "
                "key has changed, and has to compare again. Letters that are still on their way "
                "for the old key can be read for some days more; then the old key is destroyed.",
                width);
        gap(pen, 0.3F);
        const bool yes = primary_button(pen, "Make a new key", !pen.busy);
        ImGui::SameLine();
        const bool back = large_button(pen, "Back");
        if (yes) pen.want(RenewCard{});
        asking_ = asking_ && !yes && !back;
    });
}

void OwnCard::draw(const WalletView& view, Pen& pen, float width) {
    {
        const MailView& mail = *view.mail;
        const Card card{pen, width, 0.6F};
        const float inner = card.inner_width();
        const auto corner = ImGui::GetCursorPos();
        const char* words = open_ ? "Close" : "Your own card";
        const float button_width = width_of_button(pen, words);
        const OwnState state = own_state(mail, pen);
        dot(pen, state.dot, ImGui::GetFrameHeight());
        ImGui::SetCursorPosY(corner.y + ImGui::GetStyle().FramePadding.y);
        const float room = corner.x + inner - button_width - pen.em - ImGui::GetCursorPosX();
        wrapped(pen, state.colour, state.words, room);
        const float below = ImGui::GetCursorPosY();
        ImGui::SetCursorPos({corner.x + inner - button_width, corner.y});
        if (button(pen, words)) open_ = !open_;
        if (below > ImGui::GetCursorPosY()) ImGui::SetCursorPosY(below);
        if (open_) open_card(mail, pen, inner);
    }
    question(pen);
}

}  // namespace sbc::gui
