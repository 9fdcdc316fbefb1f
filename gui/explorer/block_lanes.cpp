#include "gui/explorer/block_lanes.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

// A refused branch may be longer than our history. So much of it is seen without hiding ours.
constexpr std::uint64_t most_beyond = 2;

std::string_view id_of(const BlockMark& block) { return {block.id.data(), block.id.size()}; }

std::uint64_t top_of(const BranchMark& branch) { return branch.above + branch.blocks.size(); }

}  // namespace

BlockLanes::BlockLanes(const ExplorerView& view, const Pen& pen, StripPlace place,
                       std::optional<double> right)
    : view_{view},
      pen_{pen},
      place_{place},
      large_{place.height > pen.em * 12},
      box_{std::round(pen.em * (large_ ? 8.6F : 7.4F))},
      pitch_{box_ + std::round(pen.em * 1.3F)},
      high_{std::round(pen.em * (large_ ? 7.0F : 5.7F))},
      low_{std::round(pen.em * 2.9F)} {
    const auto ours = view.history->back().height;
    auto top = ours;
    for (const BranchMark& each : view.branches) {
        top = std::max(top, std::min(top_of(each), ours + most_beyond));
    }
    newest_ = static_cast<double>(top);
    look_from(right);
}

void BlockLanes::look_from(std::optional<double> right) {
    right_ = std::min(right.value_or(newest_), newest_);
}

double BlockLanes::lowest() const { return static_cast<double>(view_.history->front().height); }

float BlockLanes::left_of(double height) const {
    // In a double: a history is longer than a float is exact.
    const double back = (right_ - height) * static_cast<double>(pitch_);
    return std::round(place_.x + place_.width - box_ - pen_.em * 0.3F - static_cast<float>(back));
}

bool BlockLanes::is_seen(double from, double to) const {
    return left_of(to) + pitch_ > place_.x && left_of(from) < place_.x + place_.width;
}

std::span<const BlockMark> BlockLanes::visible() const {
    const auto& history = *view_.history;
    const double first = std::floor(right_ - boxes_across() - 1) - lowest();
    const double end = std::ceil(right_ + 1) + 1 - lowest();
    const auto size = static_cast<double>(history.size());
    const auto from = static_cast<std::size_t>(std::clamp(first, 0.0, size));
    const auto to = static_cast<std::size_t>(std::clamp(end, 0.0, size));
    return std::span{history}.subspan(from, to - from);
}

std::optional<std::uint64_t> BlockLanes::under(float x, float y) const {
    if (y < place_.y || y > place_.y + high_) return std::nullopt;
    for (const BlockMark& each : visible()) {
        const float left = left_of(static_cast<double>(each.height));
        if (x >= left && x <= left + box_) return each.height;
    }
    return std::nullopt;
}

std::string_view BlockLanes::miner(const BlockMark& block) const {
    return block.miner < view_.people->size() ? std::string_view{(*view_.people)[block.miner]}
                                              : std::string_view{};
}

void BlockLanes::chain() const {
    const float y = std::round(place_.y + high_ / 2);
    for (const BlockMark& each : visible()) {
        if (each.height == 0) continue;  // nothing is below the first of all
        const float left = left_of(static_cast<double>(each.height));
        ImGui::GetWindowDrawList()->AddLine({left - (pitch_ - box_), y}, {left, y},
                                            pen_.colours.accent, pen_.em * 0.16F);
    }
}

void BlockLanes::block(const BlockMark& block, float glow) const {
    const float left = left_of(static_cast<double>(block.height));
    const ImVec2 corner{left, place_.y + 1};
    const ImVec2 far{left + box_, place_.y + high_ - 1};
    const float round = pen_.em * 0.4F;
    auto* paper = ImGui::GetWindowDrawList();
    paper->AddRectFilled(corner, far, mixed(pen_.colours.card, pen_.colours.accent_soft, glow),
                         round);
    paper->AddRect(corner, far, pen_.colours.accent, round, 0,
                   std::max(1.0F, pen_.em * (0.09F + 0.17F * glow)));
    const float inner = box_ - pen_.em;
    const float x = left + pen_.em * 0.5F;
    float y = corner.y + pen_.em * 0.35F;
    auto* of_height = large_ ? pen_.fonts.title : pen_.fonts.strong;
    const auto line = [&](ImFont* font, Colour colour, std::string_view text, float ems) {
        write_at(font, colour, {x, y}, shortened(font, text, inner));
        y += pen_.em * ems;
    };
    line(of_height, pen_.colours.accent, whole(block.height), large_ ? 1.9F : 1.3F);
    line(pen_.fonts.body, pen_.colours.text, miner(block), 1.35F);
    line(pen_.fonts.small, pen_.colours.text, counted(block.payments, "payment"), 1.15F);
    line(pen_.fonts.mono, pen_.colours.faint, id_of(block), 1);
}

struct BlockLanes::Placed {
    const BranchMark* branch;
    std::size_t lane;
};

// The newest as near to ours as can be; two that would overlap do not share a lane.
std::vector<BlockLanes::Placed> BlockLanes::placed_branches() const {
    std::vector<Placed> placed;
    for (std::size_t back = 1; back <= view_.branches.size(); ++back) {
        const BranchMark& branch = view_.branches[view_.branches.size() - back];
        const auto from = branch.above;
        if (!is_seen(static_cast<double>(from), static_cast<double>(top_of(branch)))) continue;
        std::size_t lane = 0;
        const auto meets = [&](const Placed& other) {
            return other.lane == lane && other.branch->above <= top_of(branch) &&
                   from <= top_of(*other.branch);
        };
        while (std::any_of(placed.begin(), placed.end(), meets)) ++lane;
        placed.push_back({&branch, lane});
    }
    return placed;
}

void BlockLanes::branches() const {
    const float space = std::round(pen_.em * 0.55F);
    const float room = place_.height - high_ - 1;
    const auto lanes = static_cast<std::size_t>(std::max(0.0F, room / (low_ + space)));
    for (const Placed& each : placed_branches()) {
        if (each.lane >= lanes) continue;
        const float top = place_.y + high_ + space + static_cast<float>(each.lane) * (low_ + space);
        branch(*each.branch, top);
    }
}

void BlockLanes::branch(const BranchMark& branch, float top) const {
    auto* paper = ImGui::GetWindowDrawList();
    const float y = top + low_ / 2;
    const float first = left_of(static_cast<double>(branch.above + 1));
    const ImVec2 fork{first - (pitch_ - box_), place_.y + high_ / 2};
    const float half = (pitch_ - box_) / 2;
    // First through the gap between our blocks, then down and into the lane.
    paper->PathLineTo(fork);
    paper->PathLineTo({fork.x + half, fork.y});
    paper->PathLineTo({fork.x + half, y});
    paper->PathLineTo({first, y});
    paper->PathStroke(colour_of(branch.blocks.front()), 0, pen_.em * 0.12F);
    const double offset =
        std::floor(right_ - boxes_across() - 1) - static_cast<double>(branch.above + 1);
    const auto from = static_cast<std::size_t>(
        std::clamp(offset, 0.0, static_cast<double>(branch.blocks.size())));
    for (std::size_t at = from; at < branch.blocks.size(); ++at) {
        const float left = left_of(static_cast<double>(branch.blocks[at].height));
        if (left > place_.x + place_.width) break;
        if (at > 0) {
            paper->AddLine({left - (pitch_ - box_), y}, {left, y}, colour_of(branch.blocks[at]),
                           pen_.em * 0.12F);
        }
        branch_block(branch.blocks[at], top);
    }
}

Colour BlockLanes::colour_of(const BlockMark& block) const {
    return block.bad ? pen_.colours.bad : pen_.colours.waiting;
}

void BlockLanes::branch_block(const BlockMark& block, float top) const {
    const Colour colour = colour_of(block);
    const float left = left_of(static_cast<double>(block.height));
    auto* paper = ImGui::GetWindowDrawList();
    const ImVec2 far{left + box_, top + low_};
    paper->AddRectFilled({left, top}, far, pen_.colours.card, pen_.em * 0.4F);
    paper->AddRect({left, top}, far, with_alpha(colour, 0.7F), pen_.em * 0.4F, 0,
                   std::max(1.0F, pen_.em * 0.06F));
    const float x = left + pen_.em * 0.5F;
    const float inner = box_ - pen_.em;
    const auto height = whole(block.height);
    write_at(pen_.fonts.small, pen_.colours.faint, {x, top + pen_.em * 0.3F}, height);
    const float height_width = width_of(pen_.fonts.small, height) + pen_.em * 0.4F;
    const auto why =
        shortened(pen_.fonts.small, block.bad ? "refused" : "aside", inner - height_width);
    write_at(pen_.fonts.small, colour,
             {left + box_ - pen_.em * 0.5F - width_of(pen_.fonts.small, why), top + pen_.em * 0.3F},
             why);
    write_at(pen_.fonts.body, pen_.colours.faint, {x, top + pen_.em * 1.4F},
             shortened(pen_.fonts.body, miner(block), inner));
}

}  // namespace sbc::gui
