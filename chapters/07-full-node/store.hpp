#pragma once

#include <memory>
#include <string>

#include "chain/block_store.hpp"

// #region library
struct sqlite3;  // the library's word for an open database
// #endregion library

namespace stage {

// #region names
using sbc::chain::Block;
using sbc::chain::Height;
using sbc::chain::StoreError;
using sbc::crypto::Hash;
// #endregion names

// #region open-error
// Why a file is not opened, and so no node started. Each one asks something else of its owner.
enum class OpenError {
    CannotOpen,    // no such folder, not allowed, a disk that is full or read-only
    InUse,         // another node has it
    NotOurs,       // it belongs to another program
    OtherFormat,   // another version of this one has written it
    OtherNetwork,  // it holds the chain of another network
    Damaged,
};
// #endregion open-error

// #region store
// Blocks on disk, in a file of SQLite. A move of the chain is one transaction there: history, undo
// and coins change together or not at all, whenever the power fails. Bodies are kept before it.
// Nobody else opens the file as long as this lives.
class Store : public sbc::chain::BlockStore {
public:
    // Makes the file if there is none. `network` is the hash of the genesis block.
    [[nodiscard]] static sbc::Result<std::unique_ptr<Store>, OpenError> open(
        const std::string& path, const Hash& network);
    ~Store() override;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Forgets which history is ours and what the coins are, and keeps the blocks: whoever restores
    // a chain from it goes through all of them again.
    [[nodiscard]] sbc::Result<void, StoreError> forget_history();
    // #endregion store

    // #region store-calls
    [[nodiscard]] sbc::Result<void, StoreError> keep(const Hash& hash, Height height,
                                                     const Block& block) override;
    [[nodiscard]] sbc::Result<Block, StoreError> body(const Hash& hash) const override;
    [[nodiscard]] sbc::Result<sbc::chain::Undo, StoreError> undo(const Hash& hash) const override;
    [[nodiscard]] sbc::Result<void, StoreError> move(const sbc::chain::Move& move) override;
    void forget(const Hash& hash) override;
    [[nodiscard]] sbc::Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const override;
    [[nodiscard]] sbc::Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look)
        const override;

private:
    explicit Store(sqlite3* database) : database_{database} {}
    [[nodiscard]] sbc::Result<void, OpenError> check(const Hash& network);
    [[nodiscard]] sbc::Result<void, OpenError> check_ours(const Hash& network);
    [[nodiscard]] sbc::Result<void, StoreError> run(const char* statements);

    sqlite3* database_;
    // #endregion store-calls
};

}  // namespace stage
