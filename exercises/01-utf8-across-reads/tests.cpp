#include "utf8_checker.hpp"

#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using exercise::Utf8;
using exercise::Utf8Checker;
using sbc::Bytes;

namespace {

std::string word(Utf8 verdict) {
    switch (verdict) {
        case Utf8::Complete: return "complete";
        case Utf8::Incomplete: return "incomplete";
        case Utf8::Invalid: return "invalid";
    }
    return "no verdict at all";
}

// A checker that writes down what it was fed and what it said.
class Recorded {
public:
    std::string feed(sbc::ByteView slice) {
        std::string verdict = word(checker_.feed(slice));
        story +=
            "\n  fed " + (slice.empty() ? "nothing" : sbc::to_hex(slice)) + ", you said " + verdict;
        return verdict;
    }
    std::string story;

private:
    Utf8Checker checker_;
};

std::string verdict_on(const Bytes& bytes) { return Recorded{}.feed(bytes); }

}  // namespace

TEST_CASE("text in one slice is complete") {
    for (const std::string text : {"plain", "é", "€", "こんにちは", "😀", ""}) {
        INFO("the text \"" << text << "\", bytes " << sbc::to_hex(sbc::as_bytes(text)));
        INFO("a first byte c2..df announces 1 more byte, e0..ef 2 more, f0..f4 3 more");
        CHECK(word(Utf8Checker{}.feed(sbc::as_bytes(text))) == "complete");
    }
}

TEST_CASE("a character may be cut anywhere between two slices") {
    const std::string text = "aé€😀";  // characters of one, two, three and four bytes
    const std::vector<std::size_t> ends = {0, 1, 3, 6, 10};  // where a character ends
    const auto bytes = sbc::as_bytes(text);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        const bool between = std::find(ends.begin(), ends.end(), cut) != ends.end();
        Recorded checker;
        const std::string first = checker.feed(bytes.first(cut));
        const std::string second = checker.feed(bytes.subspan(cut));
        INFO("the text " << text << ", cut after " << cut << " of " << bytes.size()
                         << " bytes:" << checker.story);
        INFO("remember between two calls how much of a character is missing");
        CHECK(first == (between ? "complete" : "incomplete"));
        CHECK(second == "complete");
    }
}

TEST_CASE("what is invalid stays invalid") {
    Recorded checker;
    checker.feed(Bytes{0xff});
    const std::string later = checker.feed(sbc::as_bytes("fine"));
    INFO("the slices so far:" << checker.story);
    INFO("the byte ff never occurs in UTF-8; nothing that comes later makes it text again");
    CHECK(later == "invalid");
}

TEST_CASE("a byte that continues nothing is invalid") {
    INFO("80 to bf occur only after the first byte of a character; here there was none");
    CHECK(verdict_on({0x61, 0x80}) == "invalid");
    CHECK(verdict_on({0xbf}) == "invalid");
}

TEST_CASE("a character that is interrupted is invalid") {
    INFO("e3 81 begins a character of three bytes, c3 one of two; then comes 41, the letter A");
    INFO("every byte after the first of a character is 80 to bf");
    CHECK(verdict_on({0xe3, 0x81, 0x41}) == "invalid");
    CHECK(verdict_on({0xc3, 0x41}) == "invalid");
}

TEST_CASE("overlong forms are invalid") {
    INFO("a character must take as few bytes as it can: c0 af and e0 80 af would be '/' in");
    INFO("disguise, and two spellings of one character let something forbidden slip past a check.");
    INFO("In the README's table c0 and c1 begin nothing, and e0 and f0 have rows of their own");
    CHECK(verdict_on({0xc0, 0xaf}) == "invalid");
    CHECK(verdict_on({0xc1, 0xbf}) == "invalid");
    CHECK(verdict_on({0xe0, 0x80, 0xaf}) == "invalid");
    CHECK(verdict_on({0xf0, 0x80, 0x80, 0xaf}) == "invalid");
}

TEST_CASE("surrogates are invalid") {
    INFO(
        "ed a0 80 would be U+D800: the numbers d800 to dfff are not characters (UTF-16 uses them "
        "in");
    INFO("pairs), so after ed the next byte is 80 to 9f");
    CHECK(verdict_on({0xed, 0xa0, 0x80}) == "invalid");
    CHECK(verdict_on({0xed, 0xbf, 0xbf}) == "invalid");
    CHECK(verdict_on({0xed, 0x9f, 0xbf}) == "complete");  // U+D7FF, the last one before them
}

TEST_CASE("nothing lies above U+10FFFF") {
    INFO(
        "f4 90 80 80 would be U+110000, but Unicode ends at 10ffff: after f4 the next byte is 80 "
        "to");
    INFO("8f, and f5 to ff never occur");
    CHECK(verdict_on({0xf4, 0x90, 0x80, 0x80}) == "invalid");
    CHECK(verdict_on({0xf5, 0x80, 0x80, 0x80}) == "invalid");
    CHECK(verdict_on({0xf4, 0x8f, 0xbf, 0xbf}) == "complete");
}
