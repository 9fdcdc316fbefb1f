#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "wallet/plan.hpp"
#include "wallet/purse.hpp"
#include "wallet/settled.hpp"
#include "wallet/waiting.hpp"

namespace sbc::wallet {

// Each point is in one of these: once all that waits has happened, spendable, arriving and maturing
// are what one has.
struct Balance {
    Amount spendable;  // at once; the change of one's own waiting payments as well
    Amount arriving;   // what others' payments bring that wait for a block, and what hangs on them
    Amount leaving;    // what one's own bring others, and their fees: in none of the other three
    Amount maturing;   // mined, and not old enough to be spent
    friend bool operator==(const Balance&, const Balance&) = default;
};

// What a ledger says about somebody's keys, and how its owner pays (lesson 06). Follows a ledger
// block by block, forward and back, and is told what waits; all questions are answered from what it
// keeps, in a time that does not grow with the chain. Has no secret keys, no file, no clock.
//
// A reorganisation is not hidden: payments of blocks that are undone wait again; what was mined
// there is refused as soon as another block has its height; a payment whose coin a block has spent
// otherwise is refused, and with it whatever hangs on it. Undone, that block refuses nothing: what
// it stood in the way of waits again, unless its rival does.
//
// Hardened from the lesson: it does not read the ledger anew for each question; coins are chosen by
// the fee that they cost; there are reasons for what is refused.
class Wallet : public ledger::Onlooker {
public:
    explicit Wallet(const ledger::Rules& rules) : rules_{rules} {}

    // From now on. A new key has no past, and gets none by blocks that are taken back; for an old
    // one a new wallet goes through the blocks again. A key that is there gets another label.
    void add_key(const PublicKey& key, std::string label);
    struct Address {
        PublicKey key;
        std::string label;
        Amount balance;  // all that it will have when what waits has happened
    };
    // In the order in which they were added.
    [[nodiscard]] std::vector<Address> addresses() const;

    // --- what happens ---

    void applied(const ledger::BlockView& block, Height height) override;
    void undone(const ledger::BlockView& block) override;
    // A payment that a ledger has judged, one's own or somebody else's, with the coins of its
    // inputs as in entry_for(). What spends what another one brings comes after it. One that does
    // not concern the wallet, or is there already, changes nothing. NotAPayment: it cannot happen
    // any more, or one that waits spends the same coin.
    [[nodiscard]] Result<void, WalletError> waits(const CheckedTransaction& payment,
                                                  std::span<const Coin> spent);
    // Nobody takes a payment that waits, says the network; what it spends is free again, what hangs
    // on it refused as well. A block may still bring it. Of others' broken promises 100 stay.
    void refused(const Hash& id, const std::string& why);

    // --- what is ---

    [[nodiscard]] Height height() const { return height_; }  // of the newest block
    [[nodiscard]] Balance balance() const;
    // Spendable, confirmed or not; those that are not seem to lie in the next block.
    [[nodiscard]] std::vector<OwnCoin> coins() const;

    // The history: what is unsettled, then block by block downwards; 0 is the newest. An entry is
    // looked at where it lies, until something happens.
    [[nodiscard]] std::size_t entries() const { return waiting_.all().size() + settled_.size(); }
    [[nodiscard]] const Entry& entry(std::size_t place) const;
    [[nodiscard]] const Entry* find(const Hash& id) const;
    // 1: it is in the newest block. 0: it is in none.
    [[nodiscard]] std::uint64_t confirmations(const Entry& entry) const;
    // One's own that wait, the oldest first: to be sent again, to whoever may have lost them.
    [[nodiscard]] std::vector<const CheckedTransaction*> own_waiting() const;

    // --- paying ---

    // As plan_payment(), with coins that are in blocks if they are enough, else with the change of
    // waiting payments as well; of one address, if the order says so. The same wallet, the same
    // order: the same plan. For an estimate of the fee, plan and look.
    [[nodiscard]] Result<Plan, WalletError> plan(const Order& order) const;

private:
    [[nodiscard]] Height first_young() const;
    [[nodiscard]] bool can_be_spent(const Outpoint& outpoint, const Coin& coin) const;
    [[nodiscard]] bool is_spent(const Outpoint& outpoint) const;
    [[nodiscard]] std::vector<OwnCoin> settled_coins() const;
    [[nodiscard]] static Result<Plan, WalletError> plan_with(std::vector<OwnCoin> coins,
                                                             const Order& order);
    void add_change(std::vector<OwnCoin>& coins) const;
    [[nodiscard]] std::string lack(const Order& order) const;

    using Lines = std::vector<Settled::Line>;
    void happen(const CheckedTransaction& transaction, std::span<const Coin> spent);
    void refuse_rivals(const CheckedTransaction& transaction, Lines& refused);
    void refuse_lost_coinbases(Lines& refused);
    void refuse_with_heirs(const Hash& id, const std::string& why, Lines& refused);
    void take_back(const CheckedTransaction& transaction, std::span<const Coin> spent);
    void wait_again(Entry entry, const CheckedTransaction& transaction,
                    std::span<const Coin> spent);
    void try_again(Settled::Line line);
    void blame_what_waits(Settled::Line& line) const;
    [[nodiscard]] bool stays_refused(const Settled::Line& line) const;
    [[nodiscard]] bool can_wait(const CheckedTransaction& transaction) const;
    void reconsider(std::size_t from = 0);

    ledger::Rules rules_;
    PublicKeys keys_;
    std::vector<Address> addresses_;  // their balances are told when somebody asks
    Height height_{};
    Purse purse_;
    Waiting waiting_;
    Settled settled_;
};

}  // namespace sbc::wallet
