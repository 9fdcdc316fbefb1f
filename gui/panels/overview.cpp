#include "gui/panels/overview.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/window/entry_row.hpp"
#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

constexpr std::size_t fewest_rows = 3;
constexpr std::size_t most_rows = 12;

void balance_card(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width, 1.5F};
    label(pen, is_behind(view.connection) ? "You can spend, as of block " + figures({view.height})
                                          : "You can spend");
    write(pen.fonts.hero, pen.colours.text, figures(view.balance.spendable));
    const auto below = ImGui::GetCursorPos();
    const float beside = ImGui::GetItemRectSize().x + pen.em * 0.5F;
    ImGui::SetCursorPos({below.x + beside, below.y - pen.em * 2.05F});
    faint(pen, view.balance.spendable.count == 1 ? "point" : "points");
    ImGui::SetCursorPos(below);
    if (primary_button(pen, "Send")) {
        pen.go_to = PanelName::Send;
    }
    ImGui::SameLine();
    if (large_button(pen, "Receive")) {
        pen.go_to = PanelName::Receive;
    }
}

void small_card(const Pen& pen, const char* name, Points amount, const char* about, Colour colour,
                float width) {
    const Card card{pen, width, 0.9F};
    label(pen, shortened(pen.fonts.small, name, card.inner_width()));
    write(pen.fonts.title, amount.count == 0 ? pen.colours.faint : colour, figures(amount));
    label(pen, shortened(pen.fonts.small, about, card.inner_width()));
}

void side_cards(const WalletView& view, const Pen& pen, float width) {
    const auto& style = ImGui::GetStyle();
    const float third = (width - 2 * style.ItemSpacing.x) / 3;
    small_card(pen, "Arriving", view.balance.arriving, "waits for a block", pen.colours.waiting,
               third);
    ImGui::SameLine();
    small_card(pen, "Leaving", view.balance.leaving, "waits for a block", pen.colours.waiting,
               third);
    ImGui::SameLine();
    small_card(pen, "Maturing", view.balance.maturing, "mined, too young", pen.colours.text, third);
}

void newest_entries(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "What happened last");
    const auto& history = *view.history;
    if (history.empty()) {
        wrapped(pen, pen.colours.faint, "Nothing yet. Give somebody your address, or mine a block.",
                card.inner_width());
        return;
    }
    const auto below = ImGui::GetCursorPos();
    const auto all = "All " + figures({history.size()});
    ImGui::SetCursorPos(
        {below.x + card.inner_width() - width_of(pen.fonts.body, all) - pen.em * 1.6F,
         below.y - pen.em * 2});
    if (button(pen, all.c_str())) {
        pen.go_to = PanelName::Entries;
    }
    ImGui::SetCursorPos({below.x, below.y + pen.em * 0.3F});
    const float room = ImGui::GetContentRegionAvail().y - pen.em * 1.2F;
    const auto rows = static_cast<std::size_t>(std::max(0.0F, room / entry_row_height(pen)));
    for (std::size_t at = 0;
         at < std::min(std::clamp(rows, fewest_rows, most_rows), history.size()); ++at) {
        entry_row(pen, history[at], view.height, card.inner_width());
    }
}

}  // namespace

void OverviewPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    balance_card(view, pen, width);
    side_cards(view, pen, width);
    newest_entries(view, pen, width);
}

}  // namespace sbc::gui
