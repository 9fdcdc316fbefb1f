#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gui/cli_show.hpp"

// How wallet-cli writes letters, cards and engravings.
namespace sbc::gui {

[[nodiscard]] CliAnswer show_card(const MailView& mail);
[[nodiscard]] CliAnswer show_contact_card(const MailContact& contact);
// `words`: those that were noted as compared, or not.
[[nodiscard]] CliAnswer show_compared(const std::string& words, const std::string& done);
[[nodiscard]] CliAnswer show_contact_cards(const std::vector<MailContact>& contacts);

// A letter, and with whom.
struct CliLetter {
    MailLetter letter;
    std::string address;
    std::string label;
};
// The oldest first; `total`: of so many.
[[nodiscard]] CliAnswer show_letters(const std::vector<CliLetter>& letters, std::size_t total);
// `contact`: to whom; nullptr: nobody knows his card yet.
[[nodiscard]] CliAnswer show_written(const CliLetter& written, const MailContact* contact);

// `total`: of so many, that are here; `older`: and there are more.
struct CliTimeline {
    Timeline engravings;
    std::size_t total = 0;
    bool older = false;
};
[[nodiscard]] CliAnswer show_engravings(const CliTimeline& timeline);

}  // namespace sbc::gui
