#include "padding.hpp"

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/hex.hpp"
#include "catch.hpp"

using stage::MailError;
using stage::pad;
using stage::unpad;
using namespace std::string_literals;

namespace {

std::string in_words(MailError why) {
    if (why == MailError::TooLong) return "TooLong";
    return why == MailError::Malformed ? "Malformed" : "another reason";
}
// The first bytes, and how many there are.
std::string shown(const std::string& bytes) {
    const std::string begin = sbc::to_hex(sbc::as_bytes(bytes.substr(0, 8)));
    return begin + (bytes.size() > 8 ? "… (" : " (") + std::to_string(bytes.size()) + " bytes)";
}
std::string shown(const sbc::Result<std::string, MailError>& result) {
    return result ? shown(*result) : "refused, " + in_words(result.error().reason);
}
bool is(const sbc::Result<std::string, MailError>& result, MailError why) {
    return !result && result.error().reason == why;
}

std::string letters(std::size_t count) {
    std::string text(count, 'a');
    return text;
}
// What the learner's pad() makes of it; nothing if it refuses.
std::string padded(const std::string& text) { return pad(text).value_or(std::string{}); }
// The text in question, what was made of it, and what came back.
std::string round_trip(const std::string& text) {
    return "the text: " + shown(text) + "; pad: you gave " + shown(pad(text)) +
           "; unpad of that: you gave " + shown(unpad(padded(text)));
}
// Something that somebody has sealed who did not ask pad().
std::string spoilt(std::size_t at, const std::string& bytes) {
    std::string made = padded("yes");
    if (made.size() >= at + bytes.size()) made.replace(at, bytes.size(), bytes);
    return made;
}

}  // namespace

TEST_CASE("two answers are equally long") {
    const std::string no = "no, because " + letters(228);
    INFO("pad(\"yes\"): you gave " << shown(pad("yes")));
    INFO("pad(\"no, because …\"): you gave " << shown(pad(no)));
    INFO("eve cannot read what is sealed, but she can count: if the two are not equally long, she");
    INFO("knows the answer. Both fit into 512 bytes, the first of the sizes");
    CHECK(padded("yes").size() == 512);
    CHECK(padded(no).size() == 512);
}

TEST_CASE("what was padded comes back") {
    INFO(round_trip("yes"));
    INFO("the text alone comes back, neither its length nor what it was filled up with");
    CHECK(unpad(padded("yes")) == "yes"s);
}

TEST_CASE("what fills it up is zeros") {
    const std::string made = padded("yes");
    INFO("pad(\"yes\"): you gave " << shown(pad("yes")));
    INFO("behind two bytes of length and three of text come 507 bytes of 0, and nothing that");
    INFO("happened to lie in memory there");
    CHECK(made.size() > 5);
    CHECK(made.find_first_not_of('\0', 5) == std::string::npos);
}

TEST_CASE("to say nothing is possible") {
    INFO(round_trip(""));
    INFO("an empty text has a length, too. Whether it makes sense is for somebody else to say");
    CHECK(unpad(padded("")) == ""s);
}

TEST_CASE("a text that fits into no size is refused") {
    const auto made = pad(letters(5'000));
    INFO("pad(5,000 letters): you gave " << shown(made));
    INFO("the longest size is 4,096. If a longer text is sealed as long as it is, its length is");
    INFO("told to everybody, and there are so few of these that each can be known again");
    CHECK(is(made, MailError::TooLong));
}

TEST_CASE("the two bytes of the length need room as well") {
    INFO(round_trip(letters(511)));
    INFO("511 letters and two bytes in front of them are 513: they do not fit into 512. Whoever");
    INFO("looks for a size for the letters alone has no room for all: the end of the text is cut");
    INFO("off. So it has 1,024 bytes");
    CHECK(padded(letters(511)).size() == 1'024);
}

TEST_CASE("a text that just fits takes the shorter size") {
    const auto made = pad(letters(510));
    INFO("pad(510 letters): you gave " << shown(made));
    INFO("two bytes and 510 letters are 512, and 512 is room enough: nothing need be left over");
    CHECK(padded(letters(510)).size() == 512);
}

TEST_CASE("a text of 600 bytes comes back whole") {
    INFO(round_trip(letters(600)));
    INFO("600 is 2 * 256 + 88. If only the 88 is written down, or read, 88 letters are left of");
    INFO("them. A length above 255 needs both of its bytes");
    CHECK(unpad(padded(letters(600))) == letters(600));
}

TEST_CASE("the higher byte of the length stands first") {
    const std::string made = padded("yes");
    INFO("pad(\"yes\"): you gave " << shown(pad("yes")));
    INFO(
        "3 in two bytes, the highest first, is 00 03. Another program reads 03 00 as 768: in this");
    INFO("course numbers stand in network order, as they have since chapter 01");
    CHECK(made.substr(0, 2) == "\x00\x03"s);
}

TEST_CASE("a text of 200 bytes comes back whole") {
    INFO(round_trip(letters(200)));
    INFO("200 is c8 in hex, and its highest bit is set: on most machines a char goes from -128");
    INFO("to 127, and reads it as -56. Before you calculate with a byte make an unsigned char of");
    INFO("it");
    CHECK(unpad(padded(letters(200))) == letters(200));
}

TEST_CASE("a text may end in zeros itself") {
    const std::string text = "a game of noughts: \0\0\0"s;
    INFO(round_trip(text));
    INFO("whoever looks for the first of the zeros at the end finds those of the text. The length");
    INFO("says where the text ends, and nothing else can");
    CHECK(unpad(padded(text)) == text);
}

TEST_CASE("something else than zeros behind the text is refused") {
    const auto read = unpad(spoilt(509, "pin"));
    INFO("behind \"yes\" and its zeros somebody has written: pin; unpad: you gave " << shown(read));
    INFO(
        "behind the text are 507 bytes that nobody looks at, unless you do. A program that wants "
        "to");
    INFO("carry away a secret has room there, and no window shows it");
    CHECK(is(read, MailError::Malformed));
}

TEST_CASE("a longer size than it needs is refused") {
    const auto read = unpad(padded("yes") + std::string(512, '\0'));
    INFO("\"yes\" in 1,024 bytes, the rest of them zeros; unpad: you gave " << shown(read));
    INFO("it fits into 512. If each program takes the size that it likes, the size says which");
    INFO("program it was; and a bit of a secret can be told by choosing it");
    CHECK(is(read, MailError::Malformed));
}

TEST_CASE("a length beyond the end is refused") {
    const auto read = unpad(spoilt(0, "\xff\xff"));
    INFO("512 bytes, and the first two are ff ff; unpad: you gave " << shown(read));
    INFO("It says 65,535 bytes, and 510 are there. Whoever believes it reads on in memory that");
    INFO("belongs to something else, a key perhaps; and to take what there is, is to guess");
    CHECK(is(read, MailError::Malformed));
}

TEST_CASE("what is too short for a length is refused") {
    const std::vector<char> one(1);  // no room behind it, so that reading on is noticed
    const auto of_one = unpad({one.data(), one.size()});
    const auto of_none = unpad("");
    INFO("one byte: you gave " << shown(of_one) << "; nothing at all: you gave " << shown(of_none));
    INFO("a length has two bytes. Look how many there are before you read them");
    CHECK(is(of_one, MailError::Malformed));
    CHECK(is(of_none, MailError::Malformed));
}

TEST_CASE("the sizes are those that are handed in") {
    const std::vector<std::size_t> one{92};
    const auto made = pad("yes", one);
    INFO("pad(\"yes\", {92}): you gave " << shown(made));
    INFO(
        "A sealed note has one size, 92 bytes, since a note in a payment is short. The four sizes");
    INFO("of letters are what `sizes` is when nobody says anything else");
    CHECK(made.value_or(std::string{}).size() == 92);
}
