#pragma once

#include <optional>

#include "chain/block_store.hpp"
#include "store/database.hpp"

namespace sbc::store {

// Blocks and their bodies, whether they are history or not. Writes only in a transaction that the
// caller has begun.
class BlockTable {
public:
    using Kept = chain::BlockStore::Kept;
    struct Row {
        std::int64_t id;
        chain::Header header;
        chain::Height height;
    };

    static constexpr std::size_t most_body_bytes = 900'000;
    static_assert(most_body_bytes < most_row_bytes);

    explicit BlockTable(Database& database) : database_{database} {}

    [[nodiscard]] Result<Row, chain::StoreError> find(const chain::Hash& hash);
    [[nodiscard]] Result<chain::Block, chain::StoreError> body(const chain::Hash& hash);
    [[nodiscard]] Result<void, chain::StoreError> insert(const chain::Hash& hash,
                                                         chain::Height height,
                                                         const chain::Block& block);
    [[nodiscard]] bool remove(std::int64_t id);
    // Removes those that are not what they were, and bodies without a block.
    [[nodiscard]] bool remove_damaged();

    // Of a row's hash, header, height and digest, which stand in these columns: nothing, if it is
    // not what was written.
    [[nodiscard]] static std::optional<Kept> read(const Run& run, int first_column);

private:
    Database& database_;
    Statement find_{database_,
                    "SELECT hash, header, height, digest, id FROM block WHERE hash = ?1"};
    Statement body_{database_, "SELECT transactions FROM body WHERE id = ?1"};
    Statement insert_{database_,
                      "INSERT INTO block (hash, header, height, digest) VALUES (?1, ?2, ?3, ?4)"};
    Statement insert_body_{database_, "INSERT INTO body VALUES (?1, ?2)"};
    Statement remove_{database_, "DELETE FROM block WHERE id = ?1"};
    Statement remove_body_{database_, "DELETE FROM body WHERE id = ?1"};
};

}  // namespace sbc::store
