#include "base/u256.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "catch.hpp"

template <>
struct Catch::StringMaker<sbc::U256> {
    static std::string convert(const sbc::U256& number) { return number.to_hex(); }
};

namespace {

using sbc::scale;
using sbc::U256;

const U256 zero;
const U256 one{1};
const U256 half = one << 255;

// Leading zeros may be left out.
U256 hex(std::string text) {
    text.insert(0, 64 - text.size(), '0');
    const auto number = U256::from_hex(text);
    REQUIRE(number);
    return *number;
}

// Of every length, and often with long runs of ones or zeros: where carries go wrong.
class Numbers {
public:
    U256 any() {
        U256 number = zero;
        for (int word = 0; word < 4; ++word) number = (number << 64) + U256{random_()};
        number = number >> static_cast<int>(random_() % 257);
        if (random_() % 3 == 0)
            number = number + (U256::max() << static_cast<int>(random_() % 256));
        if (random_() % 3 == 0) number = ~number;
        return number;
    }
    std::uint64_t word() { return random_() >> (random_() % 64); }

private:
    std::mt19937_64 random_{20'090'103};  // NOLINT(cert-msc51-cpp): the same numbers each time
};

// By additions alone; nothing if the product does not fit.
std::optional<U256> product(U256 a, U256 b) {
    U256 sum = zero;
    for (; b != zero; b = b >> 1) {
        if ((b.low64() & 1) != 0) {
            if (sum + a < sum) return std::nullopt;
            sum += a;
        }
        if (a >= half && (b >> 1) != zero) return std::nullopt;
        a = a + a;
    }
    return sum;
}

TEST_CASE("numbers of 256 bits are compared from their highest bit down", "[base]") {
    const std::vector<U256> rising{
        zero,       one,        U256{2},    U256{~0ULL}, one << 64,  (one << 64) + one,
        one << 128, one << 192, half - one, half,        U256::max()};
    for (std::size_t i = 0; i < rising.size(); ++i) {
        for (std::size_t j = 0; j < rising.size(); ++j) {
            CHECK((rising[i] <=> rising[j]) == (i <=> j));
            CHECK((rising[i] == rising[j]) == (i == j));
        }
    }
}

TEST_CASE("a number of 256 bits wraps as the built-in ones do", "[base]") {
    CHECK(U256::max() + one == zero);
    CHECK(zero - one == U256::max());
    CHECK(half + half == zero);
    CHECK(~zero == U256::max());
    U256 sum = hex("ffffffffffffffffffffffffffffffff");
    sum += one;
    CHECK(sum == one << 128);
    CHECK(sum - one == hex("ffffffffffffffffffffffffffffffff"));
}

TEST_CASE("sums and differences undo each other", "[base]") {
    Numbers numbers;
    for (int i = 0; i < 2'000; ++i) {
        const U256 a = numbers.any();
        const U256 b = numbers.any();
        CAPTURE(a.to_hex(), b.to_hex());
        REQUIRE(a + b == b + a);
        REQUIRE(a + b - b == a);
        REQUIRE(a - b + b == a);
        REQUIRE((a + b < a) == (b > ~a));  // it wraps when b is more than what is missing
        REQUIRE(a + ~a == U256::max());
    }
}

TEST_CASE("shifts move across the words, and 256 leaves nothing", "[base]") {
    const U256 number = hex("0123456789abcdef00112233445566778899aabbccddeeff0f1e2d3c4b5a6978");
    CHECK((number << 0) == number);
    CHECK((number >> 0) == number);
    CHECK((number << 4) == hex("123456789abcdef00112233445566778899aabbccddeeff0f1e2d3c4b5a69780"));
    CHECK((number >> 4) == hex("0123456789abcdef00112233445566778899aabbccddeeff0f1e2d3c4b5a697"));
    CHECK((number << 64) ==
          hex("00112233445566778899aabbccddeeff0f1e2d3c4b5a69780000000000000000"));
    CHECK((number >> 64) == hex("0123456789abcdef00112233445566778899aabbccddeeff"));
    CHECK((number << 252) == half);
    CHECK((number >> 248) == one);
    for (const int count : {256, 257, 320, 100'000}) {
        CHECK((number << count) == zero);
        CHECK((number >> count) == zero);
    }
    for (int count = 0; count < 256; ++count) {
        CAPTURE(count);
        U256 doubled = one;
        for (int i = 0; i < count; ++i) doubled = doubled + doubled;
        REQUIRE((one << count) == doubled);
        REQUIRE((half >> (255 - count)) == doubled);
        REQUIRE(doubled.bit_length() == static_cast<unsigned>(count) + 1);
        REQUIRE((doubled - one).bit_length() == static_cast<unsigned>(count));
    }
}

// Quotients by Python's //. In the last eight a digit that is guessed from the highest ones is one
// or two too big.
TEST_CASE("quotients are those that Python computes", "[base]") {
    struct Row {
        const char* dividend;
        const char* divisor;
        const char* quotient;
    };
    const auto row = GENERATE(values<Row>({
        {"f3f49249dc28ff90a5aec7978306d03bf38b2ffc80a4df5a51c9bc701e7ea419", "4d",
         "32b1285f23c6068f18741c2cc81c035f9305a63b1e0e4fa860c980ec13a2a06"},
        {"c88b28756bad6be28e7aa6e99f19950499dd251de512148239292d22e255accb", "8c3d5f169293de8f",
         "16e14d6e31e05d0919fbc7e33a6438c440c089402f0470ba9"},
        {"96263ae6c5e818fac0433cbd7dabe929c4a334bfc6cd75e9bb049a79d7a7a3cc", "13d6c51e370eb9a0a",
         "7918387cecf91bb78fa73f94320ce8360aa9f9de91163c14"},
        {"82f0ee99731c94521919e93ad11745ad498893101c593af514aa4e719d3c7dec",
         "7ec1b73baf67d461e4163207d0944996", "1087372598439a5fca509c96477c389aa"},
        {"b5fb12e0d9090b89065550964f1a8a1d93d20470b766ff10b437bdb5a51149bb",
         "166160227173714726c1672297608d9425d111a9d5e6c9992", "8219a9e386c16f92"},
        {"cd73de0081a0ba056ce9da661dcf884cde0279e17f9ac0988df05f2595f19a51",
         "2193e8feab06e9b65ed0de47db4304de01c683e99a46df0dde3a361c0099eba", "61"},
        {"d82fb0f1423674a6", "90624fe36b82e6c9", "1"},
        {"b4f675299b0c83e786d1711cbd2106119ec40d31b5397a7623",
         "ed9f4fb02bb7a1774f1a42721eaba4c70ee306f0c485f184e0", "0"},
        {"8000000000000000000000000000000000000000000000000000000000000000",
         "80000000000000000000000000000000ffffffffffffffff", "ffffffffffffffff"},
        {"fffffffffffffffe000000000000000000000000000000000000000000000000",
         "8000000000000000ffffffffffffffffffffffffffffffff", "1fffffffffffffff8"},
        {"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
         "8000000000000000ffffffffffffffffffffffffffffffff", "fffffffffffffffe"},
        {"ffffffff075f0e1d4d5fad71a7e27f8cf92af541a5dc589698d1e3045aa26879",
         "200000000000001ffffffffffffffffff", "7fffffff83af868ea6afd735246ab120"},
        {"ffffffffffffff488a94a6efef463c53b79ecb4ea95c2c0b074658348afd44ae",
         "200000000000fffffffffffffffffffff", "7ffffffffffbffa4454a5397fa80f3d7"},
        {"ffffffffffffd2ec8c53765f4ec0a954ff8b2a6aab74fe5766eebc578f4ecb4f",
         "8000000000007fffffffffffffffffff", "1fffffffffffda5d918a6ecc0f7a83a07"},
        {"ffffffffffffffffffffffffffd918086edd77d866e61127e26b524ace0d8d87",
         "400000000000007fffffffffffffffffffffffffffffffff", "3fffffffffffff7ff"},
        {"fffffffffffc0a68cdb54088754e64f4f5ee8c7298e6e5b7e1cd7be8a7d83351",
         "200000000001fffffffffff", "7ffffffffff6053466daa123e760c4d063bb6a606c"},
    }));
    CAPTURE(row.dividend, row.divisor);
    CHECK(hex(row.dividend) / hex(row.divisor) == hex(row.quotient));
}

TEST_CASE("dividing by 1, by itself, by a power of two", "[base]") {
    Numbers numbers;
    for (int count = 0; count < 256; ++count) {
        const U256 number = numbers.any();
        CAPTURE(number.to_hex(), count);
        REQUIRE(number / one == number);
        REQUIRE(number / (one << count) == (number >> count));
        REQUIRE((one << count) / (one << count) == one);
        if (number != zero) REQUIRE(number / number == one);
        REQUIRE(zero / (one << count) == zero);
    }
    CHECK(U256::max() / U256::max() == one);
    CHECK((U256::max() - one) / U256::max() == zero);
}

TEST_CASE("quotient times divisor and a remainder below it are the dividend", "[base]") {
    Numbers numbers;
    for (int i = 0; i < 2'000; ++i) {
        const U256 dividend = numbers.any();
        const U256 divisor = std::max(numbers.any(), one);
        const U256 quotient = dividend / divisor;
        CAPTURE(dividend.to_hex(), divisor.to_hex(), quotient.to_hex());
        const auto back = product(quotient, divisor);
        REQUIRE(back);
        REQUIRE(*back <= dividend);
        REQUIRE(dividend - *back < divisor);
    }
}

TEST_CASE("a number is scaled by a fraction, exact in between", "[base]") {
    CHECK(scale(U256{100}, 3, 4) == U256{75});
    CHECK(scale(U256{100}, 1, 3) == U256{33});
    CHECK(scale(U256{100}, 0, 3) == zero);
    // The product needs 320 bits.
    CHECK(scale(U256::max(), ~0ULL, ~0ULL) == U256::max());
    CHECK(scale(U256::max(), ~0ULL - 1, ~0ULL) ==
          hex("fffffffffffffffefffffffffffffffefffffffffffffffefffffffffffffffe"));
    CHECK(scale(half, 1'209'600, 302'400) == U256::max());  // does not fit
    CHECK(scale(half, 2, 1) == U256::max());
    CHECK(scale(half - one, 2, 1) == U256::max() - one);
    CHECK(scale(U256::max(), 2, 1) == U256::max());
}

// a * f / d = q * f + r * f / d, with q and r the quotient and the remainder of a / d.
TEST_CASE("scaling agrees with dividing first and multiplying both parts", "[base]") {
    Numbers numbers;
    int fitting = 0;
    for (int i = 0; i < 2'000; ++i) {
        const U256 number = numbers.any();
        const U256 factor{numbers.word()};
        const U256 divisor{std::max<std::uint64_t>(numbers.word(), 1)};
        CAPTURE(number.to_hex(), factor.low64(), divisor.low64());
        const U256 quotient = number / divisor;
        const U256 rest = *product(number - *product(quotient, divisor), factor) / divisor;
        const auto whole = product(quotient, factor);
        const bool fits = whole && rest <= ~*whole;
        fitting += fits ? 1 : 0;
        REQUIRE(scale(number, factor.low64(), divisor.low64()) ==
                (fits ? *whole + rest : U256::max()));
    }
    CHECK(fitting > 500);
    CHECK(fitting < 1'900);
}

TEST_CASE("a hash is read as a number with its lowest byte first", "[base]") {
    U256::LeBytes bytes{};
    bytes[0] = 0x01;
    bytes[8] = 0x02;
    bytes[31] = 0x80;
    const U256 number = half + (U256{2} << 64) + one;
    CHECK(U256::from_le_bytes(bytes) == number);
    CHECK(number.to_le_bytes() == bytes);
    CHECK(number.low64() == 1);
    CHECK(number.top32() == 0x8000'0000);
    CHECK((number >> 1).top32() == 0x4000'0000);

    Numbers numbers;
    for (int i = 0; i < 100; ++i) {
        const U256 any = numbers.any();
        CHECK(U256::from_le_bytes(any.to_le_bytes()) == any);
    }
}

TEST_CASE("64 lower-case digits are the only spelling", "[base]") {
    const std::string text = "00000000ffff0000000000000000000000000000000000000000000000000abc";
    const auto number = U256::from_hex(text);
    REQUIRE(number);
    CHECK(*number == (U256{0xffff} << 208) + U256{0xabc});
    CHECK(number->to_hex() == text);
    CHECK(zero.to_hex() == std::string(64, '0'));
    CHECK(U256::max().to_hex() == std::string(64, 'f'));
    CHECK_FALSE(U256::from_hex(""));
    CHECK_FALSE(U256::from_hex(text.substr(1)));
    CHECK_FALSE(U256::from_hex(text + "0"));
    CHECK_FALSE(U256::from_hex(std::string(64, 'F')));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string wrong = text;
        wrong[i] = 'g';
        CHECK_FALSE(U256::from_hex(wrong));
    }
}

TEST_CASE("for people a number is approximate", "[base]") {
    CHECK(zero.to_double() == 0);
    CHECK(U256{1'000'000}.to_double() == 1e6);
    CHECK((one << 200).to_double() == Approx(1.6069380442589903e60));
    CHECK(U256::max().to_double() == Approx(1.157920892373162e77));
}

// All that does not allocate or divide can be had while compiling.
static_assert((U256{1} << 255).bit_length() == 256 && (U256::max() >> 255) == U256{1} &&
              U256{5} - U256{7} + U256{2} == U256{} && U256{}.bit_length() == 0);

}  // namespace
