#include "gui/cli_program.hpp"

#include <utility>

#include "gui/cli_terminal.hpp"
#include "gui/desk_fields.hpp"
#include "wallet/pass_phrase.hpp"

namespace sbc::gui {

namespace {

struct Question {
    const char* words;
    wallet::Typed typed;
};

Question question_for(PassPhraseFor purpose) {
    using enum wallet::Typed;
    switch (purpose) {
        case PassPhraseFor::Opening: return {"Pass phrase", Once};
        case PassPhraseFor::Creating: return {"New pass phrase", Twice};
        case PassPhraseFor::Exporting: return {"New pass phrase for the exported file", Twice};
        case PassPhraseFor::Importing: return {"Pass phrase of the file to import", Once};
    }
    return {"Pass phrase", Once};
}

Result<crypto::SecretText, CliError> ask(const PassPhraseRequest& request) {
    const Question question = question_for(request.purpose);
    auto phrase = wallet::ask_pass_phrase(request.descriptor, question.words, question.typed);
    if (!phrase) return refuse(CliError::Refused, sentence(phrase.error().text));
    return std::move(*phrase);
}

}  // namespace

CliProgram in_this_terminal(std::string name, std::string about, Whose ledger) {
    CliProgram program;
    program.name = std::move(name);
    program.about = std::move(about);
    program.pass_phrase = ask;
    program.confirm = question_on_terminal();
    program.colours = terminal_has_colours();
    program.network = ledger == Whose::Network;
    return program;
}

}  // namespace sbc::gui
