#include "gui/window/wallet_window.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/window/navigation_line.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/shortcuts.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

constexpr std::array<std::pair<PanelName, const char*>, 10> panels{{
    {PanelName::Overview, "Overview"},
    {PanelName::Receive, "Receive"},
    {PanelName::Send, "Send"},
    {PanelName::Entries, "History"},
    {PanelName::Keys, "Keys"},
    {PanelName::Settings, "Settings"},
    {PanelName::Notices, "Notices"},
    {PanelName::Network, "Network"},
    {PanelName::Letters, "Letters"},
    {PanelName::Engraved, "Engraved"},
}};

const char* title_of(PanelName name) { return panels[static_cast<std::size_t>(name)].second; }

// A ledger of one's own has no network to look at; a wallet that knows of no letters, as before
// chapter 08, shows none.
bool is_there(PanelName panel, const WalletView& view) {
    switch (panel) {
        case PanelName::Network: return has_network(view.connection);
        case PanelName::Letters: return view.mail != nullptr;
        case PanelName::Engraved: return view.engravings != nullptr;
        default: return true;
    }
}

// The keys that lead to the panels: "Ctrl+1 to Ctrl+7".
std::string panel_keys(const WalletView& view) {
    std::string keys = "Ctrl+1 to Ctrl+7";
    for (const auto& [panel, digit] : {std::pair{PanelName::Network, '8'},
                                       {PanelName::Letters, '9'},
                                       {PanelName::Engraved, '0'}}) {
        if (is_there(panel, view)) keys.back() = digit;
    }
    return keys;
}

bool has_block_button(const WalletView& view) {
    return !view.next_block.empty() && view.keys == KeysState::Open;
}

float foot_height(const WalletView& view, const Pen& pen) {
    return pen.em * (has_block_button(view) ? 5.4F : 2.8F);
}

}  // namespace

WalletWindow::WalletWindow(Look look, std::string fonts_missing)
    : look_{look}, told_{look}, fonts_missing_{std::move(fonts_missing)} {}

void WalletWindow::go_to(PanelName panel) {
    if (panel == shown_) {
        return;
    }
    shown_ = panel;
    focus_panel_ = true;
    if (panel == PanelName::Send) {
        send_.focus();
    } else if (panel == PanelName::Entries) {
        history_.focus();
    } else if (panel == PanelName::Letters) {
        letters_.focus();
    } else if (panel == PanelName::Engraved) {
        engraved_.focus();
    }
}

void WalletWindow::navigation(const WalletView& view, Pen& pen, float width) {
    const float padding = std::round(pen.em * 0.8F);
    const auto room = ImGui::GetContentRegionAvail();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ImGui::ColorConvertU32ToFloat4(pen.colours.side));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    begin_part("navigation", width, room.y,
               ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar |
                   ImGuiWindowFlags_NoScrollWithMouse);
    const float inner = width - 2 * padding;
    gap(pen, 0.3F);
    ImGui::SetCursorPosX(padding + pen.em * 0.9F);
    write(pen.fonts.title, pen.colours.text,
          shortened(pen.fonts.title, view.network, inner - pen.em));
    gap(pen, 0.5F);
    // The foot is always there; in a low window the names above it scroll.
    const float top = ImGui::GetWindowHeight() - foot_height(view, pen) - pen.em * 0.6F;
    const float names = top - ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y;
    begin_part("names", inner, std::max(names, pen.em * 2.4F), 0);
    lines(view, pen);
    ImGui::EndChild();
    foot(view, pen, inner);
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

void WalletWindow::lines(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    for (const auto& [name, words] : panels) {
        if (!is_there(name, view)) continue;
        const bool here = shown_ == name;
        const std::size_t unread = name == PanelName::Letters ? unread_letters(view) : 0;
        if (here && focus_panel_) {
            ImGui::SetScrollHereY();
        }
        if (navigation_line(pen, words, here && view.keys == KeysState::Open, width, unread)) {
            pen.go_to = name;
        }
    }
}

void WalletWindow::foot(const WalletView& view, Pen& pen, float width) {
    const float top = ImGui::GetWindowHeight() - foot_height(view, pen) - pen.em * 0.6F;
    ImGui::SetCursorPosY(std::max(top, ImGui::GetCursorPosY()));
    const float indent = pen.em * 0.9F;
    if (has_block_button(view)) {
        if (button(pen, view.next_block.c_str(), !pen.busy, width)) {
            pen.want(CloseBlock{});
        }
        gap(pen, 0.1F);
    }
    ImGui::Indent(indent);
    if (has_network(view.connection)) {
        state_dot(pen, view.connection, pen.em * 0.85F);
        label(pen, short_connection_words(view.connection));
    } else {
        label(pen, shortened(pen.fonts.small, view.status, width - indent));
    }
    label(pen, pen.busy ? "working \u2026" : "block " + figures({view.height}));
    ImGui::Unindent(indent);
}

void WalletWindow::panel(const WalletView& view, Pen& pen) {
    if (view.keys != KeysState::Open) {
        unlock_.draw(view, pen);
        return;
    }
    if (shown_ != PanelName::Network) draw_banner(view, pen);
    title(pen, title_of(shown_));
    gap(pen, 0.15F);
    switch (shown_) {
        case PanelName::Overview: overview_.draw(view, pen); return;
        case PanelName::Receive: receive_.draw(view, pen); return;
        case PanelName::Send: send_.draw(view, pen); return;
        case PanelName::Entries: history_.draw(view, pen); return;
        case PanelName::Keys: keys_.draw(view, pen); return;
        case PanelName::Settings:
            settings_.draw(look_, fonts_missing_, {panel_keys(view), view.mail != nullptr}, pen);
            return;
        case PanelName::Notices: notices_.draw_list(pen); return;
        case PanelName::Network: network_.draw(view, pen); return;
        case PanelName::Letters: letters_.draw(view, pen); return;
        case PanelName::Engraved: engraved_.draw(view, pen); return;
    }
}

void WalletWindow::look_keys() {
    if (pressed(Shortcut::Theme)) {
        look_.theme = look_.theme == ThemeName::Light ? ThemeName::Dark : ThemeName::Light;
    }
    if (pressed(Shortcut::Larger)) {
        look_.font_size = font_size_within_limits(look_.font_size + 2);
    }
    if (pressed(Shortcut::Smaller)) {
        look_.font_size = font_size_within_limits(look_.font_size - 2);
    }
}

void WalletWindow::keys(const WalletView& view, Pen& pen, Drawn& drawn) {
    look_keys();
    drawn.close = pressed(Shortcut::Quit);
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) {
        return;  // a question waits for its answer
    }
    if (const auto chosen = panel_key_pressed(); chosen && is_there(*chosen, view)) {
        pen.go_to = *chosen;
    }
    if (pressed(Shortcut::Block) && has_block_button(view) && !pen.busy) {
        pen.want(CloseBlock{});
    }
    if (pressed(Shortcut::Search)) {
        pen.go_to = PanelName::Entries;
        history_.focus();
    }
    if (pressed(Shortcut::Copy) && shown_ == PanelName::Receive && !ImGui::GetIO().WantTextInput) {
        if (auto copied = receive_.copied(view)) {
            pen.want(std::move(*copied));
        }
    }
}

// The clipboard is the window's own affair.
void WalletWindow::carry_out_copies(Pen& pen, double now) {
    std::vector<Command> others;
    for (auto& command : pen.commands) {
        if (const auto* copy = std::get_if<CopyText>(&command)) {
            ImGui::SetClipboardText(copy->text.c_str());
            notices_.tell(Tone::Good, copy->what + " is in the clipboard.", {}, now);
        } else {
            others.push_back(std::move(command));
        }
    }
    pen.commands = std::move(others);
}

void WalletWindow::hear(const Glimpse& glimpse, double now) {
    notices_.hear(*glimpse.view, now);
    if (glimpse.troubles > troubles_told_) {
        troubles_told_ = glimpse.troubles;
        notices_.tell(Tone::Bad, "Something went wrong.", glimpse.trouble, now);
    }
    if (!fonts_told_ && !fonts_missing_.empty()) {
        notices_.tell(Tone::Plain, fonts_missing_, {}, now);
    }
    fonts_told_ = true;
}

void WalletWindow::current_panel(const WalletView& view, Pen& pen) {
    const float padding = std::round(pen.em * 1.5F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
    const float width =
        std::min(ImGui::GetContentRegionAvail().x, std::round(pen.em * 72));  // lines stay readable
    if (std::exchange(focus_panel_, false)) {
        ImGui::SetNextWindowFocus();
    }
    begin_part(title_of(shown_), width, 0, ImGuiWindowFlags_AlwaysUseWindowPadding);
    panel(view, pen);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

Drawn WalletWindow::draw(const Glimpse& glimpse, const FontSet& fonts) {
    const auto& view = *glimpse.view;
    const double now = ImGui::GetTime();
    Pen pen{fonts, palette_of(look_.theme), ImGui::GetFontSize(), glimpse.busy, {}, shown_};
    Drawn drawn;
    hear(glimpse, now);
    const auto* screen = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen->Pos);
    ImGui::SetNextWindowSize(screen->Size);
    ImGui::Begin("wallet", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoNavFocus);
    keys(view, pen, drawn);
    navigation(view, pen, std::round(pen.em * 11.5F));
    ImGui::SameLine(0, 0);
    current_panel(view, pen);
    ImGui::End();

    if (auto again = history_.take_pay_again(); !again.empty()) {
        send_.begin(again);
    }
    carry_out_copies(pen, now);
    drawn.again = notices_.draw_newest(pen, now);
    if (look_ != told_) {
        told_ = look_;
        pen.want(ChangeLook{look_});
    }
    go_to(pen.go_to);
    drawn.commands = std::move(pen.commands);
    return drawn;
}

}  // namespace sbc::gui
