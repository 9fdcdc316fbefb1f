#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

// A mutex of which clang knows what it guards: a member that is declared with
// SBC_GUARDED_BY(mutex_) and touched without the lock is a warning (-Wthread-safety) there, and so
// a failure in CI. Other compilers see std::mutex.
#if defined(__clang__)
#define SBC_THREAD_SAFETY(attribute) __attribute__((attribute))
#else
#define SBC_THREAD_SAFETY(attribute)
#endif
#define SBC_GUARDED_BY(mutex) SBC_THREAD_SAFETY(guarded_by(mutex))
// Of a function: to be called with the lock; to be called without it, because it takes it itself.
#define SBC_REQUIRES(mutex) SBC_THREAD_SAFETY(requires_capability(mutex))
#define SBC_EXCLUDES(mutex) SBC_THREAD_SAFETY(locks_excluded(mutex))

namespace sbc {

class SBC_THREAD_SAFETY(capability("mutex")) Mutex {
public:
    void lock() SBC_THREAD_SAFETY(acquire_capability()) { mutex_.lock(); }
    void unlock() SBC_THREAD_SAFETY(release_capability()) { mutex_.unlock(); }

private:
    std::mutex mutex_;
};

// Holds a mutex while it lives, but for the time between unlock() and lock().
class SBC_THREAD_SAFETY(scoped_lockable) Lock {
public:
    explicit Lock(Mutex& mutex) SBC_THREAD_SAFETY(acquire_capability(mutex)) : lock_{mutex} {}
    ~Lock() SBC_THREAD_SAFETY(release_capability()) = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    void unlock() SBC_THREAD_SAFETY(release_capability()) { lock_.unlock(); }
    void lock() SBC_THREAD_SAFETY(acquire_capability()) { lock_.lock(); }
    // Without the lock until the condition is notified, or for no reason: to be called in a loop.
    void wait(std::condition_variable_any& changed) { changed.wait(lock_); }
    // The same until an instant; false: it has come.
    bool wait_until(std::condition_variable_any& changed,
                    std::chrono::steady_clock::time_point end) {
        return changed.wait_until(lock_, end) == std::cv_status::no_timeout;
    }

private:
    std::unique_lock<Mutex> lock_;
};

}  // namespace sbc
