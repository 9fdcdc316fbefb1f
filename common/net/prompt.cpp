#include "net/prompt.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <asio/post.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sbc::net {
namespace {

constexpr std::size_t max_line = 65'536;

}  // namespace

Prompt::Prompt(asio::io_context& io, std::function<void(const std::string&)> on_line,
               std::function<void()> on_end)
    : io_{io}, on_line_{std::move(on_line)}, on_end_{std::move(on_end)} {
    if (::pipe(wake_.data()) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
    reader_ = std::thread{[this] { read_lines(); }};
}

Prompt::~Prompt() {
    tell_reader(Signal::Stop);
    reader_.join();
    ::close(wake_[0]);
    ::close(wake_[1]);
}

void Prompt::tell_reader(Signal signal) {
    while (::write(wake_[1], &signal, 1) < 0 && errno == EINTR) {
    }
}

void Prompt::read_lines() {
    std::string text;
    std::array<char, 4'096> buffer{};
    while (wait_for_input()) {
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        const bool ended = count <= 0;
        if (!ended) text.append(buffer.data(), static_cast<std::size_t>(count));
        if (ended && !text.empty()) text += '\n';
        if (!deliver(text)) return;
        if (ended) return asio::post(io_, on_end_);
    }
}

// Waits until there is something to read, or the end. False: we are to stop.
bool Prompt::wait_for_input() {
    std::array<pollfd, 2> wait{{{STDIN_FILENO, POLLIN, 0}, {wake_[0], POLLIN, 0}}};
    while (::poll(wait.data(), wait.size(), -1) < 0) {
        if (errno != EINTR) return false;
    }
    return wait[1].revents == 0;
}

// Posts each whole line, keeps the rest, and waits until they have been handled. False: we are to
// stop.
bool Prompt::deliver(std::string& text) {
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        const std::size_t length = std::min(end - begin, max_line);
        asio::post(io_, [this, line = text.substr(begin, length)] { on_line_(line); });
        begin = end + 1;
    }
    text.erase(0, begin);
    if (text.size() > max_line) text.resize(max_line);
    if (begin == 0) return true;

    asio::post(io_, [this] { tell_reader(Signal::GoOn); });
    Signal signal = Signal::Stop;
    while (::read(wake_[0], &signal, 1) < 0 && errno == EINTR) {
    }
    return signal == Signal::GoOn;
}

}  // namespace sbc::net
