#pragma once

#include "store/block_table.hpp"

namespace sbc::store {

// Which blocks are our history, and how each is taken back. Writes only in a transaction that the
// caller has begun.
class HistoryTable {
public:
    // The genesis block, if there is nothing else.
    struct Tip {
        chain::Hash hash;
        chain::Height height{};
    };
    template <class T>
    using Answer = Result<T, chain::StoreError>;
    using Kept = chain::BlockStore::Kept;
    static constexpr std::size_t most_undo_bytes = 900'000;
    static_assert(most_undo_bytes < most_row_bytes);

    HistoryTable(Database& database, BlockTable& blocks, const chain::Hash& genesis)
        : database_{database}, blocks_{blocks}, genesis_{genesis} {}

    // Where the history ends. It is written down twice: who has lost the last rows shall not take
    // what is left for a shorter history.
    [[nodiscard]] Answer<Tip> tip();
    [[nodiscard]] bool set_tip(const Tip& tip);
    // These two move `end`, which was the tip before.
    [[nodiscard]] Answer<void> disconnect(Tip& end, const chain::Hash& hash);
    [[nodiscard]] Answer<void> connect(Tip& end, const chain::Move::Connected& connected);
    [[nodiscard]] bool clear();

    [[nodiscard]] Answer<bool> has(const BlockTable::Row& row);
    [[nodiscard]] Answer<chain::Undo> undo(const chain::Hash& hash);
    // The lowest first; each stands on the one before it, and the last one is the tip.
    [[nodiscard]] Answer<void> each(const std::function<void(const Kept&)>& look);
    // The other blocks, the lowest first.
    [[nodiscard]] Answer<void> each_other(const std::function<void(const Kept&)>& look);

private:
    [[nodiscard]] RefusedStore does_not_fit(const chain::Hash& hash, const Tip& end) const;

    Database& database_;
    BlockTable& blocks_;
    const chain::Hash genesis_;
    Statement place_{database_, "SELECT id FROM history WHERE height = ?1"};
    Statement undo_{database_, "SELECT undo, digest FROM undo WHERE height = ?1"};
    Statement add_{database_, "INSERT INTO history VALUES (?1, ?2)"};
    Statement add_undo_{database_, "INSERT INTO undo VALUES (?1, ?2, ?3)"};
    Statement remove_{database_, "DELETE FROM history WHERE height = ?1"};
    Statement remove_undo_{database_, "DELETE FROM undo WHERE height = ?1"};
    Statement tip_{database_, "SELECT height, tip FROM about"};
    Statement set_tip_{database_, "UPDATE about SET height = ?1, tip = ?2"};
    Statement last_{database_,
                    "SELECT b.hash, b.header, b.height, b.digest, h.height FROM history h "
                    "LEFT JOIN block b ON b.id = h.id ORDER BY h.height DESC LIMIT 1"};
    Statement each_{database_,
                    "SELECT b.hash, b.header, b.height, b.digest, h.height FROM history h "
                    "LEFT JOIN block b ON b.id = h.id ORDER BY h.height"};
    Statement each_other_{database_,
                          "SELECT b.hash, b.header, b.height, b.digest FROM block b "
                          "LEFT JOIN history h ON h.height = b.height "
                          "WHERE h.id IS NOT b.id ORDER BY b.height, b.id"};
};

}  // namespace sbc::store
