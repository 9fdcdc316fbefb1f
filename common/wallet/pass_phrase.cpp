#include "wallet/pass_phrase.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <system_error>

#include "wallet/quiet_terminal.hpp"

namespace sbc::wallet {
namespace {

using enum PassPhraseError;
using crypto::SecretText;
using Asked = Result<SecretText, PassPhraseError>;

Asked checked(SecretText text) {
    if (text.empty()) {
        return refuse(Empty, "the pass phrase is empty and would protect nothing");
    }
    if (text.reveal().size() > longest_pass_phrase) {
        return refuse(TooLong, "a pass phrase has at most " + std::to_string(longest_pass_phrase) +
                                   " bytes: is this the right file?");
    }
    return text;
}

// The next line, byte by byte: what follows it is left to whoever asks next. Nothing, where there
// is not even the beginning of one.
template <class Next>
std::optional<SecretText> line_of(Next next) {
    SecretText line;
    bool begun = false;
    for (std::optional<char> byte; (byte = next());) {
        if (*byte == '\n') return line;
        begun = true;
        // Enough to see that it is too long; the rest of it is still read.
        if (line.reveal().size() <= longest_pass_phrase) line.append({&*byte, 1});
    }
    if (!begun) return std::nullopt;
    return line;
}

// Nothing at the end; else the byte, or the system's number of what went wrong. Where nothing has
// come yet, it waits, also if the descriptor itself would not.
tl::expected<std::optional<char>, int> next_byte(int number) {
    while (true) {
        char byte = 0;
        const ssize_t count = ::read(number, &byte, 1);
        if (count == 1) return byte;
        if (count == 0) return std::nullopt;
        if (errno == EAGAIN) {
            pollfd ready{number, POLLIN, 0};
            if (::poll(&ready, 1, -1) >= 0) continue;
        }
        if (errno != EINTR) return tl::unexpected(errno);
    }
}

Asked from_descriptor(int number) {
    const int flags = ::fcntl(number, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_WRONLY) {
        return refuse(BadDescriptor,
                      "--pass-fd takes the number of a descriptor that is open for "
                      "reading, as in: --pass-fd 3 3<file");
    }
    int error = 0;
    auto line = line_of([&]() -> std::optional<char> {
        const auto byte = next_byte(number);
        if (!byte) error = byte.error();
        return byte.value_or(std::nullopt);
    });
    if (error != 0) {  // what has come so far is no line: it is discarded
        return refuse(BadDescriptor, "descriptor " + std::to_string(number) +
                                         " could not be read to the end of a line: " +
                                         std::generic_category().message(error));
    }
    if (!line)
        return refuse(
            Empty, "descriptor " + std::to_string(number) + " has no more lines for a pass phrase");
    return checked(std::move(*line));
}

// Asks until there is a line. A signal takes effect as soon as the terminal is as it was: Ctrl+C
// ends the program here, Ctrl+Z stops it, and it asks again when it goes on.
Asked typed_at(int terminal, const std::string& question) {
    while (true) {
        std::optional<SecretText> line;
        int signal = 0;
        {
            const QuietTerminal quiet{terminal};
            if (!quiet.quiet()) return refuse(NoTerminal, "this terminal would show what is typed");
            quiet.show(question + ": ");
            line = line_of([&] { return quiet.next(); });
            signal = quiet.signal();
            if (!line || signal != 0) quiet.show("\n");
        }
        if (signal == 0 && line) return checked(std::move(*line));
        if (signal == 0) return refuse(Cancelled, "no pass phrase was typed");
        ::kill(::getpid(), signal);
        const bool stops = signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
        if (!stops) return refuse(Cancelled, "the question for a pass phrase was interrupted");
    }
}

Asked from_terminal(const std::string& question, Typed typed) {
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        return refuse(NoTerminal,
                      "there is no terminal to ask for the pass phrase: give it with "
                      "--pass-fd N, or in the environment as SBC_PASS_PHRASE");
    }
    Asked first = typed_at(terminal, question);
    if (first && typed == Typed::Twice) {
        const Asked second = typed_at(terminal, question + " again");
        const bool same =
            second && crypto::same_bytes(as_bytes(first->reveal()), as_bytes(second->reveal()));
        if (!second) first = tl::unexpected(second.error());
        if (second && !same) {
            first = refuse(Different, "the two pass phrases are not the same: nothing was done");
        }
    }
    ::close(terminal);
    return first;
}

}  // namespace

Result<SecretText, PassPhraseError> ask_pass_phrase(std::optional<int> descriptor,
                                                    const std::string& question, Typed typed) {
    if (descriptor) return from_descriptor(*descriptor);
    if (const char* const text = std::getenv("SBC_PASS_PHRASE"); text != nullptr) {
        return checked(SecretText{std::string{text}});
    }
    return from_terminal(question, typed);
}

}  // namespace sbc::wallet
