#pragma once

#include "base/u256.hpp"
#include "chain/block_store.hpp"
#include "ledger/ledger.hpp"

namespace sbc::ledger {

// A ledger that a restart finds again: its coins and, for everybody's addresses, which transactions
// concern them. It tells a chain with each block what has changed of that, and the chain's store
// keeps it in the same transaction. Undo and reorganisation are changes as all others. One thread.
//
// Under these keys; the numbers have their highest byte first, so that keys are in the order of
// what they say:
//
//   "a", key 32, height 4, place 4     nothing: in the block of this height, the transaction at
//                                      this place (from 0 on) pays this key or spends what it had
//   "c", transaction 32, index 4       a coin: its 48 bytes (coin_record.hpp)
//   "t"                                what the coins are after which block: its hash 32, its
//                                      height 8, how many coins 8, their sum 32
//
// The sum is that of the hash256 of each coin's key and value together, as numbers with their
// lowest byte first, modulo 2^256: if a coin is damaged, or of another history, it is another one.
// Without a "t" there are no coins: nothing has happened yet.
class KeptLedger : public chain::Ledger, private Onlooker {
public:
    // As with a Ledger. Who looks on is not told what has happened before a restart.
    KeptLedger(const Rules& rules, const HashSeed& seed, SignatureChecker& checker,
               std::vector<Onlooker*> onlookers = {});
    KeptLedger(const KeptLedger&) = delete;
    KeptLedger& operator=(const KeptLedger&) = delete;

    [[nodiscard]] const ledger::Ledger& ledger() const { return ledger_; }

    [[nodiscard]] Result<void, chain::BlockError> check(
        std::string_view transaction) const override;
    [[nodiscard]] Result<chain::Undo, chain::BlockError> apply(const chain::Block& block,
                                                               Height height) override;
    void undo(const chain::Block& block, const chain::Undo& undo) override;

    // What cancels out is no change: a coin that was made and spent, a block that was taken back.
    [[nodiscard]] chain::Changes take_changes() override;
    // Damaged: the coins are not those that there were after this block.
    [[nodiscard]] Result<void, chain::StoreError> restore(const chain::BlockStore& store,
                                                          const Hash& tip, Height height) override;

private:
    // One of these has come or gone. The first for a key says what the store has under it.
    struct CoinEvent {
        Outpoint outpoint;
        Coin coin;
        bool comes = false;
    };
    struct ConcernEvent {
        PublicKey key;
        std::uint32_t place = 0;
        Height height;
        bool comes = false;
    };
    // What "t" says.
    struct Tip {
        Hash hash;
        Height height{};
        std::uint64_t coins = 0;
        U256 sum;
    };
    void applied(const BlockView& block, Height height) override;
    void undone(const BlockView& block) override;
    void note_concerned(const BlockView& block, Height height, bool comes);
    void take_coins(chain::Changes& changes);
    void take_concerns(chain::Changes& changes);
    // Nothing as long as nothing has happened.
    [[nodiscard]] static std::optional<std::string> encode(const Tip& tip);
    [[nodiscard]] static Result<Coins, chain::StoreError> read_coins(const chain::BlockStore& store,
                                                                     Coins coins, Tip& tip);

    HashSeed seed_;
    ledger::Ledger ledger_;
    std::vector<CoinEvent> coins_;
    std::vector<ConcernEvent> concerns_;
    Tip tip_;  // now; the coins and their sum as of the last take_changes()
    std::optional<std::string> kept_tip_;
};

// Which transactions concern an address.
struct Concerning {
    Height height;            // of the block
    std::uint32_t place = 0;  // in it, from 0 on
    friend bool operator==(const Concerning&, const Concerning&) = default;
};
// In the blocks above `above`, up to `upto`, the oldest first: at most `most`, but of the last
// block that occurs all of them. So whoever wants the next ones asks above that block; until
// nothing comes. Reads only what it returns.
[[nodiscard]] Result<std::vector<Concerning>, chain::StoreError> records_of(
    const chain::BlockStore& store, const PublicKey& key, Height above, Height upto,
    std::size_t most);

}  // namespace sbc::ledger
