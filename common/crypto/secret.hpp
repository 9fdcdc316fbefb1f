#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace sbc::crypto {

// Overwrites memory with zeros, also where the compiler sees that nobody reads it again.
void wipe(std::span<std::uint8_t> bytes);
// A text is empty afterwards, and nothing of it is left: neither in the memory that it had beyond
// its end, nor in the object itself, where short texts lie.
void wipe(std::string& text);

// Overwrites what functions that have returned have left on the stack, 8 KiB below the caller:
// where the library has held a key or what it computes from one, since it does not clean up itself.
// To be called by the function that has called it. It says nothing about registers, about memory
// that the system has written to a disk, or about a caller's own variables: a Secret is for those.
void wipe_dead_stack();

// Bytes that nobody else may know: a key, a plaintext. They are wiped when they go out of scope or
// are moved from, cannot be copied by accident (copy() says so), and have no operator that would
// print, compare, order or hash them: same_bytes() compares.
template <std::size_t Size>
class Secret {
public:
    Secret() = default;
    explicit Secret(std::span<const std::uint8_t, Size> bytes) {
        std::copy(bytes.begin(), bytes.end(), bytes_.begin());
    }
    ~Secret() { wipe(bytes_); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_{other.bytes_} { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    [[nodiscard]] Secret copy() const { return Secret{reveal()}; }

    // For the one who encrypts, signs or derives with them. Never longer than the secret lives.
    [[nodiscard]] std::span<const std::uint8_t, Size> reveal() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t, Size> fill() { return bytes_; }

private:
    std::array<std::uint8_t, Size> bytes_{};
};

// The same for text and plaintext of any length: pass phrases, the inside of a key file.
class SecretText {
public:
    SecretText() = default;
    // Takes the text over; nothing of it is left in the other.
    explicit SecretText(std::string&& text);
    ~SecretText() { wipe(text_); }
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept;
    SecretText& operator=(SecretText&& other) noexcept;
    [[nodiscard]] SecretText copy() const;

    // A std::string that grows leaves what it was in memory that it gives back; this does not.
    void append(std::string_view more);

    [[nodiscard]] std::string_view reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

private:
    std::string text_;
};

// Takes the same time wherever two texts of one length differ. Of different lengths: no.
[[nodiscard]] bool same_bytes(ByteView left, ByteView right);

}  // namespace sbc::crypto
