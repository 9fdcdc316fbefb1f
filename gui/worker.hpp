#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/mutex.hpp"
#include "gui/backend.hpp"

namespace sbc::gui {

// What the window sees when it draws: the newest view, and whether something is still under way.
struct Glimpse {
    std::shared_ptr<const WalletView> view;
    bool busy = false;
    // A backend throws nothing; one that does so all the same ends neither its thread nor the
    // window. What it said the last time, and how often it happened.
    std::string trouble{};
    std::uint64_t troubles = 0;
};

// Runs a backend on a thread of its own, so that the window never waits for a file or a key.
// Commands go in, views come out. When it ends, what the user asked for is finished first.
class Worker {
public:
    // `wake` is called on the worker's thread when there is something new to see. The first view is
    // asked for here, by the caller's thread.
    Worker(std::unique_ptr<Backend> backend, std::function<void()> wake);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Any thread; none of them waits for the backend.
    void submit(Command command);
    void refresh();  // something changed by itself: ask the backend for its view
    [[nodiscard]] Glimpse glimpse() const;

private:
    void work();
    [[nodiscard]] bool wait_for_work(std::optional<Command>& command);
    void perform(std::optional<Command>& command);
    void publish(std::shared_ptr<const WalletView> view);
    void note(const std::exception& broken);

    std::unique_ptr<Backend> backend_;  // the worker thread's alone, once it runs
    std::function<void()> wake_;
    mutable Mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Command> queue_ SBC_GUARDED_BY(mutex_);
    bool refresh_ SBC_GUARDED_BY(mutex_) = false;
    bool ending_ SBC_GUARDED_BY(mutex_) = false;
    Glimpse glimpse_ SBC_GUARDED_BY(mutex_);
    std::thread thread_;
};

}  // namespace sbc::gui
