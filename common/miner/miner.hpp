#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "base/mutex.hpp"
#include "miner/job.hpp"

namespace sbc::miner {

// As many as this machine runs at once; 1 where it does not say.
[[nodiscard]] inline unsigned hardware_threads() {
    return std::max(std::thread::hardware_concurrency(), 1U);
}

// Threads that look for the nonce of one job at a time. They share the nonces in batches, from the
// header's own on; when all are tried, again from there with the next second as its time, as far as
// the job allows. The solution is the first one in this order, with however many threads. Jobs go
// in, a solution comes out; nobody who calls has to wait. Graduated from lesson 05.
class Miner {
public:
    // Called on a thread of the miner with the job and its solved header: at most once for each
    // job, and not any more once the job is replaced. It is for posting the solution to where it is
    // needed; it must not call the miner. What it throws is told on standard error, and the
    // solution is lost with it.
    using Found = std::function<void(const Job& solved)>;

    // At least one thread and at most `most`. Fewer when the system does not give more, which is
    // told on standard error; when it gives none at all, throws std::system_error.
    Miner(unsigned threads, Found found, unsigned most = hardware_threads());
    ~Miner();  // within milliseconds, whatever it does
    Miner(const Miner&) = delete;
    Miner& operator=(const Miner&) = delete;

    // And on no other any more, within a millisecond. When all that it allows has been tried, or
    // when nothing can be found (tries_of), the miner rests.
    void work_on(const Job& job) SBC_EXCLUDES(mutex_);
    void rest() SBC_EXCLUDES(mutex_);

    [[nodiscard]] std::uint64_t hashes() const SBC_EXCLUDES(mutex_);  // tried until now
    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(threads_.size()); }

private:
    struct Search {
        Job job;
        std::uint64_t batches = 0;  // that there are
        std::uint64_t next_batch = 0;
        unsigned searchers = 0;  // threads that are on a batch of it
        // The first one in the order of the batches, once there is one.
        std::optional<std::uint64_t> solved_batch;
        chain::Header solution;
    };
    void run() SBC_EXCLUDES(mutex_);
    [[nodiscard]] bool has_batch() const SBC_REQUIRES(mutex_);
    void take_in(std::uint64_t batch, const std::optional<chain::Header>& solution)
        SBC_REQUIRES(mutex_);
    void report(const Job& solved) const noexcept SBC_REQUIRES(mutex_);

    const Found found_;
    mutable Mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Search> search_ SBC_GUARDED_BY(mutex_);  // none: the threads sleep
    std::uint64_t round_ SBC_GUARDED_BY(mutex_) = 0;       // how often the work has changed
    std::uint64_t hashes_ SBC_GUARDED_BY(mutex_) = 0;
    bool leaving_ SBC_GUARDED_BY(mutex_) = false;
    std::vector<std::jthread> threads_;  // the last member: ends before the others
};

}  // namespace sbc::miner
