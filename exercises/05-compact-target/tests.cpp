#include "target.hpp"

#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using sbc::U256;
using stage::Bits;
using stage::Hash;

namespace {

// Eight digits, as they stand in lessons and explorers.
std::string digits_of(Bits bits) {
    const std::uint32_t value = bits.value();
    const std::vector<std::uint8_t> bytes{
        static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
        static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    return sbc::to_hex(bytes);
}

// A number by its digits, without zeros in front and with its length: 32 bytes are hard to count.
std::string shown(const U256& number) {
    const std::string digits = number.to_hex();
    const std::size_t first = digits.find_first_not_of('0');
    if (first == std::string::npos) return "0";
    return digits.substr(first) + " (" + std::to_string(number.bit_length()) + " bits)";
}

// What target_of said, in words.
std::string decoded(std::uint32_t bits) {
    const auto target = stage::target_of(Bits{bits});
    return target ? shown(*target) : "refused";
}
std::string story(std::uint32_t bits) {
    return "target_of(" + digits_of(Bits{bits}) + "): you said " + decoded(bits);
}

U256 shifted(std::uint64_t digits, int bytes) { return U256{digits} << (8 * bytes); }

std::string encoded(const U256& target) { return digits_of(stage::bits_of(target)); }
std::string story(const U256& target) {
    return "bits_of(" + shown(target) + "): you said " + encoded(target);
}

// The same number whichever end is read first: here the order is not what is asked for.
U256 from_both_ends(std::uint8_t byte) { return shifted(byte, 31) + U256{byte}; }

Hash hash_for(const U256& number) { return {number.to_le_bytes()}; }

std::string verdict(const Hash& hash, const U256& target) {
    return stage::meets(hash, target) ? "small enough" : "too large";
}

}  // namespace

TEST_CASE("Bitcoin's first target is read") {
    INFO(story(0x1d00ffff));
    INFO("0x1d = 29 bytes: the digits 00 ff ff, and 26 bytes behind them. It is the target of the");
    INFO("first 32,256 blocks, and no later one is easier");
    CHECK(decoded(0x1d00ffff) == shown(shifted(0xffff, 26)));
}

TEST_CASE("a size below three cuts digits off") {
    INFO(story(0x03123456));
    INFO(story(0x02123400));
    INFO(story(0x01120000));
    INFO(
        "a size of 2 says two bytes: 12 34. Below three there is nothing to put behind the "
        "digits;");
    INFO("it is the digits that stand behind the number that go, to the right");
    CHECK(decoded(0x03123456) == shown(U256{0x123456}));
    CHECK(decoded(0x02123400) == shown(U256{0x1234}));
    CHECK(decoded(0x01120000) == shown(U256{0x12}));
}

TEST_CASE("a small number stands in the first of the three bytes") {
    INFO(story(U256{0x12}));
    INFO(story(U256{0x1234}));
    INFO("a number of one byte has the size 1, and its byte is the first digit: 01 12 00 00. The");
    INFO("three bytes are filled from the left, as those of a large number are");
    CHECK(encoded(U256{0x12}) == "01120000");
    CHECK(encoded(U256{0x1234}) == "02123400");
}

TEST_CASE("a number that begins with 80 or more takes one byte more") {
    const U256 first = shifted(0xffff, 26);  // Bitcoin's
    const U256 later = shifted(0x92340c, 25);
    INFO(story(first));
    INFO(story(later));
    INFO("the highest bit of the three digits is a minus: whoever reads 1c ff ff 00 back has a");
    INFO("negative target. Put a zero byte in front (one digit is lost), and add one to the size");
    CHECK(encoded(first) == "1d00ffff");
    CHECK(encoded(later) == "1d009234");
}

TEST_CASE("a negative target is refused") {
    INFO(story(0x1d80ffff));
    INFO(story(0x04923456));
    INFO("the bit 0x00800000 is a minus. No hash is below nothing, so such a header can never be");
    INFO("met; and read as a digit, the bit would make two kinds of nodes that never agree again");
    CHECK(decoded(0x1d80ffff) == "refused");
    CHECK(decoded(0x04923456) == "refused");
}

TEST_CASE("a target of nothing is refused") {
    INFO(story(0x00000000));
    INFO(story(0x1d000000));
    INFO(story(0x01003456));
    INFO("all three say 0, and nobody will ever find a hash as small as that. The last one has");
    INFO("digits, but its size is one byte, and that byte is 00. Ask for zero when the target is");
    INFO("complete, after the shift");
    CHECK(decoded(0x00000000) == "refused");
    CHECK(decoded(0x1d000000) == "refused");
    // Who shifts the wrong way is told so by another test.
    if (decoded(0x01120000) == shown(U256{0x12})) CHECK(decoded(0x01003456) == "refused");
}

TEST_CASE("a target beyond 256 bits is refused") {
    for (const std::uint32_t bits : {0x2101ffffU, 0x220001ffU, 0x23000101U}) {
        INFO(story(bits));
        INFO(
            "its first digit lies beyond the 32nd byte. Shifted there, digits fall out at the "
            "top,");
        INFO("without a sound, and what is left is some other target that nobody has asked for");
        CHECK(decoded(bits) == "refused");
    }
}

TEST_CASE("zeros in front are no digits") {
    INFO(story(0x2100ffff));
    INFO(story(0x220000ff));
    INFO(
        "33 bytes, but the first one is 00: the number itself has 32 and fits. So have 34 with "
        "two");
    INFO("zeros in front: look at the digits that would fall out, not at the size");
    CHECK(decoded(0x2100ffff) == shown(shifted(0xffff, 30)));
    CHECK(decoded(0x220000ff) == shown(shifted(0xff, 31)));
}

TEST_CASE("what does not fit is cut off, not rounded") {
    const U256 target = shifted(0x1234'56ff, 20);
    INFO(story(target));
    INFO(
        "three digits fit: 12 34 56. What follows them is cut off, whatever it is: so a target is");
    INFO("never easier than it was computed, and all get the same");
    CHECK(encoded(target) == "18123456");
}

TEST_CASE("a hash is a number with its lowest byte first") {
    const U256 target = shifted(0xffff, 26);
    Hash small;
    small.bytes[0] = 0xff;
    Hash large;
    large.bytes[31] = 0xff;
    INFO("the target              " << shown(target));
    INFO("bytes ff 00 … 00 00: you said " << verdict(small, target));
    INFO("bytes 00 00 … 00 ff: you said " << verdict(large, target));
    INFO("hashes are shown with their last byte first, and that is how they are read as numbers:");
    INFO("the byte that counts most is the last. sbc::U256 reads them like this");
    CHECK(verdict(small, target) == "small enough");
    CHECK(verdict(large, target) == "too large");
}

TEST_CASE("the target itself is small enough") {
    const U256 target = from_both_ends(0x09);
    INFO("the target          " << shown(target));
    INFO("the hash, the same: you said " << verdict(hash_for(target), target));
    INFO(
        "the hash has to lie at or below the target. Nobody will ever see them equal, and all the");
    INFO("same it is a rule: a node with another one leaves the network on that day");
    CHECK(verdict(hash_for(target), target) == "small enough");
}

TEST_CASE("as many leading zeros are not enough") {
    const U256 target = from_both_ends(0x09);
    const U256 above = from_both_ends(0x0a);
    INFO("the target  " << shown(target));
    INFO("the hash    " << shown(above) << ": you said " << verdict(hash_for(above), target));
    INFO(
        "both begin with as many zeros, and the hash is larger. Who counts zeros knows only steps");
    INFO("from one power of two to the next: twice as hard, or half");
    CHECK(verdict(hash_for(above), target) == "too large");
}

TEST_CASE("work is exact, and no power of two") {
    const U256 work = stage::work_of(Bits{0x1d00ffff});
    INFO("work_of(1d00ffff): you said " << shown(work));
    INFO("2^256 / (target + 1) is 4,295,032,833 here, in hex digits 100010001. Who counts zeros");
    INFO("gets 2^32, in hex digits 100000000, and takes all targets between two powers of two");
    INFO("for equally hard");
    CHECK(shown(work) == shown(U256{4'295'032'833}));
}

TEST_CASE("the target itself counts as one of the hashes that do") {
    const U256 one = stage::work_of(Bits{0x03000001});
    const U256 byte = stage::work_of(Bits{0x030000ff});
    INFO("target 1:   you said " << shown(one)
                                 << "; it is 2^255, since the hashes 0 and 1 will do");
    INFO("target 255: you said " << shown(byte) << "; it is 2^248, since 0 to 255 will do");
    INFO("hashes begin at 0, so target + 1 of them are small enough");
    CHECK(shown(one) == shown(U256{1} << 255));
    CHECK(shown(byte) == shown(U256{1} << 248));
}

TEST_CASE("bits that are no target are no work") {
    const U256 work = stage::work_of(Bits{0});
    INFO("work_of(00000000): you said " << shown(work));
    INFO("no hash is below nothing: such a block cannot exist, so it adds nothing to a history");
    CHECK(shown(work) == "0");
}

TEST_CASE("the bits of the real chain come back as they were") {
    for (const std::uint32_t bits : {0x1c0168fdU, 0x1b04864cU, 0x1703a30cU}) {
        const auto target = stage::target_of(Bits{bits});
        const bool taken = target.has_value();
        INFO(story(bits));
        REQUIRE(taken);
        INFO(story(*target));
        CHECK(encoded(*target) == digits_of(Bits{bits}));
    }
}
