// With the vectors of BIP 350.
#include "crypto/bech32m.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;
using enum Bech32mError;

namespace {

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

const std::string alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const std::string sample = "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx";

const std::string longest = "11" + std::string(82, 'l') + "ludsr8";
// The same prefix is one character too long in another vector.
const std::string long_prefix =
    "characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber1";

struct Invalid {
    std::string text;
    Bech32mError reason;
    std::string says;
};

}  // namespace

TEST_CASE("what BIP 350 calls valid is read, and written again in lower case", "[crypto]") {
    const std::vector<std::string> valid{
        "A1LQFN3A",
        "a1lqfn3a",
        "an83" + long_prefix + "1sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        longest,
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
        "?1v759aa"};
    for (const std::string& text : valid) {
        INFO(text);
        const auto decoded = bech32m_decode(text);
        REQUIRE(decoded);
        CHECK(bech32m_encode(decoded->prefix, decoded->groups) == in_lower_case(text));
        CHECK(decoded->prefix + "1" == in_lower_case(text.substr(0, decoded->prefix.size() + 1)));
    }
    CHECK(bech32m_decode(sample)->groups.front() == 31);
    CHECK(bech32m_decode(sample)->groups.back() == 0);
}

TEST_CASE("what BIP 350 calls invalid is refused for its reason", "[crypto]") {
    const std::vector<Invalid> invalid{
        {" 1xj0phk", WrongCharacter, "character 1 is wrong: a space"},
        {"\x7f"
         "1g6xzxy",
         WrongCharacter, "character 1 is wrong: the byte 0x7f"},
        {"\x80"
         "1vctc34",
         WrongCharacter, "character 1 is wrong: the byte 0x80"},
        {"an84characters" + long_prefix.substr(9) + "1d6pts4", TooLong,
         "at most 90 characters, and these are 91"},
        {"qyrz8wqd2c9m", NoSeparator, "a 1 must follow"},
        {"1qyrz8wqd2c9m", NoPrefix, "before the 1"},
        {"y1b0jsk6g", WrongCharacter, "character 3 is wrong: 'b'"},
        {"lt1igcx5c0", WrongCharacter, "character 4 is wrong: 'i'"},
        {"in1muywd", TooShort, "the checksum alone has 6"},
        {"mm1crxm3i", WrongCharacter, "character 9 is wrong: 'i'"},
        {"au1s5cgom", WrongCharacter, "character 8 is wrong: 'o'"},
        {"M1VUXWEZ", WrongChecksum, ""},
        {"16plkw9", NoPrefix, ""},
        {"1p2gdwpf", NoPrefix, ""}};
    for (const Invalid& vector : invalid) {
        INFO(vector.text);
        const auto refused = bech32m_decode(vector.text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == vector.reason);
        CHECK_THAT(refused.error().text, ContainsSubstring(vector.says));
    }
}

TEST_CASE("texts of two cases, of none and of Bech32 are refused", "[crypto]") {
    const std::vector<Invalid> invalid{
        {"a1Lqfn3a", MixedCase, "character 3 is in upper case, unlike most"},
        {"A1LQFN3a", MixedCase, "character 8 is in lower case"},
        {"aB1", MixedCase, "character 2 is in upper case"},
        {"", NoSeparator, ""},
        {"1", NoPrefix, ""},
        {"a1", TooShort, ""},
        {std::string(1'000'000, 'q'), TooLong, "1000000"},
        {std::string("a1lqf\0n3a", 9), WrongCharacter, "character 6 is wrong: the byte 0x00"},
        {"a12uel5l", WrongChecksum, ""},  // valid where the constant is 1: BIP 173
        {"abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", WrongChecksum, "two characters or more"}};
    for (const Invalid& vector : invalid) {
        INFO(vector.text.substr(0, 90));
        const auto refused = bech32m_decode(vector.text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == vector.reason);
        CHECK_THAT(refused.error().text, ContainsSubstring(vector.says));
    }
}

TEST_CASE("one wrong character is found at its place, wherever it is behind the 1", "[crypto]") {
    CHECK_FALSE(likely_mistake(sample));
    for (std::size_t at = sample.rfind('1') + 1; at < sample.size(); ++at) {
        for (const char other : alphabet) {
            if (other == sample[at]) continue;
            std::string text = sample;
            text[at] = other;
            INFO(text);
            CHECK(likely_mistake(text) == at + 1);
            const auto refused = bech32m_decode(text);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().reason == WrongChecksum);
            CHECK(refused.error().text ==
                  "character " + std::to_string(at + 1) + " is probably wrong");
        }
    }
}

TEST_CASE("also in the longest of texts one wrong character is found", "[crypto]") {
    for (std::size_t at = 2; at < longest.size(); ++at) {
        std::string text = longest;
        text[at] = '2';
        INFO(text);
        CHECK(likely_mistake(text) == at + 1);
    }
}

TEST_CASE("two or three wrong characters are never taken for one elsewhere", "[crypto]") {
    const std::size_t first = sample.rfind('1') + 1;
    for (std::size_t at = first; at + 1 < sample.size(); ++at) {
        for (std::size_t other = at + 1; other < sample.size(); ++other) {
            std::string text = sample;
            text[at] = alphabet[(alphabet.find(text[at]) + other) % 31 ^ 1];
            text[other] = alphabet[(alphabet.find(text[other]) + at) % 31 ^ 1];
            if (text[at] == sample[at] || text[other] == sample[other]) continue;
            INFO(text);
            CHECK_FALSE(likely_mistake(text));
            const std::size_t third = other + 1;
            if (third == sample.size()) continue;
            text[third] = text[third] == 'q' ? 'p' : 'q';
            CHECK_FALSE(likely_mistake(text));
        }
    }
}

TEST_CASE("no mistake is guessed where the text is not whole", "[crypto]") {
    CHECK_FALSE(likely_mistake(""));
    CHECK_FALSE(likely_mistake("abcdef"));
    CHECK_FALSE(likely_mistake("abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryb"));
    CHECK_FALSE(likely_mistake("Abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx"));
}

TEST_CASE("bytes become groups of five bits and come back", "[crypto]") {
    CHECK(to_groups({}) == Bytes{});
    CHECK(to_groups(from_hex("ff").value()) == Bytes{31, 28});
    CHECK(to_groups(from_hex("0123456789").value()) == Bytes{0, 4, 17, 20, 10, 25, 28, 9});
    for (std::size_t size = 0; size < 60; ++size) {
        Bytes bytes;
        for (std::size_t i = 0; i < size; ++i)
            bytes.push_back(static_cast<std::uint8_t>(37 * i + size));
        const Bytes groups = to_groups(bytes);
        CHECK(groups.size() == (8 * size + 4) / 5);
        CHECK(from_groups(groups) == bytes);
    }
}

TEST_CASE("groups that fill up with more than they need, or not with zeros, are no bytes",
          "[crypto]") {
    struct Bad {
        Bytes groups;
        std::string says;
    };
    const std::vector<Bad> bad{{{0}, "one too many"},
                               {{0, 0, 0}, "one too many"},
                               {{0, 0, 0, 0, 0, 0}, "one too many"},
                               {{31, 29}, "not all zero"},
                               {{31, 31}, "not all zero"},
                               {{0, 0, 0, 1}, "not all zero"}};
    for (const Bad& wrong : bad) {
        const auto bytes = from_groups(wrong.groups);
        REQUIRE_FALSE(bytes);
        CHECK(bytes.error().reason == WrongPadding);
        CHECK_THAT(bytes.error().text, ContainsSubstring(wrong.says));
    }
}
