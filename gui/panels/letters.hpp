#pragma once

#include "gui/panels/conversation.hpp"
#include "gui/panels/letter_cards.hpp"
#include "gui/panels/letter_contacts.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// Sealed letters: with whom one exchanges them, whether it is really them, and what was written.
class LettersPanel {
public:
    void draw(const WalletView& view, Pen& pen);
    void focus() { focus_ = true; }

private:
    void right_side(const WalletView& view, const MailContact& with, Pen& pen, float width,
                    float bottom);

    LetterContacts contacts_;
    ContactCard card_;
    OwnCard own_;
    ConversationPanel conversation_;
    bool focus_ = false;
};

// Letters that have not been looked at yet, of all contacts.
[[nodiscard]] std::size_t unread_letters(const WalletView& view);

}  // namespace sbc::gui
