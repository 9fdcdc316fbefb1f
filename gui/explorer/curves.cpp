#include "gui/explorer/curves.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "gui/explorer/ink.hpp"
#include "gui/explorer/pace.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

// What one of the plots shows.
struct Curve {
    const char* name = "";
    const char* unit = "";
    double (*value)(const BlockMarks& history, std::size_t at) = nullptr;
    std::optional<double> should_be{};  // a faint line there
};

std::string words_of(const Curve& curve, double value) {
    return joined(short_number(value)) + (*curve.unit == '\0' ? "" : " ") + curve.unit;
}

// From zero, so that twice as high is twice as much. What lies far outside, as the first block
// years after the genesis block does, would press all others flat: it is drawn at the edge.
Extent scale_of(const Curve& curve, const std::vector<Extent>& extents) {
    Extent scale{0, 0};
    for (const Extent& each : extents) {
        scale = {std::min(scale.low, each.low), std::max(scale.high, each.high)};
    }
    if (curve.should_be) {
        scale.low = std::max(scale.low, -6 * *curve.should_be);
        scale.high = std::clamp(scale.high, 2 * *curve.should_be, 12 * *curve.should_be);
    }
    if (scale.high <= scale.low) scale.high = scale.low + 1;
    scale.high += (scale.high - scale.low) * 0.06;
    return scale;
}

// One plot in one frame.
class Plot {
public:
    Plot(const BlockMarks& history, const Curve& curve, const Pen& pen, ImVec2 corner, ImVec2 size)
        : history_{history},
          curve_{curve},
          pen_{pen},
          paper_{ImGui::GetWindowDrawList()},
          corner_{corner},
          size_{size},
          extents_{reduced(history.size(), static_cast<std::size_t>(std::max(size.x, 2.0F)),
                           [&](std::size_t at) { return curve.value(history, at); })},
          scale_{scale_of(curve, extents_)} {}

    void axes() const {
        const int lines = std::max(1, static_cast<int>(size_.y / (pen_.em * 2.2F)));
        const auto numbers = round_numbers(scale_.low, scale_.high, lines);
        for (const double each : numbers) {
            const float y = std::round(y_of(each));
            paper_->AddLine({corner_.x, y}, {corner_.x + size_.x, y},
                            each == 0 ? with_alpha(pen_.colours.faint, 0.6F) : pen_.colours.line);
            const auto text = joined(short_number(each));
            write_at(
                pen_.fonts.small, pen_.colours.faint,
                {corner_.x - pen_.em * 0.5F - width_of(pen_.fonts.small, text), y - pen_.em * 0.5F},
                text);
        }
    }

    void should_be() const {
        if (!curve_.should_be) return;
        const float y = y_of(*curve_.should_be);
        dashed_line({corner_.x, y}, {corner_.x + size_.x, y}, pen_.colours.good, pen_.em * 0.12F,
                    60);
    }

    // The heights, below.
    void heights() const {
        const auto first = static_cast<double>(history_.front().height);
        const auto last = static_cast<double>(history_.back().height);
        const int about = std::max(1, static_cast<int>(size_.x / (pen_.em * 9)));
        float free_from = corner_.x;
        for (const double each : round_numbers(first, last, about)) {
            if (each != std::floor(each)) continue;
            const auto text = whole(static_cast<std::uint64_t>(each));
            const float wide = width_of(pen_.fonts.small, text);
            if (wide > size_.x) break;
            const float middle = x_of((each - first) / std::max(last - first, 1.0));
            const float left = std::clamp(middle - wide / 2, corner_.x, corner_.x + size_.x - wide);
            if (left < free_from) continue;
            write_at(pen_.fonts.small, pen_.colours.faint,
                     {left, corner_.y + size_.y + pen_.em * 0.15F}, text);
            free_from = left + wide + pen_.em;
        }
    }

    void line() const {
        // A line that turns back in every column would be a blot: how far it reaches is a bar.
        const bool bars = history_.size() > 2 * extents_.size();
        paper_->PushClipRect(corner_, {corner_.x + size_.x + 2, corner_.y + size_.y + 2}, true);
        for (std::size_t at = 0; at < extents_.size(); ++at) {
            const float low = y_of(extents_[at].low);
            const float high = y_of(extents_[at].high);
            if (bars) {
                bar(x_of_column(at), low, high);
                continue;
            }
            paper_->PathLineTo({x_of_column(at), low});
            if (high < low) paper_->PathLineTo({x_of_column(at), high});
        }
        if (!bars) {
            paper_->PathStroke(pen_.colours.accent, 0, std::max(1.0F, pen_.em * 0.1F));
        }
        paper_->PopClipRect();
    }

    void hovered() const {
        const auto mouse = ImGui::GetIO().MousePos;
        const ImVec2 far{corner_.x + size_.x, corner_.y + size_.y};
        if (!ImGui::IsWindowHovered() || mouse.x < corner_.x || mouse.x > far.x ||
            mouse.y < corner_.y || mouse.y > far.y) {
            return;
        }
        const auto last = static_cast<float>(history_.size() - 1);
        const auto under = static_cast<std::size_t>(
            std::lround((mouse.x - corner_.x) / std::max(size_.x, 1.0F) * last));
        const std::size_t at = std::min(under, history_.size() - 1);
        const double value = curve_.value(history_, at);
        const float x = x_of(static_cast<double>(at) / std::max(static_cast<double>(last), 1.0));
        paper_->AddLine({x, corner_.y}, {x, far.y}, pen_.colours.faint);
        paper_->AddCircleFilled({x, y_of(value)}, pen_.em * 0.3F, pen_.colours.accent);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pen_.em * 0.7F, pen_.em * 0.5F});
        ImGui::BeginTooltip();
        label(pen_, "block " + whole(history_[at].height));
        write(pen_.fonts.strong, pen_.colours.text, words_of(curve_, value));
        ImGui::EndTooltip();
        ImGui::PopStyleVar();
    }

private:
    [[nodiscard]] float x_of_column(std::size_t at) const {
        const auto last = static_cast<double>(std::max<std::size_t>(extents_.size() - 1, 1));
        return x_of(static_cast<double>(at) / last);
    }
    void bar(float x, float low, float high) const {
        const float half = pen_.em * 0.04F;
        paper_->AddRectFilled({x, high - half}, {x + 1, low + half},
                              with_alpha(pen_.colours.accent, 0.75F));
    }
    [[nodiscard]] float x_of(double part) const {
        return corner_.x + size_.x * static_cast<float>(part);
    }
    [[nodiscard]] float y_of(double value) const {
        const double part = (value - scale_.low) / (scale_.high - scale_.low);
        return corner_.y + size_.y * (1 - static_cast<float>(std::clamp(part, 0.0, 1.0)));
    }

    const BlockMarks& history_;
    const Curve& curve_;
    const Pen& pen_;
    ImDrawList* paper_;
    ImVec2 corner_;
    ImVec2 size_;
    std::vector<Extent> extents_;
    Extent scale_;
};

void newest_value(const Curve& curve, double newest, const Pen& pen, ImVec2 right_top) {
    const auto number = short_number(newest);
    const auto unit =
        number.unit + (number.unit.empty() || *curve.unit == '\0' ? "" : " ") + curve.unit;
    auto* font =
        width_of(pen.fonts.hero, number.digits) < pen.em * 9 ? pen.fonts.hero : pen.fonts.title;
    write_at(font, pen.colours.text, {right_top.x - width_of(font, number.digits), right_top.y},
             number.digits);
    write_at(pen.fonts.body, pen.colours.faint,
             {right_top.x - width_of(pen.fonts.body, unit), right_top.y + pen.em * 2.9F}, unit);
}

void draw_curve(const BlockMarks& history, const Curve& curve, const Pen& pen, float height) {
    begin_box(pen, curve.name, ImGui::GetContentRegionAvail().x, height,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const auto corner = ImGui::GetCursorScreenPos();
    const auto room = ImGui::GetContentRegionAvail();
    write_at(pen.fonts.strong, pen.colours.text, corner, curve.name);
    if (curve.should_be) {
        write_at(
            pen.fonts.small, pen.colours.good,
            {corner.x + width_of(pen.fonts.strong, curve.name) + pen.em, corner.y + pen.em * 0.14F},
            "should be " + joined(short_number(*curve.should_be)));
    }
    const float left = pen.em * 4;
    const float right = pen.em * 10;
    const float above = pen.em * 1.7F;
    const float below = pen.em * 1.2F;
    const Plot plot{
        history,
        curve,
        pen,
        {corner.x + left, corner.y + above},
        {std::max(room.x - left - right, pen.em * 2), std::max(room.y - above - below, pen.em)}};
    plot.axes();
    plot.heights();
    plot.line();
    plot.should_be();
    newest_value(curve, curve.value(history, history.size() - 1), pen,
                 {corner.x + room.x, corner.y});
    plot.hovered();
    take_room(corner, room.x, room.y);
    ImGui::EndChild();
}

}  // namespace

void draw_curves(const ExplorerView& view, const Pen& pen) {
    // The genesis block took no time and says nothing of how fast anybody is.
    if (view.history->size() < 2) {
        faint(pen, "Nothing to draw yet: there is only the genesis block. Mine some!");
        return;
    }
    const float space = ImGui::GetStyle().ItemSpacing.y;
    const float each = std::floor((ImGui::GetContentRegionAvail().y - 2 * space) / 3);
    const float height = std::max(each, pen.em * 6);
    const BlockMarks& history = *view.history;
    draw_curve(history,
               {"Difficulty",
                "",
                [](const BlockMarks& all, std::size_t at) { return all[at].difficulty; },
                {}},
               pen, height);
    draw_curve(history,
               {"Seconds between blocks, ten of them on average", "s",
                [](const BlockMarks& all, std::size_t at) { return pace_at(all, at).value_or(0); },
                view.spacing},
               pen, height);
    draw_curve(history,
               {"Hash rate",
                "hashes/s",
                [](const BlockMarks& all, std::size_t at) { return all[at].hash_rate; },
                {}},
               pen, height);
}

}  // namespace sbc::gui
