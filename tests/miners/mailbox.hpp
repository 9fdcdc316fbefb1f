// What a miner has found, for a test that waits for it: never longer than a minute.
// For any miner of this shape: to be included after a miner_kit.hpp.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "catch.hpp"

namespace scene {

class Mailbox {
public:
    // To give to a miner.
    [[nodiscard]] Miner::Found taker() {
        return [this](const Job& solved) {
            const std::scoped_lock lock{mutex_};
            found_.push_back(solved);
            changed_.notify_one();
        };
    }
    [[nodiscard]] Job next() {
        std::unique_lock lock{mutex_};
        const bool came =
            changed_.wait_for(lock, std::chrono::minutes{1}, [this] { return !found_.empty(); });
        REQUIRE(came);
        const Job job = found_.front();
        found_.pop_front();
        return job;
    }
    [[nodiscard]] bool empty() const {
        const std::scoped_lock lock{mutex_};
        return found_.empty();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> found_;  // guarded by mutex_
};

}  // namespace scene
