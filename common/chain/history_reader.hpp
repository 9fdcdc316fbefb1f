#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "chain/chain.hpp"

namespace sbc::chain {

// Follows the history that counts, for whoever makes something of all its blocks, such as sums or
// an index: which to take back after a reorganisation, which to read next, and when to go on. It
// begins behind the genesis block. Reads nothing itself, and has no clock. One thread.
//
//     const auto gone = reader.begin(now);  // so many are to be taken back
//     while (const Place* next = reader.next()) trouble = reader.done(*next, read(*next), now);
class HistoryReader {
public:
    // How much is read in one turn, so that a node that has much to read still hears its
    // neighbours: so many blocks, and none any more when they have so many bytes together.
    struct Turn {
        std::size_t blocks = 50;
        std::size_t bytes = 500'000;
    };
    // The chain lives longer.
    HistoryReader(const Chain& chain, Turn turn);

    // The last block that has been read. It lags behind the chain's tip while there is much to do.
    [[nodiscard]] const Hash& read() const { return read_; }
    [[nodiscard]] Height height() const { return height_; }  // of that one
    // At once, as long as a block has not been read; when one cannot be read, seconds later.
    [[nodiscard]] Instant deadline() const;

    // Begins a turn: how many of the blocks that were read count no longer, and are to be taken
    // back. All, if their branch has been forgotten. Nothing: it is not time for a turn.
    [[nodiscard]] std::optional<std::uint64_t> begin(Instant now);
    // Whoever cannot take back so many has forgotten all, and reads again from the first block on.
    void begin_anew();
    // The block to read now. Nothing: the turn is over.
    [[nodiscard]] const Place* next() const;
    // It has been read, and has so many bytes of transactions. Or it could not be: then the turn is
    // over, and what comes back is a sentence about it, unless that has been said already.
    [[nodiscard]] std::optional<std::string> done(const Place& place,
                                                  const Result<std::size_t, StoreError>& bytes,
                                                  Instant now);

private:
    const Chain& chain_;
    Turn turn_;
    Turn left_{0, 0};  // of this turn
    Hash read_;
    Height height_{};
    Instant not_before_ = Instant::min();
    std::string trouble_;  // why a block cannot be read; said once
};

}  // namespace sbc::chain
