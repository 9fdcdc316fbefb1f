#include "gui/explorer/block_strip.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/explorer/block_lanes.hpp"
#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

bool key(int which) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(which)); }

}  // namespace

struct BlockStrip::Lanes : BlockLanes {
    using BlockLanes::BlockLanes;
};

void BlockStrip::hear(const ExplorerView& view, double now) {
    if (view.history->empty()) return;
    const auto newest = view.history->back().height;
    if (newest_ && newest > *newest_) {
        glows_above_ = *newest_;
        glows_since_ = now;
    }
    newest_ = newest;
}

float BlockStrip::glow(std::uint64_t height, double now) const {
    const double left = 1 - (now - glows_since_) / glow_seconds;
    return height > glows_above_ ? static_cast<float>(std::clamp(left, 0.0, 1.0)) : 0;
}

void BlockStrip::head(const ExplorerView& view, const Pen& pen) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    write_at(pen.fonts.strong, pen.colours.text, {corner.x, corner.y + pen.em * 0.2F},
             view.history->empty() ? "No block yet" : "Blocks");
    if (right_) {
        const float wide = width_of(pen.fonts.body, "newest") + pen.em * 1.6F;
        ImGui::SetCursorScreenPos({corner.x + width - wide, corner.y});
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {pen.em * 0.5F, pen.em * 0.15F});
        ImGui::PushStyleColor(ImGuiCol_Text, ImGui::ColorConvertU32ToFloat4(pen.colours.accent));
        if (ImGui::Button("newest", {wide, 0})) right_.reset();
        ImGui::PopStyleColor();
        ImGui::PopStyleVar();
    }
    take_room(corner, width, std::round(pen.em * 1.4F));
}

void BlockStrip::move(const Lanes& lanes, bool hovered) {
    const auto& io = ImGui::GetIO();
    const double page = std::max(1.0, std::floor(lanes.boxes_across()) - 1);
    double by = 0;
    if (hovered) by -= static_cast<double>(io.MouseWheel + io.MouseWheelH);
    if (key(ImGuiKey_LeftArrow)) by -= 1;
    if (key(ImGuiKey_RightArrow)) by += 1;
    if (key(ImGuiKey_PageUp)) by -= page;
    if (key(ImGuiKey_PageDown)) by += page;
    if (ImGui::IsItemActive() && pulled_) {
        by -= static_cast<double>(io.MouseDelta.x / lanes.pitch());
    }
    if (key(ImGuiKey_Home)) by = -static_cast<double>(lanes.newest());
    if (by != 0) {
        const double lowest = std::min(lanes.lowest() + lanes.boxes_across() - 1, lanes.newest());
        right_ = std::max(lanes.right() + by, lowest);
    }
    if (key(ImGuiKey_End) || (right_ && *right_ >= lanes.newest())) right_.reset();
}

void BlockStrip::mouse(const Lanes& lanes, Wishes& wishes) {
    if (ImGui::IsItemActivated()) pulled_ = false;
    // A hand is not quite still while it clicks.
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) pulled_ = true;
    const auto at = ImGui::GetIO().MousePos;
    const auto under = ImGui::IsItemHovered() ? lanes.under(at.x, at.y) : std::nullopt;
    if (under) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (under && ImGui::IsItemDeactivated() && !pulled_) {
        wishes.want(LookAtBlock{*under});
        wishes.go_to = ExplorerPage::Alter;
    }
}

void BlockStrip::ours(const Lanes& lanes, double now) const {
    lanes.chain();
    for (const BlockMark& block : lanes.visible()) {
        lanes.block(block, glow(block.height, now));
    }
}

void BlockStrip::draw(const ExplorerView& view, const Pen& pen, Wishes& wishes, float height) {
    const double now = ImGui::GetTime();
    hear(view, now);
    const float top = ImGui::GetCursorPosY();
    head(view, pen);
    if (view.history->empty()) return;
    const float rest = std::max(height - (ImGui::GetCursorPosY() - top), pen.em * 3);
    const float width = ImGui::GetContentRegionAvail().x;
    begin_part("strip", width, rest,
               ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoNavInputs);
    const auto corner = ImGui::GetCursorScreenPos();
    (void)ImGui::InvisibleButton("blocks", {width, rest});
    Lanes lanes{view, pen, {corner.x, corner.y, width, rest}, right_};
    mouse(lanes, wishes);
    move(lanes, ImGui::IsItemHovered());
    // What is looked at from may have left the view meanwhile, which has the newest blocks only.
    if (right_) right_ = std::max(*right_, std::min(lanes.lowest(), lanes.newest()));
    lanes.look_from(right_);
    lanes.branches();
    ours(lanes, now);
    take_room(corner, width, rest);
    ImGui::EndChild();
    if (now - glows_since_ < glow_seconds) wishes.draw_again_in(0.05);
}

}  // namespace sbc::gui
