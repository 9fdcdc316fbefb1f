#pragma once

#include <span>

#include "chain/block.hpp"
#include "ledger/ledger.hpp"
#include "node/payment_graph.hpp"

namespace sbc::node {

struct MempoolLimits {
    std::size_t bytes = 64'000'000;      // of memory, all that belongs to those that wait
    std::size_t package = 25;            // payments: one and its ancestors; one and its descendants
    std::size_t package_bytes = 22'000;  // one and its ancestors: so all of them fit into a block
    Amount least_output{1};              // an output of less is dust: nobody would pay to spend it
    Duration expiry{24 * 3'600'000};     // so long one waits
    Duration floor_half_life{60'000};    // so long until half the fee is enough again
};

// Why a payment may not wait here.
enum class MempoolError {
    // It is no payment, or can never be one: whoever sends such a thing has not looked.
    Malformed,  // not the one spelling of a transaction, or wrong in itself
    Coinbase,   // made by whoever mines its block, and by nobody else
    WrongSignature,
    Overspent,
    // Because of what we know, or want; others may see it otherwise, and nobody is to blame.
    Waits,        // it is here already
    UnknownCoin,  // spent in a block already, or not here yet
    Immature,
    Conflict,  // one of those that wait spends the same coin, and came first
    Dust,
    LongPackage,  // too many depend on each other
    LowFee,       // so little that it would be, or has just been, the first to make room
};
[[nodiscard]] constexpr bool senders_fault(MempoolError error) {
    return error <= MempoolError::Overspent;
}

// Why a payment waits no longer, though it is in no block. With one go those that depend on it, for
// the same reason.
enum class Departure {
    Rival,        // a block spends the same coin in another payment
    CoinGone,     // what it spends was made by a block that counts no longer
    Immature,     // that block's coin is younger in the history that counts now
    LongPackage,  // it came back with so many others that depend on each other
    Evicted,      // there was no room for the one that pays least
    Expired,
};
// "a block spends the same coin in another payment": to go on after a colon.
[[nodiscard]] std::string_view words(Departure why);

struct Left {
    Hash id;
    Departure why{};
    friend bool operator==(const Left&, const Left&) = default;
};
// What has changed. A payment that was in a block, is in none now and cannot wait either has left
// without having come.
struct PoolChanges {
    std::vector<Hash> came;       // parents before children
    std::vector<Hash> in_blocks;  // all payments of those connected, whether they waited or not
    std::vector<Left> left;
};

// What a payment takes of memory while it waits, in bytes: its text, and all that is kept of it.
// Rather more than it really is.
[[nodiscard]] std::size_t memory_of(const ledger::CheckedTransaction& payment);

// The payments that wait for a block: all that could stand together in the next one, if it had room
// for them. Each has been judged by the ledger, signatures and all, behind those that it depends
// on; no two spend the same coin, and the first one stays. When there is no room, those that pay
// least go, with what depends on them, and for some time the likes of them are not let in again.
//
// Not consensus: what is refused here may stand in a block all the same. Grown from the pool of
// lesson 04. No clock, one thread; the ledger belongs to the caller and lives longer. Nothing here
// goes through all that wait: each call takes time that grows with what it is told and changes.
class Mempool {
public:
    // The ledger stands at the block of this height.
    Mempool(const ledger::Ledger& ledger, Height tip, MempoolLimits limits = {})
        : ledger_{ledger}, tip_{tip}, limits_{limits} {}

    struct Accepted {
        Hash id;
        Amount fee;
        std::vector<Left> left;  // to make room for it
    };
    // A refusal changes nothing. What is cheap to find out is found out before the signatures.
    [[nodiscard]] Result<Accepted, MempoolError> add(std::string text, Instant now);
    // The same for whoever has read it already.
    [[nodiscard]] Result<Accepted, MempoolError> add(const ledger::CheckedTransaction& payment,
                                                     std::string text, Instant now);
    // Undoes what add() has just done for this one, before anybody hears of it. Those that made
    // room for it are gone all the same.
    void withdraw(const Hash& id);

    // The history has moved, and the ledger with it: these blocks have been taken back, the highest
    // first, and those have been connected, the lowest first; the last one has this height. What
    // was in the former and is not in the latter waits again, if it can, whatever it pays.
    //
    // Where nothing waits and nothing was taken back, `connected` need not be fetched: it may be
    // empty.
    PoolChanges moved(std::span<const chain::Block> taken_back,
                      std::span<const chain::Block> connected, Height tip, Instant now);

    // Lets go what has waited too long.
    PoolChanges on_time(Instant now);
    [[nodiscard]] Instant deadline() const;

    // The next block's.
    [[nodiscard]] Height height() const { return chain::above(tip_); }
    [[nodiscard]] const PaymentGraph& payments() const { return graph_; }
    [[nodiscard]] const WaitingPayment* find(const Hash& id) const { return graph_.find(id); }
    // What an address is to be told: what these payments bring it, and which concern it.
    [[nodiscard]] const ledger::Pending& pending() const { return pending_; }
    // What a payment that waits here spends, in the order of its inputs.
    [[nodiscard]] std::vector<ledger::Output> spends(const WaitingPayment& payment) const;
    [[nodiscard]] std::size_t size() const { return graph_.size(); }
    // Of memory, never less than they take (measured by ./course bench).
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    // Who pays no more than this is refused. Nothing: there is room for everybody.
    [[nodiscard]] std::optional<FeeRate> floor(Instant now) const;

private:
    // What is known of a payment before its signatures are checked.
    struct Candidate {
        WaitingPayment payment;
        PaymentGraph::Payments parents{};
        PaymentGraph::Payments ancestors{};
    };
    struct Room;
    struct Returning;
    using Payments = PaymentGraph::Payments;

    [[nodiscard]] Result<Candidate, MempoolError> look_up(const ledger::CheckedTransaction& payment,
                                                          std::string text) const;
    [[nodiscard]] Result<void, MempoolError> check_package(const Candidate& candidate) const;
    [[nodiscard]] Result<void, MempoolError> check_floor(const Candidate& candidate,
                                                         Instant now) const;
    [[nodiscard]] Result<Room, MempoolError> make_room(const Candidate& candidate) const;
    // Asks the ledger, and so for the signatures.
    [[nodiscard]] Result<void, MempoolError> enter(const ledger::CheckedTransaction& payment,
                                                   Candidate candidate, Instant came);

    [[nodiscard]] Returning take_out(std::span<const chain::Block> taken_back, Instant now);
    void happen(const chain::Block& block, Returning& returning, PoolChanges& changes);
    void put_back(Returning returning, PoolChanges& changes);
    void drop_immature(std::vector<Left>& left);
    void trim(Instant now, std::vector<Left>& left);

    void remove(const WaitingPayment& payment);
    void drop(Payments payments, Departure why, std::vector<Left>& left);
    void raise_floor(const FeeRate& to, Instant now);

    const ledger::Ledger& ledger_;
    Height tip_;
    MempoolLimits limits_;
    PaymentGraph graph_;
    ledger::Pending pending_;
    std::size_t bytes_ = 0;
    // What the dearest one paid that was evicted, and when.
    struct Floor {
        FeeRate rate;
        Instant since;
    };
    std::optional<Floor> floor_;
};

}  // namespace sbc::node
