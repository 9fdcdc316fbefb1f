#include "gui/explorer/explorer_window.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/explorer/big_figures.hpp"
#include "gui/explorer/curves.hpp"
#include "gui/explorer/ink.hpp"
#include "gui/explorer/network_picture.hpp"
#include "gui/explorer/ranking_table.hpp"
#include "gui/explorer/waiting_table.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/shortcuts.hpp"

namespace sbc::gui {
namespace {

struct Tab {
    const char* name;
    const char* shorter;  // in a narrow window
};

// In the order of ExplorerPage, which is that of Ctrl+1 ...
constexpr std::array<Tab, 5> tabs{{{"Overview", "Overview"},
                                   {"Blocks", "Blocks"},
                                   {"Curves", "Curves"},
                                   {"Ranking", "Ranking"},
                                   {"Alter a block", "Alter"}}};

float tabs_width(const Pen& pen, ImFont* font, bool shorter, float padding) {
    float width = 0;
    for (const Tab& each : tabs) {
        width += width_of(font, shorter ? each.shorter : each.name) + 2 * padding;
    }
    return width + pen.em;
}

bool tab(const Pen& pen, ImFont* font, const char* name, bool is_here, float padding,
         float height) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = std::round(width_of(font, name) + 2 * padding);
    const bool pressed = ImGui::InvisibleButton(name, {width, height});
    const bool focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    const bool hovered = ImGui::IsItemHovered() || focused;
    auto* paper = ImGui::GetWindowDrawList();
    if (is_here || hovered) {
        paper->AddRectFilled(
            corner, {corner.x + width, corner.y + height},
            is_here ? pen.colours.accent_soft : with_alpha(pen.colours.accent_soft, 0.5F));
    }
    if (is_here) {
        paper->AddRectFilled({corner.x, corner.y + height - std::round(pen.em * 0.2F)},
                             {corner.x + width, corner.y + height}, pen.colours.accent);
    }
    write_at(font, is_here ? pen.colours.accent : pen.colours.text,
             {corner.x + padding,
              corner.y + (height - font->FontSize * ImGui::GetIO().FontGlobalScale) / 2},
             name);
    ImGui::SetCursorScreenPos({corner.x + width, corner.y});
    return pressed;
}

// How far it is with what it must fetch first.
void catching_up(const ExplorerView& view, const Pen& pen) {
    if (!view.catching_up) return;
    const auto have = view.history->empty() ? 0 : view.history->back().height;
    write(pen.fonts.strong, pen.colours.waiting,
          "block " + whole(have) + " of " + whole(view.best_known));
}

}  // namespace

ExplorerWindow::ExplorerWindow(Look look, std::string fonts_missing)
    : look_{look}, fonts_missing_{std::move(fonts_missing)} {}

void ExplorerWindow::go_to(ExplorerPage page) {
    if (page != shown_) strip_.to_newest();
    shown_ = page;
}

void ExplorerWindow::look_keys() {
    if (pressed(Shortcut::Theme)) {
        look_.theme = look_.theme == ThemeName::Light ? ThemeName::Dark : ThemeName::Light;
    }
    if (pressed(Shortcut::Larger)) look_.font_size = font_size_within_limits(look_.font_size + 2);
    if (pressed(Shortcut::Smaller)) look_.font_size = font_size_within_limits(look_.font_size - 2);
}

void ExplorerWindow::top(const ExplorerView& view, const Pen& pen, Wishes& wishes) const {
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = std::round(pen.em * 2.8F);
    ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + width, corner.y + height},
                                              pen.colours.side);
    float padding = std::round(pen.em * 1.1F);
    auto* font = pen.fonts.title;
    bool shorter = false;
    if (tabs_width(pen, font, shorter, padding) > width * 0.72F) shorter = true;
    if (tabs_width(pen, font, shorter, padding) > width * 0.8F) {
        font = pen.fonts.body;
        padding = std::round(pen.em * 0.7F);
    }
    ImGui::SetCursorScreenPos({corner.x + std::round(pen.em * 0.5F), corner.y});
    for (std::size_t at = 0; at < tabs.size(); ++at) {
        const auto page = static_cast<ExplorerPage>(at);
        const char* name = shorter ? tabs[at].shorter : tabs[at].name;
        if (tab(pen, font, name, page == shown_, padding, height)) wishes.go_to = page;
    }
    const float rest = corner.x + width - ImGui::GetCursorScreenPos().x - pen.em * 2.4F;
    if (rest > pen.em * 3) {
        const auto name = shortened(pen.fonts.strong, view.network, rest);
        write_at(pen.fonts.strong, pen.colours.faint,
                 {corner.x + width - pen.em * 1.2F - width_of(pen.fonts.strong, name),
                  corner.y + pen.em * 0.9F},
                 name);
    }
    take_room(corner, width, height);
}

void ExplorerWindow::overview(const ExplorerView& view, const Pen& pen, Wishes& wishes) {
    const auto room = ImGui::GetContentRegionAvail();
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const float strip = std::round(pen.em * 11.6F);
    const bool tells = room.y > pen.em * 27;
    const auto& news = fonts_missing_.empty() && !view.happenings.empty() ? view.happenings.back()
                                                                          : fonts_missing_;
    const float line =
        tells && !news.empty() ? std::round(pen.em * 1.2F) + ImGui::GetStyle().ItemSpacing.y : 0;
    const float upper =
        std::max(room.y - strip - line - ImGui::GetStyle().ItemSpacing.y, pen.em * 7);
    const float left = std::floor((room.x - space) * 0.62F);
    draw_network(view, pen, left, upper);
    ImGui::SameLine(0, space);
    draw_first_of_ranking(view, pen, std::floor(room.x - space - left), upper);
    if (line > 0) {
        const auto corner = ImGui::GetCursorScreenPos();
        write_at(pen.fonts.body, pen.colours.accent, corner,
                 shortened(pen.fonts.body, news, room.x));
        take_room(corner, room.x, std::round(pen.em * 1.2F));
    }
    strip_.draw(view, pen, wishes, strip);
}

void ExplorerWindow::blocks(const ExplorerView& view, const Pen& pen, Wishes& wishes) {
    const float room = ImGui::GetContentRegionAvail().y;
    const float strip = std::max(std::round(room * 0.5F), pen.em * 11);
    strip_.draw(view, pen, wishes, strip);
    const float rest = ImGui::GetContentRegionAvail().y;
    draw_waiting(view, pen, std::max(rest, pen.em * 5));
}

void ExplorerWindow::page(const ExplorerView& view, const Pen& pen, Wishes& wishes) {
    const float padding = std::round(pen.em * 1.2F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, std::round(pen.em * 0.8F)});
    // The arrows move the strip where there is one; elsewhere they lead from button to button.
    const bool strip = shown_ == ExplorerPage::Overview || shown_ == ExplorerPage::Blocks ||
                       (shown_ == ExplorerPage::Alter && !view.look);
    begin_part(tabs[static_cast<std::size_t>(shown_)].name, 0, 0,
               ImGuiWindowFlags_AlwaysUseWindowPadding |
                   (strip ? ImGuiWindowFlags_NoNavInputs : ImGuiWindowFlags_None));
    ImGui::PopStyleVar();
    draw_big_figures(view, pen, shown_ == ExplorerPage::Overview);
    catching_up(view, pen);
    switch (shown_) {
        case ExplorerPage::Overview: overview(view, pen, wishes); break;
        case ExplorerPage::Blocks: blocks(view, pen, wishes); break;
        case ExplorerPage::Curves: draw_curves(view, pen); break;
        case ExplorerPage::Ranking: draw_ranking(view, pen); break;
        case ExplorerPage::Alter: alter_.draw(view, pen, strip_, wishes); break;
    }
    ImGui::EndChild();
}

ExplorerDrawn ExplorerWindow::draw(const ExplorerView& view, const FontSet& fonts) {
    look_keys();
    const Pen pen{fonts, palette_of(look_.theme), ImGui::GetFontSize()};
    Wishes wishes{shown_};
    const auto* screen = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen->Pos);
    ImGui::SetNextWindowSize(screen->Size);
    ImGui::Begin("explorer", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoNavFocus | ImGuiWindowFlags_NoScrollWithMouse);
    if (const auto chosen = panel_key_pressed()) {
        const auto at = static_cast<std::size_t>(*chosen);
        if (at < tabs.size()) wishes.go_to = static_cast<ExplorerPage>(at);
    }
    top(view, pen, wishes);
    page(view, pen, wishes);
    ImGui::End();
    go_to(wishes.go_to);
    return {std::move(wishes.commands), wishes.again, pressed(Shortcut::Quit)};
}

}  // namespace sbc::gui
