#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "fake_account.hpp"
#include "fake_store.hpp"
#include "gui/cli.hpp"
#include "gui/desk.hpp"

namespace sbc::gui {

// What a run of wallet-cli left behind.
struct Ran {
    int code = -1;
    std::string out, error;
};

// wallet-cli over a bank and a drawer that the test looks into. Each run is a program of its own:
// the keys are locked again afterwards.
class CliScene {
public:
    explicit CliScene(FakeBank start = FakeBank::locked()) : bank{std::move(start)} {
        drawer.settings.contacts = {{address_of("aiko"), "愛子"}, {address_of("ben"), "Ben"}};
    }

    Ran run(const std::vector<std::string>& words) {
        std::vector<const char*> argv{"wallet-cli"};
        for (const std::string& word : words) argv.push_back(word.c_str());
        std::ostringstream out;
        std::ostringstream error;
        Ran ran;
        const CliProgram program = made();
        if (full) out.setstate(std::ios::badbit);
        ran.code = run_cli(static_cast<int>(argv.size()), argv.data(), program, out, error);
        ran.out = out.str();
        ran.error = error.str();
        if (bank.keys == KeysState::Open) bank.keys = KeysState::Locked;
        return ran;
    }

    FakeBank bank;
    Drawer drawer;
    std::string next_block = "Write block";
    bool network = false;
    bool full = false;                                     // the disk where the answer goes
    std::vector<std::string> phrases = {"correct horse"};  // the last one again and again
    std::vector<PassPhraseRequest> asked;
    std::optional<bool> answers;  // to the question whether to pay; nothing: nobody is there
    std::vector<std::string> questions;
    std::string ledger = "village.book";  // an option of the program's own

private:
    CliProgram made() {
        CliProgram program;
        program.name = "wallet-cli";
        program.about = "A wallet for the terminal.";
        program.network = network;
        program.options = [this](CommandLine& line) {
            line.option("--ledger", ledger, "the file of the ledger");
        };
        program.open = [this]() -> Result<std::unique_ptr<Backend>, CliError> {
            if (ledger == "broken") throw std::runtime_error{"filesystem error: too many links"};
            if (ledger == "nowhere") return refuse(CliError::Refused, "there is no ledger nowhere");
            return std::make_unique<Desk>(
                std::make_unique<FakeAccount>(bank), std::make_unique<FakeStore>(drawer),
                DeskOptions{"keys/ben.keys", "offline ledger", next_block});
        };
        program.pass_phrase =
            [this](const PassPhraseRequest& request) -> Result<crypto::SecretText, CliError> {
            if (phrases.empty()) return refuse(CliError::Refused, "no pass phrase was given");
            const std::size_t at = std::min(asked.size(), phrases.size() - 1);
            asked.push_back(request);
            return crypto::SecretText{std::string{phrases[at]}};
        };
        if (answers) {
            program.confirm = [this](const std::string& question) {
                questions.push_back(question);
                return *answers;
            };
        }
        return program;
    }
};

}  // namespace sbc::gui
