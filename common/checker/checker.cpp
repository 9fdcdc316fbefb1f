#include "checker/checker.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "base/console.hpp"

namespace sbc::checker {
namespace {

// So many messages at once, some tenths of a millisecond: the lock is asked for seldom, and at the
// end nobody waits long for the last one.
constexpr std::size_t batch_size = 4;

}  // namespace

unsigned hardware_threads() { return std::max(std::thread::hardware_concurrency(), 1U); }

Checker::Checker(unsigned threads, unsigned most) {
    const unsigned wanted = std::clamp(threads, 1U, std::max(most, 1U)) - 1;
    threads_.reserve(wanted);
    try {
        while (threads_.size() < wanted) threads_.emplace_back([this] { run(); });
    } catch (const std::system_error& error) {
        log_warning("signatures are checked by " + std::to_string(threads_.size() + 1) +
                    " threads and not " + std::to_string(wanted + 1) + ": " + error.what());
    } catch (...) {
        // There will be no destructor, and the threads that there are wait: who told them?
        tell_to_leave();
        throw;
    }
}

Checker::~Checker() { tell_to_leave(); }

void Checker::tell_to_leave() {
    {
        const Lock lock{mutex_};
        leaving_ = true;
        waiting_.clear();
    }
    changed_.notify_all();
}

void Checker::ask(ledger::SignedMessage message) {
    bool wake = false;
    {
        const Lock lock{mutex_};
        waiting_.push_back({asked_++, std::move(message)});
        wake = asleep_ > 0;
    }
    if (wake) changed_.notify_one();
}

// What comes after a wrong one need not be checked any more; what comes before it must be, so that
// the answer is the same whoever was quicker.
std::vector<Checker::Waiting> Checker::take_some() {
    std::vector<Waiting> batch;
    while (!waiting_.empty() && batch.size() < batch_size) {
        if (!wrong_ || waiting_.front().number < wrong_->message) {
            batch.push_back(std::move(waiting_.front()));
        }
        waiting_.pop_front();
    }
    ++checking_;
    return batch;
}

std::optional<ledger::WrongSignature> Checker::first_wrong(const std::vector<Waiting>& batch) {
    for (const auto& [number, message] : batch) {
        if (const auto signer = ledger::first_wrong_signer(message)) {
            return ledger::WrongSignature{number, *signer};
        }
    }
    return std::nullopt;
}

void Checker::note(const std::optional<ledger::WrongSignature>& wrong) {
    --checking_;
    if (wrong && (!wrong_ || *wrong < *wrong_)) wrong_ = wrong;
}

void Checker::run() {
    Lock lock{mutex_};
    while (!leaving_) {
        if (waiting_.empty()) {
            ++asleep_;
            lock.wait(changed_);
            --asleep_;
            continue;
        }
        const auto batch = take_some();
        lock.unlock();
        const auto wrong = first_wrong(batch);
        lock.lock();
        note(wrong);
        if (waiting_.empty() && checking_ == 0) finished_.notify_all();
    }
}

std::optional<ledger::WrongSignature> Checker::verdict() {
    Lock lock{mutex_};
    while (!waiting_.empty()) {
        const auto batch = take_some();
        lock.unlock();
        const auto wrong = first_wrong(batch);
        lock.lock();
        note(wrong);
    }
    while (checking_ > 0) lock.wait(finished_);
    asked_ = 0;
    return std::exchange(wrong_, std::nullopt);
}

}  // namespace sbc::checker
