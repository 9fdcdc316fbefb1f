// Letters and engravings for the sample wallet: contacts in every state that there is, letters in
// every state, and a timeline of what was verified and what was only heard.
#pragma once

#include <cstdint>
#include <string>

#include "gui/command.hpp"
#include "gui/mail_view.hpp"

namespace sample {

enum class Post {
    None,     // this wallet knows nothing of letters
    Missing,  // no core carries them
    Away,     // there are letters, but no core has our card now
    Open,
};

// How many of each; a few of them are always there.
struct Amounts {
    std::size_t contacts = 7;
    std::size_t letters = 12;  // with the first contact
    std::size_t engravings = 9;
    std::size_t first = 0;  // the contact that stands first, of the usual order
};

inline constexpr std::uint64_t bob = 201, carol = 202, tanaka = 203, dave = 204, nameless = 205,
                               eve = 206;  // their addresses' numbers

sbc::gui::MailView mail(Post post, Amounts amounts);
sbc::gui::Timeline timeline(std::size_t lines);

// What the commands do to them.
void write_letter(sbc::gui::MailView& mail, const sbc::gui::WriteLetter& wanted);
void find_card(sbc::gui::MailView& mail, const std::string& address);
void compare_card(sbc::gui::MailView& mail, const sbc::gui::CompareCard& wanted);
void renew_card(sbc::gui::MailView& mail);
void read_letters(sbc::gui::MailView& mail, const std::string& with);
void forget_contact(sbc::gui::MailView& mail, const std::string& address);
void rename_contact(sbc::gui::MailView& mail, const std::string& address, const std::string& name);
void engrave(sbc::gui::Timeline& timeline, const std::string& text);
void older_engravings(sbc::gui::Timeline& timeline);

}  // namespace sample
