#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "crypto/secret.hpp"
#include "gui/look.hpp"

// What the user wants, as plain values: a panel returns them, the backend carries them out.
namespace sbc::gui {

// The form as it was typed. The backend alone knows what an address, an amount or a fee may be.
struct Draft {
    std::uint64_t serial = 0;  // rises with each change
    std::string to;            // an address, or the name of a contact
    std::string amount;
    std::string fee;  // empty: the default
    std::string note;
};

struct CheckDraft {
    Draft draft;
};
struct Pay {
    Draft draft;
};
struct NewAddress {
    std::string label;
};
// The label of one's own address, or the name of somebody else's; empty takes it away.
struct Rename {
    std::string address;
    std::string label;
};
// In the ranking, for one's own address; an empty name takes it back.
struct ClaimName {
    std::string address;
    std::string name;
};
struct CopyText {  // carried out by the window itself
    std::string text;
    std::string what;  // "The address": for the notice
};

struct CreateWallet {
    crypto::SecretText pass_phrase;
};
struct Unlock {
    crypto::SecretText pass_phrase;
};
struct LockKeys {};
struct ExportKeys {
    std::string path;
    crypto::SecretText pass_phrase;  // protects the exported file
};
struct ImportKeys {
    std::string path;
    crypto::SecretText pass_phrase;  // of that file
};
struct ChangePassPhrase {
    crypto::SecretText old_phrase;
    crypto::SecretText new_phrase;
};

struct ChangeLook {  // the window has changed already; the backend remembers it
    Look look;
};
// Letters. An address is meant wherever a name of one's own for it will do as well.
struct WriteLetter {
    std::string to;
    std::string text;
};
struct FindCard {  // of somebody to whom one would like to write
    std::string address;
};
// Its owner has read out these words, or has not. If the card shows others by now, it is refused.
struct CompareCard {
    std::string address;
    std::string fingerprint;  // the words that were shown
    bool same = false;
};
struct RenewCard {};  // a new key of one's own
struct ReadLetters {  // this conversation is being looked at
    std::string with;
};
struct ForgetContact {  // and the letters
    std::string address;
};
// A note for everybody, for ever, in a block.
struct Engrave {
    std::string text;
    std::string fee;  // empty: the usual one
};
struct OlderEngravings {};

struct CloseBlock {};  // "write the next block", where the user decides that

using Command = std::variant<CheckDraft, Pay, NewAddress, Rename, ClaimName, CopyText, CreateWallet,
                             Unlock, LockKeys, ExportKeys, ImportKeys, ChangePassPhrase, ChangeLook,
                             WriteLetter, FindCard, CompareCard, RenewCard, ReadLetters,
                             ForgetContact, Engrave, OlderEngravings, CloseBlock>;

}  // namespace sbc::gui
