#include "gui/panels/network.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

void progress(const Pen& pen, const Connection& connection, float width) {
    const float height = std::round(pen.em * 0.45F);
    const auto corner = ImGui::GetCursorScreenPos();
    const float part = connection.of == 0 ? 0
                                          : static_cast<float>(connection.have) /
                                                static_cast<float>(connection.of);
    auto* paper = ImGui::GetWindowDrawList();
    paper->AddRectFilled(corner, {corner.x + width, corner.y + height}, pen.colours.accent_soft,
                         height / 2);
    paper->AddRectFilled(corner,
                         {corner.x + width * std::clamp(part, 0.0F, 1.0F), corner.y + height},
                         pen.colours.accent, height / 2);
    ImGui::Dummy({width, height});
}

void state_card(const WalletView& view, const Pen& pen, float width) {
    const Card card{pen, width};
    const Connection& connection = view.connection;
    state_dot(pen, connection, pen.em * 1.35F);
    write(pen.fonts.title, pen.colours.text, connection_words(connection));
    if (connection.state == LinkState::Following) {
        progress(pen, connection, card.inner_width());
    }
    faint(pen, "Network " + view.network + ", newest block " + figures({view.height}));
    for (const Warning& each : connection.warnings) {
        rule(pen, card.inner_width());
        wrapped(pen, pen.colours.bad, each.text, card.inner_width());
        if (!each.advice.empty()) {
            wrapped(pen, pen.colours.faint, each.advice, card.inner_width());
        }
    }
}

void core_row(const Pen& pen, const CoreView& core, float width) {
    const float left = ImGui::GetCursorPosX();
    const auto block = core.height == 0 ? std::string{} : "block " + figures({core.height});
    const float at_about = left + width * 0.36F;
    const float at_block = left + width - width_of(pen.fonts.body, block);
    const bool answers = core.state == CoreState::Answers;
    write(pen.fonts.mono, answers ? pen.colours.text : pen.colours.faint,
          shortened(pen.fonts.mono, core.address, at_about - left - pen.em));
    ImGui::SameLine();
    ImGui::SetCursorPosX(at_about);
    // What a core says of itself may be long, and nothing of it is cut off.
    ImGui::PushTextWrapPos(at_block - pen.em);
    write(pen.fonts.body, answers ? pen.colours.text : pen.colours.waiting, core.about);
    ImGui::PopTextWrapPos();
    if (block.empty()) return;
    ImGui::SameLine();
    write_right(pen.fonts.body, pen.colours.faint, block, left + width);
}

void cores_card(const Connection& connection, const Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "The cores that are asked");
    for (const CoreView& each : connection.cores) {
        core_row(pen, each, card.inner_width());
    }
}

void unknown_card(const WalletView& view, const Pen& pen, float width) {
    const Card card{pen, width};
    write(pen.fonts.strong, pen.colours.text, "What this wallet cannot know");
    const float indent = pen.em * 0.9F;
    for (const std::string& each : view.cannot_know) {
        const auto corner = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddCircleFilled(
            {corner.x + pen.em * 0.3F, corner.y + pen.em * 0.55F}, pen.em * 0.14F,
            pen.colours.accent);
        ImGui::Indent(indent);
        wrapped(pen, pen.colours.text, each, card.inner_width() - indent);
        ImGui::Unindent(indent);
    }
}

}  // namespace

Colour colour_of(const Pen& pen, const Connection& connection) {
    if (connection.state == LinkState::Away) return pen.colours.bad;
    if (connection.state != LinkState::UpToDate || !connection.warnings.empty()) {
        return pen.colours.waiting;
    }
    return pen.colours.good;
}

void state_dot(const Pen& pen, const Connection& connection, float line_height) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float radius = std::round(line_height * 0.24F);
    ImGui::GetWindowDrawList()->AddCircleFilled({corner.x + radius, corner.y + line_height / 2},
                                                radius, colour_of(pen, connection));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 2 * radius + pen.em * 0.4F);
}

void draw_banner(const WalletView& view, Pen& pen) {
    if (view.connection.warnings.empty()) return;
    const Warning& worst = view.connection.warnings.front();
    const auto corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    {
        const Card card{pen, width, 0.8F};
        const std::size_t more = view.connection.warnings.size() - 1;
        const std::string words = more == 0 ? "Network" : figures({more}) + " more";
        const float button_width = width_of(pen.fonts.body, words) + pen.em * 1.6F;
        const float words_width = card.inner_width() - button_width - pen.em;
        const auto inner = ImGui::GetCursorPos();
        ImGui::BeginGroup();
        wrapped(pen, pen.colours.bad, worst.text, words_width);
        if (!worst.advice.empty()) {
            wrapped(pen, pen.colours.faint, worst.advice, words_width);
        }
        ImGui::EndGroup();
        ImGui::SameLine();
        ImGui::SetCursorPosX(inner.x + card.inner_width() - button_width);
        if (button(pen, words.c_str(), true, button_width)) {
            pen.go_to = PanelName::Network;
        }
    }
    const float bottom = ImGui::GetItemRectMax().y;
    ImGui::GetWindowDrawList()->AddRectFilled(
        corner, {corner.x + std::round(pen.em * 0.25F), bottom}, pen.colours.bad, pen.em * 0.1F);
    gap(pen, 0.3F);
}

void NetworkPanel::draw(const WalletView& view, Pen& pen) {
    const float width = ImGui::GetContentRegionAvail().x;
    state_card(view, pen, width);
    cores_card(view.connection, pen, width);
    unknown_card(view, pen, width);
}

}  // namespace sbc::gui
