#include "wallet/quiet_terminal.hpp"

#include <sys/select.h>
#include <unistd.h>

#include <cerrno>

namespace sbc::wallet {
namespace {

// A signal's handler can reach nothing but a global.
volatile std::sig_atomic_t came = 0;

extern "C" void remember_signal(int number) { came = number; }

}  // namespace

QuietTerminal::QuietTerminal(int terminal) : terminal_{terminal} {
    came = 0;
    // First the signals: from here on none ends the program before the terminal is as it was.
    sigset_t held{};
    ::sigemptyset(&held);
    for (const int number : held_back) ::sigaddset(&held, number);
    ::pthread_sigmask(SIG_BLOCK, &held, &mask_);
    for (std::size_t i = 0; i < held_back.size(); ++i) {
        struct sigaction action {};
        action.sa_handler = remember_signal;
        ::sigaction(held_back[i], &action, &actions_[i]);
    }
    if (::tcgetattr(terminal_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= static_cast<tcflag_t>(ICANON | ISIG | ECHONL);
    // What was typed before anybody asked is no pass phrase: it was shown.
    quiet_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
}

QuietTerminal::~QuietTerminal() {
    if (quiet_) ::tcsetattr(terminal_, TCSADRAIN, &before_);
    for (std::size_t i = 0; i < held_back.size(); ++i) {
        ::sigaction(held_back[i], &actions_[i], nullptr);
    }
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
}

void QuietTerminal::show(std::string_view text) const {
    (void)!::write(terminal_, text.data(), text.size());
}

std::optional<char> QuietTerminal::next() const {
    while (came == 0) {
        fd_set ready{};
        FD_SET(terminal_, &ready);
        // Signals come through while it waits here, and nowhere else: none slips past the check.
        if (::pselect(terminal_ + 1, &ready, nullptr, nullptr, nullptr, &mask_) < 0) {
            if (errno == EINTR) continue;
            return std::nullopt;
        }
        char byte = 0;
        const ssize_t count = ::read(terminal_, &byte, 1);
        if (count == 1) return byte;
        if (count == 0 || errno != EINTR) return std::nullopt;
    }
    return std::nullopt;
}

int QuietTerminal::signal() const { return came; }

}  // namespace sbc::wallet
