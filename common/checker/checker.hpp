#pragma once

#include <condition_variable>
#include <deque>
#include <optional>
#include <thread>
#include <vector>

#include "base/mutex.hpp"
#include "ledger/signature_checker.hpp"

namespace sbc::checker {

// As many as this machine runs at once; 1 where it does not say.
[[nodiscard]] unsigned hardware_threads();

// Threads that check signatures. Messages go to them by value as soon as they are asked about, and
// they begin at once; whoever wants the verdict works along until it is there. So while a ledger
// reads the next transactions of a block, those before them are checked, and no thread is started
// for any of it.
//
// ask() and verdict() are for one thread at a time, the one that the ledger lives on.
class Checker : public ledger::SignatureChecker {
public:
    // The caller's own thread is one of them: with 1 there is no other. At least one and at most
    // `most`. Fewer when the system does not give more, which is told on standard error.
    explicit Checker(unsigned threads, unsigned most = hardware_threads());
    // As soon as each thread has finished its message, whatever still waits.
    ~Checker() override;
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    void ask(ledger::SignedMessage message) override SBC_EXCLUDES(mutex_);
    [[nodiscard]] std::optional<ledger::WrongSignature> verdict() override SBC_EXCLUDES(mutex_);

    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(threads_.size()) + 1; }

private:
    struct Waiting {
        std::size_t number = 0;
        ledger::SignedMessage message;
    };
    void run() SBC_EXCLUDES(mutex_);
    void tell_to_leave() SBC_EXCLUDES(mutex_);
    // Some of what waits, to be checked with the lock open; then what was wrong is noted.
    [[nodiscard]] std::vector<Waiting> take_some() SBC_REQUIRES(mutex_);
    [[nodiscard]] static std::optional<ledger::WrongSignature> first_wrong(
        const std::vector<Waiting>& batch);
    void note(const std::optional<ledger::WrongSignature>& wrong) SBC_REQUIRES(mutex_);

    Mutex mutex_;
    std::condition_variable_any changed_;   // there is something to check, or it is time to leave
    std::condition_variable_any finished_;  // the last message of another thread is checked
    std::deque<Waiting> waiting_ SBC_GUARDED_BY(mutex_);
    std::size_t asked_ SBC_GUARDED_BY(mutex_) = 0;  // messages since the last verdict
    unsigned checking_ SBC_GUARDED_BY(mutex_) = 0;  // threads that are on some now
    unsigned asleep_ SBC_GUARDED_BY(mutex_) = 0;
    std::optional<ledger::WrongSignature> wrong_ SBC_GUARDED_BY(mutex_);  // the first known
    bool leaving_ SBC_GUARDED_BY(mutex_) = false;
    std::vector<std::jthread> threads_;  // the last member: ends before the others
};

}  // namespace sbc::checker
