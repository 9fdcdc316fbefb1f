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
    trouble(view, pen, !again_.empty() && !same ? "The two are different." : " ", width);
    gap(pen, 0.2F);
    const bool may = !phrase_.empty() && same && !pen.busy;
    if (primary_button(pen, "Make the wallet", may, width) || (enter && may)) {
        again_.clear();
        pen.want(CreateWallet{phrase_.take()});
        first_time_ = true;
    }
}

void UnlockPanel::draw(const WalletView& view, Pen& pen) {
    const auto room = ImGui::GetContentRegionAvail();
    const float width = std::min(pen.em * 26, room.x);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (room.x - width) / 2);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + room.y * 0.16F);
    if (first_time_ && !pen.busy) {
        phrase_.focus();
        first_time_ = false;
    }
    ImGui::BeginGroup();
    {
        const Card card{pen, width, 1.8F};
        view.keys == KeysState::None ? choose(view, pen, card.inner_width())
                                     : ask(view, pen, card.inner_width());
    }
    ImGui::EndGroup();
}

}  // namespace sbc::gui
