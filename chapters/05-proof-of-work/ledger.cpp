#include "ledger.hpp"

#include "transaction.hpp"

namespace stage {

// #region open-ledger
sbc::Result<void, BlockError> OpenLedger::check(std::string_view transaction) const {
    const auto read = decode_transaction(transaction);
    if (!read) return sbc::refuse(BlockError::BadTransaction, read.error().text);
    return {};
}

sbc::Result<void, BlockError> OpenLedger::apply(const Block& block) {
    const auto ids = leaves_of(block.transactions);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (happened_.insert(ids[i]).second) continue;
        while (i > 0) happened_.erase(ids[--i]);
        return sbc::refuse(BlockError::BadPayment, "it repeats a payment that has happened");
    }
    return {};
}

void OpenLedger::undo(const Block& block) {
    for (const Hash& id : leaves_of(block.transactions)) happened_.erase(id);
}
// #endregion open-ledger

}  // namespace stage
