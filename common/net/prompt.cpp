#include "net/prompt.hpp"

#include <poll.h>
#include <unistd.h>

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
    const char stop = 0;
    while (::write(wake_[1], &stop, 1) < 0 && errno == EINTR) {
    }
    reader_.join();
    ::close(wake_[0]);
    ::close(wake_[1]);
}

void Prompt::read_lines() {
    std::string text;
    std::array<char, 4'096> buffer{};
    while (true) {
        std::array<pollfd, 2> wait{{{STDIN_FILENO, POLLIN, 0}, {wake_[0], POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) return;
        if (wait[1].revents != 0) return;
        if (wait[0].revents == 0) continue;
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        deliver(text);
    }
    if (!text.empty()) deliver(text += '\n');
    asio::post(io_, on_end_);
}

// Posts each whole line and keeps the rest.
void Prompt::deliver(std::string& text) {
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        asio::post(io_, [line = text.substr(begin, end - begin), tell = on_line_] { tell(line); });
        begin = end + 1;
    }
    text.erase(0, begin);
    if (text.size() > max_line) text.resize(max_line);
}

}  // namespace sbc::net
