#include "pool.hpp"

namespace stage {

// #region pool-add
sbc::Result<void, PoolError> Pool::add(std::string transaction) {
    const Hash id = id_of(transaction);
    if (by_id_.contains(id)) return sbc::refuse(PoolError::Waits, "it waits here already");
    if (included_.contains(id)) return sbc::refuse(PoolError::Included, "a block holds it already");
    if (waiting_.size() >= limits_.transactions || bytes_ + transaction.size() > limits_.bytes) {
        return sbc::refuse(PoolError::Full,
                           "too many wait already; try again after the next block");
    }
    bytes_ += transaction.size();
    by_id_.emplace(id, waiting_.insert(waiting_.end(), std::move(transaction)));
    return {};
}
// #endregion pool-add

// #region pool-block
std::vector<std::string> Pool::for_a_block() const {
    std::vector<std::string> chosen;
    std::size_t bytes = 0;
    for (const std::string& transaction : waiting_) {
        bytes += transaction.size();
        if (chosen.size() == most_transactions || bytes > most_transaction_bytes) break;
        chosen.push_back(transaction);
    }
    return chosen;
}

// By id, so that what came in the meantime stays, and nobody compares each with each.
void Pool::included(const std::vector<std::string>& transactions) {
    for (const std::string& transaction : transactions) {
        const Hash id = id_of(transaction);
        included_.insert(id);
        if (const auto found = by_id_.find(id); found != by_id_.end()) remove(found->second);
    }
}

void Pool::remove(std::list<std::string>::iterator waiting) {
    bytes_ -= waiting->size();
    by_id_.erase(id_of(*waiting));
    waiting_.erase(waiting);
}
// #endregion pool-block

// #region pool-returned
void Pool::returned(const std::vector<std::string>& transactions) {
    for (std::size_t left = transactions.size(); left > 0; --left) {  // the last one first
        const std::string& transaction = transactions[left - 1];
        const Hash id = id_of(transaction);
        included_.erase(id);
        if (by_id_.contains(id)) continue;
        bytes_ += transaction.size();
        by_id_.emplace(id, waiting_.insert(waiting_.begin(), transaction));
    }
    while (waiting_.size() > limits_.transactions || bytes_ > limits_.bytes) {
        remove(std::prev(waiting_.end()));
    }
}
// #endregion pool-returned

}  // namespace stage
