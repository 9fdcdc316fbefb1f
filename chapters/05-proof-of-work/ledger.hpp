#pragma once

#include <set>
#include <string_view>

#include "block.hpp"

namespace stage {

// #region ledger
// What transactions mean. A chain puts them in order and does not read them; it asks a ledger.
class Ledger {
public:
    virtual ~Ledger() = default;
    // One transaction alone: whether it can be one at all.
    [[nodiscard]] virtual sbc::Result<void, BlockError> check(
        std::string_view transaction) const = 0;
    // All that a block says happens, or (refused) nothing of it.
    [[nodiscard]] virtual sbc::Result<void, BlockError> apply(const Block& block) = 0;
    // The block that was applied last has not happened.
    virtual void undo(const Block& block) = 0;
};

// This chapter's: anybody may spend anything, but only once.
class OpenLedger : public Ledger {
public:
    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view transaction) const override;
    [[nodiscard]] sbc::Result<void, BlockError> apply(const Block& block) override;
    void undo(const Block& block) override;

private:
    std::set<Hash> happened_;
};
// #endregion ledger

}  // namespace stage
