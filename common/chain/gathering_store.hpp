#pragma once

#include <memory>

#include "chain/block_store.hpp"

namespace sbc::chain {

struct GatheringLimits {
    std::size_t blocks = 200;
    std::size_t bytes = 8'000'000;  // of bodies, undo and values
};

// Writes the blocks of a node that catches up into another store by the hundred: what one block
// makes and the next one spends need not be written at all, and a file's pages once instead of a
// hundred times. To everybody who asks it is as if all were written.
//
// A kill takes back what is gathered, each block whole, and a restart finds the history as it was
// before: blocks that can be fetched again. So nobody may be told of a tip that is only gathered:
// settle() comes first. If the other store fails, what is gathered stays here, and readable; who
// wants to add to it is refused until it can be written.
class GatheringStore : public BlockStore {
public:
    // The other one lives longer.
    explicit GatheringStore(BlockStore& other, GatheringLimits limits = {});
    GatheringStore(const GatheringStore&) = delete;
    GatheringStore& operator=(const GatheringStore&) = delete;
    ~GatheringStore() override;

    // False, as it is in the beginning: what was gathered is written now, and all that comes at
    // once. If it is refused, it is gathered as before.
    [[nodiscard]] Result<void, StoreError> gather(bool on);

    [[nodiscard]] Result<void, StoreError> keep(const Hash& hash, Height height,
                                                const Block& block) override;
    [[nodiscard]] Result<Block, StoreError> body(const Hash& hash) const override;
    [[nodiscard]] Result<Undo, StoreError> undo(const Hash& hash) const override;
    // Gathered is what only adds to the history. All else is written at once: a history that goes
    // another way, and what is not of blocks.
    [[nodiscard]] Result<void, StoreError> move(const Move& move) override;
    void forget(const Hash& hash) override;
    [[nodiscard]] Result<void, StoreError> settle() const override;

    // These write first.
    [[nodiscard]] Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const override;
    [[nodiscard]] Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look)
        const override;

private:
    struct Gathered;
    [[nodiscard]] Result<void, StoreError> write() const;
    [[nodiscard]] Result<void, StoreError> make_room(std::size_t taken) const;

    BlockStore& other_;
    GatheringLimits limits_;
    bool on_ = false;
    std::unique_ptr<Gathered> gathered_;  // what there is stays the same when it is written
};

}  // namespace sbc::chain
