#include "message/correspondent.hpp"

// What cores say to us, and the letters that come.

namespace sbc::message {
namespace {

using p2p::broke_the_rules;

constexpr Duration card_again{60'000};  // after it was refused
constexpr std::string_view not_opened =
    "he could not open it: it is sealed anew as soon as he has a newer card";

}  // namespace

p2p::Actions Correspondent::direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) {
    moment_ = moment;
    const auto core = cores_.find(from);
    if (core == cores_.end()) return {};
    if (const auto message = decode(body)) {
        std::visit([&](const auto& one) { on(from, core->second, one); }, *message);
    } else {
        send_away(from);
    }
    return after(moment);
}

void Correspondent::send_away(p2p::LinkId core) {
    out_.add(p2p::Close{core, broke_the_rules});
    cores_.erase(core);
}

// --- our mailbox ---------------------------------------------------------------------------------

// We sign what we have asked for, and once.
void Correspondent::on(p2p::LinkId from, Core& core, const Ask& ask) {
    if (ask.address != owner_.public_key() || !std::exchange(core.knocked, false)) return;
    const Bytes said = claim_part(ask.address, ask.challenge, settings_.network);
    say(from, Claim{ask.address, owner_.sign(said)});
}

void Correspondent::on(p2p::LinkId, Core& core, const Welcome& welcome) {
    if (welcome.address != owner_.public_key()) return;
    core.welcome = true;
    core.knock_next = moment_.now + settings_.again;
}

void Correspondent::on(p2p::LinkId, Core&, const Card& card) { learn(card); }

void Correspondent::on(p2p::LinkId, Core&, const Nobody& nobody) {
    const auto search = searches_.find(nobody.address);
    if (search != searches_.end()) search->second.answered = moment_.now;
    if (nobody.address == owner_.public_key() && !wanted().contains(nobody.address)) {
        searches_.erase(nobody.address);
    }
}

void Correspondent::on(p2p::LinkId, Core& core, const Held& held) {
    const Card* newest = card();
    if (newest != nullptr && id_of(*newest, settings_.network) == held.item) {
        core.has_card = core.may_knock = true;
        core.card_next = moment_.now + settings_.again;
    } else {
        letter_is_held(core, held.item);
    }
}

void Correspondent::on(p2p::LinkId, Core& core, const Refused& refused) {
    const Card* newest = card();
    if (newest == nullptr || id_of(*newest, settings_.network) != refused.item) {
        return letter_is_refused(core, refused);
    }
    core.has_card = false;
    core.card_next = moment_.now + card_again;
    if (refused.why == MailError::Older) {
        searches_.insert_or_assign(owner_.public_key(), Search{});  // which one, then?
        return;
    }
    core.may_knock = true;
    tell_once(refused.item, owner_.public_key(),
              "a core does not take your card: " + std::string{explain(refused.why)});
}

// --- letters that come ---------------------------------------------------------------------------

// We may have acknowledged it, and the core not have heard it.
bool Correspondent::has_come(const Hash& id) const {
    return book_.seen.contains(id) ||
           std::any_of(book_.letters.begin(), book_.letters.end(), [&](const LetterRecord& one) {
               return one.id == id && one.state == LetterState::Received;
           });
}

// One from the future is taken: rather our clock is late than its writer's ahead, as cores take
// none that is too far ahead of theirs.
Result<Opened, MailError> Correspondent::open_letter(const Letter& letter) const {
    if (letter.until <= book_.forgotten) return refused(MailError::MayHaveCome);
    const auto own = std::find_if(book_.own.begin(), book_.own.end(), [&](const OwnCard& one) {
        return one.card.sequence == letter.card;
    });
    if (own == book_.own.end()) return refused(MailError::NoKey);
    auto opened = open(letter, own->secret, own->card.key, settings_.network);
    const Time latest = moment_.wall + longest_held + clock_error;
    if (opened && letter.until > latest && !has_room_after(book_, latest)) {
        return refused(MailError::NotYet);
    }
    return opened;
}

bool Correspondent::keep_letter(const Hash& id, const Letter& letter, const Opened& opened) {
    return change([&](LetterBook& book) {
        remember_letter(book, id, letter.until);
        make_room_for_letter(book);
        book.letters.push_back({.id = id,
                                .number = ++book.numbers,
                                .with = opened.from,
                                .ours = false,
                                .state = LetterState::Received,
                                .sent = opened.sent,
                                .until = letter.until,
                                .text = opened.text});
    });
}

void Correspondent::acknowledge(p2p::LinkId to, const Hash& letter, bool opened) {
    Receipt receipt{.letter = letter, .to = owner_.public_key(), .opened = opened};
    sign(receipt, settings_.network, owner_);
    say(to, receipt);
}

// Whether another program may have made this card of ours, which we do not have: then our keeper
// notices that it is not the only one who writes.
bool Correspondent::is_anothers_card(Sequence unknown) {
    const Card* newest = card();
    if (newest != nullptr && unknown < newest->sequence) return false;  // we had it, or nobody
    return moment_.now < not_before_ || !change([](LetterBook&) {});
}

// What cannot be opened is acknowledged as such: a core that is told nothing would go on to hold
// it, and a few letters full of noise would keep all others from us.
void Correspondent::on(p2p::LinkId from, Core& core, const Letter& letter) {
    const Hash id = id_of(letter, settings_.network);
    if (letter.to != owner_.public_key()) {
        return tell_once(id, letter.to, "a core has shown us a letter that is for somebody else");
    }
    if (has_come(id)) return acknowledge(from, id, true);
    if (letter.until < moment_.wall) return;
    const auto opened = open_letter(letter);
    if (!opened) {
        // Sealed for a key that is gone, it comes again, sealed for the newest.
        if (opened.error().reason != MailError::NoKey) {
            tell_once(id, owner_.public_key(),
                      "a letter has come that cannot be read: " + opened.error().text);
        } else if (is_anothers_card(letter.card)) {
            core.knock_next = std::max(not_before_, moment_.now);  // then it comes again
            return;
        }
        return acknowledge(from, id, false);
    }
    if (moment_.now < not_before_ || !keep_letter(id, letter, *opened)) {
        core.knock_next = std::max(not_before_, moment_.now);  // then it comes again
        return;
    }
    acknowledge(from, id, true);
    tell({.kind = MailNews::Kind::Came,
          .with = opened->from,
          .number = book_.numbers,
          .text = opened->text});
}

// --- receipts for ours ---------------------------------------------------------------------------

void Correspondent::on(p2p::LinkId, Core& core, const Receipt& receipt) {
    const LetterRecord* letter = under_way(receipt.letter);
    core.unanswered.erase(receipt.letter);
    if (letter == nullptr || letter->with != receipt.to) return;
    if (!check(receipt, settings_.network)) return;
    const std::uint64_t number = letter->number;
    if (!receipt.opened && unopened_.contains(number)) return;
    const Sequence sealed_for = letter->sealed->card;
    const bool kept = moment_.now >= not_before_ && change([&](LetterBook&) {
                          LetterRecord& mine = *under_way(receipt.letter);
                          mine.state =
                              receipt.opened ? LetterState::Delivered : LetterState::Waiting;
                          mine.trouble = receipt.opened ? std::string_view{} : not_opened;
                          if (receipt.opened) mine.sealed.reset();
                      });
    if (!receipt.opened) searches_.insert_or_assign(receipt.to, Search{});
    if (kept && !receipt.opened) unopened_.try_emplace(number, sealed_for);
    if (!kept) {
        core.handed_in[receipt.letter] = std::max(not_before_, moment_.now);  // it will answer so
    } else if (receipt.opened) {
        unopened_.erase(number);
        let_go_of_settled();
        tell({.kind = MailNews::Kind::Delivered, .with = receipt.to, .number = number, .text = {}});
    }
}

}  // namespace sbc::message
