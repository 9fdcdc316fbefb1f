#include "gui/panels/unlock.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

void trouble(const WalletView& view, const Pen& pen, std::string_view otherwise, float width) {
    const bool show = !view.keys_trouble.empty() && !pen.busy;
    wrapped(pen, show ? pen.colours.bad : pen.colours.faint,
            pen.busy ? "One moment: a pass phrase is made slow to try on purpose."
            : show   ? view.keys_trouble
                     : otherwise,
            width);
}

}  // namespace

void UnlockPanel::ask(const WalletView& view, Pen& pen, float width) {
    title(pen, "Unlock your wallet");
    if (!view.key_file.empty()) {
        write(pen.fonts.mono, pen.colours.faint, shortened(pen.fonts.mono, view.key_file, width));
    }
    gap(pen, 0.3F);
    const bool enter = phrase_.draw(pen, "Pass phrase", "", width);
    trouble(view, pen, " ", width);
    gap(pen, 0.2F);
    const bool may = !phrase_.empty() && !pen.busy;
    if (primary_button(pen, "Unlock", may, width) || (enter && may)) {
        pen.want(Unlock{phrase_.take()});
        first_time_ = true;
    }
}

void UnlockPanel::choose(const WalletView& view, Pen& pen, float width) {
    title(pen, "Make a wallet");
    wrapped(pen, pen.colours.faint,
            "Your keys are kept in a file that only a pass phrase opens. Nobody can tell it to you "
            "again: choose "
            "several words that you will remember.",
            width);
    gap(pen, 0.3F);
    bool enter = phrase_.draw(pen, "Pass phrase", "", width);
    enter |= again_.draw(pen, "The same once more", "", width);
    const bool same = phrase_.same_as(again_);
    const bool lost = *phrase_.trouble() != '\0';
    if (lost) {
        wrapped(pen, pen.colours.bad, phrase_.trouble(), width);
    } else if (!again_.empty() && !same) {
        wrapped(pen, pen.colours.faint, "The two are different.", width);
    } else {
        last_try(view, pen, width);
    }
    gap(pen, 0.2F);
    const bool may = !phrase_.empty() && same && !lost && !pen.busy;
    if (primary_button(pen, "Make the wallet", may, width) || (enter && may)) {
        again_.clear();
        pen.want(CreateWallet{phrase_.take()});
        tried_ = first_time_ = true;
    }
    if (large_button(pen, "Import a key file \u2026", !pen.busy, width)) {
        show_import(true);
    }
}

void UnlockPanel::last_try(const WalletView& view, const Pen& pen, float width) const {
    if (tried_ || pen.busy) {
        trouble(view, pen, " ", width);
    } else {
        wrapped(pen, pen.colours.faint, " ", width);
    }
}

void UnlockPanel::show_import(bool shown) {
    importing_ = focus_path_ = shown;
    first_time_ = !shown;
    tried_ = false;
    path_.clear();
    phrase_.clear();
    again_.clear();
}

void UnlockPanel::import_keys(const WalletView& view, Pen& pen, float width) {
    title(pen, "Import a key file");
    wrapped(pen, pen.colours.faint,
            "A copy that you exported once, or that you kept elsewhere. Its keys become this "
            "wallet's, and its pass phrase opens them here as well.",
            width);
    gap(pen, 0.3F);
    if (focus_path_) {
        ImGui::SetKeyboardFocusHere();
        focus_path_ = false;
    }
    (void)text_field(pen, "File", path_, "/media/stick/keys", width);
    const bool enter = phrase_.draw(pen, "Pass phrase of that file", "", width);
    last_try(view, pen, width);
    gap(pen, 0.2F);
    const bool may = !path_.empty() && !phrase_.empty() && !pen.busy;
    if (primary_button(pen, "Import", may, width) || (enter && may)) {
        pen.want(ImportKeys{path_, phrase_.take()});
        tried_ = true;
    }
    if (large_button(pen, "Back", !pen.busy, width) ||
        (!pen.busy && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false))) {
        show_import(false);
    }
}

void UnlockPanel::draw(const WalletView& view, Pen& pen) {
    const auto room = ImGui::GetContentRegionAvail();
    const float width = std::min(pen.em * 26, room.x);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (room.x - width) / 2);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + room.y * 0.16F);
    if (first_time_ && !importing_ && !pen.busy) {
        phrase_.focus();
        first_time_ = false;
    }
    ImGui::BeginGroup();
    {
        const Card card{pen, width, 1.8F};
        const float inner = card.inner_width();
        if (view.keys != KeysState::None) {
            importing_ = false;
            ask(view, pen, inner);
        } else {
            importing_ ? import_keys(view, pen, inner) : choose(view, pen, inner);
        }
    }
    ImGui::EndGroup();
}

}  // namespace sbc::gui
