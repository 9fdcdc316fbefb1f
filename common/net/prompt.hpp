#pragma once

#include <array>
#include <asio/io_context.hpp>
#include <functional>
#include <string>
#include <thread>

namespace sbc::net {

// The lines typed at standard input, delivered on the io_context's thread. They are read on a
// thread of their own: a terminal made non-blocking would stay so for the shell that it is shared
// with. It reads on only when the lines before have been handled, so that a huge file as standard
// input fills no memory. Keep it until io_context::run() has returned, which it does not delay.
class Prompt {
public:
    // on_line gets each line without its end (of a longer one the first 64 KiB); on_end follows
    // the last one, at end of input.
    Prompt(asio::io_context& io, std::function<void(const std::string&)> on_line,
           std::function<void()> on_end);
    Prompt(const Prompt&) = delete;
    Prompt& operator=(const Prompt&) = delete;
    ~Prompt();

private:
    enum class Signal : char { GoOn, Stop };

    void read_lines();
    [[nodiscard]] bool wait_for_input();
    [[nodiscard]] bool deliver(std::string& text);
    void tell_reader(Signal signal);

    asio::io_context& io_;
    const std::function<void(const std::string&)> on_line_;
    const std::function<void()> on_end_;
    std::array<int, 2> wake_{-1, -1};  // a pipe of Signals to the reading thread
    std::thread reader_;
};

}  // namespace sbc::net
