#include "mailbox.hpp"

namespace stage {

// #region keep-card
using sbc::refuse;
using Kept = Mailboxes::Kept;

Kept Mailboxes::keep(const Card& card, Time now) {
    const Hash id = id_of(card, network_);
    const Card* known = this->card(card.address);
    if (known != nullptr && id_of(*known, network_) == id) return false;
    if (known != nullptr && known->sequence >= card.sequence) {
        return refuse(MailError::Older, "a newer card of this address lies here");
    }
    if (auto now_valid = check_now(card, now); !now_valid) return sbc::pass_on(now_valid);
    if (!is_paid(card.stamp, id, network_, limits_.stamp)) {
        return refuse(MailError::BadStamp, "the card's stamp does not hold");
    }
    if (auto sound = check(card, network_); !sound) return sbc::pass_on(sound);
    if (known == nullptr && cards_.size() >= limits_.cards) {
        return refuse(MailError::NoRoom, "there are too many cards");
    }
    cards_[card.address] = card;
    return true;
}
// #endregion keep-card

// #region keep-letter
Kept Mailboxes::keep(const Letter& letter, Time now) {
    const Hash id = id_of(letter, network_);
    if (letters_.contains(id) || receipts_.contains(id)) return false;
    const Time stamped = letter.stamp.time;
    if (stamped > now + clock_error) return refuse(MailError::NotYet, "it is stamped for later");
    if (letter.until < now || stamped + longest_held < now) {
        return refuse(MailError::Over, "the letter's time is over");
    }
    if (letter.until > now + longest_held + clock_error) {
        return refuse(MailError::BadTimes, "nobody holds a letter for longer than a week");
    }
    if (!is_paid(letter.stamp, id, network_, limits_.stamp)) {
        return refuse(MailError::BadStamp, "the letter's stamp does not hold");
    }
    // #region room
    const std::size_t size = letter.sealed.size();
    const auto box = boxes_.find(letter.to);
    if (box != boxes_.end() && (box->second.letters.size() >= limits_.letters_each ||
                                box->second.bytes + size > limits_.bytes_each)) {
        return refuse(MailError::MailboxFull, "so much waits for this recipient already");
    }
    if (bytes_ + size > limits_.bytes) return refuse(MailError::NoRoom, "there is no room");
    boxes_[letter.to].letters.insert(id);
    boxes_[letter.to].bytes += size;
    bytes_ += size;
    letters_.emplace(id, letter);
    return true;
    // #endregion room
}
// #endregion keep-letter

// #region keep-receipt
// Only for a letter that lies here: whether it was its recipient who has signed, nobody could say
// of another one.
Kept Mailboxes::keep(const Receipt& receipt) {
    if (receipts_.contains(receipt.letter)) return false;
    const Letter* letter = this->letter(receipt.letter);
    if (letter == nullptr || letter->to != receipt.to) {
        return refuse(MailError::NotForUs, "no letter for this one lies here");
    }
    if (auto sound = check(receipt, network_); !sound) return sbc::pass_on(sound);
    if (receipts_.size() >= limits_.receipts) {
        return refuse(MailError::NoRoom, "there are too many receipts");
    }
    receipts_.emplace(receipt.letter, Done{receipt, letter->until});
    drop(receipt.letter);
    return true;
}
// #endregion keep-receipt

// #region forget
void Mailboxes::drop(const Hash& id) {
    const Letter& letter = letters_.at(id);
    const auto box = boxes_.find(letter.to);
    box->second.letters.erase(id);
    box->second.bytes -= letter.sealed.size();
    if (box->second.letters.empty()) boxes_.erase(box);
    bytes_ -= letter.sealed.size();
    letters_.erase(id);
}

void Mailboxes::forget_what_is_over(Time now) {
    std::vector<Hash> over;
    for (const auto& [id, letter] : letters_) {
        if (letter.until < now) over.push_back(id);
    }
    for (const Hash& id : over) drop(id);
    std::erase_if(cards_, [&](const auto& one) { return one.second.until < now; });
    std::erase_if(receipts_, [&](const auto& one) { return one.second.until < now; });
}
// #endregion forget

// #region look-up
const Card* Mailboxes::card(const PublicKey& address) const {
    const auto found = cards_.find(address);
    return found == cards_.end() ? nullptr : &found->second;
}

const Letter* Mailboxes::letter(const Hash& id) const {
    const auto found = letters_.find(id);
    return found == letters_.end() ? nullptr : &found->second;
}

const Receipt* Mailboxes::receipt(const Hash& letter) const {
    const auto found = receipts_.find(letter);
    return found == receipts_.end() ? nullptr : &found->second.receipt;
}

std::set<Hash> Mailboxes::letters_for(const PublicKey& address) const {
    const auto found = boxes_.find(address);
    return found == boxes_.end() ? std::set<Hash>{} : found->second.letters;
}
// #endregion look-up

}  // namespace stage
