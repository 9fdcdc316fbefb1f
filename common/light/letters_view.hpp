#pragma once

#include <functional>
#include <set>

#include "gui/account.hpp"
#include "gui/mail_view.hpp"
#include "message/correspondent.hpp"

namespace sbc::light {

// What a letter book shows, as texts. `unread`: whether this letter, which has come, has not been
// looked at. `sought`: whose cards one has asked for as well.
struct LettersShown {
    const message::LetterBook& book;
    const message::Card* own = nullptr;  // the card
    crypto::Hash network;
    std::function<bool(const message::LetterRecord&)> unread;
    const std::set<crypto::PublicKey>& sought;
};
void show(const LettersShown& what, gui::MailView& view);

// What has happened, for the owner.
[[nodiscard]] gui::News news_of(const message::MailNews& what);

}  // namespace sbc::light
