#include "gui/panels/receive.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

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
    ImGui::SetNextItemWidth(width);
    if (ImGui::BeginCombo("##address", name_of(*own).c_str(), ImGuiComboFlags_HeightLarge)) {
        for (const auto& each : view.addresses) {
            ImGui::PushID(each.text.c_str());
            if (ImGui::Selectable(name_of(each).c_str(), &each == own)) {
                shown_ = each.text;
            }
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
}

// Black on white in both themes, with the four modules of quiet around it that readers ask for.
void ReceivePanel::code(const OwnAddress& address, const Pen& pen, float side) {
    if (code_of_ != address.qr) {
        code_ = QrCode::of(address.qr);
        code_of_ = address.qr;
    }
    constexpr Colour white = 0xffffffff;
    constexpr Colour black = 0xff000000;
    constexpr std::size_t quiet = 4;
    const auto corner = ImGui::GetCursorScreenPos();
    auto* paper = ImGui::GetWindowDrawList();
    if (!code_) {
        const float below = ImGui::GetCursorPosY() + side;
        wrapped(pen, pen.colours.faint,
                "There is no QR code: this was built without libqrencode. The address beside it "
                "says the same.",
                side);
        ImGui::Dummy({side, std::max(0.0F, below - ImGui::GetCursorPosY())});
        return;
    }
    const auto modules = code_->width() + 2 * quiet;
    const float module = std::floor(side / static_cast<float>(modules));
    const float whole = module * static_cast<float>(modules);
    paper->AddRectFilled(corner, {corner.x + whole, corner.y + whole}, white, pen.em * 0.4F);
    for (std::size_t row = 0; row < code_->width(); ++row) {
        for (std::size_t column = 0; column < code_->width(); ++column) {
            if (code_->dark(column, row)) {
                const float x = corner.x + module * static_cast<float>(column + quiet);
                const float y = corner.y + module * static_cast<float>(row + quiet);
                paper->AddRectFilled({x, y}, {x + module, y + module}, black);
            }
        }
    }
    ImGui::Dummy({whole, whole});
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
        code(*own, pen, side);
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
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "A new address");
    wrapped(pen, pen.colours.faint,
            "Give each person an address of their own: then you see who paid, and others do not "
            "see what else is "
            "yours.",
            card.inner_width());
    const bool typed = text_field(pen, "For whom or what", new_label_, "rice from Aiko",
                                  card.inner_width() * 0.6F);
    const bool enter = entered();
    (void)typed;
    if (button_beside_field(pen, "Make it") || enter) {
        pen.want(NewAddress{new_label_});
        new_label_.clear();
    }
}

}  // namespace sbc::gui
