#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "chain/block.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {

// What has been read and will be asked for once more, soon and in the same order: a chain has all
// transactions of a block checked, and then the block applied. It is found by its text, all of it,
// so who asks here gets what check_transaction() would say. Holds a block's worth at most.
class ReadAhead {
public:
    void add(std::string_view text, CheckedTransaction read) {
        while (!all_.empty() && bytes_ + text.size() > chain::most_transaction_bytes) drop_first();
        bytes_ += text.size();
        all_.push_back({std::string{text}, std::move(read)});
    }
    // Whatever was read before it is not asked for any more.
    [[nodiscard]] std::optional<CheckedTransaction> take(std::string_view text) {
        std::optional<CheckedTransaction> found;
        while (!found && !all_.empty()) {
            if (all_.front().text == text) found = std::move(all_.front().read);
            drop_first();
        }
        return found;
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    struct One {
        std::string text;
        CheckedTransaction read;
    };
    void drop_first() {
        bytes_ -= all_.front().text.size();
        all_.pop_front();
    }
    std::deque<One> all_;
    std::size_t bytes_ = 0;
};

}  // namespace sbc::ledger
