#include "gui/window/end_signals.hpp"

#include <utility>

namespace sbc::gui {
namespace {

sigset_t ends() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

EndSignals::EndSignals(std::function<void()> on_end) : on_end_{std::move(on_end)} {
    const auto set = ends();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
    thread_ = std::thread{[this, set] {
        int which = 0;
        while (!over_ && sigwait(&set, &which) == 0) {
            if (!over_) {
                on_end_();
            }
        }
    }};
}

EndSignals::~EndSignals() {
    over_ = true;
    // Only wakes it: this thread takes the signal with sigwait, which ends nothing.
    pthread_kill(thread_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace sbc::gui
