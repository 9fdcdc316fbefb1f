#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "job.hpp"

namespace stage {

// #region miner
// Threads that look for the nonce of one job at a time. They share the nonces in batches, from the
// header's own on; when all are tried, again from there with the next second as its time. The
// solution is the first one in this order, with however many threads. Jobs go in, a solution comes
// out; nobody who calls has to wait.
class Miner {
public:
    // Called on a thread of the miner, at most once for each job, and not any more once the job is
    // replaced. It is for posting the solution to where it is needed; it must not call the miner.
    using Found = std::function<void(const Job& solved)>;

    Miner(unsigned threads, Found found);
    ~Miner();
    Miner(const Miner&) = delete;
    Miner& operator=(const Miner&) = delete;

    void work_on(const Job& job);  // and on no other any more: within a millisecond
    void rest();
    [[nodiscard]] std::uint64_t hashes() const;  // tried until now
    // #endregion miner

    // #region miner-members
private:
    struct Search {
        Job job;
        std::uint64_t next_batch = 0;
        unsigned searchers = 0;  // threads that are on a batch of it
        // The first one in the order of the batches, once there is one.
        std::optional<std::uint64_t> solved_batch;
        Header solution;
    };
    void run();
    void take_in(std::uint64_t batch, const std::optional<Header>& solution);

    const Found found_;
    mutable std::mutex mutex_;  // guards what follows, but for the threads
    std::condition_variable changed_;
    std::optional<Search> search_;  // none: the threads sleep
    std::uint64_t round_ = 0;       // how often the work has changed
    bool leaving_ = false;
    std::uint64_t hashes_ = 0;

    std::vector<std::jthread> threads_;  // the last member: ends before the others
    // #endregion miner-members
};

}  // namespace stage
