#pragma once

#include <string>

#include "gui/cli.hpp"

namespace sbc::gui {

enum class Whose { Own, Network };  // the ledger is

// A program that asks for pass phrases as wallet/pass_phrase.hpp says (a descriptor, the
// environment, the terminal), and whether it shall really pay on the terminal, if there is one.
// What is missing: `options` and `open`.
[[nodiscard]] CliProgram in_this_terminal(std::string name, std::string about,
                                          Whose ledger = Whose::Own);

}  // namespace sbc::gui
