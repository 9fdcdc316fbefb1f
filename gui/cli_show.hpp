#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "gui/view.hpp"

// How wallet-cli writes what a view holds: for people, and as JSON (cli.hpp). Nothing that somebody
// else wrote reaches a terminal as it is.
namespace sbc::gui {

// What a command has to say.
struct CliAnswer {
    std::string text;  // lines for people
    JsonWriter json;   // without "command"
    int exit_code = 0;
};

// What `history` found, of which it shows only so many.
struct CliHistory {
    History entries;
    std::size_t total = 0;     // that were found
    bool none_at_all = false;  // nothing has happened yet
    std::uint32_t height = 0;
};
// The word for it: "received", "sent", "mined", "to-myself" (or "to myself").
[[nodiscard]] std::optional<EntryKind> kind_called(const std::string& word);

[[nodiscard]] CliAnswer show_status(const WalletView& view);
[[nodiscard]] CliAnswer show_balance(const Balance& balance);
// In a network it is told at once, before anybody can say what lies there: without a balance.
[[nodiscard]] CliAnswer show_address(const OwnAddress& address, const Connection& connection);
[[nodiscard]] CliAnswer show_keys(const WalletView& view);
[[nodiscard]] CliAnswer show_contacts(const std::vector<Contact>& contacts);
// `to`: the receiver, as it was typed.
[[nodiscard]] CliAnswer show_check(const DraftCheck& check, const std::string& to);
[[nodiscard]] CliAnswer show_history(const CliHistory& history);
[[nodiscard]] CliAnswer show_payment(const Entry& entry, const std::string& done);
[[nodiscard]] CliAnswer show_done(const std::string& done);

}  // namespace sbc::gui
