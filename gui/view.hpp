#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/connection.hpp"
#include "gui/mail_view.hpp"

// What the window shows, as plain values: no key, no signature, no block. Whoever stands behind the
// window (gui/backend.hpp) fills them in, and the panels draw them. A view that has been handed
// over never changes again, so that the window reads it on its own thread without a lock.
namespace sbc::gui {

struct Points {
    std::uint64_t count = 0;
    friend auto operator<=>(const Points&, const Points&) = default;
};

struct Balance {
    Points spendable;  // confirmed, and nothing that waits spends it
    Points arriving;   // in payments that wait for a block
    Points leaving;    // the same, fees included; what comes back to oneself is not counted
    Points maturing;   // mined, and not old enough to be spent
};

struct OwnAddress {
    std::string text;
    std::string qr;  // what its QR code says; upper case makes a smaller one
    std::string label;
    Points balance;
};

// Somebody else's address under a name that one gave it.
struct Contact {
    std::string text;
    std::string label;
};

enum class EntryKind { Received, Sent, Mined, ToMyself };
enum class EntryState { Waiting, Confirmed, Refused };

// A line of the history. The number of confirmations is not in it: that follows from the height of
// the newest block, so a line does not change when a block comes.
struct Entry {
    std::string id;  // of the transaction, as it is shown everywhere
    EntryKind kind = EntryKind::Received;
    EntryState state = EntryState::Waiting;
    std::uint32_t height = 0;  // of the block, when confirmed
    Points amount;             // what came or went, without the fee
    Points fee;                // what it cost oneself
    std::string address;       // the counterpart's, or one's own
    std::string label;         // its name, where it has one
    std::string note;
    std::string reason;  // why it was refused
    // While it waits, in a network: no core has said yet that it has it; it was in a block that is
    // no part of the history any more.
    bool untaken = false;
    bool returned = false;
};
using History = std::vector<Entry>;  // the newest first

// What is wrong with a field of the form, or what is good to know about it.
struct FieldCheck {
    bool good = false;
    std::string text;                  // may be empty when it is good
    std::optional<std::size_t> place;  // of the character that is probably wrong
};

// The answer to a CheckDraft. `serial` says of which draft it speaks: an older one is not shown.
struct DraftCheck {
    std::uint64_t serial = 0;
    FieldCheck to, amount, fee, note;
    // When all is good:
    std::string address;  // who is paid, also where a name was typed
    std::string label;    // their name, if they have one
    Points pays, costs;   // the amount, the fee
    Points remains;       // spendable afterwards
    [[nodiscard]] bool good() const { return to.good && amount.good && fee.good && note.good; }
};

// Something that happened, told once at the edge of the window and kept in a list.
enum class Tone { Good, Plain, Bad };
struct Notice {
    std::uint64_t number = 0;  // rises
    Tone tone = Tone::Plain;
    std::string text;
    std::string advice;  // what to do about it
    bool asked = true;   // it answers a command; else it happened by itself
};

// Whether the keys can be used: there may be no key file yet, or its pass phrase is wanted.
enum class KeysState { None, Locked, Open };

struct WalletView {
    std::string network;       // "village", as the title
    std::string status;        // one line at the foot: "offline ledger", "4 neighbours"
    std::uint32_t height = 0;  // of the newest block
    KeysState keys = KeysState::None;
    std::string keys_trouble;  // why the last try to open or make the key file failed
    std::string key_file;      // where it lies

    Balance balance;
    std::vector<OwnAddress> addresses;  // the first is the one that Receive shows first
    std::vector<Contact> contacts;
    std::shared_ptr<const History> history;  // shared from view to view while it stays the same

    Points default_fee{1};
    std::size_t note_limit = 280;  // bytes
    DraftCheck draft;
    std::uint64_t paid = 0;  // the serial of the last draft that became a payment

    Connection connection;                 // where the ledger is not one's own
    std::vector<std::string> cannot_know;  // what nobody shall believe this wallet knows: sentences

    std::shared_ptr<const MailView> mail;        // nullptr: no letters here
    std::shared_ptr<const Timeline> engravings;  // nullptr: nobody has shown any yet
    bool nobody_engraves = false;                // no core that is there carries any
    bool older_engravings = false;               // there are older ones: they can be asked for

    std::vector<Notice> notices;  // the last hundred, the oldest first
    // Where the user decides when a block is made (a ledger without a network): the button's words.
    std::string next_block;
};

}  // namespace sbc::gui
