#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "crypto/secret.hpp"

namespace sbc::wallet {

// Where a program gets a pass phrase from. Never from its command line, which every account of the
// machine can read while it runs, and which the shell remembers.
//
//   --pass-fd N         the next line of an open descriptor: `wallet --pass-fd 3 3<file`
//   SBC_PASS_PHRASE     the environment, which only the owner's own programs can read
//   the terminal        asked for; what is typed is not shown
//
// The first of these that there is. Asked twice, the same descriptor has two lines.

enum class PassPhraseError {
    BadDescriptor,  // not one that is open for reading
    NoTerminal,     // nobody can be asked
    Empty,          // it would protect nothing
    TooLong,
    Different,  // typed twice, and not the same
    Cancelled,  // the end of the input instead of a line
};
constexpr std::size_t longest_pass_phrase = 1'000;  // bytes

// For a new file it is typed twice: nobody could say later what the mistake was.
enum class Typed { Once, Twice };

// `descriptor` is that of --pass-fd, nothing where the option is not given; `question` is what
// the terminal shows, such as "Pass phrase". Call it before other threads run: while it waits,
// signals are its own. Ctrl+C ends the program as ever, with the terminal as it was before.
[[nodiscard]] Result<crypto::SecretText, PassPhraseError> ask_pass_phrase(
    std::optional<int> descriptor, const std::string& question, Typed typed = Typed::Once);

}  // namespace sbc::wallet
