#include "gui/panels/notices.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

constexpr std::size_t kept = 200;
constexpr std::size_t shown_at_once = 4;

// Trouble wants to be read, and to be done something about.
double seconds_shown(Tone tone) { return tone == Tone::Bad ? 20 : 6; }

Colour colour_of(const Pen& pen, Tone tone) {
    switch (tone) {
        case Tone::Good: return pen.colours.good;
        case Tone::Bad: return pen.colours.bad;
        case Tone::Plain: break;
    }
    return pen.colours.accent;
}

}  // namespace

void Notices::hear(const WalletView& view, double now) {
    for (const auto& notice : view.notices) {
        if (notice.number > heard_) {
            heard_ = notice.number;
            tell(notice.tone, notice.text, notice.advice, now);
        }
    }
}

void Notices::tell(Tone tone, std::string text, std::string advice, double now) {
    all_.push_back({0, tone, std::move(text), std::move(advice)});
    newest_.push_back({all_.back(), now + seconds_shown(tone)});
    if (all_.size() > kept) {
        all_.erase(all_.begin());
    }
    if (newest_.size() > shown_at_once) {
        newest_.erase(newest_.begin());
    }
}

void Notices::draw_list(const Pen& pen) {
    const Card card{pen, ImGui::GetContentRegionAvail().x};
    if (all_.empty()) {
        faint(pen, "Nothing has happened yet.");
    }
    for (auto at = all_.rbegin(); at != all_.rend(); ++at) {
        wrapped(pen, colour_of(pen, at->tone), at->text, card.inner_width());
        if (!at->advice.empty()) {
            wrapped(pen, pen.colours.faint, at->advice, card.inner_width());
        }
        if (at + 1 != all_.rend()) {
            rule(pen, card.inner_width());
        }
    }
}

std::optional<double> Notices::draw_newest(const Pen& pen, double now) {
    newest_.erase(std::remove_if(newest_.begin(), newest_.end(),
                                 [now](const Shown& each) { return each.until <= now; }),
                  newest_.end());
    const auto* screen = ImGui::GetMainViewport();
    const float margin = std::round(pen.em * 1.2F);
    const float width = std::min(pen.em * 24, screen->Size.x - 2 * margin);
    float bottom = screen->Pos.y + screen->Size.y - margin;
    std::optional<double> next;
    for (auto& [notice, until] : newest_) {
        const float padding = std::round(pen.em * 0.9F);
        ImGui::SetNextWindowPos({screen->Pos.x + screen->Size.x - margin, bottom}, ImGuiCond_Always,
                                {1, 1});
        ImGui::SetNextWindowSize({width, 0});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding * 0.7F});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
        ImGui::PushStyleColor(ImGuiCol_WindowBg, ImGui::ColorConvertU32ToFloat4(pen.colours.card));
        const auto name = "notice " + std::to_string(&notice - &newest_.front().notice);
        ImGui::Begin(name.c_str(), nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
        ImGui::Dummy({width - 2 * padding, 0});
        wrapped(pen, colour_of(pen, notice.tone), notice.text);
        if (!notice.advice.empty()) {
            wrapped(pen, pen.colours.faint, notice.advice);
        }
        const auto corner = ImGui::GetWindowPos();
        const auto size = ImGui::GetWindowSize();
        ImGui::GetWindowDrawList()->AddRectFilled(
            corner, {corner.x + std::round(pen.em * 0.25F), corner.y + size.y},
            colour_of(pen, notice.tone), pen.em * 0.1F);
        if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0)) {
            until = now;  // a click sends it away
        }
        bottom -= size.y + pen.em * 0.5F;
        ImGui::End();
        ImGui::PopStyleColor();
        ImGui::PopStyleVar(2);
        next = std::min(next.value_or(until - now), until - now);
    }
    return next;
}

}  // namespace sbc::gui
