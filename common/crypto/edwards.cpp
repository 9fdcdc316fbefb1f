#include "crypto/edwards.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace sbc::crypto::edwards {
namespace {

using Word = std::uint64_t;
__extension__ using TwoWords = unsigned __int128;
using Number = std::array<Word, 4>;  // of 256 bits, the lowest word first

constexpr Word low(TwoWords number) { return static_cast<Word>(number); }
constexpr Word high(TwoWords number) { return static_cast<Word>(number >> 64); }

constexpr Number p{0xffff'ffff'ffff'ffed, 0xffff'ffff'ffff'ffff, 0xffff'ffff'ffff'ffff,
                   0x7fff'ffff'ffff'ffff};
// The curve is −x² + y² = 1 + d·x²·y², with d = −121665/121666 modulo p (RFC 8032).
constexpr Number d{0x75eb'4dca'1359'78a3, 0x0070'0a4d'4141'd8ab, 0x8cc7'4079'7779'e898,
                   0x5203'6cee'2b6f'fe73};
constexpr Number one{1};

// All numbers here are below 2^256, and stand for themselves modulo p: 2^256 is 38.
Number reduced(Number number, Word over) {
    while (over != 0) {
        TwoWords carry = TwoWords{over} * 38;
        for (Word& word : number) {
            carry += word;
            word = low(carry);
            carry = high(carry);
        }
        over = low(carry);
    }
    return number;
}

Number sum(const Number& a, const Number& b) {
    Number result{};
    TwoWords carry = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        carry += TwoWords{a[i]} + b[i];
        result[i] = low(carry);
        carry = high(carry);
    }
    return reduced(result, low(carry));
}

Number product(const Number& a, const Number& b) {
    std::array<Word, 8> whole{};
    for (std::size_t i = 0; i < a.size(); ++i) {
        Word carry = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const TwoWords part = TwoWords{a[i]} * b[j] + whole[i + j] + carry;
            whole[i + j] = low(part);
            carry = high(part);
        }
        whole[i + b.size()] = carry;
    }
    Number result{};
    Word carry = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const TwoWords part = TwoWords{whole[i + 4]} * 38 + whole[i] + carry;
        result[i] = low(part);
        carry = high(part);
    }
    return reduced(result, carry);
}

// a = |a − b|; says whether b was the greater one.
bool distance(Number& a, const Number& b) {
    Word borrow = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const TwoWords difference = TwoWords{a[i]} - b[i] - borrow;
        a[i] = low(difference);
        borrow = high(difference) & 1;
    }
    if (borrow == 0) return false;
    TwoWords carry = 1;
    for (Word& word : a) {
        carry += ~word;
        word = low(carry);
        carry = high(carry);
    }
    return true;
}

void shift_right(Number& a, int count) {
    if (count == 0) return;
    for (std::size_t i = 0; i + 1 < a.size(); ++i) a[i] = a[i] >> count | a[i + 1] << (64 - count);
    a.back() >>= count;
}

// --- squares -------------------------------------------------------------------------------------

// So many halvings at a time need only the lowest words: what else there is follows afterwards.
constexpr int batch = 62;

// What a batch makes of n and a: (u·n + v·a) / 2^62 and (q·n + r·a) / 2^62. No factor, nor the sum
// of the two of a line, is greater than 2^62.
struct Matrix {
    Word u = 1, v = 0;
    Word q = 0, r = 1;
};

// The Jacobi symbol (a/n) of two numbers of which n is odd stays, or turns in a way that is known,
// when a is halved, when a multiple of n is added, and when two odd ones change places. The lowest
// three bits say which, so no number is ever compared: `ahead` stands for which one is greater.
struct Jacobi {
    Word n = 0, a = 0;  // as many of their lowest bits as are left, and two more
    int ahead = -1;
    Word turns = 0;  // the lowest bit: whether the symbol has turned
    Matrix done{};

    void halve(int twos) {
        a >>= twos;
        done.u <<= twos;
        done.v <<= twos;
        ahead -= twos;
        turns ^= static_cast<Word>(twos) & (n >> 1 ^ n >> 2);  // n is 3 or 5 modulo 8
    }
    void change_places() {
        std::swap(n, a);
        std::swap(done.u, done.q);
        std::swap(done.v, done.r);
        ahead = -ahead;
        turns ^= (n & a) >> 1;  // both are 3 modulo 4
    }
    // Some multiple of n, so that so many of the lowest bits of a become zero: six at most.
    void cancel(int bits) {
        const Word inverse = n * (2 - n * n);  // modulo 64
        const Word times = (0 - a * inverse) & ((Word{1} << std::min(bits, 6)) - 1);
        a += times * n;
        done.q += times * done.u;
        done.r += times * done.v;
    }
    void run() {
        for (int left = batch;;) {
            const int twos = std::countr_zero(a | Word{1} << left);
            halve(twos);
            left -= twos;
            if (left == 0) return;
            if (ahead < 0) change_places();
            cancel(std::min(left, ahead + 1));
        }
    }
};

// (x·n + y·a) / 2^62, where x and y are a line of the matrix: nothing is left over.
Number combined(Word x, const Number& n, Word y, const Number& a) {
    std::array<Word, 5> whole{};
    TwoWords carry = 0;
    for (std::size_t i = 0; i < n.size(); ++i) {
        carry += TwoWords{x} * n[i];
        const Word first = low(carry);
        const TwoWords second = TwoWords{y} * a[i] + first;
        whole[i] = low(second);
        carry = TwoWords{high(carry)} + high(second);
    }
    whole[4] = low(carry);
    Number result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = whole[i] >> batch | whole[i + 1] << (64 - batch);
    }
    return result;
}

// The Jacobi symbol (a/p), by halving and subtracting: whether a is zero or a square modulo p. On
// the way the sign turns where 2 is no square modulo n, and where both are 3 modulo 4 and change
// places.
bool is_square_step_by_step(Number a) {
    Number n = p;
    bool square = true;
    while (a != Number{}) {
        while (a[0] % 2 == 0) {
            const int twos = a[0] == 0 ? 63 : std::countr_zero(a[0]);
            shift_right(a, twos);
            if (twos % 2 == 1 && (n[0] % 8 == 3 || n[0] % 8 == 5)) square = !square;
        }
        const Number before = a;
        if (distance(a, n)) {
            if (before[0] % 4 == 3 && n[0] % 4 == 3) square = !square;
            n = before;
        }
    }
    return n != one || square;  // what divides both is p itself: a was zero
}

// The same in three fifths of the time. Adding brings the two down to 1 and 1, in a dozen batches;
// not where p divides a, and it is not proven for all others: what takes long is left to the other
// way.
bool is_square(const Number& number) {
    Number n = p;
    Number a = number;
    Jacobi jacobi;
    for (int batches = 0; batches < 16; ++batches) {
        jacobi.n = n[0];
        jacobi.a = a[0];
        jacobi.done = Matrix{};
        jacobi.run();
        const Number before = n;
        n = combined(jacobi.done.u, before, jacobi.done.v, a);
        a = combined(jacobi.done.q, before, jacobi.done.r, a);
        if (n == one) return jacobi.turns % 2 == 0;
    }
    return is_square_step_by_step(number);
}

}  // namespace

// x² = (y² − 1) / (d·y² + 1); a quotient is a square where the product is one. The denominator is
// never zero, since −1/d is no square.
bool is_y_of_a_point(std::span<const std::uint8_t, 32> y) {
    constexpr Number minus_one{p[0] - 1, p[1], p[2], p[3]};
    Number number{};
    for (std::size_t i = 0; i < y.size(); ++i) number[i / 8] |= Word{y[i]} << 8 * (i % 8);
    const Number y2 = product(number, number);
    return is_square(product(sum(y2, minus_one), sum(product(d, y2), one)));
}

}  // namespace sbc::crypto::edwards
