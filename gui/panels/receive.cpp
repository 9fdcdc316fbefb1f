#include "gui/panels/receive.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

const OwnAddress* find(const WalletView& view, const std::string& text) {
    const auto found = std::find_if(view.addresses.begin(), view.addresses.end(),
                                    [&](const OwnAddress& own) { return own.text == text; });
    if (found != view.addresses.end()) {
        return &*found;
    }
    return view.addresses.empty() ? nullptr : &view.addresses.front();
}

std::string name_of(const OwnAddress& own) {
    return own.label.empty() ? short_address(own.text) : own.label;
}

}  // namespace

std::optional<CopyText> ReceivePanel::copied(const WalletView& view) const {
    const auto* own = find(view, shown_);
    return own == nullptr ? std::nullopt : std::optional{CopyText{own->text, "The address"}};
}

void ReceivePanel::choice(const WalletView& view, const Pen& pen, float width) {
    const auto* own = find(view, shown_);
    label(pen, "Address");
    const auto padding = ImGui::GetStyle().FramePadding;
    const auto corner = ImGui::GetCursorPos();
    ImGui::SetNextItemWidth(width);
    if (ImGui::BeginCombo("##address", "", ImGuiComboFlags_HeightLarge)) {
        for (const auto& each : view.addresses) {
            const auto row = ImGui::GetCursorPos();
            const float room = ImGui::GetContentRegionAvail().x;
            ImGui::PushID(each.text.c_str());
            if (ImGui::Selectable("##row", &each == own)) {
                shown_ = each.text;
            }
            ImGui::PopID();
            ImGui::SetCursorPos(row);
            words(pen, shortened(pen.fonts.body, name_of(each), room));
        }
        ImGui::EndCombo();
    }
    const auto below = ImGui::GetCursorPos();
    const float room = width - ImGui::GetFrameHeight() - 2 * padding.x;  // beside the arrow
    ImGui::SetCursorPos({corner.x + padding.x, corner.y + padding.y});
    words(pen, shortened(pen.fonts.body, name_of(*own), room));
    ImGui::SetCursorPos(below);
}

void ReceivePanel::draw(const WalletView& view, Pen& pen) {
    const auto* own = find(view, shown_);
    if (own == nullptr) {
        faint(pen, "There is no address yet.");
        return;
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const float side = std::min(pen.em * 15, width * 0.42F);
    {
        const Card card{pen, width, 1.4F};
        const float rest = card.inner_width() - side - pen.em * 1.6F;
        ImGui::BeginGroup();
        code_.draw(pen, own->qr, side,
                   "There is no QR code: this was built without libqrencode. The address beside it "
                   "says the same.");
        ImGui::EndGroup();
        ImGui::SameLine(0, pen.em * 1.6F);
        ImGui::BeginGroup();
        choice(view, pen, rest);
        gap(pen, 0.3F);
        address_in_groups(pen, own->text, rest);
        gap(pen, 0.3F);
        if (primary_button(pen, "Copy")) {
            pen.want(CopyText{own->text, "The address"});
        }
        ImGui::SameLine();
        ImGui::AlignTextToFramePadding();
        label(pen, "or Ctrl+C");
        gap(pen, 0.3F);
        name_and_value(pen, "It holds", points(own->balance), rest);
        ImGui::EndGroup();
    }
    new_address(view, pen, width);
}

void ReceivePanel::new_address(const WalletView& view, Pen& pen, float width) {
    if (awaited_.answer(view, pen) == Awaited::Answer::Done && new_label_ == sent_label_) {
        new_label_.clear();
    }
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "A new address");
    wrapped(pen, pen.colours.faint,
            "Give each person an address of their own: then you see who paid, and others do not "
            "see what else is "
            "yours.",
            card.inner_width());
    (void)text_field(pen, "For whom or what", new_label_, "rice from Aiko",
                     card.inner_width() * 0.6F);
    const bool enter = entered();
    const bool may = !awaited_.waits();
    if (button_beside_field(pen, "Make it", may) || (enter && may)) {
        sent_label_ = new_label_;
        pen.want(NewAddress{new_label_});
        awaited_.begin(view);
    }
    if (!awaited_.trouble().empty()) {
        wrapped(pen, pen.colours.bad, awaited_.trouble(), card.inner_width());
    }
}

}  // namespace sbc::gui
