#pragma once

#include <deque>
#include <map>
#include <unordered_map>

#include "ledger/ledger.hpp"

namespace sbc::ledger {

// What addresses have, and how they came to it: an index beside a ledger, told by it of each block.
// Nothing is searched for: what one asks about an address takes time that grows with the answer.
//
// For everybody, as a node needs it that answers others; or for some keys only, as a wallet does.
class AddressBook : public Onlooker {
public:
    // A transaction that concerns an address that is watched, whole: who had what was spent, who
    // has it now, and why.
    struct Record {
        Hash id;
        Height height{};
        bool mined = false;
        std::vector<Output> spent;
        std::vector<Output> made;
        std::optional<Note> note;
    };
    struct Owned {
        Outpoint outpoint;
        Coin coin;
    };

    // The seed is for the tables, as with a ledger.
    static AddressBook of_everybody(const HashSeed& seed) { return AddressBook{seed, true}; }
    // Of those alone that watch() names.
    static AddressBook of_some(const HashSeed& seed) { return AddressBook{seed, false}; }
    // From now on. What has happened before is not seen, not even when it is taken back: a new key
    // has no past, and for an old one the blocks are gone through again, with a new book.
    void watch(const PublicKey& key);

    // The sum of its coins, those that are not mature yet included.
    [[nodiscard]] Amount balance(const PublicKey& key) const;
    // In the order of their outpoints.
    [[nodiscard]] std::vector<Owned> coins(const PublicKey& key) const;
    // Newest first, at most `most` after the first `skip`. Valid until the next block comes or
    // goes.
    [[nodiscard]] std::vector<const Record*> history(const PublicKey& key, std::size_t most,
                                                     std::size_t skip = 0) const;
    [[nodiscard]] std::size_t history_size(const PublicKey& key) const;

    [[nodiscard]] std::size_t addresses() const { return accounts_.size(); }
    [[nodiscard]] std::size_t records() const { return records_.size(); }

    void applied(const BlockView& block, Height height) override;
    void undone(const BlockView& block) override;

private:
    struct Account {
        // Modulo 2^64: whatever the rules let happen, what is added can be taken off again.
        std::uint64_t balance = 0;
        std::map<Outpoint, Coin> coins;
        std::vector<std::uint32_t> history;  // numbers of records, the oldest first
        Height since{};  // of the newest block when it was watched: its coins are not seen
    };
    AddressBook(const HashSeed& seed, bool everybody)
        : everybody_{everybody}, accounts_{0, KeyedHash{seed}} {}

    [[nodiscard]] const Account* find(const PublicKey& key) const;
    // The account of this key, if it is watched.
    [[nodiscard]] Account* account(const PublicKey& key);
    void gain(const Outpoint& outpoint, const Coin& coin);
    void lose(const Outpoint& outpoint, const PublicKey& key);
    void record(const CheckedTransaction& transaction, std::span<const Coin> spent, Height height);
    void forget(const CheckedTransaction& transaction, std::span<const Coin> spent);

    bool everybody_;
    Height height_{};  // of the block that was told last
    Height unseen_{};  // of the one below the first that was told: the ledger may begin anywhere
    std::unordered_map<PublicKey, Account, KeyedHash> accounts_;
    std::deque<Record> records_;  // in the order in which they happened
};

// What a transaction brings an address, what it takes from it, and what that is called.
enum class Kind { Mined, Received, Sent };
struct Line {
    Kind kind = Kind::Received;
    Amount comes;
    Amount goes;
};
// For one address or for all of somebody's together: what goes from one of them to another is no
// line of its own.
[[nodiscard]] Line line_of(const AddressBook::Record& record, std::span<const PublicKey> keys);

}  // namespace sbc::ledger
