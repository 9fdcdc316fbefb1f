// What wallet-cli does with letters.
#include <algorithm>
#include <ostream>
#include <utility>

#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "gui/cli_session.hpp"
#include "gui/cli_show_mail.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

const MailContact* contact_in(const WalletView& view, const std::string& address) {
    if (!view.mail) return nullptr;
    const auto& all = view.mail->contacts;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const MailContact& each) { return each.address == address; });
    return found == all.end() ? nullptr : &*found;
}

// What the owner is called here; empty: nothing.
std::string label_of(const std::string& address, const WalletView& view) {
    for (const Contact& each : view.contacts) {
        if (each.text == address) return each.label;
    }
    for (const OwnAddress& own : view.addresses) {
        if (own.text == address) return own.label;
    }
    return {};
}

// All of them, in the order in which they were written or came.
std::vector<CliLetter> letters_in(const WalletView& view) {
    std::vector<CliLetter> all;
    if (!view.mail) return all;
    for (const Conversation& conversation : view.mail->conversations) {
        const std::string label = label_of(conversation.with, view);
        for (const MailLetter& each : conversation.letters) {
            all.push_back({each, conversation.with, label});
        }
    }
    std::sort(all.begin(), all.end(), [](const CliLetter& one, const CliLetter& other) {
        return one.letter.number < other.letter.number;
    });
    return all;
}

std::uint64_t newest_in(const WalletView& view) {
    const auto all = letters_in(view);
    return all.empty() ? 0 : all.back().letter.number;
}

// Our first one after this.
std::optional<CliLetter> written_after(std::uint64_t number, const WalletView& view) {
    for (CliLetter& each : letters_in(view)) {
        if (each.letter.ours && each.letter.number > number) return std::move(each);
    }
    return std::nullopt;
}

bool nobody_answers(const Connection& connection) {
    return cores_in(connection, CoreState::Answers) + cores_in(connection, CoreState::Trying) == 0;
}

bool all_have_spoken(const Connection& connection) {
    return cores_in(connection, CoreState::Trying) == 0;
}

}  // namespace

CliResult CliSession::run_mail(const std::string& command) {
    if (!view_->mail || !view_->mail->there) {
        return refuse(CliError::Refused, "This wallet has no network to send letters through.");
    }
    if (command == "cards") return show_contact_cards(view_->mail->contacts);
    if (command == "card") return card();
    if (command == "find") return find_card();
    if (command == "compared") return compared();
    if (command == "write") return write_letter();
    if (command == "letters") return letters();
    return perform_and_tell(ForgetContact{words_.to});
}

Result<std::string, CliError> CliSession::somebody() const {
    const auto read = read_recipient(words_.to, *view_);
    if (!read.value) return refuse(CliError::Refused, read.check.text);
    return crypto::to_address(*read.value);
}

// Until a core gives us our letters; or nobody will, and the refusal says why.
Result<void, CliError> CliSession::follow_mail() {
    view_ = wait_.until([](const WalletView& view) {
        if (view.mail->open) return true;
        return nobody_answers(view.connection) ||
               (!view.mail->trouble.empty() && all_have_spoken(view.connection));
    });
    if (view_->mail->open) return {};
    if (nobody_answers(view_->connection)) return refuse(CliError::Refused, no_core_answers());
    if (!view_->mail->trouble.empty()) return refuse(CliError::Refused, view_->mail->trouble);
    return refuse(CliError::Refused,
                  "No core has opened our letter box, and for " + figures({words_.patience}) +
                      " seconds nothing more has come. --patience SECONDS waits longer.");
}

// --- cards ---------------------------------------------------------------------------------------

CliResult CliSession::card() {
    const bool renew = !words_.which.empty();
    if (renew && words_.which.front() != "renew") {
        return refuse(CliError::Usage, "It is \"card\" or \"card renew\".");
    }
    // Until a core has it: before that nobody finds it.
    auto followed = follow_mail();
    if (!followed && (renew || view_->mail->card.sequence == 0)) return pass_on(followed);
    if (!followed) {
        progress_ << "No core has this card from us now, and whoever looks for it may not find it. "
                  << followed.error().text << std::endl;  // first NOLINT(performance-avoid-endl)
    }
    if (!renew) return show_card(*view_->mail);
    const std::uint64_t before = view_->mail->card.sequence;
    auto renewed = perform(RenewCard{});
    if (!renewed) return pass_on(renewed);
    view_ = wait_.until([&](const WalletView& view) {
        return view.mail->card.sequence > before && view.mail->open;
    });
    return show_card(*view_->mail);
}

CliResult CliSession::find_card() {
    auto address = somebody();
    if (!address) return pass_on(address);
    auto asked = perform(FindCard{*address});
    if (!asked) return pass_on(asked);
    auto followed = follow_mail();
    const MailContact* found = contact_in(*view_, *address);
    if (!followed && (!found || !found->known)) return pass_on(followed);
    view_ = wait_.until([&](const WalletView& view) {
        const MailContact* const contact = contact_in(view, *address);
        return contact && contact->known;
    });
    found = contact_in(*view_, *address);
    if (found && found->known) return show_contact_card(*found);
    return refuse(CliError::Refused,
                  "No core knows a card of " + short_address(*address) +
                      " yet: its owner has to open his wallet once where cores carry letters.");
}

CliResult CliSession::compared() {
    const bool no = !words_.which.empty();
    if (no && words_.which.front() != "no") {
        return refuse(CliError::Usage, "It is \"compared NAME\" or \"compared NAME no\".");
    }
    auto address = somebody();
    if (!address) return pass_on(address);
    // They were shown by an earlier run: by now the card may have others.
    const MailContact* const contact = contact_in(*view_, *address);
    const std::string words = contact ? contact->fingerprint : std::string{};
    auto done = perform(CompareCard{*address, words, !no});
    if (!done) return pass_on(done);
    return show_compared(words, *done);
}

// --- letters -------------------------------------------------------------------------------------

// Whoever writes to a key that is not the one of before shall know it.
Result<void, CliError> CliSession::confirm_key(const std::string& address) {
    const MailContact* const contact = contact_in(*view_, address);
    if (!contact || !contact->changed) return {};
    const std::string who =
        contact->label.empty() ? short_address(address) : printable(contact->label);
    progress_ << "The key of " << who
              << " is another one than before. Compare these words with its owner, best by voice: "
              << contact->fingerprint
              << std::endl;  // before any question NOLINT(performance-avoid-endl)
    if (words_.yes || !program_.confirm) return {};
    if (program_.confirm("Write to " + who + " all the same?")) return {};
    return refuse(CliError::Refused, "Nothing was written.");
}

CliResult CliSession::write_letter() {
    auto address = somebody();
    if (!address) return pass_on(address);
    const FieldCheck text = check_letter(words_.note, view_->mail->longest);
    if (!text.good) return refuse(CliError::Refused, "Nothing was written. " + text.text);
    auto followed = follow_mail();
    // Without any core it is kept for later; with cores of another kind it would be in vain.
    if (!followed && !nobody_answers(view_->connection)) return pass_on(followed);
    auto confirmed = confirm_key(*address);
    if (!confirmed) return pass_on(confirmed);
    const std::uint64_t before = newest_in(*view_);
    auto done = perform(WriteLetter{*address, words_.note});
    if (!done) return pass_on(done);
    view_ = wait_.until([&](const WalletView& view) {
        const auto written = written_after(before, view);
        if (!written || nobody_answers(view.connection)) return true;
        const MailState state = written->letter.state;
        return state != MailState::Waiting && (!words_.wait || state != MailState::OnItsWay);
    });
    const auto written = written_after(before, *view_);
    if (!written) return show_done(*done);
    CliAnswer answer = show_written(*written, contact_in(*view_, *address));
    if (written->letter.state == MailState::Waiting) {
        answer.text +=
            "It is kept, and no core has it yet. It goes out whenever this wallet runs: "
            "do not write it a second time.";
        answer.exit_code = 3;
    }
    return answer;
}

CliResult CliSession::letters() {
    std::string with;
    if (!words_.which.empty()) {
        const auto read = read_recipient(words_.which.front(), *view_);
        if (!read.value) return refuse(CliError::Refused, read.check.text);
        with = crypto::to_address(*read.value);
    }
    auto followed = follow_mail();
    if (!followed) return pass_on(followed);
    view_ = wait_.until([](const WalletView& view) {
        return view.mail->coming == 0 && all_have_spoken(view.connection);
    });
    auto all = letters_in(*view_);
    std::erase_if(all,
                  [&](const CliLetter& each) { return !with.empty() && each.address != with; });
    const std::size_t total = all.size();
    if (total > words_.limit) all.erase(all.begin(), all.end() - words_.limit);
    const std::uint64_t coming = view_->mail->coming;
    if (coming > 0) {
        progress_ << "A core has " + figures({coming}) +
                         (coming == 1 ? " more letter" : " more letters") + ", and for " +
                         figures({words_.patience}) +
                         " seconds nothing more has come. --patience SECONDS waits longer.\n";
    }
    CliAnswer answer = show_letters(all, total);
    answer.json.integer("coming", coming);
    return answer;
}

}  // namespace sbc::gui
