#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace sbc::gui {

// Ctrl+C in the terminal, or a plain kill, becomes a call on a thread of its own, where (unlike in
// a signal handler) everything is allowed. To be made before other threads are, so that none of
// them is struck instead.
class EndSignals {
public:
    explicit EndSignals(std::function<void()> on_end);
    ~EndSignals();
    EndSignals(const EndSignals&) = delete;
    EndSignals& operator=(const EndSignals&) = delete;

private:
    std::function<void()> on_end_;
    std::atomic<bool> over_{false};
    sigset_t before_{};
    std::thread thread_;
};

}  // namespace sbc::gui
