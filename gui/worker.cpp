#include "gui/worker.hpp"

#include <utility>

namespace sbc::gui {

Worker::Worker(std::unique_ptr<Backend> backend, std::function<void()> wake)
    : backend_{std::move(backend)}, wake_{std::move(wake)}, glimpse_{backend_->view()} {
    backend_->when_changed([this] { refresh(); });
    thread_ = std::thread{[this] { work(); }};
}

Worker::~Worker() {
    {
        const Lock lock{mutex_};
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
    backend_.reset();  // who calls refresh() has gone before what it locks
}

void Worker::submit(Command command) {
    {
        const Lock lock{mutex_};
        // Only the newest draft matters: who types faster than the backend checks is not made to
        // wait.
        if (std::holds_alternative<CheckDraft>(command) && !queue_.empty() &&
            std::holds_alternative<CheckDraft>(queue_.back())) {
            queue_.pop_back();
        }
        queue_.push_back(std::move(command));
        glimpse_.busy = true;
    }
    changed_.notify_one();
}

void Worker::refresh() {
    {
        const Lock lock{mutex_};
        refresh_ = true;
    }
    changed_.notify_one();
}

Glimpse Worker::glimpse() const {
    const Lock lock{mutex_};
    return glimpse_;
}

void Worker::work() {
    std::optional<Command> command;
    while (wait_for_work(command)) {
        perform(command);
        wake_();
    }
}

void Worker::perform(std::optional<Command>& command) {
    try {
        if (command) {
            backend_->perform(std::move(*command));
        }
        publish(backend_->view());
    } catch (const std::exception& broken) {
        note(broken);
    }
}

// Takes one command out, or nothing when only a view is wanted. False: the end.
bool Worker::wait_for_work(std::optional<Command>& command) {
    command.reset();
    Lock lock{mutex_};
    while (queue_.empty() && !refresh_ && !ending_) {
        lock.wait(changed_);
    }
    // Nobody will see another check; but a payment that was pressed is made.
    while (ending_ && !queue_.empty() && std::holds_alternative<CheckDraft>(queue_.front())) {
        queue_.pop_front();
    }
    if (ending_ && queue_.empty()) {
        return false;
    }
    if (queue_.empty()) {
        refresh_ = false;
        return true;
    }
    // What changed by itself is looked at afterwards: after a command a backend need not look.
    command = std::move(queue_.front());
    queue_.pop_front();
    return true;
}

void Worker::publish(std::shared_ptr<const WalletView> view) {
    const Lock lock{mutex_};
    glimpse_.view = std::move(view);
    glimpse_.busy = !queue_.empty();
}

void Worker::note(const std::exception& broken) {
    const Lock lock{mutex_};
    glimpse_.busy = !queue_.empty();
    glimpse_.trouble = broken.what();
    ++glimpse_.troubles;
}

}  // namespace sbc::gui
