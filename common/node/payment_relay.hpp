#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "net/link_id.hpp"
#include "node/mempool.hpp"
#include "node/recent_ids.hpp"

namespace sbc::node {

using net::LinkId;

struct PaymentRelayLimits {
    Duration patience{3'000};       // so long a neighbour may take to deliver what it has announced
    Duration pause{200};            // between two announcements to the same neighbour
    std::size_t in_one_have = 500;  // ids
    std::size_t unanswered = 100;   // ids that one neighbour is asked for at a time
    std::size_t announced = 5'000;  // ids by one neighbour that it may still be asked for
    std::size_t announcers = 16;    // that are remembered for one id
    std::size_t known = 10'000;     // ids that one neighbour is known to have
    std::size_t refused = 10'000;   // ids that are not asked for again
    unsigned tries = 4;             // for a payment whose parent is not here yet,
    Duration next_try{1'000};       // with a pause before the next one, twice as long each time
};

// What became of a payment that has come.
enum class Arrival {
    Waits,     // it waits here now, or did so already
    Refused,   // its id will do no better another time, for now
    TooEarly,  // it spends a coin that is not known (yet): asked for again in a little while
    Forged,    // wrongly signed: that says nothing about the id, which others may have as it should
               // be
};

// What a mempool's refusal says about the id. (Malformed: there is no id to speak of.)
[[nodiscard]] constexpr Arrival arrival_of(MempoolError error) {
    if (error == MempoolError::Waits) return Arrival::Waits;
    if (error == MempoolError::UnknownCoin) return Arrival::TooEarly;
    return error == MempoolError::WrongSignature ? Arrival::Forged : Arrival::Refused;
}

// Which payments to announce to whom, and of whom to ask for those that others have announced. A
// payment goes over a link once at most: it is announced by its id to those who are not known to
// have it, and asked of one announcer at a time. Who does not deliver in time is passed over, and
// comes last from then on, until it has delivered: so it delays each payment by one patience at
// most, however much it announces. Everything that is remembered is bounded, for each neighbour.
//
// A plain object: it is told what has happened, and says in talk() what is to be said now. No
// clock, no socket, one thread.
class PaymentRelay {
public:
    explicit PaymentRelay(const ledger::HashSeed& seed, PaymentRelayLimits limits = {})
        : limits_{limits}, seed_{seed}, refused_{limits.refused, seed} {}

    void joined(LinkId neighbour);
    void left(LinkId neighbour);

    // A neighbour has these (`have`).
    void announced(LinkId neighbour, std::span<const Hash> ids);
    // Whether this one is looked for. Others need not be looked at when they come.
    [[nodiscard]] bool wants(const Hash& id) const { return wanted_.contains(id); }
    // A payment has come (`payments`), and been judged.
    void arrived(LinkId neighbour, const Hash& id, Arrival arrival, Instant now);

    // The mempool has it now, wherever it came from: parents before children.
    void added(const Hash& id);
    // It has it no longer; or (PoolChanges::in_blocks) nobody need look for it any more. Until
    // forget_refusals() it is not asked for again.
    void removed(const Hash& id);
    // The history has moved: what was refused before may be taken now.
    void forget_refusals() { refused_.clear(); }

    struct Message {
        LinkId to;
        std::vector<Hash> ids;
    };
    struct Talk {
        std::vector<Message> have;
        std::vector<Message> get_payments;
    };
    // What is to be said now: to be asked after every event, and at the deadline. Whoever lacks the
    // coins (it catches up with the history) asks for nothing yet, but remembers who has what.
    [[nodiscard]] Talk talk(Instant now, bool may_ask = true);
    [[nodiscard]] Instant deadline() const;

private:
    struct Neighbour {
        RecentIds known;
        std::map<Hash, std::uint64_t> offers;  // of what is wanted, with the number of each
        std::map<std::uint64_t, Hash> free;    // those of its offers that nobody is asked for
        std::size_t unanswered = 0;            // ids
        std::uint64_t next = 0;                // the number of our payment to be announced next
        Instant may_announce{};                // not before
        unsigned missed = 0;  // what it announced and did not deliver; delivering makes up for it
        std::uint64_t delivered = 0;
    };
    // Looked for: nobody has been asked, or somebody is; or there is a pause before the next try.
    struct Wanted {
        std::set<LinkId> announcers;
        std::optional<LinkId> asked;
        Instant until = never;  // when whoever is asked must have delivered, or the pause ends
        unsigned tries = 0;
        [[nodiscard]] bool free() const { return until == never; }
    };

    void offer(Neighbour& neighbour, LinkId link, const Hash& id);
    void withdraw(LinkId link, const Hash& id);
    void blame(Neighbour& neighbour) const;
    void forget(const Hash& id);
    void occupy(const Hash& id, std::optional<LinkId> asked, Instant until);
    void set_free(const Hash& id);
    void give_up_waiting(Instant now);
    void ask(LinkId link, Instant now, std::vector<Message>& questions);
    void announce(LinkId link, Instant now, std::vector<Message>& announcements);
    [[nodiscard]] std::vector<LinkId> best_first() const;
    [[nodiscard]] std::size_t may_be_asked_for(const Neighbour& neighbour) const;
    [[nodiscard]] bool has_news_for(const Neighbour& neighbour) const;

    PaymentRelayLimits limits_;
    ledger::HashSeed seed_;
    RecentIds refused_;
    std::map<LinkId, Neighbour> neighbours_;
    std::map<Hash, Wanted> wanted_;
    std::set<std::pair<Instant, Hash>> deadlines_;  // of those wanted that are not free
    std::uint64_t offers_ = 0;                      // so many have there been
    // What waits here, in the order in which it came.
    std::uint64_t numbers_ = 0;
    std::map<std::uint64_t, Hash> ours_;
    std::map<Hash, std::uint64_t> number_of_;
};

}  // namespace sbc::node
