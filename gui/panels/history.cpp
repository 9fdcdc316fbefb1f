#include "gui/panels/history.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>

#include "gui/window/entry_row.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/typed_text.hpp"
#include "gui/words.hpp"

namespace sbc::gui {

void HistoryPanel::filter(const WalletView& view) {
    if (filtered_from_ == view.history && filtered_for_ == words_ && filtered_kind_ == kind_) {
        return;
    }
    filtered_from_ = view.history;
    filtered_for_ = words_;
    filtered_kind_ = kind_;
    found_.clear();
    const auto wanted = lower_case(words_);
    for (std::size_t at = 0; at < view.history->size(); ++at) {
        const auto& entry = (*view.history)[at];
        if ((kind_ == 0 || static_cast<int>(entry.kind) + 1 == kind_) && mentions(entry, wanted)) {
            found_.push_back(at);
        }
    }
}

void HistoryPanel::search(const WalletView& view, const Pen& pen, float width) {
    constexpr std::array<const char*, 5> kinds{"Everything", "Received", "Sent", "Mined",
                                               "To myself"};
    const float choice = pen.em * 9;
    const auto count = figures({found_.size()}) + " of " + figures({view.history->size()});
    const float left = ImGui::GetCursorPosX();
    if (focus_) {
        ImGui::SetKeyboardFocusHere();
        focus_ = false;
    }
    ImGui::SetNextItemWidth(width - choice - pen.em * 9);
    (void)typed_text(words_, [&] {
        return ImGui::InputTextWithHint("##search", "Search: a name, a note, an amount, an address",
                                        &words_);
    });
    ImGui::SameLine();
    ImGui::SetNextItemWidth(choice);
    ImGui::Combo("##kind", &kind_, kinds.data(), static_cast<int>(kinds.size()));
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    write_right(pen.fonts.small, pen.colours.faint, count, left + width);
    filter(view);
}

void HistoryPanel::rows(const WalletView& view, const Pen& pen, float width, float height) {
    begin_part("rows", width, height, ImGuiWindowFlags_AlwaysVerticalScrollbar);
    if (found_.empty()) {
        gap(pen, 0.5F);
        faint(pen, view.history->empty()
                       ? "Nothing has happened yet."
                       : "Nothing is like that. Take away a letter, or choose everything.");
    }
    const float row = entry_row_height(pen);
    const float inner = ImGui::GetContentRegionAvail().x - pen.em * 0.6F;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(found_.size()), row);
    while (clipper.Step()) {
        for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at) {
            const auto index = found_[static_cast<std::size_t>(at)];
            const auto& entry = (*view.history)[index];
            const auto corner = ImGui::GetCursorPos();
            ImGui::PushID(at);
            const bool is_selected = selected_ == entry.id && selected_kind_ == entry.kind;
            if (ImGui::Selectable("##row", is_selected, 0,
                                  {inner, row - ImGui::GetStyle().ItemSpacing.y})) {
                selected_ = is_selected ? std::string{} : entry.id;
                selected_kind_ = entry.kind;
                selected_index_ = index;
                name_ = entry.label;
            }
            ImGui::PopID();
            ImGui::SetCursorPos(corner);
            entry_row(pen, entry, view.height, inner);
        }
    }
    ImGui::EndChild();
}

// The lines move when new ones come, so the selected one is known by its id.
const Entry* HistoryPanel::selected(const WalletView& view) {
    const auto& history = *view.history;
    if (selected_.empty()) {
        return nullptr;
    }
    const auto is_it = [&](const Entry& each) {
        return each.id == selected_ && each.kind == selected_kind_;
    };
    if (selected_index_ < history.size() && is_it(history[selected_index_])) {
        return &history[selected_index_];
    }
    for (selected_index_ = 0; selected_index_ < history.size(); ++selected_index_) {
        if (is_it(history[selected_index_])) {
            return &history[selected_index_];
        }
    }
    selected_.clear();
    return nullptr;
}

// Who it was, where that is known, and which transaction.
void HistoryPanel::counterpart(const Entry& entry, Pen& pen, float width) {
    const bool known = !entry.address.empty();
    label(pen, "Address");
    if (known) {
        address_in_groups(pen, entry.address, width);
    } else {
        wrapped(pen, pen.colours.faint, "This wallet does not know who it was.", width);
    }
    label(pen, "Transaction");
    write(pen.fonts.mono, pen.colours.text, shortened(pen.fonts.mono, entry.id, width));
    if (known) {
        if (button(pen, "Copy address")) {
            pen.want(CopyText{entry.address, "The address"});
        }
        ImGui::SameLine();
    }
    if (button(pen, "Copy transaction")) {
        pen.want(CopyText{entry.id, "The transaction's id"});
    }
    if (known && entry.kind == EntryKind::Sent) {
        ImGui::SameLine();
        if (button(pen, "Pay again")) {
            pay_again_ = entry.address;
            pen.go_to = PanelName::Send;
        }
    }
}

void HistoryPanel::details(const WalletView& view, const Entry& entry, Pen& pen, float width) {
    const Card card{pen, width};
    const float half = (card.inner_width() - pen.em * 1.5F) / 2;
    ImGui::BeginGroup();
    write(pen.fonts.strong, pen.colours.text, shortened(pen.fonts.strong, headline(entry), half));
    name_and_value(pen, "Amount", figures(entry.amount), half);
    name_and_value(pen, "Fee", figures(entry.fee), half);
    const auto state = entry.state == EntryState::Refused ? "refused: " + entry.reason
                                                          : state_words(entry, view.height);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + half);
    write(pen.fonts.body,
          entry.state == EntryState::Confirmed ? pen.colours.faint : colour_of(pen, entry), state);
    if (!entry.note.empty()) {
        words(pen, note_line(entry));
    }
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    ImGui::SameLine(0, pen.em * 1.5F);
    ImGui::BeginGroup();
    counterpart(entry, pen, half);
    ImGui::EndGroup();
    const bool is_somebody = entry.kind == EntryKind::Sent || entry.kind == EntryKind::Received;
    if (is_somebody && !entry.address.empty()) {
        (void)text_field(pen, "Whose address this is", name_, "a name", half);
        const bool enter = entered();
        if ((button_beside_field(pen, "Keep the name", name_ != entry.label) || enter) &&
            name_ != entry.label) {
            pen.want(Rename{entry.address, name_});
        }
    }
}

void HistoryPanel::draw(const WalletView& view, Pen& pen) {
    const auto room = ImGui::GetContentRegionAvail();
    filter(view);
    search(view, pen, room.x);
    const auto* entry = selected(view);
    const float below = entry == nullptr ? 0 : details_height_ + ImGui::GetStyle().ItemSpacing.y;
    const float rest = ImGui::GetContentRegionAvail().y - below;
    rows(view, pen, room.x, std::max(rest, entry_row_height(pen) * 2));
    if (entry != nullptr) {
        const float before = ImGui::GetCursorPosY();
        details(view, *entry, pen, room.x);
        details_height_ =
            ImGui::GetCursorPosY() - before;  // what it took is left free in the next frame
    }
}

}  // namespace sbc::gui
