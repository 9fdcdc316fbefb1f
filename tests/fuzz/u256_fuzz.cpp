// U256: any numbers obey the laws of arithmetic, and a text that is read is written the same.
#include "base/u256.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/bytes.hpp"

namespace {

using sbc::ByteView;
using sbc::scale;
using sbc::U256;

constexpr U256 zero;

void must(bool held) {
    if (!held) std::abort();
}

// By additions alone, modulo 2^256.
U256 product(U256 a, U256 b) {
    U256 sum = zero;
    for (; b != zero; b = b >> 1) {
        if ((b.low64() & 1) != 0) sum += a;
        a = a + a;
    }
    return sum;
}

void sums(const U256& a, const U256& b) {
    must(a + b == b + a && a + b - b == a && a - b == ~(b - a) + U256{1});
    must((a + b < a) == (b > ~a));
    must((a < b) == (b > a) && (a == b) == (a - b == zero));
}

void shifts(const U256& a, int count) {
    must((a << count) == (count < 256 ? product(a, U256{1} << count) : zero));
    must((a >> count) == (count < 256 ? a / (U256{1} << count) : zero));
    must((a >> static_cast<int>(a.bit_length())) == zero);
    must(a == zero || (a >> static_cast<int>(a.bit_length() - 1)) == U256{1});
}

// A quotient that is too big would make the product wrap: the first line sees that it does not.
void quotients(const U256& a, const U256& b, std::uint64_t word) {
    must(a / b <= U256::max() / b);
    const U256 whole = product(a / b, b);
    must(whole <= a && a - whole < b);
    must(scale(a, word, word) == a && scale(a, 1, word) == a / U256{word});
    const U256 rest = a - product(a / U256{word}, U256{word});
    must(scale(rest, b.low64(), word) == product(rest, U256{b.low64()}) / U256{word});
}

U256 number(ByteView bytes) { return U256::from_le_bytes(bytes.first<32>()); }

}  // namespace

// Two numbers of 32 bytes and one of 8, or a text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes{data, size};
    const std::string_view text = sbc::as_text(bytes);
    if (const auto read = U256::from_hex(text)) must(read->to_hex() == text);
    if (size < 72) return 0;
    const U256 a = number(bytes);
    const U256 b = number(bytes.subspan(32));
    std::uint64_t word = 0;
    for (const std::uint8_t byte : bytes.subspan(64, 8)) word = word << 8 | byte;

    must(number(a.to_le_bytes()) == a && U256::from_hex(a.to_hex()) == a);
    sums(a, b);
    shifts(a, static_cast<int>(word % 300));
    quotients(a, std::max(b, U256{1}), std::max<std::uint64_t>(word, 1));
    return 0;
}
