#include "gui/panels/letter_words.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace

std::string name_of(const MailContact& contact) {
    return contact.label.empty() ? short_address(contact.address) : contact.label;
}

Mark mark_of(const Pen& pen, const MailContact& contact) {
    if (contact.changed) return {"key changed", pen.colours.bad};
    if (!contact.known) return {"looking for the card", pen.colours.faint};
    if (contact.compared) return {"compared", pen.colours.good};
    return {"new, not compared", pen.colours.waiting};
}

Mark mark_of(const Pen& pen, MailState state) {
    switch (state) {
        case MailState::Received: break;
        case MailState::Waiting: return {"waiting", pen.colours.waiting};
        case MailState::OnItsWay: return {"on its way", pen.colours.accent};
        case MailState::Delivered: return {"delivered", pen.colours.good};
        case MailState::Expired:
            return {"expired: it was not fetched in time, and nobody has it any more",
                    pen.colours.bad};
    }
    return {"", pen.colours.faint};
}

std::string state_line(const MailLetter& letter) {
    if (!letter.ours) return letter.sent;
    std::string line = letter.sent;
    const auto add = [&line](std::string_view more, std::string_view between) {
        if (!line.empty() && !more.empty()) line += between;
        line += more;
    };
    switch (letter.state) {
        case MailState::Received: break;
        case MailState::Waiting: add("waiting", ", "); break;
        case MailState::OnItsWay: add("on its way", ", "); break;
        case MailState::Delivered: add("delivered", ", "); break;
        case MailState::Expired:
            add(letter.trouble.empty() ? "expired: it was not fetched in time" : "expired", ", ");
            break;
    }
    add(letter.trouble, ": ");
    return line;
}

void dot(const Pen& pen, Colour colour, float line_height) {
    const auto corner = ImGui::GetCursorScreenPos();
    const float radius = std::round(pen.em * 0.26F);
    ImGui::GetWindowDrawList()->AddCircleFilled({corner.x + radius, corner.y + line_height / 2},
                                                radius, colour);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 2 * radius + pen.em * 0.35F);
}

void state_sign(const Pen& pen, MailState state, float line_height) {
    if (state == MailState::Received) return;
    const auto corner = ImGui::GetCursorScreenPos();
    const float reach = pen.em * 0.24F;
    const float thick = std::max(1.5F, pen.em * 0.1F);
    const ImVec2 middle{corner.x + reach, corner.y + line_height / 2};
    const Colour colour = mark_of(pen, state).colour;
    auto* paper = ImGui::GetWindowDrawList();
    const auto line = [&](float x1, float y1, float x2, float y2) {
        paper->AddLine({middle.x + x1 * reach, middle.y + y1 * reach},
                       {middle.x + x2 * reach, middle.y + y2 * reach}, colour, thick);
    };
    switch (state) {
        case MailState::Received: break;
        case MailState::Waiting: paper->AddCircle(middle, reach, colour, 0, thick); break;
        case MailState::OnItsWay:
            line(-1, 0, 1, 0);
            line(1, 0, 0.2F, -0.8F);
            line(1, 0, 0.2F, 0.8F);
            break;
        case MailState::Delivered:
            line(-1, 0.1F, -0.3F, 0.8F);
            line(-0.3F, 0.8F, 1, -0.8F);
            break;
        case MailState::Expired:
            line(-0.8F, -0.8F, 0.8F, 0.8F);
            line(-0.8F, 0.8F, 0.8F, -0.8F);
            break;
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 2 * reach + pen.em * 0.35F);
}

void large_words(const Pen& pen, std::string_view fingerprint, float width) {
    auto* font = pen.fonts.title;
    const auto all = split(fingerprint);
    float widest = pen.em;
    for (const auto each : all) widest = std::max(widest, width_of(font, each));
    const float column = widest + pen.em * 0.9F;
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (width + pen.em * 0.9F) / column));
    // Two equal lines of four are read aloud more easily than one of six and one of two.
    std::size_t per_line = std::max<std::size_t>(1, std::min(fit, all.size()));
    for (const std::size_t even : {8U, 4U, 2U, 1U}) {
        if (even > fit) continue;
        per_line = even;
        break;
    }
    const auto corner = ImGui::GetCursorPos();
    const float line = std::round(pen.em * 1.85F);
    for (std::size_t at = 0; at < all.size(); ++at) {
        const std::size_t row = at / per_line;
        ImGui::SetCursorPos({corner.x + static_cast<float>(at % per_line) * column,
                             corner.y + static_cast<float>(row) * line});
        write(font, pen.colours.text, all[at]);
    }
    const auto lines = (all.size() + per_line - 1) / per_line;
    ImGui::SetCursorPos(corner);
    ImGui::Dummy({width, static_cast<float>(lines) * line - ImGui::GetStyle().ItemSpacing.y});
}

std::string why_no_letters(const WalletView& view) {
    if (!has_network(view.connection)) {
        return "This wallet has no letters: its ledger hangs on no network, and letters go from "
               "core to core. Open a wallet of a network, and they are here.";
    }
    return "This wallet has no letters: no core that it asks carries them. The network of chapter "
           "08 does; the core of an older chapter does not.";
}

}  // namespace sbc::gui
