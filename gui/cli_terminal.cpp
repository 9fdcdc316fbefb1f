#include "gui/cli_terminal.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "gui/words.hpp"

namespace sbc::gui {
namespace {

void write_all(int output, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(output, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Without its end. One character after the other: what follows belongs to whoever reads next.
std::string read_line(int input) {
    constexpr std::size_t longest = 1'000;
    std::string line;
    for (char letter = 0; line.size() < longest;) {
        const ssize_t count = ::read(input, &letter, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0 || letter == '\n') break;
        line += letter;
    }
    return line;
}

}  // namespace

std::function<bool(const std::string&)> question_on(int input, int output) {
    if (::isatty(input) != 1) return {};
    return [input, output](const std::string& question) {
        write_all(output, question + " [y/N] ");
        const std::string answer = lower_case(read_line(input));
        return answer == "y" || answer == "yes";
    };
}

std::function<bool(const std::string&)> question_on_terminal() {
    return question_on(STDIN_FILENO, STDERR_FILENO);
}

bool terminal_has_colours() {
    return std::getenv("NO_COLOR") == nullptr && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace sbc::gui
