#include "gui/panels/keys.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// Of the buttons at the end of a row.
float buttons_width(const Pen& pen, bool contact) {
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    return contact ? width_of(pen.fonts.body, "CopyRenameForget") + pen.em * 4.8F + 2 * spacing
                   : width_of(pen.fonts.body, "CopyRename") + pen.em * 3.2F + spacing;
}

bool own(const WalletView& view, const std::string& address) {
    return std::any_of(view.addresses.begin(), view.addresses.end(),
                       [&](const OwnAddress& each) { return each.text == address; });
}

}  // namespace

// The name that was typed stays in its field until it is kept.
void KeysPanel::rename(const WalletView& view, Pen& pen, const std::string& address) {
    if (rename_awaited_.waits()) return;
    pen.want(Rename{address, new_name_});
    rename_awaited_.begin(view);
}

void KeysPanel::hear_renamed(const WalletView& view, const Pen& pen) {
    switch (rename_awaited_.answer(view, pen)) {
        case Awaited::Answer::None: return;
        case Awaited::Answer::Done: renaming_.clear(); return;
        case Awaited::Answer::Refused: focus_name_ = true; return;  // the notice says why
    }
}

void KeysPanel::name_field(const WalletView& view, Pen& pen, const std::string& address,
                           float width) {
    if (focus_name_) {
        ImGui::SetKeyboardFocusHere();
        focus_name_ = false;
    }
    ImGui::SetNextItemWidth(width);
    ImGui::InputTextWithHint("##name", "a name", &new_name_);
    if (entered()) {
        rename(view, pen, address);
    } else if (ImGui::IsItemDeactivated() && !ImGui::IsItemDeactivatedAfterEdit()) {
        renaming_.clear();
    }
}

void KeysPanel::row_buttons(const WalletView& view, Pen& pen, const std::string& address,
                            const std::string& name, bool contact) {
    if (button(pen, "Copy")) {
        pen.want(CopyText{address, "The address"});
    }
    ImGui::SameLine();
    if (renaming_ == address ? button(pen, "Keep") : button(pen, "Rename")) {
        if (renaming_ == address) {
            rename(view, pen, address);
        } else {
            rename_awaited_.forget();
            renaming_ = address;
            new_name_ = name;
            focus_name_ = true;
        }
    }
    if (contact) {
        ImGui::SameLine();
        if (button(pen, "Forget")) {
            pen.want(Rename{address, {}});
        }
    }
}

void KeysPanel::row(const WalletView& view, Pen& pen, const std::string& address,
                    const std::string& name, const Points* balance, float width) {
    ImGui::PushID(address.c_str());
    const bool contact = balance == nullptr;
    const float left = ImGui::GetCursorPosX();
    const float at_address = left + width * (contact ? 0.34F : 0.38F);
    const float at_buttons = left + width - buttons_width(pen, contact);
    if (renaming_ == address) {
        name_field(view, pen, address, at_address - left - pen.em);
    } else {
        ImGui::AlignTextToFramePadding();
        const auto shown =
            shortened(pen.fonts.body, name.empty() ? "no name" : name, at_address - left - pen.em);
        name.empty() ? faint(pen, shown) : words(pen, shown);
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(at_address);
    ImGui::AlignTextToFramePadding();
    write(pen.fonts.mono, pen.colours.faint, short_address(address));
    if (!contact) {
        ImGui::SameLine();
        write_right(pen.fonts.strong, pen.colours.text, figures(*balance), at_buttons - pen.em);
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(at_buttons);
    row_buttons(view, pen, address, name, contact);
    ImGui::PopID();
}

void KeysPanel::own_addresses(const WalletView& view, Pen& pen, float width) {
    if (label_awaited_.answer(view, pen) == Awaited::Answer::Done && new_label_ == sent_label_) {
        new_label_.clear();
    }
    const Card card{pen, width};
    const float inner = card.inner_width();
    write(pen.fonts.strong, pen.colours.text, "Your addresses");
    ImGui::PushID("own");
    for (const auto& own : view.addresses) {
        row(view, pen, own.text, own.label, &own.balance, inner);
    }
    ImGui::PopID();
    gap(pen, 0.2F);
    (void)text_field(pen, "A new address: for whom or what", new_label_, "a label", inner * 0.5F);
    const bool enter = entered();
    const bool may = !label_awaited_.waits();
    if (button_beside_field(pen, "Make it", may) || (enter && may)) {
        sent_label_ = new_label_;
        pen.want(NewAddress{new_label_});
        label_awaited_.begin(view);
    }
    if (!label_awaited_.trouble().empty()) {
        wrapped(pen, pen.colours.bad, label_awaited_.trouble(), inner);
    }
}

// Where nobody counts who was given how much, there is nobody to be called anything.
void KeysPanel::name_claim(const WalletView& view, Pen& pen, float width) {
    if (!has_network(view.connection) || view.addresses.empty()) return;
    if (claim_awaited_.answer(view, pen) == Awaited::Answer::Done) claimed_.clear();
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "Your name in the ranking");
    const OwnAddress& first = view.addresses.front();
    wrapped(
        pen, pen.colours.faint,
        "Everybody reads it, and it stays in the chain for ever. It costs the usual fee, out of "
        "what lies at " +
            (first.label.empty() ? short_address(first.text) : first.label) + ".",
        card.inner_width());
    if (text_field(pen, "What you want to be called", claimed_, "a name",
                   card.inner_width() * 0.5F)) {
        claim_meant_ = false;
    }
    const bool enter = entered();
    const bool may = !claim_awaited_.waits();
    const char* words = !claim_meant_      ? "Claim it"
                        : claimed_.empty() ? "Yes: no name any more"
                                           : "Yes: claim it for ever";
    if (button_beside_field(pen, words, may) || (enter && may)) {
        if (claim_meant_) {
            pen.want(ClaimName{first.text, claimed_});
            claim_awaited_.begin(view);
        }
        claim_meant_ = !claim_meant_;
    }
    if (!claim_awaited_.trouble().empty()) {
        wrapped(pen, pen.colours.bad, claim_awaited_.trouble(), card.inner_width());
    }
}

void KeysPanel::contacts(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "Names you gave to others");
    if (view.contacts.empty()) {
        wrapped(pen, pen.colours.faint,
                "None yet. With a name you pay somebody without the address.", card.inner_width());
    }
    ImGui::PushID("contact");
    for (const auto& each : view.contacts) {
        // The keys of one that had a name were imported: it is in the list above.
        if (!own(view, each.text)) {
            row(view, pen, each.text, each.label, nullptr, card.inner_width());
        }
    }
    ImGui::PopID();
    gap(pen, 0.2F);
    new_contact(view, pen, card.inner_width());
}

void KeysPanel::new_contact(const WalletView& view, Pen& pen, float width) {
    if (contact_awaited_.answer(view, pen) == Awaited::Answer::Done) {
        contact_name_.clear();
        contact_address_.clear();
    }
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float name_width = width * 0.34F - spacing;
    const auto corner = ImGui::GetCursorPos();
    (void)text_field(pen, "Somebody else's name", contact_name_, "a name", name_width);
    bool enter = entered();
    // Not SameLine(): it would align the label with the words inside the field.
    ImGui::SetCursorPos({corner.x + name_width + spacing, corner.y});
    const float add = width_of(pen.fonts.body, "Add") + pen.em * 1.6F + spacing;
    (void)text_field(pen, "and address", contact_address_, "sb1\u2026",
                     width - name_width - spacing - add);
    enter |= entered();
    const bool may =
        !contact_name_.empty() && !contact_address_.empty() && !contact_awaited_.waits();
    if (button_beside_field(pen, "Add", may) || (enter && may)) {
        pen.want(Rename{contact_address_, contact_name_});
        contact_awaited_.begin(view);
    }
    if (!contact_awaited_.trouble().empty()) {
        wrapped(pen, pen.colours.bad, contact_awaited_.trouble(), width);
    }
}

void KeysPanel::key_file(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "The key file");
    wrapped(pen, pen.colours.faint,
            "Whoever has the keys has the points, and nobody can bring them back: keep a copy of "
            "the file in another "
            "place, and the pass phrase in your head.",
            card.inner_width());
    if (!view.key_file.empty()) {
        write(pen.fonts.mono, pen.colours.text,
              shortened(pen.fonts.mono, view.key_file, card.inner_width()));
    }
    if (button(pen, "Export \u2026")) {
        dialogs_.open(KeyDialogs::Which::Export);
    }
    ImGui::SameLine();
    if (button(pen, "Import \u2026")) {
        dialogs_.open(KeyDialogs::Which::Import);
    }
    ImGui::SameLine();
    if (button(pen, "Change pass phrase \u2026")) {
        dialogs_.open(KeyDialogs::Which::PassPhrase);
    }
    ImGui::SameLine();
    if (button(pen, "Lock")) {
        pen.want(LockKeys{});
    }
}

void KeysPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    hear_renamed(view, pen);
    own_addresses(view, pen, width);
    name_claim(view, pen, width);
    key_file(view, pen, width);
    contacts(view, pen, width);
    dialogs_.draw(view, pen);
}

}  // namespace sbc::gui
