#include "light/letters_view.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "crypto/short_address.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"
#include "message/fingerprint.hpp"

namespace sbc::light {
namespace {

using crypto::PublicKey;

gui::MailState state_of(message::LetterState state) {
    switch (state) {
        case message::LetterState::Received: return gui::MailState::Received;
        case message::LetterState::Waiting: return gui::MailState::Waiting;
        case message::LetterState::OnItsWay: return gui::MailState::OnItsWay;
        case message::LetterState::Delivered: return gui::MailState::Delivered;
        case message::LetterState::Expired: return gui::MailState::Expired;
    }
    return {};
}

std::string words_of(const message::Card& card, const crypto::Hash& network) {
    return message::to_text(message::fingerprint(card, network));
}

gui::MailContact contact_of(const PublicKey& whose, const message::Contact* contact,
                            const crypto::Hash& network) {
    gui::MailContact made;
    made.address = crypto::to_address(whose);
    if (contact == nullptr) return made;
    made.known = true;
    made.sequence = contact->card.sequence.value();
    made.until = gui::date_and_time(contact->card.until);
    made.fingerprint = words_of(contact->card, network);
    made.compared = contact->compared;
    made.changed = contact->changed;
    return made;
}

gui::MailLetter letter_of(const message::LetterRecord& record) {
    return {record.number,
            record.ours,
            state_of(record.state),
            record.text,
            gui::date_and_time(record.sent),
            record.trouble};
}

}  // namespace

void show(const LettersShown& what, gui::MailView& view) {
    if (what.own != nullptr) {
        view.card = {what.own->sequence.value(), gui::date_and_time(what.own->until),
                     words_of(*what.own, what.network)};
    }
    std::set<PublicKey> everybody = what.sought;
    for (const auto& [whose, contact] : what.book.contacts) everybody.insert(whose);
    std::map<PublicKey, std::size_t> unread;
    std::map<PublicKey, gui::Conversation> conversations;
    for (const message::LetterRecord& each : what.book.letters) {
        everybody.insert(each.with);
        conversations[each.with].letters.push_back(letter_of(each));
        if (!each.ours && what.unread(each)) ++unread[each.with];
    }
    for (const PublicKey& each : everybody) {
        const auto found = what.book.contacts.find(each);
        const auto* known = found == what.book.contacts.end() ? nullptr : &found->second;
        view.contacts.push_back(contact_of(each, known, what.network));
        view.contacts.back().unread = unread[each];
    }
    for (auto& [with, conversation] : conversations) {
        conversation.with = crypto::to_address(with);
        view.conversations.push_back(std::move(conversation));
    }
    std::sort(view.conversations.begin(), view.conversations.end(),
              [](const gui::Conversation& one, const gui::Conversation& other) {
                  return one.letters.back().number > other.letters.back().number;
              });
}

gui::News news_of(const message::MailNews& what) {
    const std::string whose = crypto::short_address(crypto::to_address(what.with));
    switch (what.kind) {
        case message::MailNews::Kind::Came:
            return {gui::Tone::Good, "A letter from " + whose + ".", {}, what.with};
        case message::MailNews::Kind::Delivered:
            return {gui::Tone::Good, "Your letter to " + whose + " has come.", {}, what.with};
        case message::MailNews::Kind::Expired:
            return {gui::Tone::Bad, "Your letter to " + whose + " was not fetched in time.",
                    "Write it again, if it still matters.", what.with};
        case message::MailNews::Kind::CardChanged:
            return {gui::Tone::Bad, "The key of " + whose + " is another one now.",
                    "Compare the words again before you write what nobody else may read.",
                    what.with};
        case message::MailNews::Kind::Trouble:
            return {gui::Tone::Bad, gui::sentence(printable(what.text)), {}, what.with};
    }
    return {};
}

}  // namespace sbc::light
