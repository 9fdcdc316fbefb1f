#include "gui/cli_session.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

std::string whole(const Notice& notice) {
    return notice.text + (notice.advice.empty() ? "" : " ") + notice.advice;
}

std::string what_they_say(const Connection& connection) {
    std::string why;
    for (const CoreView& core : connection.cores)
        why += " " + core.address + ": " + core.about + ".";
    return why;
}

bool is_of_mail(const std::string& command) {
    constexpr std::array<std::string_view, 7> all{"card",  "cards",   "find",          "compared",
                                                  "write", "letters", "forget-letters"};
    return std::find(all.begin(), all.end(), command) != all.end();
}

}  // namespace

CliSession::CliSession(const CliProgram& program, const CliWords& words,
                       std::unique_ptr<Backend> backend, std::optional<int> descriptor,
                       std::ostream& progress)
    : program_{program},
      words_{words},
      backend_{std::move(backend)},
      descriptor_{descriptor},
      view_{backend_->view()},
      progress_{progress},
      wait_{*backend_, std::chrono::seconds{words.patience}, progress} {}

std::string CliSession::warnings() const {
    std::string lines;
    for (const Notice& each : view_->notices) {
        if (each.asked && each.tone == Tone::Bad) lines += printable(whole(each)) + "\n";
    }
    return lines;
}

std::string CliSession::news() const {
    std::string lines;
    for (const Notice& each : view_->notices) {
        if (!each.asked) lines += printable(whole(each), 2'000) + "\n";
    }
    return lines;
}

std::string CliSession::what_is_wrong() const {
    std::string lines;
    for (const Warning& each : view_->connection.warnings) {
        lines +=
            printable(each.text + (each.advice.empty() ? "" : " ") + each.advice, 2'000) + "\n";
    }
    return lines;
}

// --- how it is done
// --------------------------------------------------------------------------------

Result<std::string, CliError> CliSession::perform(Command command) {
    const std::uint64_t before = view_->notices.empty() ? 0 : view_->notices.back().number;
    backend_->perform(std::move(command));
    view_ = backend_->view();
    std::string done;
    for (const Notice& each : view_->notices) {
        if (each.number <= before || !each.asked) continue;
        if (each.tone == Tone::Bad) return refuse(CliError::Refused, whole(each));
        done = whole(each);
    }
    return done;
}

CliResult CliSession::perform_and_tell(Command command) {
    auto done = perform(std::move(command));
    if (!done) return pass_on(done);
    return show_done(*done);
}

Result<crypto::SecretText, CliError> CliSession::ask(PassPhraseFor purpose) const {
    return program_.pass_phrase({purpose, descriptor_});
}

Result<void, CliError> CliSession::open_keys() {
    if (view_->keys == KeysState::Open) return {};
    if (view_->keys == KeysState::None) {
        return refuse(CliError::Refused, "There are no keys yet in " + view_->key_file +
                                             ": make some with \"" + program_.name + " create\".");
    }
    auto pass_phrase = ask(PassPhraseFor::Opening);
    if (!pass_phrase) return pass_on(pass_phrase);
    auto opened = perform(Unlock{std::move(*pass_phrase)});
    if (!opened) return pass_on(opened);
    return {};
}

// What the network has told so far is all known, and each core has said its part or does not
// answer.
Result<void, CliError> CliSession::follow_network() {
    if (!has_network(view_->connection)) return {};
    view_ = wait_.until([](const WalletView& view) {
        return !is_behind(view.connection) && cores_in(view.connection, CoreState::Trying) == 0;
    });
    if (!is_behind(view_->connection)) return {};
    if (cores_in(view_->connection, CoreState::Answers) == 0) {
        return refuse(CliError::Refused, no_core_answers());
    }
    return refuse(CliError::Refused,
                  "The network is not known yet (" + connection_words(view_->connection) +
                      "), and for " + figures({words_.patience}) +
                      " seconds nothing more has come." + what_they_say(view_->connection) +
                      " --patience SECONDS waits longer.");
}

std::string CliSession::no_core_answers() const {
    return "No core answers." + what_they_say(view_->connection) +
           " Start a node there, or name another with --core.";
}

// --- the commands
// ----------------------------------------------------------------------------------

CliResult CliSession::run(const std::string& command) {
    if (command == "status") return status();
    if (command == "create") return create();
    if (command == "contact") return contact();
    if (command == "contacts") return show_contacts(view_->contacts);
    if (command == "forget") return forget();
    if (command == "pass-phrase") return change_pass_phrase();
    if (command == "import" && view_->keys == KeysState::None) return import_keys();
    auto opened = open_keys();
    if (!opened) return pass_on(opened);
    return run_with_keys(command);
}

CliResult CliSession::run_with_keys(const std::string& command) {
    if (command == "address") return address();
    if (command == "new") return new_address();
    if (command == "rename") return perform_and_tell(Rename{words_.address, words_.label});
    if (command == "export") return export_keys();
    if (command == "import") return import_keys();
    if (command == "next-block") return next_block();
    if (is_of_mail(command)) return run_mail(command);
    auto followed = follow_network();
    if (!followed) return pass_on(followed);
    if (command == "balance") return show_balance(view_->balance);
    if (command == "keys") return show_keys(*view_);
    if (command == "check") return check();
    if (command == "pay") return pay();
    if (command == "name") return claim_name();
    if (command == "engrave") return engrave();
    if (command == "engraved") return engraved();
    if (command == "history") return history();
    return refuse(CliError::Usage, "There is no command " + command + ".");
}

// It has something to say of a network that does not answer as well.
CliResult CliSession::status() {
    (void)follow_network();
    return show_status(*view_);
}

CliResult CliSession::create() {
    if (view_->keys != KeysState::None) {
        return refuse(CliError::Refused,
                      "There are keys already, in " + view_->key_file + ": nothing was changed.");
    }
    auto pass_phrase = ask(PassPhraseFor::Creating);
    if (!pass_phrase) return pass_on(pass_phrase);
    return perform_and_tell(CreateWallet{std::move(*pass_phrase)});
}

CliResult CliSession::new_address() {
    const std::vector<OwnAddress> before = view_->addresses;
    auto done = perform(NewAddress{words_.label});
    if (!done) return pass_on(done);
    for (const OwnAddress& each : view_->addresses) {
        const bool old = std::any_of(before.begin(), before.end(), [&](const OwnAddress& other) {
            return other.text == each.text;
        });
        if (!old) return show_address(each, view_->connection);
    }
    return show_done(*done);
}

CliResult CliSession::contact() { return perform_and_tell(Rename{words_.address, words_.label}); }

CliResult CliSession::forget() {
    const auto known = std::find_if(
        view_->contacts.begin(), view_->contacts.end(),
        [&](const Contact& each) { return lower_case(each.label) == lower_case(words_.label); });
    if (known == view_->contacts.end()) {
        return refuse(CliError::Refused, "No contact is called \u201C" + words_.label + "\u201D.");
    }
    return perform_and_tell(Rename{known->text, ""});
}

CliResult CliSession::history() {
    const std::string wanted = lower_case(words_.find);
    const auto kind = kind_called(words_.kind);
    CliHistory found;
    found.none_at_all = view_->history->empty();
    found.height = view_->height;
    for (const Entry& each : *view_->history) {
        if ((kind && each.kind != *kind) || (!wanted.empty() && !mentions(each, wanted))) continue;
        ++found.total;
        if (found.entries.size() < words_.limit) found.entries.push_back(each);
    }
    return show_history(found);
}

CliResult CliSession::export_keys() {
    auto pass_phrase = ask(PassPhraseFor::Exporting);
    if (!pass_phrase) return pass_on(pass_phrase);
    return perform_and_tell(ExportKeys{words_.path, std::move(*pass_phrase)});
}

CliResult CliSession::import_keys() {
    auto pass_phrase = ask(PassPhraseFor::Importing);
    if (!pass_phrase) return pass_on(pass_phrase);
    return perform_and_tell(ImportKeys{words_.path, std::move(*pass_phrase)});
}

CliResult CliSession::next_block() {
    if (view_->next_block.empty()) {
        return refuse(CliError::Refused, "Here nobody decides when the next block is written.");
    }
    auto done = perform(CloseBlock{});
    if (!done) return pass_on(done);
    CliAnswer answer = show_done(*done);
    answer.json.integer("height", view_->height);
    return answer;
}

}  // namespace sbc::gui
