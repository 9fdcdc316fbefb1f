#include "gui/panels/conversation.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panels/letter_words.hpp"
#include "gui/window/paint.hpp"
#include "gui/window/writing_field.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

float padding(const Pen& pen) { return std::round(pen.em * 0.6F); }
float widest_text(const Pen& pen, float width) {
    return std::max(std::round(width * 0.8F) - 2 * padding(pen), pen.em * 4);
}

ImVec2 size_of_text(ImFont* font, std::string_view text, float width) {
    ImGui::PushFont(font);
    const auto size = ImGui::CalcTextSize(text.data(), text.data() + text.size(), false, width);
    ImGui::PopFont();
    return size;
}

float sign_width(const Pen& pen, const MailLetter& letter) {
    return letter.ours ? pen.em * 0.83F : 0;
}

// The line below a letter: it may be as long as the trouble that it tells of.
ImVec2 size_of_state(const Pen& pen, const MailLetter& letter, float width) {
    return size_of_text(pen.fonts.small, state_line(letter),
                        width * 0.8F - sign_width(pen, letter));
}

const Conversation* conversation_with(const MailView& mail, const std::string& address) {
    const auto found = std::find_if(mail.conversations.begin(), mail.conversations.end(),
                                    [&](const Conversation& each) { return each.with == address; });
    return found == mail.conversations.end() ? nullptr : &*found;
}

}  // namespace

// The text of a letter never changes, so it is measured once.
const ConversationPanel::Size& ConversationPanel::size_of(const MailLetter& letter, const Pen& pen,
                                                          float width) {
    const auto known = sizes_.find(letter.number);
    if (known != sizes_.end()) return known->second;
    const auto size = size_of_text(pen.fonts.body, readable(letter.text), widest_text(pen, width));
    return sizes_.emplace(letter.number, Size{size.x, size.y}).first->second;
}

void ConversationPanel::arrange(const WalletView& view, const Pen& pen, float width) {
    if (arranged_from_ == view.mail && arranged_width_ == width && arranged_em_ == pen.em) return;
    if (arranged_width_ != width || arranged_em_ != pen.em) sizes_.clear();
    arranged_from_ = view.mail;
    arranged_width_ = width;
    arranged_em_ = pen.em;
    shown_ = conversation_with(*view.mail, with_);
    rows_.clear();
    if (shown_ == nullptr) return;
    for (const MailLetter& each : shown_->letters) {
        const float below = size_of_state(pen, each, width).y;
        rows_.add(std::round(size_of(each, pen, width).height + 2 * padding(pen) + below +
                             pen.em * 0.75F));
    }
    const std::uint64_t newest = shown_->letters.empty() ? 0 : shown_->letters.back().number;
    // One's own newest letter is looked at, wherever one was.
    if (newest > newest_ && shown_->letters.back().ours) at_end_ = true;
    newest_ = newest;
}

void ConversationPanel::look_at(const WalletView& view, const MailContact& with, Pen& pen) {
    if (with_ != with.address) {
        with_ = with.address;
        arranged_from_ = nullptr;
        sizes_.clear();
        newest_ = told_read_ = 0;
        at_end_ = true;
    }
    if (with.unread == 0) return;
    const Conversation* letters = conversation_with(*view.mail, with_);
    const std::uint64_t newest =
        letters == nullptr || letters->letters.empty() ? 0 : letters->letters.back().number;
    if (newest == 0 || told_read_ == newest) return;
    told_read_ = newest;
    pen.want(ReadLetters{with_});
}

void ConversationPanel::letter(const MailLetter& letter, const Pen& pen, float width) const {
    const float pad = padding(pen);
    const auto known = sizes_.find(letter.number);
    if (known == sizes_.end()) return;
    const Size size = known->second;
    const float bubble = std::ceil(size.width) + 2 * pad;
    const auto place = ImGui::GetCursorPos();
    const float left = letter.ours ? place.x + width - bubble : place.x;
    ImGui::SetCursorPos({left, place.y});
    const auto corner = ImGui::GetCursorScreenPos();
    const ImVec2 far{corner.x + bubble, corner.y + size.height + 2 * pad};
    ImGui::PushID(static_cast<int>(letter.number));
    // So that the arrows find it, and bring it into sight.
    (void)ImGui::InvisibleButton("letter", {bubble, size.height + 2 * pad});
    ImGui::PopID();
    const bool focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    auto* paper = ImGui::GetWindowDrawList();
    const float round = pen.em * 0.55F;
    paper->AddRectFilled(corner, far, letter.ours ? pen.colours.accent_soft : pen.colours.card,
                         round);
    if (focused || !letter.ours) {
        paper->AddRect(corner, far, focused ? pen.colours.accent : pen.colours.line, round);
    }
    ImGui::SetCursorPos({left + pad, place.y + pad});
    wrapped(pen, pen.colours.text, readable(letter.text), widest_text(pen, width) + 1);

    const auto below = size_of_state(pen, letter, width);
    const float sign = sign_width(pen, letter);
    const float at =
        letter.ours ? place.x + width - below.x - sign - pad * 0.5F : place.x + pad * 0.5F;
    ImGui::SetCursorPos({at, place.y + size.height + 2 * pad + pen.em * 0.1F});
    if (letter.ours) state_sign(pen, letter.state, pen.em * 0.9F);
    const Colour colour = letter.ours ? mark_of(pen, letter.state).colour : pen.colours.faint;
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + below.x + 1);
    write(pen.fonts.small, colour, state_line(letter));
    ImGui::PopTextWrapPos();
}

// The newest letter stays in sight until one scrolls up, also while the part's height changes.
void ConversationPanel::keep_at_end() {
    const float now = ImGui::GetScrollY();
    if (now < scrolled_ - 0.5F && now < ImGui::GetScrollMaxY() - 1) at_end_ = false;
    if (now >= ImGui::GetScrollMaxY() - 1) at_end_ = true;
    scrolled_ = now;
    if (at_end_) ImGui::SetScrollHereY(1);
}

void ConversationPanel::letters(const MailContact& with, const Pen& pen, float width,
                                float height) {
    begin_part("letters", width, height, ImGuiWindowFlags_AlwaysVerticalScrollbar);
    const float inner = ImGui::GetContentRegionAvail().x - pen.em * 0.6F;
    if (shown_ == nullptr || shown_->letters.empty()) {
        gap(pen, 0.3F);
        wrapped(pen, pen.colours.faint, "No letters with " + name_of(with) + " yet.", inner);
    } else {
        rows_.draw([&](std::size_t at) { letter(shown_->letters[at], pen, inner); });
    }
    keep_at_end();
    ImGui::EndChild();
}

void ConversationPanel::hear(const WalletView& view, const MailContact& with, const Pen& pen) {
    if (awaited_.answer(view, pen) != Awaited::Answer::Done) return;
    const auto draft = drafts_.find(sent_to_);
    if (draft == drafts_.end() || draft->second != sent_) return;  // one has gone on writing
    drafts_.erase(draft);
    ++fields_;  // a field that has the keyboard would write its text back
    focus_ = sent_to_ == with.address;
}

// The field, and the button beside it, or below where that leaves too little room to write.
bool ConversationPanel::field_and_button(const MailContact& with, std::string& draft, bool may,
                                         const Pen& pen, float width) {
    const char* send = with.changed ? "Send all the same" : "Send";
    const float send_width = width_of(pen.fonts.strong, send) + pen.em * 2.2F;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const bool beside = width > send_width + spacing + pen.em * 12;
    const float field = beside ? width - send_width - spacing : width;
    const std::string name =
        shortened(pen.fonts.small, "To " + name_of(with) + ", for nobody else to read", width);
    const auto corner = ImGui::GetCursorPos();
    ImGui::PushID(with.address.c_str());
    ImGui::PushID(fields_);
    const bool done =
        writing_field(pen, name.c_str(), draft, field, std::round(pen.em * 4.6F), focus_);
    ImGui::PopID();
    ImGui::PopID();
    focus_ = false;
    const auto below = ImGui::GetCursorPos();
    if (beside) {
        const float high = ImGui::GetFontSize() + std::round(pen.em * 0.5F) * 2;
        ImGui::SetCursorPos(
            {corner.x + field + spacing, below.y - ImGui::GetStyle().ItemSpacing.y - high});
    }
    const bool pressed = primary_button(pen, send, may);
    if (beside) ImGui::SetCursorPos(below);
    // Whose key has changed while one typed gets nothing by habit: the button says what it does.
    return (pressed || (done && !with.changed)) && may;
}

void ConversationPanel::writing(const WalletView& view, const MailContact& with, Pen& pen,
                                float width) {
    hear(view, with, pen);
    std::string& draft = drafts_[with.address];
    const FieldCheck room = room_for(draft, view.mail->longest);
    const bool something = draft.find_first_not_of(" \t\r\n") != std::string::npos;
    const bool may = room.good && something && !awaited_.waits();
    if (field_and_button(with, draft, may, pen, width)) {
        sent_ = draft;
        sent_to_ = with.address;
        pen.want(WriteLetter{with.address, draft});
        awaited_.begin(view);
        at_end_ = true;
    }
    const bool refused = !awaited_.trouble().empty() && sent_to_ == with.address && sent_ == draft;
    const std::string keys = with.changed ? "" : " \u00B7 Ctrl+Enter sends it";
    field_message(pen,
                  refused     ? FieldCheck{false, awaited_.trouble(), {}}
                  : room.good ? FieldCheck{true, room.text + keys, {}}
                              : room,
                  true, width);
}

void ConversationPanel::draw(const WalletView& view, const MailContact& with, Pen& pen, float width,
                             float height) {
    look_at(view, with, pen);
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float list = std::max(height - writing_height_ - spacing, pen.em * 8);
    const float inner = width - ImGui::GetStyle().ScrollbarSize - pen.em * 0.6F;
    arrange(view, pen, inner);
    letters(with, pen, width, list);
    const float before = ImGui::GetCursorPosY();
    writing(view, with, pen, width);
    writing_height_ = ImGui::GetCursorPosY() - before - spacing;
}

}  // namespace sbc::gui
