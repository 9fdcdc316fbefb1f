#include "gui/cli.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <iostream>
#include <sstream>
#include <string_view>

#include "base/utf8.hpp"
#include "gui/cli_session.hpp"
#include "gui/desk_fields.hpp"

namespace sbc::gui {
namespace {

constexpr int refused = 1;
constexpr int usage = 2;
constexpr int unheard = 4;  // done, and nobody could be told

void define_payment(CommandLine& command, CliWords& words) {
    command.word("to", words.to, "an address, or the name of a contact");
    command.word("amount", words.amount, "how many points");
    command.option("--fee", words.fee, "another fee than the usual one");
    command.option("--note", words.note, "for everybody to read");
}

void define_names(CommandLine& line, CliWords& words) {
    auto& address = line.command("address", "where to be paid");
    address.words("which", words.which, "its label; else it is the first");
    address.flag("--qr", words.qr, "with its QR code");
    line.command("new", "make one more address").word("label", words.label, "its label");
    auto& rename = line.command("rename", "give an address another label, or none: \"\"");
    rename.word("address", words.address, "one of your own, or a contact's");
    rename.word("label", words.label, "the new one");
    auto& contact = line.command("contact", "give somebody else's address a name");
    contact.word("name", words.label, "the name");
    contact.word("address", words.address, "the address");
    (void)line.command("contacts", "everybody who has a name");
    line.command("forget", "forget a contact").word("name", words.label, "the name");
}

// What only a network carries.
void define_letters(CommandLine& line, CliWords& words) {
    const char* const somebody = "an address, or the name of a contact";
    line.command("card", "your card: what others seal letters for")
        .words("renew", words.which, "\"renew\" makes a new one, with a new key");
    (void)line.command("cards", "the cards of others, with the words to compare");
    line.command("find", "look for somebody's card").word("who", words.to, somebody);
    auto& compared = line.command("compared", "somebody has read out the words of his card");
    compared.word("who", words.to, somebody);
    compared.words("no", words.which, "\"no\": they count as not compared");
    auto& write = line.command("write", "write a letter that only its recipient can read");
    write.word("to", words.to, somebody);
    write.word("text", words.note, "the letter");
    write.flag("--wait", words.wait, "until it has come, not only until a core holds it");
    write.flag("--yes", words.yes, "also if his key is another one now");
    auto& letters = line.command("letters", "fetch letters, and show the newest");
    letters.words("who", words.which, "only those with this one");
    letters.option("--limit", words.limit, "so many at most");
    line.command("forget-letters", "forget somebody's card, and all letters with him")
        .word("who", words.to, somebody);
    auto& engrave = line.command("engrave", "write something for everybody, for ever");
    engrave.word("text", words.note, "the words");
    engrave.option("--fee", words.fee, "another fee than the usual one");
    engrave.flag("--yes", words.yes, "do not ask before the fee is paid");
    line.command("engraved", "what has been engraved, the newest first")
        .option("--limit", words.limit, "so many at most");
}

void define_commands(CommandLine& line, CliWords& words, bool network) {
    (void)line.command("status", "network, newest block, where the keys lie");
    (void)line.command("create", "make the keys, under a new pass phrase");
    (void)line.command("balance", "what you have");
    define_names(line, words);
    define_payment(line.command("check", "what a payment would cost"), words);
    auto& pay = line.command("pay", "pay somebody");
    define_payment(pay, words);
    pay.flag("--yes", words.yes, "do not ask before it is paid");
    if (network) {
        auto& name = line.command("name", "what everybody shall call you, in the ranking");
        name.word("name", words.label, "the name; \"\" takes it back");
        name.words("which", words.which, "the label of your address; else it is the first");
        name.flag("--yes", words.yes, "do not ask before the fee is paid");
        define_letters(line, words);
    }
    auto& history = line.command("history", "what came and went, the newest first");
    history.option("--find", words.find, "a word in a name, note, address, id or amount");
    history.option("--kind", words.kind, "only these: received, sent, mined or to-myself");
    history.option("--limit", words.limit, "so many lines at most");
    (void)line.command("keys", "the key file and all of your addresses");
    line.command("export", "write the keys to another file")
        .word("file", words.path, "a file that is not there yet");
    line.command("import", "take over the keys of another file")
        .word("file", words.path, "the file");
    (void)line.command("pass-phrase", "give the key file another pass phrase");
    (void)line.command("next-block", "let all that waits happen, where you decide that");
}

// Nothing after a mistake: a descriptor is a small number.
std::optional<int> descriptor_of(const std::string& text) {
    int number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 0) return {};
    return number;
}

int complain(const Refusal<CliError>& refusal, const std::string& command, bool json,
             std::ostream& out, std::ostream& error) {
    if (json) {
        JsonWriter writer;
        out << writer.text("command", command).text("error", refusal.text).to_text() << '\n';
    } else {
        error << printable(refusal.text, 2'000) << '\n';
    }
    return refusal.reason == CliError::Usage ? usage : refused;
}

std::vector<std::string> texts_of(const std::vector<Warning>& warnings) {
    std::vector<std::string> texts;
    texts.reserve(warnings.size());
    for (const Warning& each : warnings) texts.push_back(each.text);
    return texts;
}

int answer(CliAnswer given, const std::string& command, bool json, std::ostream& out,
           std::ostream& error) {
    if (json) {
        out << given.json.text("command", command).to_text() << '\n';
    } else if (given.exit_code == 0) {
        out << given.text;
    } else {
        error << given.text << '\n';
    }
    return given.exit_code;
}

// A command line that cannot be read says --json, or not, all the same.
bool wants_json(int argc, const char* const* argv) {
    return std::any_of(argv, argv + argc, [](std::string_view word) { return word == "--json"; });
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

int run_command(const CliProgram& program, const CliWords& words, const std::string& command,
                std::optional<int> descriptor, std::ostream& out, std::ostream& error) {
    auto backend = program.open();
    if (!backend) return complain(backend.error(), command, words.json, out, error);
    std::ostringstream nobody;
    CliSession session{program, words, std::move(*backend), descriptor,
                       words.json ? nobody : error};
    error << session.warnings();
    auto result = session.run(command);
    if (!words.json) error << session.news() << (result ? session.what_is_wrong() : "");
    if (!result) return complain(result.error(), command, words.json, out, error);
    if (has_network(session.view().connection)) {
        result->json.texts("warnings", texts_of(session.view().connection.warnings));
    }
    return answer(std::move(*result), command, words.json, out, error);
}

int run_line(int argc, const char* const* argv, const CliProgram& program, std::ostream& out,
             std::ostream& error) {
    CliWords words;
    CommandLine line{program.name, program.about};
    line.flag("--json", words.json, "answer in JSON, for other programs; this help is text");
    line.option("--pass-fd", words.pass_fd, "read pass phrases from this descriptor, one a line");
    if (program.network) {
        line.option("--patience", words.patience,
                    "wait so many seconds for the network to go on; 10 if not said");
    }
    if (program.options) program.options(line);
    define_commands(line, words, program.network);
    std::ostringstream mistakes;
    if (const auto code = line.parse(argc, argv, out, mistakes)) {
        if (*code == 0) return 0;
        const bool json = wants_json(argc, argv);
        const std::string text = json ? first_line(mistakes.str()) : mistakes.str();
        if (json) return complain({CliError::Usage, text}, "", true, out, error);
        error << text;
        return usage;
    }
    const std::string command = line.chosen();
    const auto descriptor = descriptor_of(words.pass_fd);
    if (!words.pass_fd.empty() && !descriptor) {
        return complain({CliError::Usage, "--pass-fd wants the number of a descriptor."}, command,
                        words.json, out, error);
    }
    if (!words.kind.empty() && !kind_called(words.kind)) {
        return complain({CliError::Usage, "--kind wants received, sent, mined or to-myself."},
                        command, words.json, out, error);
    }
    try {
        return run_command(program, words, command, descriptor, out, error);
    } catch (const std::exception& broken) {  // a file system, a machine without memory
        return complain({CliError::Refused, sentence(broken.what())}, command, words.json, out,
                        error);
    }
}

}  // namespace

// Who reads an empty file, and an exit code that says all is well, believes that there is nothing.
int run_cli(int argc, const char* const* argv, const CliProgram& program, std::ostream& out,
            std::ostream& error) {
    const int code = run_line(argc, argv, program, out, error);
    if (out.flush()) return code;
    error << "The answer could not be written to standard output.\n";
    return code == 0 ? unheard : code;
}

int run_cli(int argc, const char* const* argv, const CliProgram& program) {
    return run_cli(argc, argv, program, std::cout, std::cerr);
}

}  // namespace sbc::gui
