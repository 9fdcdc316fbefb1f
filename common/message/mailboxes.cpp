#include "message/mailboxes.hpp"

#include <algorithm>

#include "crypto/address.hpp"

namespace sbc::message {
namespace {

using enum MailError;

// So long a letter can still come of which we only know that it has been acknowledged.
constexpr std::chrono::seconds late = longest_held + clock_error;

bool is_of_a_class(const Bytes& sealed) {
    return std::any_of(size_classes.begin(), size_classes.end(), [&](std::size_t size) {
        return sealed.size() == size + crypto::aead_tag_size;
    });
}

// The same but for the stamp.
bool is_same(Card card, const Card& known) {
    card.stamp = known.stamp;
    return card == known;
}

}  // namespace

bool Mailboxes::AsTexts::operator()(const Hash& left, const Hash& right) const {
    return std::lexicographical_compare(left.bytes.rbegin(), left.bytes.rend(),
                                        right.bytes.rbegin(), right.bytes.rend());
}

// --- cards ---------------------------------------------------------------------------------------

Result<Mailboxes::Kept, MailError> Mailboxes::keep(const Card& card, Time now) {
    on_time(now);
    const std::string place = crypto::to_address(card.address);
    const auto known = cards_.find(place);
    if (known != cards_.end()) {
        if (is_same(card, known->second)) return Kept::Known;
        if (card.sequence <= known->second.sequence) return refused(Older);
    }
    if (card.until < now) return refused(Over);
    if (card.from > now + clock_error) return refused(NotYet);
    if (!is_paid(card.stamp, id_of(card, network_), network_, limits_.stamp)) {
        return refused(BadStamp);
    }
    if (known == cards_.end() && cards_.size() >= limits_.cards) return refused(NoRoom);
    if (auto good = check(card, network_); !good) return pass_on(good);
    if (known != cards_.end()) card_ends_.remove(known->second.until, place);
    card_ends_.add(card.until, place);
    cards_.insert_or_assign(place, card);
    return Kept::New;
}

const Card* Mailboxes::card(const PublicKey& address) const {
    const auto found = cards_.find(crypto::to_address(address));
    return found == cards_.end() ? nullptr : &found->second;
}

// --- letters -------------------------------------------------------------------------------------

Result<Mailboxes::Kept, MailError> Mailboxes::keep(const Letter& letter, Time now) {
    on_time(now);
    const Hash id = id_of(letter, network_);
    if (letters_.contains(id) || receipts_.contains(id)) return Kept::Known;
    if (auto may = may_come(letter, id, now); !may) return pass_on(may);
    if (const auto early = early_.find({id, letter.to}); early != early_.end()) {
        note_done(early->second.receipt, letter.until + limits_.receipts_stay);
        early_ends_.remove(early->second.until, early->first);
        early_.erase(early);
        return Kept::Known;
    }
    if (auto room = has_room(letter); !room) return pass_on(room);
    Box& box = boxes_[letter.to];
    box.letters.push_back(id);
    box.bytes += letter.sealed.size();
    bytes_ += letter.sealed.size();
    letter_ends_.add(letter.until, id);
    letters_.emplace(id, letter);
    return Kept::New;
}

// The letter alone.
Result<void, MailError> Mailboxes::may_come(const Letter& letter, const Hash& id, Time now) const {
    if (!is_of_a_class(letter.sealed)) return refused(Malformed);
    if (letter.until < now) return refused(Over);
    const Time latest = now + clock_error;
    if (letter.until > latest + longest_held || letter.stamp.time > latest) return refused(NotYet);
    // Whoever stamps a letter does so when he sends it or later: it ends before its stamp does.
    const bool fresh = letter.stamp.time + longest_held >= now;
    if (!fresh || !is_paid(letter.stamp, id, network_, limits_.stamp)) return refused(BadStamp);
    return {};
}

Result<void, MailError> Mailboxes::has_room(const Letter& letter) const {
    const std::size_t size = letter.sealed.size();
    const auto box = boxes_.find(letter.to);
    const std::size_t waiting = box == boxes_.end() ? 0 : box->second.letters.size();
    const std::size_t bytes = box == boxes_.end() ? 0 : box->second.bytes;
    if (waiting >= limits_.letters_each || bytes + size > limits_.bytes_each) {
        return refused(MailboxFull);
    }
    if (bytes_ + size > limits_.bytes) return refused(NoRoom);
    return {};
}

void Mailboxes::drop(const Hash& letter) {
    const auto found = letters_.find(letter);
    const std::size_t size = found->second.sealed.size();
    const auto box = boxes_.find(found->second.to);
    box->second.bytes -= size;
    bytes_ -= size;
    auto& ids = box->second.letters;
    ids.erase(std::find(ids.begin(), ids.end(), letter));
    if (ids.empty()) boxes_.erase(box);
    letters_.erase(found);
}

const Letter* Mailboxes::letter(const Hash& id) const {
    const auto found = letters_.find(id);
    return found == letters_.end() ? nullptr : &found->second;
}

std::vector<Hash> Mailboxes::letters_for(const PublicKey& address) const {
    const auto box = boxes_.find(address);
    return box == boxes_.end() ? std::vector<Hash>{} : box->second.letters;
}

// --- receipts ------------------------------------------------------------------------------------

Result<Mailboxes::Kept, MailError> Mailboxes::keep(const Receipt& receipt, Time now) {
    on_time(now);
    if (const auto done = receipts_.find(receipt.letter); done != receipts_.end()) {
        if (done->second.receipt.to != receipt.to) return refused(NotForUs);
        return Kept::Known;
    }
    if (early_.contains({receipt.letter, receipt.to})) return Kept::Known;
    const auto letter = letters_.find(receipt.letter);
    const bool here = letter != letters_.end();
    if (here && letter->second.to != receipt.to) return refused(NotForUs);
    if (auto good = check(receipt, network_); !good) return pass_on(good);
    if (here) {
        const Time until = letter->second.until;
        letter_ends_.remove(until, receipt.letter);
        drop(receipt.letter);
        note_done(receipt, until + limits_.receipts_stay);
    } else {
        note_early(receipt, now + late);
    }
    return Kept::New;
}

// When there are too many, the one goes that would be forgotten first.
void Mailboxes::note_done(const Receipt& receipt, Time until) {
    if (limits_.receipts == 0) return;
    while (receipts_.size() >= limits_.receipts) receipts_.erase(*receipt_ends_.take_first());
    receipts_.emplace(receipt.letter, Done{receipt, until});
    receipt_ends_.add(until, receipt.letter);
}

void Mailboxes::note_early(const Receipt& receipt, Time until) {
    if (limits_.early_receipts == 0) return;
    while (early_.size() >= limits_.early_receipts) early_.erase(*early_ends_.take_first());
    const ByWhom key{receipt.letter, receipt.to};
    early_.emplace(key, Done{receipt, until});
    early_ends_.add(until, key);
}

const Receipt* Mailboxes::receipt(const Hash& letter) const {
    const auto found = receipts_.find(letter);
    return found == receipts_.end() ? nullptr : &found->second.receipt;
}

// --- shelves, and what is over -------------------------------------------------------------------

Lies Mailboxes::page(const List& wanted) const {
    Lies lies{.shelf = wanted.shelf, .items = {}, .last = true};
    const auto has_more = [&](bool more) {
        lies.last = !more;
        return more && lies.items.size() < most_listed;
    };
    if (wanted.shelf == Shelf::Cards) {
        auto at = cards_.upper_bound(wanted.after);
        for (; has_more(at != cards_.end()); ++at) {
            const std::string sequence = std::to_string(at->second.sequence.value());
            lies.items.push_back(at->first + "/" + sequence);
        }
        return lies;
    }
    const auto after = crypto::hash_from_text(wanted.after);
    auto at = after ? letters_.upper_bound(*after) : letters_.begin();
    for (; has_more(at != letters_.end()); ++at) lies.items.push_back(to_text(at->first));
    return lies;
}

void Mailboxes::on_time(Time now) {
    while (const auto card = card_ends_.take_over(now)) cards_.erase(*card);
    while (const auto letter = letter_ends_.take_over(now)) drop(*letter);
    while (const auto receipt = receipt_ends_.take_over(now)) receipts_.erase(*receipt);
    while (const auto early = early_ends_.take_over(now)) early_.erase(*early);
}

std::optional<Time> Mailboxes::next_over() const {
    std::optional<Time> first;
    for (const auto& one :
         {card_ends_.first(), letter_ends_.first(), receipt_ends_.first(), early_ends_.first()}) {
        if (one && (!first || *one < *first)) first = one;
    }
    return first;
}

}  // namespace sbc::message
