// What canonical_object() takes, beside JsonReader, which takes the same with `canonical` set.
#include <string>

#include "base/canonical.hpp"
#include "catch.hpp"

namespace {

using namespace std::literals;
using sbc::canonical_object;
using sbc::is_canonical_object;

bool parsed(std::string_view text, std::size_t max_depth) {
    const sbc::JsonLimits limits{.max_depth = max_depth, .canonical = true};
    return sbc::JsonReader::parse(text, limits).has_value();
}

}  // namespace

TEST_CASE("what is canonical JSON is seen without parsing it", "[base]") {
    const std::string text = GENERATE(
        R"({})"s, R"({"a":1})"s, R"({"a":[],"b":{},"c":[{},[]]})"s,
        R"({"":0,"A":-1,"a":9007199254740991,"b":-9007199254740991})"s,
        R"({"a":[true,false,null,"x"],"b":"語 ü 🙂"})"s,
        R"({"t":"\"\\\b\f\n\r\t\u0000\u0001\u001f and much that needs no escape at all"})"s,
        R"({"\t":1,"\n":2,"\u000b":3," ":4,"\"":5,"\\":6})"s, "{\"a\":\"\x7f\"}"s);
    CAPTURE(text);
    CHECK(is_canonical_object(text));
    CHECK(parsed(text, 8));
    for (std::size_t length = 0; length < text.size(); ++length) {
        CHECK_FALSE(canonical_object(text.substr(0, length)));
    }
}

TEST_CASE("any other spelling, and what is no JSON, is not canonical", "[base]") {
    const std::string text = GENERATE(
        ""s, "[]"s, "1"s, "{"s, R"({"a"})"s, R"({"a":})"s, R"({"a":1,})"s, R"({,})"s, R"({a:1})"s,
        R"({ "a":1})"s, R"({"a": 1})"s, R"({"b":1,"a":2})"s, R"({"a":1,"a":2})"s,
        R"({"\n":1,"\t":2})"s, R"({"\u000b":1,"\n":2})"s, R"({"a":01})"s, R"({"a":+1})"s,
        R"({"a":1.0})"s, R"({"a":1e3})"s, R"({"a":-0})"s, R"({"a":-})"s, R"({"a":00})"s,
        R"({"a":-01})"s, R"({"a":9007199254740992})"s, R"({"a":-9007199254740992})"s,
        R"({"a":99999999999999999999999})"s, R"({"a":tru})"s, R"({"a":True})"s, R"({"a":[1,]})"s,
        R"({"a":[,1]})"s, R"({"a":[1 ,2]})"s, R"({"a":"\/"})"s, R"({"a":"\u0041"})"s,
        R"({"a":"\u001F"})"s, R"({"a":"\u000a"})"s, R"({"a":"\u00e4"})"s, R"({"a":"\x"})"s,
        R"({"a":"\u00"})"s, "{\"a\":\"\n\"}"s, "{\"a\":\"\0\"}"s, "{\"a\":\"\xff\"}"s,
        "{\"a\":\"12345678\xc3\"}"s, "{\"a\":\"\xed\xa0\x80\"}"s, "{\"\xff\":1}"s,
        "\xef\xbb\xbf{}"s);
    CAPTURE(text);
    CHECK_FALSE(is_canonical_object(text));
    CHECK_FALSE(parsed(text, 8));
}

TEST_CASE("an object at the beginning of a text is found with its size", "[base]") {
    CHECK(canonical_object(R"({"a":{"b":1}},"c")") == 13);
    CHECK(canonical_object(R"({}{})") == 2);
    CHECK_FALSE(is_canonical_object(R"({}{})"));
}

TEST_CASE("nesting is allowed as deep as was said, and never deeper than 8", "[base]") {
    const auto nested = [](std::size_t levels) {
        std::string text = "1";
        for (; levels > 0; --levels) text.insert(0, R"({"a":)").push_back('}');
        return text;
    };
    for (std::size_t depth = 1; depth <= 8; ++depth) {
        CHECK(is_canonical_object(nested(depth), depth));
        CHECK_FALSE(is_canonical_object(nested(depth + 1), depth));
        CHECK_FALSE(parsed(nested(depth + 1), depth));
    }
    CHECK_FALSE(is_canonical_object(nested(9), 1'000));
    CHECK(is_canonical_object(R"({"a":[[1]]})", 3));
    CHECK_FALSE(is_canonical_object(R"({"a":[[1]]})", 2));
    CHECK_FALSE(is_canonical_object(R"({"a":[]})", 1));
}

TEST_CASE("a character that must be escaped is seen wherever it stands", "[base]") {
    for (std::size_t place = 0; place < 40; ++place) {
        for (int c = 0; c < 256; ++c) {
            std::string text = R"({"a":")" + std::string(40, 'x') + R"("})";
            text[6 + place] = static_cast<char>(c);
            const bool plain = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
            if (is_canonical_object(text) != plain) FAIL("character " << c << " at " << place);
        }
    }
}
