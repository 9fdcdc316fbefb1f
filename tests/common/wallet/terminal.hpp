// A program at a terminal of its own, which a test looks at and types on.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

#include "catch.hpp"

class Terminal {
public:
    // `work` runs in a child process, and its result is the exit code.
    template <class Work>
    explicit Terminal(Work work) : screen_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)} {
        REQUIRE(screen_ >= 0);
        REQUIRE(::grantpt(screen_) == 0);
        REQUIRE(::unlockpt(screen_) == 0);
        const std::string name = ::ptsname(screen_);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ != 0) return;
        ::alarm(60);  // whatever happens, the child ends
        for (const int number : {SIGINT, SIGTERM}) ::signal(number, SIG_DFL);  // not Catch's
        ::setsid();
        const int terminal = ::open(name.c_str(), O_RDWR);
        if (terminal < 0 || ::ioctl(terminal, TIOCSCTTY, 0) != 0) ::_exit(99);
        ::_exit(work());
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        if (!ended_) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        ::close(screen_);
    }

    // Until this has appeared, once more than before.
    void wait_for(const std::string& text) {
        std::size_t at = 0;
        while ((at = shown_.find(text, looked_at_)) == std::string::npos) {
            pollfd ready{screen_, POLLIN, 0};
            INFO("so far: " << shown_);
            REQUIRE(::poll(&ready, 1, 30'000) == 1);
            std::array<char, 256> part{};
            const ssize_t count = ::read(screen_, part.data(), part.size());
            REQUIRE(count > 0);
            shown_.append(part.data(), static_cast<std::size_t>(count));
        }
        looked_at_ = at + text.size();
    }
    void type(const std::string& text) const {
        REQUIRE(::write(screen_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    [[nodiscard]] bool shows_what_is_typed() const {
        termios settings{};
        REQUIRE(::tcgetattr(screen_, &settings) == 0);
        return (settings.c_lflag & ECHO) != 0;
    }
    // The status of waitpid().
    [[nodiscard]] int end() {
        int status = -1;
        REQUIRE(::waitpid(pid_, &status, 0) == pid_);
        ended_ = true;
        return status;
    }
    [[nodiscard]] const std::string& shown() const { return shown_; }
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    int screen_;
    pid_t pid_ = -1;
    bool ended_ = false;
    std::string shown_;
    std::size_t looked_at_ = 0;
};
