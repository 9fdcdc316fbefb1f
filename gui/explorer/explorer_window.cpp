#include "gui/explorer/explorer_window.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "gui/explorer/big_figures.hpp"
#include "gui/explorer/curves.hpp"
#include "gui/explorer/engravings_table.hpp"
#include "gui/explorer/ink.hpp"
#include "gui/explorer/network_picture.hpp"
#include "gui/explorer/ranking_table.hpp"
#include "gui/explorer/waiting_table.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/shortcuts.hpp"

namespace sbc::gui {
namespace {

struct Tab {
    ExplorerPage page;
    const char* name;
    const char* shorter;  // in a narrow window
};

// In the order of Ctrl+1 ...
constexpr std::array<Tab, 7> all_tabs{{{ExplorerPage::Class, "Class", "Class"},
                                       {ExplorerPage::Overview, "Overview", "Overview"},
                                       {ExplorerPage::Blocks, "Blocks", "Blocks"},
                                       {ExplorerPage::Curves, "Curves", "Curves"},
                                       {ExplorerPage::Ranking, "Ranking", "Ranking"},
                                       {ExplorerPage::Engraved, "Engraved", "Engraved"},
                                       {ExplorerPage::Alter, "Alter a block", "Alter"}}};

std::span<const Tab> tabs_of(const ExplorerView& view) {
    return std::span{all_tabs}.subspan(view.classroom ? 0 : 1);
}

// How the tabs are written.
struct TabStyle {
    ImFont* font;
    bool shorter;
    float padding;
};

float tabs_width(std::span<const Tab> tabs, const Pen& pen, const TabStyle& style) {
    float width = pen.em;
    for (const Tab& each : tabs) {
        width += width_of(style.font, style.shorter ? each.shorter : each.name) + 2 * style.padding;
    }
    return width;
}

// As large as leaves room beside them, and in a narrow window as large as they all fit.
TabStyle style_of(std::span<const Tab> tabs, const Pen& pen, float width) {
    const float wide = std::round(pen.em * 1.1F);
    const TabStyle large{pen.fonts.title, false, wide};
    if (tabs_width(tabs, pen, large) <= width * 0.72F) return large;
    const TabStyle shorter{pen.fonts.title, true, wide};
    if (tabs_width(tabs, pen, shorter) <= width * 0.8F) return shorter;
    const TabStyle small{pen.fonts.body, true, std::round(pen.em * 0.7F)};
    if (tabs_width(tabs, pen, small) <= width) return small;
    return {pen.fonts.body, true, std::round(pen.em * 0.3F)};
}

bool draw_tab(const Tab& tab, const Pen& pen, const TabStyle& style, bool is_here, float height) {
    const auto corner = ImGui::GetCursorScreenPos();
    const auto [font, shorter, padding] = style;
    const char* name = shorter ? tab.shorter : tab.name;
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

void top(const ExplorerView& view, const Pen& pen, ExplorerPage here, Wishes& wishes) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = std::round(pen.em * 2.8F);
    ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + width, corner.y + height},
                                              pen.colours.side);
    const auto tabs = tabs_of(view);
    const auto style = style_of(tabs, pen, width);
    ImGui::SetCursorScreenPos({corner.x + std::round(pen.em * 0.5F), corner.y});
    for (const Tab& each : tabs) {
        if (draw_tab(each, pen, style, each.page == here, height)) wishes.go_to = each.page;
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

}  // namespace

ExplorerWindow::ExplorerWindow(Look look, std::string fonts_missing)
    : look_{look}, fonts_missing_{std::move(fonts_missing)} {}

void ExplorerWindow::go_to(ExplorerPage page) {
    if (page != chosen_) strip_.to_newest();
    chosen_ = page;
}

ExplorerPage ExplorerWindow::page_of(const ExplorerView& view) const {
    const bool is_gone = chosen_ == ExplorerPage::Class && !view.classroom;
    return chosen_ && !is_gone ? *chosen_ : tabs_of(view).front().page;
}

void ExplorerWindow::look_keys() {
    if (pressed(Shortcut::Theme)) {
        look_.theme = look_.theme == ThemeName::Light ? ThemeName::Dark : ThemeName::Light;
    }
    if (pressed(Shortcut::Larger)) look_.font_size = font_size_within_limits(look_.font_size + 2);
    if (pressed(Shortcut::Smaller)) look_.font_size = font_size_within_limits(look_.font_size - 2);
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

void ExplorerWindow::page(ExplorerPage page, const ExplorerView& view, const Pen& pen,
                          Wishes& wishes) {
    const float padding = std::round(pen.em * 1.2F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, std::round(pen.em * 0.8F)});
    // The arrows move the strip where there is one; elsewhere they lead from button to button.
    const bool strip = page == ExplorerPage::Overview || page == ExplorerPage::Blocks ||
                       (page == ExplorerPage::Alter && !view.look);
    const std::string name = "page " + std::to_string(static_cast<int>(page));
    begin_part(name.c_str(), 0, 0,
               ImGuiWindowFlags_AlwaysUseWindowPadding |
                   (strip ? ImGuiWindowFlags_NoNavInputs : ImGuiWindowFlags_None));
    ImGui::PopStyleVar();
    // What is typed to join wants all the room.
    if (page != ExplorerPage::Class) {
        draw_big_figures(view, pen, page == ExplorerPage::Overview);
    }
    catching_up(view, pen);
    switch (page) {
        case ExplorerPage::Overview: overview(view, pen, wishes); break;
        case ExplorerPage::Blocks: blocks(view, pen, wishes); break;
        case ExplorerPage::Curves: draw_curves(view, pen); break;
        case ExplorerPage::Ranking: draw_ranking(view, pen); break;
        case ExplorerPage::Engraved: draw_engravings(view, pen); break;
        case ExplorerPage::Alter: alter_.draw(view, pen, strip_, wishes); break;
        case ExplorerPage::Class: class_.draw(*view.classroom, pen, wishes); break;
    }
    ImGui::EndChild();
}

ExplorerDrawn ExplorerWindow::draw(const ExplorerView& view, const FontSet& fonts) {
    look_keys();
    const Pen pen{fonts, palette_of(look_.theme), ImGui::GetFontSize()};
    const auto here = page_of(view);
    Wishes wishes{here};
    const auto* screen = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(screen->Pos);
    ImGui::SetNextWindowSize(screen->Size);
    ImGui::Begin("explorer", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoNavFocus | ImGuiWindowFlags_NoScrollWithMouse);
    if (const auto chosen = panel_key_pressed()) {
        const auto at = static_cast<std::size_t>(*chosen);
        const auto tabs = tabs_of(view);
        if (at < tabs.size()) wishes.go_to = tabs[at].page;
    }
    top(view, pen, here, wishes);
    page(here, view, pen, wishes);
    ImGui::End();
    if (wishes.go_to != here) go_to(wishes.go_to);
    return {std::move(wishes.commands), wishes.again, pressed(Shortcut::Quit)};
}

}  // namespace sbc::gui
