#pragma once

#include <array>

#include "crypto/secret.hpp"
#include "gui/window/pen.hpp"

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
    void clear();

private:
    // Fixed: a buffer that grows leaves copies behind.
    std::array<char, 256> typed_{};
    bool focus_ = false;
};

}  // namespace sbc::gui
