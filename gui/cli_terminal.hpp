#pragma once

#include <functional>
#include <string>

namespace sbc::gui {

// A question on a terminal, `input` and `output` being descriptors of it, whose answer is yes only
// where it is "y" or "yes". Empty where `input` is no terminal: nobody would answer. The question
// goes to standard error usually, so that what a program reads stays free of it.
[[nodiscard]] std::function<bool(const std::string& question)> question_on(int input, int output);
[[nodiscard]] std::function<bool(const std::string& question)> question_on_terminal();

// Whether standard output is a terminal, and nobody asked for no colours (NO_COLOR).
[[nodiscard]] bool terminal_has_colours();

}  // namespace sbc::gui
