#pragma once

#include <termios.h>

#include <array>
#include <csignal>
#include <optional>
#include <string_view>

namespace sbc::wallet {

// The terminal of this program, which does not show what is typed while this object lives. Signals
// that would end or stop the program are held back meanwhile and only remembered, so that the
// terminal is never left as it is now. One at a time, before other threads run.
class QuietTerminal {
public:
    // `terminal`: a descriptor that stays the caller's.
    explicit QuietTerminal(int terminal);
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    ~QuietTerminal();

    // Whether the terminal obeyed.
    [[nodiscard]] bool quiet() const { return quiet_; }
    void show(std::string_view text) const;
    // The next byte; nothing at the end of the input, or when a signal came.
    [[nodiscard]] std::optional<char> next() const;
    // The signal that came, or 0.
    [[nodiscard]] int signal() const;

private:
    static constexpr std::array held_back{SIGINT,  SIGTERM, SIGHUP, SIGQUIT,
                                          SIGTSTP, SIGTTIN, SIGTTOU};
    int terminal_;
    bool quiet_ = false;
    termios before_{};
    sigset_t mask_{};  // of the signals that were blocked before
    std::array<struct sigaction, held_back.size()> actions_{};
};

}  // namespace sbc::wallet
