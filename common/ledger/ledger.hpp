#pragma once

#include <span>
#include <vector>

#include "chain/ledger.hpp"
#include "ledger/coins.hpp"
#include "ledger/pending.hpp"
#include "ledger/read_ahead.hpp"
#include "ledger/rules.hpp"
#include "ledger/signature_checker.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {

// The transactions of a block, and the coins that they have spent, in the order of their inputs.
struct BlockView {
    std::span<const CheckedTransaction> transactions;
    std::span<const Coin> spent;
};

// Is told what has happened, in the order in which it happens, and what has not: an index beside
// the ledger, such as an AddressBook. It cannot refuse, and must not call the ledger.
class Onlooker {
public:
    virtual ~Onlooker() = default;
    virtual void applied(const BlockView& block, Height height) = 0;
    // The block that was applied last.
    virtual void undone(const BlockView& block) = 0;
};

// Who owns what: all the outputs that are not spent, and the rules by which that changes (lesson
// 06; docs/protocol.md, section 18). What a chain asks about its transactions. Not for several
// threads at once; the signatures are checked by whoever has threads for it.
class Ledger : public chain::Ledger {
public:
    // The checker, and who looks on, live longer than the ledger. The coins lie in a table with
    // this seed: random for each process, nothing else depends on it.
    Ledger(const Rules& rules, const HashSeed& seed, SignatureChecker& checker,
           std::vector<Onlooker*> onlookers = {})
        : rules_{rules}, coins_{seed}, checker_{checker}, onlookers_{std::move(onlookers)} {}

    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] const Coins& coins() const { return coins_; }

    // check_transaction(), which is quicker here: addresses that were read lately are remembered.
    [[nodiscard]] Result<CheckedTransaction, LedgerError> read(std::string_view text) const {
        return check_transaction(text, &addresses_);
    }
    // Whether a payment could stand in a block of this height, after the payments that wait; if so,
    // what it leaves to the miner, and the coins that it spends, in the order of its inputs.
    struct Judged {
        Amount fee;
        std::vector<Coin> spends;
    };
    [[nodiscard]] Result<Judged, LedgerError> judge(const CheckedTransaction& payment,
                                                    Height height,
                                                    const Pending& waiting = Pending{}) const;

    // Gate `connect`. All that a block says happens, or (refused) nothing of it, in time that grows
    // with the block alone. The first reason there is, in the order of transactions and inputs.
    // That the block stands on the one connected last is the chain's word: it is not looked at, so
    // a ledger may begin anywhere.
    [[nodiscard]] Result<chain::Undo, LedgerError> connect(const chain::Block& block,
                                                           Height height);
    // The block that was connected last has not happened; the last one is that on which it stands.
    // BadUndo, and nothing has changed: it is another block, or not what connect() has returned for
    // it.
    [[nodiscard]] Result<void, LedgerError> disconnect(const chain::Block& block,
                                                       const chain::Undo& undo);

    // The same, as a chain asks. undo() throws std::runtime_error for a BadUndo: what a store has
    // kept is not what it was given, and no program may go on with that.
    [[nodiscard]] Result<void, chain::BlockError> check(
        std::string_view transaction) const override;
    [[nodiscard]] Result<chain::Undo, chain::BlockError> apply(const chain::Block& block,
                                                               Height height) override;
    void undo(const chain::Block& block, const chain::Undo& undo) override;

    // After a restart: these coins there were when the block with this hash was the last one. The
    // ledger is empty.
    void begin_with(Coins coins, const Hash& last);
    // It has kept nothing, so it can only be restored to the genesis block; a KeptLedger can more.
    [[nodiscard]] Result<void, chain::StoreError> restore(const chain::BlockStore& store,
                                                          const Hash& tip, Height height) override;

private:
    class Questions;
    // What has been done of a block.
    struct Done {
        std::vector<CheckedTransaction> transactions;
        std::vector<Coin> spent;
        Amount reward;  // the subsidy and the fees
    };
    // Puts the payment's signers, as far as they are known, into the questions.
    [[nodiscard]] Result<Judged, LedgerError> examine(const CheckedTransaction& payment,
                                                      Height height, const Pending& waiting,
                                                      Questions& questions) const;
    [[nodiscard]] Result<Coin, LedgerError> coin_for(const Outpoint& outpoint, Height height,
                                                     const Pending& waiting) const;
    [[nodiscard]] Result<void, LedgerError> go_through(const chain::Block& block, Height height,
                                                       Done& done, Questions& questions);
    [[nodiscard]] Result<void, LedgerError> judge_coinbase(const Coinbase& coinbase,
                                                           std::size_t place, Height height) const;
    void happen(const CheckedTransaction& transaction, Height height);
    void take_back(const BlockView& done);
    [[nodiscard]] bool applied_last(const BlockView& block) const;

    Rules rules_;
    Coins coins_;
    std::optional<Hash> last_;  // the block that was connected last
    SignatureChecker& checker_;
    std::vector<Onlooker*> onlookers_;
    mutable crypto::RecentAddresses addresses_{};  // no answer depends on it,
    mutable ReadAhead checked_;                    // nor on what check() has read
};

}  // namespace sbc::ledger
