#pragma once

#include <memory>
#include <string>

#include "chain/block_store.hpp"
#include "store/open_error.hpp"

namespace sbc::store {

struct StoreOptions {
    // Begins with an empty history, and with nothing that a ledger must find again: a chain that
    // restores itself from this follows the blocks anew, from the first one. Blocks stay, and what
    // does not follow from them (chain/kept.hpp), but for what is not what it was; lost blocks can
    // be fetched from any neighbour.
    bool reindex = false;
};

// Blocks, history and what the ledger needs, in one SQLite file that survives whatever ends the
// program: docs/protocol.md, section 22, says what is in it.
//
// What has been kept or moved is there after a restart, also after a kill in the middle of the next
// call. After a power failure as well, if durable(); only a block that was kept and has not become
// history may then be missing, and comes again.
//
// Nothing that is read is taken on trust. A header must have its hash, a body the Merkle root of
// its header; our blocks must stand on each other, up to the tip; undo and values carry digests.
// What is not what was written is Damaged, with what to do. Only that no value is missing the
// ledger must see for itself. A file that is damaged so badly that nothing helps can be moved away:
// what is in it, others have as well.
//
// The file is locked for as long as this lives; a second one, here or in another process, cannot be
// opened. Everybody may read it whom the umask lets: a chain is public, and holds no key. Its room
// is used again when blocks are forgotten, but not given back. Beside it, while it is open, lies a
// journal that ends in -wal, of about 16 MB and what the largest move needs. One thread.
class SqliteStore : public chain::BlockStore {
public:
    using Hash = chain::Hash;
    using Height = chain::Height;
    using StoreError = chain::StoreError;

    // A file that is not there is made; its folder must be. `network`: the hash of the genesis
    // block, on which the history stands.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>, OpenError> open(
        const std::string& path, const Hash& network, StoreOptions options = {});
    ~SqliteStore() override;

    // True, as it is in the beginning: what has been moved is on the disk when move() returns, and
    // what was moved before, when this returns. False: a power failure may take the last moves back
    // (all of each), which is many times as quick: for catching up.
    [[nodiscard]] Result<void, StoreError> durable(bool on);

    // When it fails, the file is as it was, and the same may be tried again when there is room.
    [[nodiscard]] Result<void, StoreError> keep(const Hash& hash, Height height,
                                                const chain::Block& block) override;
    [[nodiscard]] Result<chain::Block, StoreError> body(const Hash& hash) const override;
    [[nodiscard]] Result<chain::Undo, StoreError> undo(const Hash& hash) const override;
    // Failed as well, if it does not begin where the history in the file ends.
    [[nodiscard]] Result<void, StoreError> move(const chain::Move& move) override;
    // Blocks of our history stay.
    void forget(const Hash& hash) override;

    [[nodiscard]] Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const override;
    [[nodiscard]] Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look)
        const override;

    // Reads everything, each page of the file as well: it takes as long as that takes.
    [[nodiscard]] Result<void, StoreError> check() const;

private:
    struct Inside;
    explicit SqliteStore(std::unique_ptr<Inside> inside);

    std::unique_ptr<Inside> inside_;
};

}  // namespace sbc::store
