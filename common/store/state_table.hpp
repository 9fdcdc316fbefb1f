#pragma once

#include <functional>

#include "store/database.hpp"

namespace sbc::store {

// What a ledger must find again after a restart: values under keys, each with a digest. Writes only
// in a transaction that the caller has begun.
class StateTable {
public:
    static constexpr std::size_t most_key_bytes = 1'000;
    static constexpr std::size_t most_value_bytes = 100'000;
    using Look = std::function<bool(std::string_view key, std::string_view value)>;

    explicit StateTable(Database& database) : database_{database} {}

    [[nodiscard]] Result<void, chain::StoreError> apply(const chain::Changes& changes);
    [[nodiscard]] Result<void, chain::StoreError> each(std::string_view prefix,
                                                       std::string_view from, const Look& look);
    // Of what does not follow from the blocks (chain/kept.hpp) whatever is whole stays.
    [[nodiscard]] bool clear();

private:
    Database& database_;
    Statement put_{database_, "INSERT OR REPLACE INTO state VALUES (?1, ?2, ?3)"};
    Statement remove_{database_, "DELETE FROM state WHERE key = ?1"};
    Statement each_{database_, "SELECT key, value, digest FROM state WHERE key >= ?1 ORDER BY key"};
};

}  // namespace sbc::store
