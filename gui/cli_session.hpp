#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "gui/cli.hpp"
#include "gui/cli_show.hpp"
#include "gui/cli_wait.hpp"

namespace sbc::gui {

// The words and options of all commands; each has its own of them.
struct CliWords {
    std::string to, amount, fee, note;
    std::string label, address, path;
    std::vector<std::string> which;  // none or one
    std::string find, kind;
    std::uint32_t limit = 20;
    std::uint32_t patience = 10;  // seconds
    std::string pass_fd;
    bool yes = false;
    bool wait = false;
    bool qr = false;
    bool json = false;
};

using CliResult = Result<CliAnswer, CliError>;

// One command's way through a backend: opens the keys where it needs them, has it do what was asked
// for, and finds in the next view how that went.
class CliSession {
public:
    // `progress`: where somebody who waits is told how far it is, and whoever writes of a key that
    // is not the one of before.
    CliSession(const CliProgram& program, const CliWords& words, std::unique_ptr<Backend> backend,
               std::optional<int> descriptor, std::ostream& progress);

    // `command` is one of those in cli.hpp.
    [[nodiscard]] CliResult run(const std::string& command);
    // What went wrong before any command: settings that cannot be read.
    [[nodiscard]] std::string warnings() const;
    // What happened by itself meanwhile.
    [[nodiscard]] std::string news() const;
    // What is wrong with the network; where that is why nothing was done, the refusal says it.
    [[nodiscard]] std::string what_is_wrong() const;
    [[nodiscard]] const WalletView& view() const { return *view_; }

private:
    [[nodiscard]] CliResult status();
    [[nodiscard]] CliResult create();
    [[nodiscard]] CliResult address();
    // The one that was asked for, or the first.
    [[nodiscard]] Result<OwnAddress, CliError> own_address() const;
    [[nodiscard]] CliResult new_address();
    [[nodiscard]] CliResult contact();
    [[nodiscard]] CliResult forget();
    [[nodiscard]] CliResult check();
    [[nodiscard]] CliResult pay();
    [[nodiscard]] CliResult claim_name();
    // What became of a payment, which has just been made, and is none of those before it.
    [[nodiscard]] CliResult made_since(const std::set<std::string>& before,
                                       const std::string& done);
    [[nodiscard]] CliResult history();
    [[nodiscard]] CliResult export_keys();
    [[nodiscard]] CliResult import_keys();
    [[nodiscard]] CliResult change_pass_phrase();
    [[nodiscard]] CliResult next_block();

    // cli_mail.cpp, cli_engrave.cpp: commands that need keys and cores which carry letters
    [[nodiscard]] CliResult run_mail(const std::string& command);
    [[nodiscard]] CliResult card();
    [[nodiscard]] CliResult find_card();
    [[nodiscard]] CliResult compared();
    [[nodiscard]] CliResult write_letter();
    [[nodiscard]] CliResult letters();
    [[nodiscard]] CliResult engrave();
    [[nodiscard]] Result<void, CliError> check_engraving() const;
    [[nodiscard]] CliResult engraved();
    [[nodiscard]] Result<std::string, CliError> somebody() const;  // whose address was given
    [[nodiscard]] Result<void, CliError> follow_mail();
    [[nodiscard]] Result<void, CliError> confirm_key(const std::string& address);

    [[nodiscard]] CliResult run_with_keys(const std::string& command);
    [[nodiscard]] Result<void, CliError> open_keys();
    [[nodiscard]] Result<void, CliError> follow_network();
    [[nodiscard]] std::string no_core_answers() const;
    [[nodiscard]] CliResult wait_for_core(const std::string& id, const std::string& done);
    [[nodiscard]] Result<crypto::SecretText, CliError> ask(PassPhraseFor purpose) const;
    // The notice of success, or the one that something went wrong.
    [[nodiscard]] Result<std::string, CliError> perform(Command command);
    [[nodiscard]] CliResult perform_and_tell(Command command);
    [[nodiscard]] Draft draft() const;
    [[nodiscard]] Result<void, CliError> confirm(const std::string& question,
                                                 const std::string& subject) const;
    [[nodiscard]] CliAnswer refused_draft(const DraftCheck& check) const;

    const CliProgram& program_;
    const CliWords& words_;
    std::unique_ptr<Backend> backend_;
    std::optional<int> descriptor_;
    std::shared_ptr<const WalletView> view_;
    std::ostream& progress_;
    CliWait wait_;
};

}  // namespace sbc::gui
