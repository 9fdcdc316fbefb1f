// Beside the big integers of Crypto++; Python's answers stand in ed25519_test.cpp.
#include "crypto/edwards.hpp"

#include <cryptopp/integer.h>
#include <cryptopp/nbtheory.h>

#include <algorithm>
#include <array>
#include <random>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using crypto::edwards::is_y_of_a_point;
using CryptoPP::Integer;

namespace {

using Y = std::array<std::uint8_t, 32>;

const Integer p = Integer::Power2(255) - 19;
const Integer d = (p - 121665) * Integer{121666}.InverseMod(p) % p;

Y bytes_of(const Integer& number) {
    Y bytes{};
    number.Encode(bytes.data(), bytes.size());
    std::reverse(bytes.begin(), bytes.end());  // the library begins with the highest
    return bytes;
}
bool expected(const Integer& y) {
    const Integer y2 = y * y % p;
    return CryptoPP::Jacobi((y2 + p - 1) * (d * y2 + 1) % p, p) >= 0;
}
void compare(const Integer& y) {
    const Y bytes = bytes_of(y);
    INFO(to_hex(bytes));
    CHECK(is_y_of_a_point(bytes) == expected(y));
}

}  // namespace

TEST_CASE("the y of points are those that the library's arithmetic finds", "[crypto]") {
    std::mt19937_64 random{6};  // NOLINT(cert-msc51-cpp): the same numbers each time
    for (unsigned i = 0; i < 1'000; ++i) {
        Y bytes{};
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
        const Integer y{bytes.data(), bytes.size()};
        compare(y % p);
        compare((y >> i % 256) % p);  // also short ones
    }
}

TEST_CASE("also where words overflow, and around zero", "[crypto]") {
    for (int n = 0; n < 40; ++n) {
        compare(n);
        compare(p - 1 - n);
        for (unsigned bit = 5; bit < 255; ++bit) {
            const Integer y = Integer::Power2(bit) + n - 20;
            compare(y);
            compare((p - y) % p);
        }
    }
}
