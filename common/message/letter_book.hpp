#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "message/letter.hpp"
#include "message/receipt.hpp"

namespace sbc::message {

// All that a correspondent must find again after a restart: his own cards with their secret halves,
// the cards of others, and the letters.

struct OwnCard {
    Card card;
    crypto::AgreementSecret secret;
    std::optional<Time> replaced{};  // by a newer one; the secret goes a grace period later
};

struct Contact {
    Card card;              // the newest that we have seen, checked
    bool compared = false;  // its owner has been asked, and these are his words
    // The key was another one, and its owner has not said since that he has seen it.
    bool changed = false;
    friend bool operator==(const Contact&, const Contact&) = default;
};

enum class LetterState {
    Received,
    Waiting,    // for a card, a stamp or a core
    OnItsWay,   // a core holds it
    Delivered,  // the recipient has signed that he has it
    Expired,    // nobody has fetched it in time
};
struct LetterRecord {
    Hash id;  // of the letter as it was sealed last; Hash{}: it has not been sealed yet
    std::uint64_t number = 0;  // rises; for whoever shows them
    PublicKey with;            // the other one
    bool ours = false;
    LetterState state = LetterState::Received;
    Time sent{};
    Time until{};
    std::string text{};
    std::string trouble{};           // why it waits, for people; empty: nothing is wrong
    std::optional<Letter> sealed{};  // ours, until it is delivered or over
    friend bool operator==(const LetterRecord&, const LetterRecord&) = default;
};

struct LetterBook {
    std::vector<OwnCard> own;  // of one address, the newest last
    std::map<PublicKey, Contact> contacts;
    std::deque<LetterRecord> letters;  // the oldest first
    std::map<Hash, Time> seen;         // letters that have come, and their ends
    Time forgotten{};                  // letters that end by then may have come as well
    std::uint64_t numbers = 0;         // of the last letter
    [[nodiscard]] LetterBook copy() const;
};
inline constexpr std::size_t most_letters = 2'000;
inline constexpr std::size_t most_contacts = 500;
inline constexpr std::size_t most_own_cards = 100;
inline constexpr std::size_t most_seen = 10'000;
inline constexpr std::size_t longest_trouble = 300;  // bytes

// For one more letter, the oldest that is settled goes, if need be: one of somebody who is no
// contact rather than one of a contact, so that no stranger floods out what friends have written.
void make_room_for_letter(LetterBook& book);

// This one is our newest now.
void add_card(LetterBook& book, OwnCard fresh);

// Destroys the secrets of cards that were replaced so long ago; never the newest one's, as what is
// sealed for it can still come. A clock that was ahead then does not prolong a secret's life: it
// counts as replaced now.
void tidy_old_secrets(LetterBook& book, Time now, std::chrono::seconds grace);

// That this letter has come. No clock has a say in what is forgotten: clocks jump, ahead and back.
// When there are too many, the one that ends first goes; whatever ends by then is not taken any
// more, as it may be the one.
void remember_letter(LetterBook& book, const Hash& id, Time until);

// Whether one more may be remembered that ends after `latest`: by then all end that were written up
// to now, if our clock is right. Such letters are forgotten last; so they may take half of the
// memory only, or a core that is full of them would have all others refused for ever.
[[nodiscard]] bool has_room_after(const LetterBook& book, Time latest);

// Canonical JSON, all of it; secrets in the clear: whoever writes it to a disk seals it. No memory
// that was given back has a secret in it after encode(); after decode it may, where the text stood.
[[nodiscard]] crypto::SecretText encode(const LetterBook& book);
// Malformed: encode() makes this of no book that keeps the bounds above, or another version does.
// It is not verified who has signed what: nobody but its owner has had it.
[[nodiscard]] Result<LetterBook, MailError> decode_letter_book(std::string_view text);
inline constexpr std::size_t longest_letter_book = std::size_t{64} * 1'024 * 1'024;

// Where it is kept. Called before anything goes out that says that it was: a receipt, a card.
class LetterBookKeeper {
public:
    virtual ~LetterBookKeeper() = default;
    // False: it could not be kept, and nothing shall be said that supposes it.
    [[nodiscard]] virtual bool keep(const LetterBook& book) = 0;
};

}  // namespace sbc::message
