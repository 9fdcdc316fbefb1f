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
struct CloseBlock {};  // "write the next block", where the user decides that

using Command =
    std::variant<CheckDraft, Pay, NewAddress, Rename, ClaimName, CopyText, CreateWallet, Unlock,
                 LockKeys, ExportKeys, ImportKeys, ChangePassPhrase, ChangeLook, CloseBlock>;

}  // namespace sbc::gui
