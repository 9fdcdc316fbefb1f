#pragma once

#include <map>
#include <set>
#include <vector>

#include "letter.hpp"

namespace stage {

// #region mailboxes
struct MailLimits {
    std::size_t letters_each = 100;                       // that wait for one recipient
    std::size_t bytes_each = std::size_t{256} * 1'024;    // of them
    std::size_t bytes = std::size_t{64} * 1'024 * 1'024;  // of all together
    std::size_t cards = 20'000;
    std::size_t receipts = 100'000;
    sbc::chain::Bits stamp = usual_stamp;
};

// What a core keeps for those who are away: the newest card of each address; letters, until their
// recipient has signed that they have come, or their time is over; and the receipts, as long as a
// letter could come again from somebody who has not heard.
class Mailboxes {
public:
    explicit Mailboxes(const Hash& network, MailLimits limits = {})
        : network_{network}, limits_{limits} {}

    // True: it is here now, and was not before. False: it was here, or has been acknowledged.
    using Kept = sbc::Result<bool, MailError>;
    [[nodiscard]] Kept keep(const Card& card, Time now);
    [[nodiscard]] Kept keep(const Letter& letter, Time now);
    [[nodiscard]] Kept keep(const Receipt& receipt);
    void forget_what_is_over(Time now);

    [[nodiscard]] const Card* card(const PublicKey& address) const;
    [[nodiscard]] const Letter* letter(const Hash& id) const;
    [[nodiscard]] const Receipt* receipt(const Hash& letter) const;
    [[nodiscard]] std::set<Hash> letters_for(const PublicKey& address) const;
    // #endregion mailboxes

    // #region mailboxes-members
private:
    struct Box {
        std::set<Hash> letters;
        std::size_t bytes = 0;
    };
    struct Done {
        Receipt receipt;
        Time until{};
    };
    void drop(const Hash& id);

    Hash network_;
    MailLimits limits_;
    std::map<PublicKey, Card> cards_;
    std::map<Hash, Letter> letters_;
    std::map<PublicKey, Box> boxes_;
    std::map<Hash, Done> receipts_;
    std::size_t bytes_ = 0;
    // #endregion mailboxes-members
};

}  // namespace stage
