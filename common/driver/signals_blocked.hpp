#pragma once

#include <csignal>

namespace sbc::driver {

// While it lives, no signal comes to this thread, nor ever to those that it starts: a thread
// inherits what its maker does not want to hear. So Ctrl+C is for whoever waits for it, and not for
// a thread that knows nothing of it.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_{};
};

}  // namespace sbc::driver
