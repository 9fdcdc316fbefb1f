#pragma once

#include <list>
#include <map>
#include <set>
#include <vector>

#include "block.hpp"
#include "transaction.hpp"

namespace stage {

// #region pool-reasons
enum class PoolError {
    Waits,     // it is here already
    Included,  // a block holds it
    Full,
};
struct PoolLimits {
    std::size_t transactions = 10'000;
    std::size_t bytes = 4'000'000;
};

// #endregion pool-reasons

// #region pool
// The transactions that wait for a block, in the order in which they came.
class Pool {
public:
    explicit Pool(PoolLimits limits = {}) : limits_{limits} {}

    [[nodiscard]] sbc::Result<void, PoolError> add(std::string transaction);
    // Those that have waited longest, as many as one block may hold. A copy: while a block is made
    // of it, more may come, and they stay.
    [[nodiscard]] std::vector<std::string> for_a_block() const;
    // A block of our history holds these: they wait no longer.
    void included(const std::vector<std::string>& transactions);
    // Their block belongs to our history no longer: they wait again, before those that came later.
    // If they are too many now, the last ones have to go.
    void returned(const std::vector<std::string>& transactions);

    [[nodiscard]] const std::list<std::string>& waiting() const { return waiting_; }
    [[nodiscard]] bool waits(std::string_view transaction) const {
        return by_id_.contains(id_of(transaction));
    }

private:
    void remove(std::list<std::string>::iterator waiting);

    PoolLimits limits_;
    std::list<std::string> waiting_;
    std::map<Hash, std::list<std::string>::iterator> by_id_;
    std::set<Hash> included_;
    std::size_t bytes_ = 0;  // of all that wait
};
// #endregion pool

}  // namespace stage
