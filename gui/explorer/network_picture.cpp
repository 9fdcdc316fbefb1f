#include "gui/explorer/network_picture.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "gui/explorer/ink.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

constexpr std::size_t most_named = 60;

Colour colour_of(const Pen& pen, const NodeMark& node) {
    if (node.kind == NodeMark::Kind::Ours) return pen.colours.accent;
    if (!node.agrees) return pen.colours.waiting;
    return node.height ? pen.colours.good : pen.colours.faint;
}

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool touches(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    [[nodiscard]] bool within(const Box& other) const {
        return left >= other.left && right <= other.right && top >= other.top &&
               bottom <= other.bottom;
    }
};

// The picture of one frame.
class Picture {
public:
    Picture(const ExplorerView& view, const Pen& pen, ImVec2 corner, ImVec2 size)
        : view_{view},
          pen_{pen},
          paper_{ImGui::GetWindowDrawList()},
          all_{corner.x, corner.y, corner.x + size.x, corner.y + size.y},
          named_{view.nodes.size() <= most_named},
          longest_name_{pen.em * 8} {
        // Of two sides the names have room between these as well.
        const bool parted = is_parted(view.nodes);
        if (parted) longest_name_ = pen.em * 6;
        const float side = pen.em * (!named_ ? 1.0F : parted ? 6.5F : 7.5F);
        const float above = pen.em * (named_ ? 1.9F : 1.0F);
        const ImVec2 middle{corner.x + size.x / 2, corner.y + size.y / 2};
        const float wide = std::max(size.x / 2 - side, pen.em);
        const float high = std::max(size.y / 2 - above, pen.em);
        for (const Spot& spot : network_places(view.nodes)) {
            at_.emplace_back(middle.x + spot.x * wide, middle.y + spot.y * high);
        }
        const auto count = static_cast<float>(std::max<std::size_t>(view.nodes.size(), 1));
        const float room = std::sqrt(wide * high * 3 / count);
        radius_ = std::clamp(room * 0.22F, pen.em * 0.16F, pen.em * 0.55F);
        middle_ = middle;
        to_side_ = parted ? side_middle * wide : 0;
    }

    // Between the sides of a class that is parted.
    void divide() const {
        if (to_side_ == 0) return;
        dashed_line({middle_.x, all_.top}, {middle_.x, all_.bottom}, pen_.colours.bad,
                    std::max(1.0F, pen_.em * 0.12F), 12);
    }

    void links() const {
        const auto count = view_.links.size();
        const float alpha = count > 600 ? 0.16F : count > 150 ? 0.3F : 0.5F;
        const float thick = std::max(1.0F, pen_.em * (count > 150 ? 0.05F : 0.08F));
        const auto dashed =
            std::count_if(view_.links.begin(), view_.links.end(),
                          [](const LinkMark& each) { return each.cut || each.apart; });
        // Where many are dashed their dashes are fewer: a frame has room for only so many lines.
        const int dashes = static_cast<int>(
            std::clamp<std::ptrdiff_t>(2000 / std::max<std::ptrdiff_t>(dashed, 1), 1, 9));
        const float apart_alpha = dashed > 60 ? 0.5F : 1.0F;
        for (const LinkMark& link : view_.links) {
            if (link.from >= at_.size() || link.to >= at_.size()) continue;
            if (link.cut) {
                dashed_line(at_[link.from], at_[link.to], pen_.colours.bad, thick * 1.5F, dashes);
            } else if (link.apart) {
                broken_line(at_[link.from], at_[link.to], with_alpha(pen_.colours.bad, apart_alpha),
                            thick * 1.2F, (dashes + 2) / 3);
            } else {
                paper_->AddLine(at_[link.from], at_[link.to], with_alpha(pen_.colours.faint, alpha),
                                thick);
            }
        }
    }

    void circles() const {
        for (std::size_t at = at_.size(); at-- > 0;) {
            const float radius = radius_of(at);
            const int corners = radius < pen_.em * 0.3F ? 9 : 0;
            paper_->AddCircleFilled(at_[at], radius + std::max(1.0F, pen_.em * 0.08F),
                                    pen_.colours.card, corners);
            const Colour colour = colour_of(pen_, view_.nodes[at]);
            if (view_.nodes[at].apart) {
                const float thick = std::max(1.0F, radius * 0.4F);
                paper_->AddCircle(at_[at], radius - thick / 2, colour, corners, thick);
            } else {
                paper_->AddCircleFilled(at_[at], radius, colour, corners);
            }
        }
    }

    void names() {
        if (!named_) return;
        for (std::size_t at = 0; at < at_.size(); ++at) taken_.push_back(around(at));
        if (to_side_ > 0) taken_.push_back({middle_.x - 1, all_.top, middle_.x + 1, all_.bottom});
        for (std::size_t at = 0; at < at_.size(); ++at) name(at);
    }

    // The node under the mouse, written out.
    void hovered() const {
        if (!ImGui::IsWindowHovered()) return;
        const auto mouse = ImGui::GetIO().MousePos;
        for (std::size_t at = 0; at < at_.size(); ++at) {
            const float reach = radius_of(at) + pen_.em * 0.15F;
            if (std::hypot(mouse.x - at_[at].x, mouse.y - at_[at].y) > reach) continue;
            const NodeMark& node = view_.nodes[at];
            paper_->AddCircle(at_[at], reach, pen_.colours.text, 0, pen_.em * 0.12F);
            ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pen_.em * 0.7F, pen_.em * 0.5F});
            ImGui::BeginTooltip();
            write(pen_.fonts.strong, pen_.colours.text, node.name);
            if (node.address != node.name) label(pen_, node.address);
            label(pen_, node.height   ? "block " + whole(*node.height)
                        : node.agrees ? "no block told yet"
                                      : "a block that is not known here");
            if (node.apart) label(pen_, "on the other side of the class");
            ImGui::EndTooltip();
            ImGui::PopStyleVar();
            return;
        }
    }

private:
    // The beginnings at both ends; what would be between is not there.
    void broken_line(ImVec2 from, ImVec2 to, Colour colour, float thick, int dashes) const {
        const auto at = [&](float part) {
            return ImVec2{from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
        };
        dashed_line(from, at(0.25F), colour, thick, dashes);
        dashed_line(to, at(0.75F), colour, thick, dashes);
    }
    [[nodiscard]] float radius_of(std::size_t at) const {
        switch (view_.nodes[at].kind) {
            case NodeMark::Kind::Ours: return std::max(radius_ * 1.7F, pen_.em * 0.45F);
            case NodeMark::Kind::Wallet: return radius_ * 0.6F;
            case NodeMark::Kind::Node: break;
        }
        return radius_;
    }
    [[nodiscard]] Box around(std::size_t at) const {
        const float radius = radius_of(at);
        return {at_[at].x - radius, at_[at].y - radius, at_[at].x + radius, at_[at].y + radius};
    }
    [[nodiscard]] bool is_free(const Box& box) const {
        return box.within(all_) && std::none_of(taken_.begin(), taken_.end(),
                                                [&](const Box& each) { return each.touches(box); });
    }

    // Outside of the circle first, then wherever there is room; with the height, else without. In a
    // throng the last ones are named only under the mouse.
    void name(std::size_t at) {
        const NodeMark& node = view_.nodes[at];
        const auto words = shortened(pen_.fonts.body, node.name, longest_name_);
        const auto height = node.height && node.kind != NodeMark::Kind::Wallet ? whole(*node.height)
                                                                               : std::string{};
        const float words_width = width_of(pen_.fonts.body, words);
        const float both = height.empty()
                               ? words_width
                               : words_width + pen_.em * 0.35F + width_of(pen_.fonts.small, height);
        if (const auto place = place_for(at, both)) {
            ground(*place);
            write_at(pen_.fonts.body, pen_.colours.text, {place->left, place->top}, words);
            write_at(pen_.fonts.small, pen_.colours.faint,
                     {place->left + words_width + pen_.em * 0.35F, place->top + pen_.em * 0.13F},
                     height);
        } else if (const auto smaller = place_for(at, words_width)) {
            ground(*smaller);
            write_at(pen_.fonts.body, pen_.colours.text, {smaller->left, smaller->top}, words);
        }
    }
    // Names are read although links run beneath them.
    void ground(const Box& box) const {
        paper_->AddRectFilled({box.left - pen_.em * 0.15F, box.top},
                              {box.right + pen_.em * 0.15F, box.bottom},
                              with_alpha(pen_.colours.card, 0.8F), pen_.em * 0.2F);
    }
    std::optional<Box> place_for(std::size_t at, float width) {
        const auto [x, y] = at_[at];
        const float height = pen_.em * 1.05F;
        const float away = radius_of(at) + pen_.em * 0.2F;
        const auto box = [&](float left, float top) {
            return Box{left, top, left + width, top + height};
        };
        const auto right = box(x + away, y - height / 2);
        const auto left = box(x - away - width, y - height / 2);
        const auto above = box(x - width / 2, y - away - height);
        const auto below = box(x - width / 2, y + away);
        const float middle = middle_.x + (view_.nodes[at].apart ? to_side_ : -to_side_);
        const bool is_right = x >= middle;
        const bool is_above = y < middle_.y;
        const bool at_side = std::abs(x - middle) > pen_.em * 2.5F;
        const auto side = is_right ? right : left;
        const auto end = is_above ? above : below;
        for (const Box& each :
             {at == 0   ? below
              : at_side ? side
                        : end,
              at_side ? end : side, is_above ? below : above, is_right ? left : right}) {
            if (is_free(each)) {
                taken_.push_back(each);
                return each;
            }
        }
        return std::nullopt;
    }

    const ExplorerView& view_;
    const Pen& pen_;
    ImDrawList* paper_;
    Box all_;
    bool named_;
    float longest_name_;
    ImVec2 middle_{};
    float to_side_ = 0;  // from there to the middle of either side
    float radius_ = 0;
    std::vector<ImVec2> at_;
    std::vector<Box> taken_;
};

}  // namespace

void draw_network(const ExplorerView& view, const Pen& pen, float width, float height) {
    begin_box(pen, "network", width, height,
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const auto corner = ImGui::GetCursorScreenPos();
    const auto room = ImGui::GetContentRegionAvail();
    const float foot = pen.em * 1.2F;
    Picture picture{view, pen, corner, {room.x, std::max(room.y - foot, pen.em)}};
    picture.divide();
    picture.links();
    picture.circles();
    picture.names();
    picture.hovered();
    draw_network_legend(pen, is_parted(view.nodes), {corner.x, corner.y + room.y - pen.em * 0.95F},
                        room.x);
    take_room(corner, room.x, room.y);
    ImGui::EndChild();
}

}  // namespace sbc::gui
