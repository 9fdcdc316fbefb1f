#include "base/json.hpp"
#include "message/correspondent.hpp"

// Our own card, and those of others.

namespace sbc::message {
namespace {

constexpr Duration first_wait{5'000};     // of a search, until the next try: twice as long each
constexpr Duration longest_wait{60'000};  // time, up to this
constexpr unsigned most_doublings = 5;
constexpr unsigned enough_tries = 3;     // without an answer: what we know will do
constexpr unsigned at_once = 16;         // questions
constexpr Duration breath{1'000};        // between those and more
constexpr Duration stays_true{600'000};  // so long an answer counts

}  // namespace

// --- our own -------------------------------------------------------------------------------------

// One that follows our newest, and this sequence.
Result<OwnCard, MailError> Correspondent::next_card(Sequence above) const {
    const Card* newest = card();
    const std::uint64_t known = newest == nullptr ? 0 : newest->sequence.value();
    const std::uint64_t last = std::max(above.value(), known);
    if (last >= json_max_integer || book_.own.size() >= most_own_cards) {
        return refuse(MailError::NoRoom,
                      "you have had so many keys that the oldest must be destroyed first: wait");
    }
    OwnCard own{.card = {}, .secret = settings_.secret()};
    own.card.address = owner_.public_key();
    own.card.sequence = Sequence{last + 1};
    own.card.key = public_half(own.secret);
    own.card.from = moment_.wall;
    own.card.until = moment_.wall + std::min(settings_.card_lasts, longest_card);
    sign(own.card, settings_.network, owner_);
    return own;
}

Result<void, MailError> Correspondent::make_card(Sequence above) {
    auto fresh = next_card(above);
    if (!fresh) return pass_on(fresh);
    const bool kept = change([&](LetterBook& book) { add_card(book, std::move(*fresh)); });
    if (!kept) return refuse(MailError::NoRoom, "the new key could not be written to the disk");
    offer_anew();
    return {};
}

// We have another card than a moment ago.
void Correspondent::offer_anew() {
    for (auto& [link, core] : cores_) {
        core.has_card = false;
        core.card_next = {};
    }
}

void Correspondent::look_at_card(Due& due) {
    if (const Card* newest = card()) {
        const auto lasts = newest->until - newest->from;
        const Time end = newest->until - std::min(settings_.renew_before, lasts / 2);
        // One that was made by a clock far ahead is no use to anybody until then.
        const bool begun = newest->from <= moment_.wall + clock_error;
        if (begun && moment_.wall < end) return wake(end);
    }
    if (auto fresh = next_card(Sequence{0})) {
        due.card = std::move(*fresh);
    } else {
        wake(moment_.now + breath);
    }
}

void Correspondent::look_at_old_secrets(Due& due) {
    for (const OwnCard& one : book_.own) {
        if (!one.replaced) continue;
        const Time end = *one.replaced + settings_.grace;
        due.secrets = due.secrets || *one.replaced > moment_.wall || end <= moment_.wall;
        wake(end);
    }
}

// Also to a core that has it, every now and then: it may have forgotten.
void Correspondent::offer_card(p2p::LinkId link, Core& core) {
    const Card* newest = card();
    if (newest == nullptr || newest->stamp == Stamp{}) return;
    if (moment_.now >= core.card_next) {
        core.card_next = moment_.now + settings_.answer;
        say(link, *newest);
    }
    wake(core.card_next);
}

// Only when the core knows no newer card of ours than we do. So what comes and is sealed for
// another one is sealed for one that is gone.
void Correspondent::knock(p2p::LinkId link, Core& core) {
    if (!core.may_knock) return;
    if (moment_.now >= core.knock_next) {
        core.knock_next = moment_.now + settings_.answer;
        core.knocked = true;
        say(link, Knock{owner_.public_key()});
    }
    wake(core.knock_next);
}

// From another copy of our key, or from a time of which this book knows nothing.
void Correspondent::learn_of_ours(const Card& seen) {
    const Card* newest = card();
    if (newest == nullptr || seen.sequence < newest->sequence || seen.key == newest->key) return;
    if (!check(seen, settings_.network)) return;
    (void)make_card(seen.sequence);
}

// --- those of others -----------------------------------------------------------------------------

// Valid, or about to be: our clock may be behind its owner's.
const Card* Correspondent::usable_card(const PublicKey& address) const {
    const auto contact = book_.contacts.find(address);
    if (contact == book_.contacts.end()) return nullptr;
    const Card& known = contact->second.card;
    const bool valid = known.from <= moment_.wall + clock_error && moment_.wall <= known.until;
    return valid ? &known : nullptr;
}

// Whether a core has said which card of his is the newest, or does not answer at all. If not, it
// will be asked.
bool Correspondent::has_asked_for(const PublicKey& address) {
    const auto [search, begun] = searches_.try_emplace(address);
    if (begun) return false;
    const auto& answered = search->second.answered;
    if (answered && moment_.now < *answered + stays_true) return true;
    return search->second.tries >= enough_tries;
}

// Whose cards are: by find(), or for letters that wait for one.
std::set<PublicKey> Correspondent::wanted() const {
    std::set<PublicKey> all = wanted_;
    for (const LetterRecord& one : book_.letters) {
        if (one.state != LetterState::Waiting) continue;
        if (!one.sealed || unopened_.contains(one.number)) all.insert(one.with);
    }
    return all;
}

// Asks for what is wanted, again and again until it has come.
void Correspondent::search() {
    const std::set<PublicKey> all = wanted();
    std::erase_if(searches_, [&](const auto& one) {
        return one.first != owner_.public_key() && !all.contains(one.first);
    });
    if (cores_.empty()) return;
    unsigned asked = 0;
    for (auto& [address, search] : searches_) {
        if (moment_.now >= search.next) {
            if (++asked > at_once) return wake(moment_.now + breath);
            for (const auto& [link, core] : cores_) say(link, Find{address});
            const unsigned doublings = std::min(search.tries++, most_doublings);
            search.next = moment_.now + std::min(first_wait * (1 << doublings), longest_wait);
        }
        wake(search.next);
    }
}

void Correspondent::learn(const Card& card) {
    const bool is_wanted = wanted().contains(card.address);
    if (card.address == owner_.public_key()) {
        learn_of_ours(card);
        if (!is_wanted) searches_.erase(card.address);
    }
    const auto search = searches_.find(card.address);
    if (search != searches_.end()) search->second.answered = moment_.now;
    if (is_wanted || book_.contacts.contains(card.address)) learn_contact(card);
}

// A card is as good as the signature in it, whoever shows it.
void Correspondent::learn_contact(const Card& seen) {
    const bool valid = seen.from <= moment_.wall + clock_error && moment_.wall <= seen.until;
    const auto known = book_.contacts.find(seen.address);
    const bool first = known == book_.contacts.end();
    if (!first && seen.sequence <= known->second.card.sequence) {
        wanted_.erase(seen.address);
        return;
    }
    if (!valid || !check(seen, settings_.network)) return;
    const bool other_key = !first && seen.key != known->second.card.key;
    bool room = true;
    const bool kept = change([&](LetterBook& book) {
        room = !first || make_room_for_contact(book);
        if (!room) return;
        Contact& contact = book.contacts[seen.address];
        contact.card = seen;
        contact.compared = contact.compared && !other_key;
        contact.changed = contact.changed || other_key;
    });
    if (!kept) return;
    wanted_.erase(seen.address);
    if (!room) {
        tell_once(id_of(seen, settings_.network), seen.address,
                  "you have too many contacts: forget one, so that this one can be kept");
    } else if (other_key) {
        tell({.kind = MailNews::Kind::CardChanged,
              .with = seen.address,
              .number = 0,
              .text = "the key has changed: compare the words again"});
    }
}

// If need be, one goes with whom there are no letters, and whose words nobody has compared.
bool Correspondent::make_room_for_contact(LetterBook& book) {
    if (book.contacts.size() < most_contacts) return true;
    const auto idle =
        std::find_if(book.contacts.begin(), book.contacts.end(), [&](const auto& one) {
            return !one.second.compared && !one.second.changed &&
                   std::none_of(
                       book.letters.begin(), book.letters.end(),
                       [&](const LetterRecord& letter) { return letter.with == one.first; });
        });
    if (idle == book.contacts.end()) return false;
    book.contacts.erase(idle);
    return true;
}

}  // namespace sbc::message
