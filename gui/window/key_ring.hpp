#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/secret.hpp"

namespace sbc::gui {

// A key that moved, or a letter that was typed.
struct Stroke {
    unsigned letter = 0;  // its code point; 0: it is a key
    int key = 0, scancode = 0, action = 0, mods = 0;
};

// Strokes in their order. A pass phrase passes through here, so the memory is fixed, and a place is
// wiped when it is taken from: a queue that grows leaves letters behind.
class KeyRing {
public:
    KeyRing() = default;
    ~KeyRing() { wipe(); }
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;

    [[nodiscard]] bool empty() const { return count_ == 0; }
    // Far more than a hand or a pasting program moves between two frames; what is beyond is lost.
    static constexpr std::size_t room = 4'096;
    void put(const Stroke& stroke) {
        if (count_ == room) return;
        strokes_[(first_ + count_++) % room] = stroke;
    }
    [[nodiscard]] const Stroke& front() const { return strokes_[first_]; }
    void pop() {
        wipe_place(strokes_[first_]);
        first_ = (first_ + 1) % room;
        --count_;
    }
    void wipe() {
        for (Stroke& each : strokes_) wipe_place(each);
        first_ = count_ = 0;
    }

private:
    static void wipe_place(Stroke& stroke) {
        crypto::wipe(std::span{reinterpret_cast<std::uint8_t*>(&stroke), sizeof stroke});
    }

    std::array<Stroke, room> strokes_{};
    std::size_t first_ = 0;
    std::size_t count_ = 0;
};

}  // namespace sbc::gui
