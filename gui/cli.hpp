#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "base/console.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"
#include "gui/account.hpp"
#include "gui/backend.hpp"

// The wallet in a terminal, or in another program's hands: whatever the window does, on the same
// backend, one command a run.
//
//   status                        network, newest block, where the keys lie
//   create                        makes the keys, under a new pass phrase
//   balance                       what one has
//   address [WHICH] [--qr]        where to be paid: the first address, or the one with that label
//   keys                          the key file and all of one's addresses
//   new LABEL                     one more address
//   rename ADDRESS LABEL          another label for it, or another name for a contact
//   contact NAME ADDRESS          a name for somebody else's address
//   contacts, forget NAME
//   check TO AMOUNT [--fee N] [--note TEXT]         what `pay` would cost, and what would remain
//   pay TO AMOUNT [--fee N] [--note TEXT] [--yes]   asks before it pays; --yes: does not
//   name NAME [WHICH] [--yes]     in a network: what everybody shall call the owner of an address
//   card [renew], cards           one's own card, and others': what letters are sealed for
//   find WHO, compared WHO [no]   looks for a card; its owner has read out its words, or not
//   write WHO TEXT [--wait]       a letter that only its recipient can read
//   letters [WHO], forget-letters WHO
//   engrave TEXT [--fee N] [--yes], engraved  for everybody, and for ever
//   history [--find TEXT] [--kind KIND] [--limit N]  the newest 20, or so many
//   export FILE, import FILE      the keys, to and from another file
//   pass-phrase                   gives the key file another one
//   next-block                    where its owner decides that: all that waits happens
//
// Exit code: 0, it is done; 1, it was refused, and why; 2, the command line is wrong; 3, a payment
// is signed and kept, or a letter is, and no core has said yet that it has it: it is not to be paid
// or written again.
//
// With --json, standard output is one JSON object with sorted keys, whatever happens, and a line's
// end; what --help prints is text all the same. docs/wallet-cli.md names each command's fields.
namespace sbc::gui {

enum class PassPhraseFor {
    Opening,    // the key file
    Creating,   // it, or another pass phrase for it: a new one, to be typed twice
    Exporting,  // the exported file: a new one as well
    Importing,  // of the file that is imported
};
// Where from, and for what; `descriptor` is what --pass-fd said.
struct PassPhraseRequest {
    PassPhraseFor purpose = PassPhraseFor::Opening;
    std::optional<int> descriptor;
};

enum class CliError { Refused, Usage };

// What only the program knows.
struct CliProgram {
    std::string name;
    std::string about;
    // Adds options of the program's own, such as where the ledger lies. May be empty.
    std::function<void(CommandLine&)> options{};
    // After the command line has been read.
    std::function<Result<std::unique_ptr<Backend>, CliError>()> open{};
    // Asks for a pass phrase. It never stands on the command line.
    std::function<Result<crypto::SecretText, CliError>(const PassPhraseRequest&)> pass_phrase{};
    // Asks yes or no. Empty where nobody can be asked: `pay` then wants --yes.
    std::function<bool(const std::string& question)> confirm{};
    bool colours = false;  // whether the output understands them
    // The ledger is the network's: what needs it waits until it is known, --patience seconds long
    // after the last of it that came.
    bool network = false;
};

// Reads the command line, does what it says, tells how it went on `out`, complains on `error`, and
// returns the exit code: what each of them means stands in docs/wallet-cli.md.
[[nodiscard]] int run_cli(int argc, const char* const* argv, const CliProgram& program,
                          std::ostream& out, std::ostream& error);
// The same with standard output and error: the whole of main() (cli_program.hpp).
[[nodiscard]] int run_cli(int argc, const char* const* argv, const CliProgram& program);

}  // namespace sbc::gui
