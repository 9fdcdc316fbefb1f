#include "gui/panels/keys.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// Of the two buttons at the end of a row.
float buttons_width(const Pen& pen) {
    return width_of(pen.fonts.body, "CopyRename") + pen.em * 3.2F + ImGui::GetStyle().ItemSpacing.x;
}

}  // namespace

void KeysPanel::row(Pen& pen, const std::string& address, const std::string& name,
                    const Points* balance, float width) {
    ImGui::PushID(address.c_str());
    const float left = ImGui::GetCursorPosX();
    const float at_address = left + width * 0.38F;
    const float at_buttons = left + width - buttons_width(pen);
    if (renaming_ == address) {
        if (focus_name_) {
            ImGui::SetKeyboardFocusHere();
            focus_name_ = false;
        }
        ImGui::SetNextItemWidth(at_address - left - pen.em);
        ImGui::InputTextWithHint("##name", "a name", &new_name_);
        if (entered()) {
            pen.want(Rename{address, new_name_});
            renaming_.clear();
        } else if (ImGui::IsItemDeactivated() && !ImGui::IsItemDeactivatedAfterEdit()) {
            renaming_.clear();
        }
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
    if (balance != nullptr) {
        ImGui::SameLine();
        write_right(pen.fonts.strong, pen.colours.text, figures(*balance), at_buttons - pen.em);
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(at_buttons);
    if (button(pen, "Copy")) {
        pen.want(CopyText{address, "The address"});
    }
    ImGui::SameLine();
    if (renaming_ == address ? button(pen, "Keep") : button(pen, "Rename")) {
        if (renaming_ == address) {
            pen.want(Rename{address, new_name_});
            renaming_.clear();
        } else {
            renaming_ = address;
            new_name_ = name;
            focus_name_ = true;
        }
    }
    ImGui::PopID();
}

void KeysPanel::own_addresses(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width};
    const float inner = card.inner_width();
    write(pen.fonts.strong, pen.colours.text, "Your addresses");
    for (const auto& own : view.addresses) {
        row(pen, own.text, own.label, &own.balance, inner);
    }
    gap(pen, 0.2F);
    (void)text_field(pen, "A new address: for whom or what", new_label_, "a label", inner * 0.5F);
    const bool enter = entered();
    if (button_beside_field(pen, "Make it") || enter) {
        pen.want(NewAddress{new_label_});
        new_label_.clear();
    }
}

void KeysPanel::contacts(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "Names you gave to others");
    if (view.contacts.empty()) {
        wrapped(pen, pen.colours.faint,
                "None yet. Choose a payment in the history and say whose address it is.",
                card.inner_width());
    }
    for (const auto& each : view.contacts) {
        row(pen, each.text, each.label, nullptr, card.inner_width());
    }
}

void KeysPanel::open(Dialog which) {
    dialog_ = which;
    which == Dialog::PassPhrase ? first_.focus() : second_.clear();
}

void KeysPanel::close() {
    dialog_ = Dialog::None;
    first_.clear();
    second_.clear();
    third_.clear();
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
        open(Dialog::Export);
    }
    ImGui::SameLine();
    if (button(pen, "Import \u2026")) {
        open(Dialog::Import);
    }
    ImGui::SameLine();
    if (button(pen, "Change pass phrase \u2026")) {
        open(Dialog::PassPhrase);
    }
    ImGui::SameLine();
    if (button(pen, "Lock")) {
        pen.want(LockKeys{});
    }
}

void KeysPanel::file_dialog(Pen& pen) {
    const bool exports = dialog_ == Dialog::Export;
    bool is_open = true;
    dialog(pen, exports ? "Export keys" : "Import keys", is_open, 28, [&](float width) {
        title(pen, exports ? "Export your keys" : "Import keys");
        wrapped(pen, pen.colours.faint,
                exports
                    ? "Writes a new file with all your keys. An existing file is never overwritten."
                    : "Adds the keys of another key file to yours.");
        if (ImGui::IsWindowAppearing()) {
            ImGui::SetKeyboardFocusHere();
        }
        (void)text_field(pen, "File", path_, "/media/stick/keys", width);
        bool enter = first_.draw(
            pen, exports ? "Pass phrase for that file" : "Pass phrase of that file", "", width);
        bool may = !path_.empty() && !first_.empty();
        if (exports) {
            enter |= second_.draw(pen, "The same once more", "", width);
            may = may && first_.same_as(second_);
            label(pen,
                  !second_.empty() && !first_.same_as(second_) ? "The two are different." : " ");
        }
        gap(pen, 0.3F);
        const bool yes = primary_button(pen, exports ? "Export" : "Import", may) || (enter && may);
        ImGui::SameLine();
        const bool back = large_button(pen, "Back");
        if (yes && exports) {
            pen.want(ExportKeys{path_, first_.take()});
        } else if (yes) {
            pen.want(ImportKeys{path_, first_.take()});
        }
        is_open = !yes && !back;
    });
    if (!is_open) {
        close();
    }
}

void KeysPanel::pass_phrase_dialog(Pen& pen) {
    bool is_open = true;
    dialog(pen, "Change pass phrase", is_open, 26, [&](float width) {
        title(pen, "Change the pass phrase");
        (void)first_.draw(pen, "The old one", "", width);
        (void)second_.draw(pen, "The new one", "several words are better than a few signs", width);
        const bool enter = third_.draw(pen, "The new one once more", "", width);
        const bool same = second_.same_as(third_);
        label(pen, !third_.empty() && !same ? "The two are different." : " ");
        const bool may = !first_.empty() && !second_.empty() && same;
        const bool yes = primary_button(pen, "Change it", may) || (enter && may);
        ImGui::SameLine();
        const bool back = large_button(pen, "Back");
        if (yes) {
            pen.want(ChangePassPhrase{first_.take(), second_.take()});
        }
        is_open = !yes && !back;
    });
    if (!is_open) {
        close();
    }
}

void KeysPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    own_addresses(view, pen, width);
    contacts(view, pen, width);
    key_file(view, pen, width);
    if (dialog_ == Dialog::Export || dialog_ == Dialog::Import) {
        file_dialog(pen);
    } else if (dialog_ == Dialog::PassPhrase) {
        pass_phrase_dialog(pen);
    }
}

}  // namespace sbc::gui
