#include "gui/panels/send.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "gui/desk_draft.hpp"
#include "gui/window/answer_buttons.hpp"
#include "gui/window/paint.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// As wide as the longest of them, if the window is.
float names_width(const std::vector<Contact>& contacts, const Pen& pen) {
    float widest = pen.em * 16;
    for (const Contact& each : contacts) {
        widest = std::max(widest, width_of(pen.fonts.body, each.label));
    }
    return std::min(widest, ImGui::GetMainViewport()->Size.x - pen.em * 4);
}

}  // namespace

void SendPanel::begin(const std::string& to) {
    draft_ = Draft{};
    paying_ = 0;  // the answer to an older payment does not empty a new form
    draft_.to = to;
    changed();
    focus_ = true;
}

void SendPanel::changed() { draft_.serial = next_serial_++; }

// Only an answer to what stands in the form now counts.
bool SendPanel::ready(const WalletView& view) const {
    return draft_.serial != 0 && view.draft.serial == draft_.serial && view.draft.good() &&
           paying_ == 0;
}

void SendPanel::contacts(const WalletView& view, const Pen& pen) {
    if (button_beside_field(pen, "Choose", !view.contacts.empty())) {
        ImGui::OpenPopup("contacts");
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pen.em * 0.5F, pen.em * 0.5F});
    if (ImGui::BeginPopup("contacts")) {
        const float width = names_width(view.contacts, pen);
        for (const auto& each : view.contacts) {
            const auto corner = ImGui::GetCursorPos();
            ImGui::PushID(each.text.c_str());
            if (ImGui::Selectable("##row", false, 0, {width, 0})) {
                draft_.to = each.text;
                changed();
            }
            ImGui::PopID();
            ImGui::SetCursorPos(corner);
            words(pen, shortened(pen.fonts.body, each.label, width));
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

void SendPanel::form(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width, 1.4F};
    const float inner = card.inner_width();
    const float choose =
        width_of(pen.fonts.body, "Choose") + pen.em * 1.6F + ImGui::GetStyle().ItemSpacing.x;
    const auto& check = view.draft;
    bool edited = false;
    bool enter = false;

    if (focus_) {
        ImGui::SetKeyboardFocusHere();
        focus_ = false;
    }
    edited |=
        text_field(pen, "Pay to", draft_.to, "an address, or a name you gave one", inner - choose);
    enter |= entered();
    contacts(view, pen);
    field_message(pen, check.to, !draft_.to.empty() && draft_.to == answered_.to, inner);
    const bool ascii = std::all_of(draft_.to.begin(), draft_.to.end(),
                                   [](char letter) { return letter > ' ' && letter <= '~'; });
    if (check.to.place && ascii && !draft_.to.empty() && check.serial == draft_.serial) {
        address_in_groups(pen, draft_.to, inner, check.to.place);
    }

    const float half = (inner - ImGui::GetStyle().ItemSpacing.x) / 2;
    ImGui::BeginGroup();
    edited |= text_field(pen, "Amount in points", draft_.amount, "0", half);
    enter |= entered();
    field_message(pen, check.amount, !draft_.amount.empty() && draft_.amount == answered_.amount,
                  half);
    ImGui::EndGroup();
    ImGui::SameLine();
    ImGui::BeginGroup();
    edited |= text_field(pen, "Fee", draft_.fee, figures(view.default_fee).c_str(), half);
    enter |= entered();
    const bool fee_matters = !draft_.fee.empty() || !draft_.amount.empty();
    field_message(pen, check.fee, fee_matters && draft_.fee == answered_.fee, half);
    ImGui::EndGroup();

    edited |= text_field(pen, "Note, for everybody to read", draft_.note, "what it is for", inner);
    enter |= entered();
    const auto room =
        std::to_string(draft_.note.size()) + " of " + std::to_string(view.note_limit) + " bytes";
    const bool note_bad = !check.note.good && !draft_.note.empty() && !check.note.text.empty() &&
                          draft_.note == answered_.note;
    field_message(pen, note_bad ? check.note : FieldCheck{true, room, {}}, true, inner);

    if (edited) {
        changed();
    }
    gap(pen, 0.2F);
    if (primary_button(pen, "Review payment", ready(view)) || (enter && ready(view))) {
        confirming_ = true;
        agreed_ = view.draft;
    }
    ImGui::SameLine();
    if (large_button(pen, "Clear")) {
        begin({});
    }
    if (paying_ != 0) {
        ImGui::SameLine();
        ImGui::AlignTextToFramePadding();
        faint(pen, "signing \u2026");
    }
}

void SendPanel::summary(const WalletView& view, Pen& pen, float width) {
    const Card card{pen, width, 1.2F};
    const float inner = card.inner_width();
    const bool known = ready(view);
    const auto or_dash = [known](Points value) {
        return known ? figures(value) : std::string{"\u2013"};
    };
    write(pen.fonts.strong, pen.colours.text, "This payment");
    gap(pen, 0.1F);
    name_and_value(pen, "Amount", or_dash(view.draft.pays), inner);
    name_and_value(pen, "Fee", or_dash(view.draft.costs), inner);
    rule(pen, inner);
    name_and_value(pen, "Together", or_dash({view.draft.pays.count + view.draft.costs.count}),
                   inner, true);
    gap(pen, 0.6F);
    name_and_value(pen, "You can spend", figures(view.balance.spendable), inner);
    name_and_value(pen, "Remains", or_dash(view.draft.remains), inner);
}

std::string SendPanel::changed_mind(const WalletView& view) const {
    if (view.draft.serial != draft_.serial) return "One moment: it is being looked at once more.";
    if (!view.draft.good()) return first_mistake(view.draft);
    if (view.draft.address != agreed_.address) {
        return "The name belongs to another address by now. Go back and look again.";
    }
    return {};
}

void SendPanel::agreement(const Pen& pen, float width) const {
    title(pen, "Pay " + points(agreed_.pays) + "?");
    gap(pen, 0.3F);
    label(pen, "To");
    if (!agreed_.label.empty()) {
        wrapped(pen, pen.colours.text, agreed_.label, width);
    }
    address_in_groups(pen, agreed_.address, width);
    if (!draft_.note.empty()) {
        label(pen, "Note, for everybody to read");
        wrapped(pen, pen.colours.text, draft_.note);
    }
    gap(pen, 0.3F);
    name_and_value(pen, "Amount", figures(agreed_.pays), width);
    name_and_value(pen, "Fee", figures(agreed_.costs), width);
    rule(pen, width);
    name_and_value(pen, "Together", figures({agreed_.pays.count + agreed_.costs.count}), width,
                   true);
}

void SendPanel::confirmation(const WalletView& view, Pen& pen) {
    dialog(pen, "Confirm payment", confirming_, 30, [&](float width) {
        agreement(pen, width);
        const std::string trouble = changed_mind(view);
        if (!trouble.empty()) {
            gap(pen, 0.3F);
            wrapped(pen, pen.colours.bad, trouble, width);
        }
        gap(pen, 0.5F);
        const Answered answered = answer_buttons(pen, "Pay now", trouble.empty() && ready(view));
        if (answered.yes) {
            paying_ = draft_.serial;
            Draft agreed = draft_;
            agreed.to = agreed_.address;
            agreed.fee = std::to_string(agreed_.costs.count);
            pen.want(Pay{std::move(agreed)});
        }
        confirming_ = !answered.yes && !answered.back;
    });
}

void SendPanel::draw(const WalletView& view, Pen& pen) {
    if (paying_ != 0 && view.paid == paying_) {
        const bool as_it_was = draft_.serial == paying_;
        paying_ = 0;
        if (as_it_was) begin({});  // else one has gone on writing
    } else if (paying_ != 0 && !pen.busy) {
        paying_ = 0;  // refused: the notice says why, and the form stays as it was
    }
    if (view.draft.serial == draft_.serial) answered_ = draft_;
    const float width = ImGui::GetContentRegionAvail().x;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const bool beside = width > pen.em * 42;
    const float right = beside ? pen.em * 14 : width;
    form(view, pen, beside ? width - right - spacing : width);
    if (beside) {
        ImGui::SameLine();
    }
    summary(view, pen, right);
    confirmation(view, pen);
    if (draft_.serial != checked_) {
        checked_ = draft_.serial;
        pen.want(CheckDraft{draft_});
    }
}

}  // namespace sbc::gui
