#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sbc {

// An unsigned integer of 256 bits: hashes read as numbers, targets, work. Wraps modulo 2^256, as
// the built-in unsigned types wrap modulo theirs.
class U256 {
public:
    using LeBytes = std::array<std::uint8_t, 32>;

    constexpr U256() = default;
    constexpr explicit U256(std::uint64_t value) : words_{value} {}
    [[nodiscard]] static constexpr U256 max() { return ~U256{}; }

    // 32 bytes, the lowest first: as Bitcoin reads a hash for a number.
    [[nodiscard]] static constexpr U256 from_le_bytes(std::span<const std::uint8_t, 32> bytes);
    [[nodiscard]] constexpr LeBytes to_le_bytes() const;

    // Exactly 64 lower-case hex digits, the highest first: the only spelling that is read back.
    [[nodiscard]] static std::optional<U256> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;

    friend constexpr bool operator==(const U256&, const U256&) = default;
    friend constexpr std::strong_ordering operator<=>(const U256& a, const U256& b);

    friend constexpr U256 operator~(const U256& a);
    friend constexpr U256 operator+(const U256& a, const U256& b);
    friend constexpr U256 operator-(const U256& a, const U256& b);
    constexpr U256& operator+=(const U256& b) { return *this = *this + b; }

    // From 256 on nothing is left. The count is not negative.
    friend constexpr U256 operator<<(const U256& a, int count);
    friend constexpr U256 operator>>(const U256& a, int count);

    // Rounds down. The divisor is not 0.
    friend U256 operator/(const U256& dividend, const U256& divisor);

    // The place of the highest bit that is set, counted from 1; of 0 it is 0.
    [[nodiscard]] constexpr unsigned bit_length() const;
    [[nodiscard]] constexpr std::uint64_t low64() const { return words_[0]; }
    [[nodiscard]] constexpr std::uint32_t top32() const {
        return static_cast<std::uint32_t>(words_[3] >> 32);
    }
    // Approximately, for people to look at.
    [[nodiscard]] double to_double() const;

    // a * factor / divisor, rounded down. The product is exact, whatever its size; max() where the
    // result does not fit. The divisor is not 0.
    friend U256 scale(const U256& a, std::uint64_t factor, std::uint64_t divisor);

private:
    std::array<std::uint64_t, 4> words_{};  // the lowest first
};

[[nodiscard]] U256 scale(const U256& a, std::uint64_t factor, std::uint64_t divisor);

constexpr U256 U256::from_le_bytes(std::span<const std::uint8_t, 32> bytes) {
    U256 number;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        number.words_[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
    }
    return number;
}

constexpr U256::LeBytes U256::to_le_bytes() const {
    LeBytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(words_[i / 8] >> (8 * (i % 8)));
    }
    return bytes;
}

constexpr std::strong_ordering operator<=>(const U256& a, const U256& b) {
    for (std::size_t i = a.words_.size(); i-- > 0;) {
        if (a.words_[i] != b.words_[i]) return a.words_[i] <=> b.words_[i];
    }
    return std::strong_ordering::equal;
}

constexpr U256 operator~(const U256& a) {
    U256 flipped;
    for (std::size_t i = 0; i < a.words_.size(); ++i) flipped.words_[i] = ~a.words_[i];
    return flipped;
}

// Word by word, as on paper; a sum that is smaller than what went into it has wrapped: carry one.
constexpr U256 operator+(const U256& a, const U256& b) {
    U256 sum;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < a.words_.size(); ++i) {
        const std::uint64_t half = a.words_[i] + carry;
        sum.words_[i] = half + b.words_[i];
        carry = (half < carry || sum.words_[i] < half) ? 1 : 0;
    }
    return sum;
}

constexpr U256 operator-(const U256& a, const U256& b) { return a + ~b + U256{1}; }

constexpr U256 operator<<(const U256& a, int count) {
    U256 shifted;
    const auto words = static_cast<std::size_t>(count) / 64;
    const auto bits = static_cast<unsigned>(count) % 64;
    for (std::size_t i = words; i < a.words_.size(); ++i) {
        shifted.words_[i] = a.words_[i - words] << bits;
        if (bits != 0 && i > words) shifted.words_[i] |= a.words_[i - words - 1] >> (64 - bits);
    }
    return shifted;
}

constexpr U256 operator>>(const U256& a, int count) {
    U256 shifted;
    const auto words = static_cast<std::size_t>(count) / 64;
    const auto bits = static_cast<unsigned>(count) % 64;
    for (std::size_t i = words; i < a.words_.size(); ++i) {
        shifted.words_[i - words] = a.words_[i] >> bits;
        if (bits != 0 && i + 1 < a.words_.size()) {
            shifted.words_[i - words] |= a.words_[i + 1] << (64 - bits);
        }
    }
    return shifted;
}

constexpr unsigned U256::bit_length() const {
    for (std::size_t i = words_.size(); i-- > 0;) {
        if (words_[i] != 0) {
            return static_cast<unsigned>(64 * i) + static_cast<unsigned>(std::bit_width(words_[i]));
        }
    }
    return 0;
}

}  // namespace sbc
