#pragma once

#include <array>

#include "crypto/secret.hpp"
#include "gui/window/pen.hpp"
#include "wallet/pass_phrase.hpp"

namespace sbc::gui {

// A field for a pass phrase. It shows dots, and what was typed is in two places only: in its own
// buffer and in ImGui's copy of the field being edited. take() and clear() wipe both, and so does
// its end. No undo, no clipboard out of it.
class SecretField {
public:
    SecretField() = default;
    ~SecretField() { clear(); }
    SecretField(const SecretField&) = delete;
    SecretField& operator=(const SecretField&) = delete;

    // True when Enter was pressed in it.
    [[nodiscard]] bool draw(const Pen& pen, const char* name, const char* hint, float width);
    void focus() { focus_ = true; }

    [[nodiscard]] bool empty() const { return typed_[0] == '\0'; }
    [[nodiscard]] bool same_as(const SecretField& other) const;
    [[nodiscard]] crypto::SecretText take();
    // For a try that may fail, after which it is not typed again; until clear().
    [[nodiscard]] crypto::SecretText copy() const;
    void clear();
    // Whether a character was lost on its way here (desk_fields.hpp): any other such character
    // would open what is made with it, so nothing is. Says so, or nothing.
    [[nodiscard]] const char* trouble() const;

private:
    // Fixed: a buffer that grows leaves copies behind. As long as a pass phrase may be anywhere.
    std::array<char, wallet::longest_pass_phrase + 1> typed_{};
    bool focus_ = false;
};

}  // namespace sbc::gui
