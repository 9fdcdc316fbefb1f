// What wallet-cli asks and answers around a payment, an address and a pass phrase.
#include <algorithm>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "gui/cli_qr.hpp"
#include "gui/cli_session.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

std::set<std::string> ids_of(const History& history) {
    std::set<std::string> ids;
    for (const Entry& each : history) ids.insert(each.id);
    return ids;
}

}  // namespace

Draft CliSession::draft() const { return {1, words_.to, words_.amount, words_.fee, words_.note}; }

CliAnswer CliSession::refused_draft(const DraftCheck& check) const {
    CliAnswer answer;
    answer.exit_code = 1;
    JsonWriter fields;
    const auto field = [&](const std::string& name, const FieldCheck& about) {
        if (about.good) return;
        fields.text(name, about.text);
        answer.text += (answer.text.empty() ? "" : "\n") + name + ": " + about.text;
    };
    field("to", check.to);
    field("amount", check.amount);
    field("fee", check.fee);
    field("note", check.note);
    answer.json.text("error", answer.text).object("fields", fields.to_text());
    return answer;
}

CliResult CliSession::check() {
    auto checked = perform(CheckDraft{draft()});
    if (!checked) return pass_on(checked);
    if (!view_->draft.good()) return refused_draft(view_->draft);
    return show_check(view_->draft, words_.to);
}

Result<void, CliError> CliSession::confirm(const std::string& question,
                                           const std::string& subject) const {
    if (words_.yes) return {};
    if (!program_.confirm) {
        return refuse(CliError::Usage,
                      "Nobody can be asked here whether to " + subject + ": say so with --yes.");
    }
    if (program_.confirm(question)) return {};
    return refuse(CliError::Refused, "Nothing was paid.");
}

CliResult CliSession::pay() {
    auto checked = check();
    if (!checked || checked->exit_code != 0) return checked;
    const DraftCheck& good = view_->draft;
    const std::string known = good.to.text.empty() ? "" : " (" + good.to.text + ")";
    auto confirmed = confirm("Pay " + points(good.pays) + " to " + printable(words_.to) + known +
                                 ", with a fee of " + figures(good.costs) + "? " +
                                 figures(good.remains) + " remain.",
                             "pay");
    if (!confirmed) return pass_on(confirmed);
    Draft agreed = draft();
    agreed.serial = 2;
    agreed.fee = std::to_string(good.costs.count);  // the one that was shown, and no other
    const auto before = ids_of(*view_->history);
    auto done = perform(Pay{agreed});
    if (!done) return pass_on(done);
    return made_since(before, *done);
}

// A payment of one point to oneself, with a note that all who count points read.
CliResult CliSession::claim_name() {
    auto own = own_address();
    if (!own) return pass_on(own);
    const std::string whose = short_address(own->text);
    auto confirmed =
        confirm(words_.label.empty()
                    ? "Take back the name of " + whose + "? It costs the usual fee."
                    : "Be called \u201C" + printable(words_.label) + "\u201D by everybody, as " +
                          whose + "? It costs the usual fee, and stays in the chain for ever.",
                "pay the fee");
    if (!confirmed) return pass_on(confirmed);
    const auto before = ids_of(*view_->history);
    auto done = perform(ClaimName{own->text, words_.label});
    if (!done) return pass_on(done);
    return made_since(before, *done);
}

CliResult CliSession::made_since(const std::set<std::string>& before, const std::string& done) {
    const auto made =
        std::find_if(view_->history->begin(), view_->history->end(), [&](const Entry& each) {
            return each.kind != EntryKind::Received && each.kind != EntryKind::Mined &&
                   before.count(each.id) == 0;
        });
    if (made == view_->history->end()) return show_done(done);
    if (has_network(view_->connection)) {
        const std::string id = made->id;  // the view will be another one
        return wait_for_core(id, done);
    }
    return show_payment(*made, done);
}

// Until a core has said that it has the payment, or that it does not want it.
CliResult CliSession::wait_for_core(const std::string& id, const std::string& done) {
    const auto entry_in = [&](const WalletView& view) -> const Entry* {
        const auto found = std::find_if(
            view.history->begin(), view.history->end(),
            [&](const Entry& each) { return each.id == id && each.kind != EntryKind::Received; });
        return found == view.history->end() ? nullptr : &*found;
    };
    view_ = wait_.until([&](const WalletView& view) {
        const Entry* const entry = entry_in(view);
        return entry == nullptr || !entry->untaken || entry->state != EntryState::Waiting;
    });
    const Entry* const entry = entry_in(*view_);
    if (entry == nullptr) return show_done(done);
    if (entry->state == EntryState::Refused) {
        return refuse(CliError::Refused, "Nothing was paid. " + sentence(entry->reason));
    }
    if (!entry->untaken || entry->state != EntryState::Waiting) return show_payment(*entry, done);
    CliAnswer answer = show_payment(
        *entry,
        "The payment is signed and kept, and no core has said yet that it has it. It is sent "
        "again whenever this wallet runs: do not pay a second time.");
    answer.exit_code = 3;
    return answer;
}

Result<OwnAddress, CliError> CliSession::own_address() const {
    const auto& all = view_->addresses;
    const auto found =
        words_.which.empty()
            ? all.begin()
            : std::find_if(all.begin(), all.end(), [&](const OwnAddress& each) {
                  return each.label == words_.which.front() || each.text == words_.which.front();
              });
    if (found != all.end()) return *found;
    return refuse(
        CliError::Refused,
        all.empty() ? "There is no address yet: make one with \"" + program_.name + " new LABEL\"."
                    : "None of your addresses is called \u201C" + words_.which.front() + "\u201D.");
}

CliResult CliSession::address() {
    auto found = own_address();
    if (!found) return pass_on(found);
    CliAnswer answer = show_address(*found, view_->connection);
    if (words_.qr) {
        answer.json.texts("qr", qr_rows(found->qr));
        const std::string code = qr_lines(found->qr, program_.colours);
        answer.text += code.empty() ? "(no QR code: this was built without libqrencode)\n" : code;
    }
    return answer;
}

// The old one is tried before anybody thinks of a new one.
CliResult CliSession::change_pass_phrase() {
    if (view_->keys == KeysState::None) {
        auto none = open_keys();
        return pass_on(none);
    }
    auto before = ask(PassPhraseFor::Opening);
    if (!before) return pass_on(before);
    auto opened = perform(Unlock{before->copy()});
    if (!opened) return pass_on(opened);
    auto after = ask(PassPhraseFor::Creating);
    if (!after) return pass_on(after);
    if (after->reveal() == before->reveal()) {
        return refuse(CliError::Refused,
                      "The new pass phrase is the old one: give two, one a line, with --pass-fd, "
                      "or type them.");
    }
    return perform_and_tell(ChangePassPhrase{std::move(*before), std::move(*after)});
}

}  // namespace sbc::gui
