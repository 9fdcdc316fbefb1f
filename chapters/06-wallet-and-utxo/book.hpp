#pragma once

#include <string>
#include <vector>

#include "base/file.hpp"
#include "ledger.hpp"

namespace stage {

// #region book
// A ledger in a file: the network of one. What happens is written down line by line, and whoever
// opens the file plays all of it again: nothing in it is believed that the ledger does not accept.
//
//     {"network":"classroom"}       the first line
//     {"payment":{"inputs":[…]…}}   somebody pays; it waits
//     {"block":[{…},{…}]}           what waited has happened
enum class BookError { CannotOpen, NotABook, Refused, Changed, CannotWrite };

// #endregion book

// #region book-class
class Book {
public:
    using Block = std::vector<Transaction>;
    // An empty one, where there is no such file.
    [[nodiscard]] static sbc::Result<Book, BookError> open(const std::string& path);

    [[nodiscard]] static std::string_view network() { return "classroom"; }
    [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
    [[nodiscard]] const Block& waiting() const { return waiting_; }
    [[nodiscard]] auto height() const { return static_cast<std::uint32_t>(blocks_.size()); }
    [[nodiscard]] Height next() const { return Height{blocks_.size() + 1}; }
    // What will be when all that waits has happened: no coin of it is spent already.
    [[nodiscard]] const Ledger& ahead() const { return ahead_; }

    // It is in the file, or refused; Changed, if others have written there: it is read again.
    [[nodiscard]] sbc::Result<void, BookError> pay(const Transaction& payment);
    // All that waits happens; the reward is this miner's.
    [[nodiscard]] sbc::Result<void, BookError> close_block(const PublicKey& miner);
    // #endregion book-class

    // #region book-members
private:
    explicit Book(std::string path);
    [[nodiscard]] sbc::Result<void, BookError> play(std::string_view line);
    [[nodiscard]] sbc::Result<void, BookError> play_payment(Transaction payment);
    [[nodiscard]] sbc::Result<void, BookError> write(const std::string& line);

    std::string path_;
    std::uint64_t size_ = 0;  // of the file: who has added to it since is found out
    std::vector<Block> blocks_;
    Block waiting_;
    Amount fees_;  // of what waits
    Ledger now_;
    Ledger ahead_;
    // #endregion book-members
};

}  // namespace stage
