#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "message/mail_message.hpp"
#include "message/mailboxes_ends.hpp"

namespace sbc::message {

struct MailLimits {
    std::size_t letters_each = 100;                       // that wait for one recipient
    std::size_t bytes_each = std::size_t{256} * 1'024;    // of them, sealed
    std::size_t bytes = std::size_t{64} * 1'024 * 1'024;  // of all together
    std::size_t cards = 20'000;                           // one for each address
    std::size_t receipts = 100'000;                       // of letters that have been here
    std::size_t early_receipts = 10'000;  // of letters that have not: no work was done for them
    chain::Bits stamp = usual_stamp;      // the easiest that is taken
    // So long after a letter's end its writer can still learn that it has come.
    std::chrono::seconds receipts_stay = clock_error;
};

// What a core keeps for those who are away: the newest card of each address, the letters that
// nobody has acknowledged, and the receipts of those that somebody has, as long as the letter could
// come again. Everything is bounded, and everything goes when it is over. In memory: what a core
// forgets when it restarts its neighbours tell it again, and otherwise those who wrote it. No
// clock. One thread.
class Mailboxes {
public:
    explicit Mailboxes(const Hash& network, MailLimits limits = {})
        : network_{network}, limits_{limits} {}

    // New: it is kept now, and was not before; whoever calls passes it on. Known: it was here, or
    // has been acknowledged. Else why it is not taken. It costs as much as the logarithm of what
    // lies here; a signature is verified last.
    enum class Kept { New, Known };
    [[nodiscard]] Result<Kept, MailError> keep(const Card& card, Time now);
    [[nodiscard]] Result<Kept, MailError> keep(const Letter& letter, Time now);
    // The letter it speaks of goes. One for a letter that was never here is kept as well: it may
    // come later. NotForUs: he who has signed it is not the letter's recipient.
    [[nodiscard]] Result<Kept, MailError> keep(const Receipt& receipt, Time now);

    // Nullptr: there is none. What they point to lasts until the next keep() or on_time().
    [[nodiscard]] const Card* card(const PublicKey& address) const;
    [[nodiscard]] const Letter* letter(const Hash& id) const;
    [[nodiscard]] const Receipt* receipt(const Hash& letter) const;  // if the letter has been here
    // The ids of what waits for this one, the oldest first. It costs as much as they are, however
    // much lies here for others.
    [[nodiscard]] std::vector<Hash> letters_for(const PublicKey& address) const;
    // A page of a shelf, in its order.
    [[nodiscard]] Lies page(const List& wanted) const;

    // Lets go what is over.
    void on_time(Time now);
    // The last second of what goes first.
    [[nodiscard]] std::optional<Time> next_over() const;

    // Values for those who look.
    [[nodiscard]] std::size_t letters() const { return letters_.size(); }
    [[nodiscard]] std::size_t cards() const { return cards_.size(); }
    [[nodiscard]] std::size_t receipts() const { return receipts_.size() + early_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }  // sealed, of all letters

private:
    // The order of the texts: their first digits are the last bytes.
    struct AsTexts {
        bool operator()(const Hash& left, const Hash& right) const;
    };
    struct Box {
        std::vector<Hash> letters;  // the oldest first; few, by MailLimits
        std::size_t bytes = 0;
    };
    struct Done {
        Receipt receipt;
        Time until{};  // when to forget it
    };
    using ByWhom = std::pair<Hash, PublicKey>;  // anybody can sign one for any letter

    [[nodiscard]] Result<void, MailError> may_come(const Letter& letter, const Hash& id,
                                                   Time now) const;
    [[nodiscard]] Result<void, MailError> has_room(const Letter& letter) const;
    void drop(const Hash& letter);
    void note_done(const Receipt& receipt, Time until);
    void note_early(const Receipt& receipt, Time until);

    Hash network_;
    MailLimits limits_;
    std::map<std::string, Card, std::less<>> cards_;  // by the address's text
    std::map<Hash, Letter, AsTexts> letters_;
    std::map<PublicKey, Box> boxes_;
    std::map<Hash, Done> receipts_;  // of letters that have been here
    std::map<ByWhom, Done> early_;   // of letters that have not
    Ends<std::string> card_ends_;
    Ends<Hash> letter_ends_;
    Ends<Hash> receipt_ends_;
    Ends<ByWhom> early_ends_;
    std::size_t bytes_ = 0;
};

}  // namespace sbc::message
