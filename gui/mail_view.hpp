#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What the window shows of letters and engravings, as plain values. Times are texts already: the
// account knows the clock.
namespace sbc::gui {

// One's own card: what others seal for.
struct MailCard {
    std::uint64_t sequence = 0;
    std::string until;        // "20 December 2026, 14:03"
    std::string fingerprint;  // eight words
    friend bool operator==(const MailCard&, const MailCard&) = default;
};

struct MailContact {
    std::string address;
    std::string label;   // empty: it has no name here
    bool known = false;  // his card has come; else it is being looked for
    std::uint64_t sequence = 0;
    std::string until;
    std::string fingerprint;
    bool compared = false;   // its owner has read out these words
    bool changed = false;    // the key was another one before: compare again
    std::size_t unread = 0;  // letters that have come since the conversation was looked at
    friend bool operator==(const MailContact&, const MailContact&) = default;
};

enum class MailState { Received, Waiting, OnItsWay, Delivered, Expired };
struct MailLetter {
    std::uint64_t number = 0;  // rises
    bool ours = false;
    MailState state = MailState::Received;
    std::string text;
    std::string sent;     // when
    std::string trouble;  // why it waits; may be empty
    friend bool operator==(const MailLetter&, const MailLetter&) = default;
};
struct Conversation {
    std::string with;                 // the address
    std::vector<MailLetter> letters;  // the oldest first
    friend bool operator==(const Conversation&, const Conversation&) = default;
};

struct MailView {
    bool there = false;   // this wallet has letters at all: one without a network has none
    bool open = false;    // a core has our card and gives us our letters
    std::string trouble;  // why there are no letters now: a sentence; empty: nothing is wrong
    std::string address;  // under which one writes
    MailCard card{};
    std::vector<MailContact> contacts;
    std::vector<Conversation> conversations;  // the one with the newest letter first
    std::uint64_t coming = 0;     // letters that a core has for us, and that are not here yet
    std::size_t longest = 3'000;  // bytes of a letter
    friend bool operator==(const MailView&, const MailView&) = default;
};

// An engraved note. Its author may claim a name elsewhere; who sees headers and proofs alone cannot
// know that he has not given it up since, and shows none.
struct Engraving {
    std::string author;  // the address
    std::string label;   // what one calls him oneself; empty: nothing
    std::string text;
    std::string when;  // the time of its block
    std::uint32_t height = 0;
    bool verified = false;  // in a block of our history, proven; else only heard
    bool ours = false;
    friend bool operator==(const Engraving&, const Engraving&) = default;
};
using Timeline = std::vector<Engraving>;  // the newest first

}  // namespace sbc::gui
