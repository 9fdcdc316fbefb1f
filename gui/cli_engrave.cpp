// What wallet-cli does with engravings.
#include <set>

#include "base/utf8.hpp"
#include "gui/cli_session.hpp"
#include "gui/cli_show_mail.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

// Whether nobody will show any, however long one waits.
bool in_vain(const WalletView& view) {
    return !has_network(view.connection) ||
           (view.nobody_engraves && cores_in(view.connection, CoreState::Trying) == 0);
}

}  // namespace

// Before anybody is asked whether it shall stay for ever.
Result<void, CliError> CliSession::check_engraving() const {
    const auto no = [](const std::string& why) {
        return refuse(CliError::Refused, "Nothing was engraved. " + why);
    };
    const FieldCheck text = gui::check_engraving(words_.note, view_->note_limit);
    if (!text.good) return no(text.text);
    if (const auto fee = read_points(words_.fee); !words_.fee.empty() && !fee.value) {
        return no(fee.check.text);
    }
    auto first = own_address();
    if (!first) return pass_on(first);
    if (first->balance.count > 1) return {};
    return no("It is paid from your first address, " + first->text +
              ", where there is nothing to pay with: have it paid something first.");
}

CliResult CliSession::engrave() {
    auto checked = check_engraving();
    if (!checked) return pass_on(checked);
    auto confirmed = confirm(
        "Engrave \u201C" + printable(words_.note) +
            "\u201D for everybody, and for ever? It costs " +
            (words_.fee.empty() ? "the usual fee." : "a fee of " + printable(words_.fee) + "."),
        "pay the fee");
    if (!confirmed) return pass_on(confirmed);
    std::set<std::string> before;
    for (const Entry& each : *view_->history) before.insert(each.id);
    auto done = perform(Engrave{words_.note, words_.fee});
    if (!done) return pass_on(done);
    return made_since(before, *done);
}

CliResult CliSession::engraved() {
    view_ = wait_.until([](const WalletView& view) { return view.engravings || in_vain(view); });
    if (!view_->engravings && in_vain(*view_)) {
        return refuse(CliError::Refused, "No core here shows engravings.");
    }
    if (!view_->engravings) {
        return refuse(CliError::Refused,
                      "No core has shown yet what is engraved, and for " +
                          figures({words_.patience}) +
                          " seconds nothing more has come. --patience SECONDS waits longer.");
    }
    const auto enough = [&](const WalletView& view) {
        return view.engravings->size() >= words_.limit || !view.older_engravings;
    };
    while (!enough(*view_)) {
        const std::size_t before = view_->engravings->size();
        backend_->perform(OlderEngravings{});
        view_ = wait_.until([&](const WalletView& view) {
            return view.engravings->size() > before || !view.older_engravings;
        });
        if (view_->engravings->size() == before) break;
    }
    CliTimeline timeline{*view_->engravings, view_->engravings->size(), view_->older_engravings};
    if (timeline.total > words_.limit) timeline.engravings.resize(words_.limit);
    return show_engravings(timeline);
}

}  // namespace sbc::gui
