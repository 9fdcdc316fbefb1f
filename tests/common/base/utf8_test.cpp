#include "base/utf8.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

namespace {

using namespace std::literals;
using sbc::printable;

bool well_formed(std::string_view text) { return sbc::is_utf8(sbc::as_bytes(text)); }

// The encoding by arithmetic alone, of any number up to 21 bits: also of those it is forbidden to
// encode, which is what the tests need.
std::string encoded(std::uint32_t point, int length) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (length == 1) return {byte(point)};
    std::string text;
    const std::uint32_t mark = length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0;
    text += byte(mark | (point >> (6 * (length - 1))));
    for (int i = length - 2; i >= 0; --i) text += byte(0x80 | ((point >> (6 * i)) & 0x3F));
    return text;
}

int shortest(std::uint32_t point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

TEST_CASE("text in many scripts is UTF-8", "[base]") {
    CHECK(well_formed(""));
    CHECK(well_formed("plain"));
    CHECK(well_formed("ä ß é ñ"));
    CHECK(well_formed("日本語 한국어 עברית"));
    CHECK(well_formed("🙂 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢"));
    CHECK(well_formed("a\0b"sv));
}

TEST_CASE("exactly the code points that are no surrogates have a form", "[base]") {
    // All 0x110000 of them and some beyond, each in its shortest form.
    std::vector<std::uint32_t> wrong;
    for (std::uint32_t point = 0; point < 0x110000 + 0x1000; ++point) {
        const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        const bool expected = !surrogate && point <= 0x10FFFF;
        if (well_formed(encoded(point, shortest(point))) != expected) wrong.push_back(point);
    }
    CHECK(wrong == std::vector<std::uint32_t>{});
}

TEST_CASE("an overlong form is no UTF-8", "[base]") {
    std::vector<std::uint32_t> accepted;
    for (std::uint32_t point = 0; point < 0x10000; ++point) {
        for (int length = shortest(point) + 1; length <= 4; ++length) {
            if (well_formed(encoded(point, length))) accepted.push_back(point);
        }
    }
    CHECK(accepted == std::vector<std::uint32_t>{});
    CHECK_FALSE(well_formed("\xC0\x80"));              // the zero byte that is not zero
    CHECK_FALSE(well_formed("\xC0\xAF"));              // the slash that slips past a check
    CHECK_FALSE(well_formed("\xE0\x80\xAF"));          //
    CHECK_FALSE(well_formed("\xF8\x88\x80\x80\x80"));  // five bytes: abolished by RFC 3629
    CHECK_FALSE(well_formed("\xFC\x84\x80\x80\x80\x80"));
}

TEST_CASE("bytes that never occur in UTF-8 are found", "[base]") {
    for (const int byte : {0xC0, 0xC1, 0xF5, 0xF6, 0xFD, 0xFE, 0xFF}) {
        CAPTURE(byte);
        CHECK_FALSE(well_formed(std::string{static_cast<char>(byte)} + "\x80\x80\x80"));
    }
}

TEST_CASE("the second byte's range depends on the first", "[base]") {
    // RFC 3629, section 4: one step inside and one step outside each border.
    CHECK(well_formed("\xE0\xA0\x80"));
    CHECK_FALSE(well_formed("\xE0\x9F\xBF"));
    CHECK(well_formed("\xED\x9F\xBF"));
    CHECK_FALSE(well_formed("\xED\xA0\x80"));
    CHECK(well_formed("\xEE\x80\x80"));
    CHECK(well_formed("\xF0\x90\x80\x80"));
    CHECK_FALSE(well_formed("\xF0\x8F\xBF\xBF"));
    CHECK(well_formed("\xF4\x8F\xBF\xBF"));
    CHECK_FALSE(well_formed("\xF4\x90\x80\x80"));
}

TEST_CASE("a character that is cut off is no UTF-8", "[base]") {
    for (const std::string_view character : {"ä", "語", "🙂"}) {
        for (std::size_t length = 1; length < character.size(); ++length) {
            CAPTURE(character, length);
            const std::string cut{character.substr(0, length)};
            CHECK_FALSE(well_formed(cut));
            CHECK_FALSE(well_formed("a" + cut));
            CHECK_FALSE(well_formed(cut + "a"));
            CHECK_FALSE(well_formed(std::string{character.substr(length)}));
        }
    }
}

TEST_CASE("a continuation byte must follow where it is due", "[base]") {
    CHECK_FALSE(well_formed("\x80"));
    CHECK_FALSE(well_formed("\xC3\x28"));
    CHECK_FALSE(well_formed("\xE6\x97\xC3"));
    CHECK_FALSE(well_formed("\xF0\x9F\x99\xC2"));
    CHECK_FALSE(well_formed("\xF0\x9F\x41\x82"));
}

TEST_CASE("text that can do no harm is shown as it is", "[base]") {
    CHECK(printable("").empty());
    CHECK(printable("Hello, 日本語 🙂") == "Hello, 日本語 🙂");
    CHECK(printable("a non-breaking\u00A0space") == "a non-breaking\u00A0space");
}

TEST_CASE("control characters from elsewhere never reach the terminal", "[base]") {
    SECTION("those below the space, and delete") {
        for (char control = 0; control < 0x20; ++control) {
            CHECK(printable("a" + std::string{control} + "b") == "a?b");
        }
        CHECK(printable("a\x7F"
                        "b") == "a?b");
    }
    SECTION("the C1 ones, which some terminals obey like an escape") {
        for (std::uint32_t control = 0x80; control < 0xA0; ++control) {
            CHECK(printable("a" + encoded(control, 2) + "b") == "a?b");
        }
    }
    SECTION("a colour, a bell, a new line that imitates our own log") {
        CHECK(printable("\033[31mred\a\r\n12:00 all is well") == "?[31mred???12:00 all is well");
    }
}

TEST_CASE("text from elsewhere cannot rearrange the line that it stands in", "[base]") {
    CHECK(printable("\u202Eecila:\u202C hello") == "?ecila:? hello");
    for (const std::string_view mark : {"\u2028", "\u2029", "\u202A", "\u202D", "\u2066", "\u2069",
                                        "\u200E", "\u200F", "\u061C"}) {
        CHECK(printable("a" + std::string{mark} + "b") == "a?b");
    }
    // Their neighbours are ordinary: a dash, a narrow space, a joiner, right-to-left script.
    CHECK(printable("\u2027\u202F\u2065\u206A\u200D עברית") ==
          "\u2027\u202F\u2065\u206A\u200D עברית");
}

TEST_CASE("each byte that is not UTF-8 is shown as a question mark", "[base]") {
    CHECK(printable("a\xFF\xFE"
                    "b") == "a??b");
    CHECK(printable("cut: \xE6\x97") == "cut: ??");
    CHECK(printable("\xC0\x80") == "??");
    CHECK(well_formed(printable("\xF0\x9F\x99 \xED\xA0\x80 \x9B 1m")));
}

TEST_CASE("long text is cut at a character, and the cut is seen", "[base]") {
    CHECK(printable("12345", 5) == "12345");
    CHECK(printable("123456", 5) == "12345…");
    CHECK(printable("1234語", 5) == "1234…");
    CHECK(printable("12語", 5) == "12語");
    CHECK(printable("🙂🙂", 3) == "…");
    CHECK(printable("x", 0) == "…");
    CHECK(printable("", 0).empty());
    CHECK(printable(std::string(401, 'x')) == std::string(400, 'x') + "…");
}

}  // namespace
