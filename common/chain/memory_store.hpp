#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "chain/block_store.hpp"

namespace sbc::chain {

// Keeps blocks for as long as the program runs: for class networks, and for simulations, whose
// nodes find again in it what they had before they stopped. Never fails.
class MemoryStore : public BlockStore {
public:
    [[nodiscard]] Result<void, StoreError> keep(const Hash& hash, Height height,
                                                const Block& block) override;
    [[nodiscard]] Result<Block, StoreError> body(const Hash& hash) const override;
    [[nodiscard]] Result<Undo, StoreError> undo(const Hash& hash) const override;
    [[nodiscard]] Result<void, StoreError> move(const Move& move) override;
    void forget(const Hash& hash) override;

    [[nodiscard]] Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const override;
    [[nodiscard]] Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look)
        const override;

    [[nodiscard]] std::size_t bodies() const { return bodies_.size(); }

private:
    struct Body {
        Height height;
        Block block;
        std::optional<Undo> undo;  // it is of our history
    };
    std::map<Hash, Body> bodies_;
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace sbc::chain
