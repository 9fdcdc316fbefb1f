#include "base/u256.hpp"

#include <cassert>
#include <cmath>
#include <limits>

#include "base/hex.hpp"

namespace sbc {
namespace {

using Word = std::uint64_t;
__extension__ using TwoWords = unsigned __int128;

constexpr Word highest_word = std::numeric_limits<Word>::max();

constexpr TwoWords two_words(Word high, Word low) { return (TwoWords{high} << 64) | low; }
constexpr Word high_word(TwoWords number) { return static_cast<Word>(number >> 64); }
constexpr Word low_word(TwoWords number) { return static_cast<Word>(number); }

// One digit of a long division takes these two: the divisor, `times` of it, away from the remainder
// over it, which has a word more, and back again. Each says whether a 1 went over the highest word.
bool take_away(std::span<Word> remainder, std::span<const Word> divisor, Word times) {
    Word carry = 0;  // of the product and of the difference together: they fit into one word
    for (std::size_t i = 0; i < divisor.size(); ++i) {
        const TwoWords product = TwoWords{times} * divisor[i] + carry;
        carry = high_word(product) + (remainder[i] < low_word(product) ? 1 : 0);
        remainder[i] -= low_word(product);
    }
    const bool borrowed = remainder.back() < carry;
    remainder.back() -= carry;
    return borrowed;
}
bool put_back(std::span<Word> remainder, std::span<const Word> divisor) {
    Word carry = 0;
    for (std::size_t i = 0; i < divisor.size(); ++i) {
        const TwoWords sum = TwoWords{remainder[i]} + divisor[i] + carry;
        remainder[i] = low_word(sum);
        carry = high_word(sum);
    }
    remainder.back() += carry;
    return remainder.back() < carry;
}

// Of what stands above the divisor and the divisor itself, the highest words alone.
Word guess(std::span<const Word> remainder, Word divisor) {
    const Word high = remainder.back();
    if (high >= divisor) return highest_word;
    return low_word(two_words(high, remainder[remainder.size() - 2]) / divisor);
}

}  // namespace

// Long division as on paper, with digits of 64 bits (Knuth, The Art of Computer Programming 4.3.1,
// algorithm D): each digit is guessed from the highest ones, and the guess mended. Shifting both
// numbers until the divisor's highest bit is set does not change the quotient, and then a guess is
// never too small and at most two too big.
U256 operator/(const U256& dividend, const U256& divisor) {
    assert(divisor != U256{});
    const std::size_t size = (divisor.bit_length() + 63) / 64;
    const int shift = std::countl_zero(divisor.words_[size - 1]);
    const U256 by = divisor << shift;
    const std::span<const Word> digits = std::span{by.words_}.first(size);

    const U256 low = dividend << shift;
    const U256 high = dividend >> (256 - shift);
    std::array<Word, 5> remainder{low.words_[0], low.words_[1], low.words_[2], low.words_[3],
                                  high.words_[0]};
    U256 quotient;
    for (std::size_t i = remainder.size() - size; i-- > 0;) {
        const std::span<Word> part = std::span{remainder}.subspan(i, size + 1);
        Word digit = guess(part, digits.back());
        for (bool owing = take_away(part, digits, digit); owing; --digit) {
            owing = !put_back(part, digits);
        }
        quotient.words_[i] = digit;
    }
    return quotient;
}

U256 scale(const U256& a, std::uint64_t factor, std::uint64_t divisor) {
    assert(divisor != 0);
    std::array<Word, 5> product{};
    for (std::size_t i = 0; i < a.words_.size(); ++i) {
        const TwoWords sum = TwoWords{a.words_[i]} * factor + product[i];
        product[i] = low_word(sum);
        product[i + 1] = high_word(sum);
    }
    Word remainder = product[4] % divisor;
    if (product[4] / divisor != 0) return U256::max();
    U256 quotient;
    for (std::size_t i = quotient.words_.size(); i-- > 0;) {
        const TwoWords part = two_words(remainder, product[i]);
        quotient.words_[i] = low_word(part / divisor);
        remainder = low_word(part % divisor);
    }
    return quotient;
}

std::string U256::to_hex() const {
    return to_hex64(words_[3]) + to_hex64(words_[2]) + to_hex64(words_[1]) + to_hex64(words_[0]);
}

std::optional<U256> U256::from_hex(std::string_view text) {
    U256 number;
    if (text.size() != 64) return std::nullopt;
    for (std::size_t i = 0; i < number.words_.size(); ++i) {
        const auto word = from_hex64(text.substr(16 * (3 - i), 16));
        if (!word) return std::nullopt;
        number.words_[i] = *word;
    }
    return number;
}

double U256::to_double() const {
    double sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        sum += std::ldexp(static_cast<double>(words_[i]), static_cast<int>(64 * i));
    }
    return sum;
}

}  // namespace sbc
