#pragma once

#include <functional>
#include <string>

#include "gui/cli.hpp"

namespace sbc::gui {

// A question on a terminal, `input` and `output` being descriptors of it, whose answer is yes only
// where it is "y" or "yes". Empty where `input` is no terminal: nobody would answer. The question
// goes to standard error usually, so that what a program reads stays free of it.
[[nodiscard]] std::function<bool(const std::string& question)> question_on(int input, int output);
[[nodiscard]] std::function<bool(const std::string& question)> question_on_terminal();

// From --pass-fd, SBC_PASS_PHRASE or the keyboard, in this order (wallet/pass_phrase.hpp); a new
// one is typed twice.
[[nodiscard]] Result<crypto::SecretText, CliError> pass_phrase_of_owner(
    const PassPhraseRequest& request);

// Whether standard output is a terminal, and nobody asked for no colours (NO_COLOR).
[[nodiscard]] bool terminal_has_colours();

}  // namespace sbc::gui
