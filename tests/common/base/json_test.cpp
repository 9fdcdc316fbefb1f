// What JsonReader takes as a whole and what it refuses; single fields are in json_fields_test.cpp,
// objects inside objects in json_objects_test.cpp.
#include <algorithm>
#include <chrono>
#include <limits>
#include <string>

#include "json_reading.hpp"

namespace {

using namespace std::literals;
using namespace json_tests;

std::string nested(std::size_t levels, char open = '[', char close = ']') {
    return std::string(levels, open) + std::string(levels, close);
}

// --- reading -------------------------------------------------------------------------------------

TEST_CASE("the fields of an object are read by name, in any order", "[base]") {
    JsonReader reader = read(R"({"type":"chat","id":"00000000deadbeef","hops":3,"to":["a","語"]})");
    CHECK(reader.integer("hops", 10) == 3);
    CHECK(reader.text("type", 20) == "chat");
    CHECK(reader.hex64("id") == 0xDEADBEEF);
    CHECK(reader.texts("to", 2, 3) == std::vector<std::string>{"a", "語"});
    CHECK(reader.finish());
}

TEST_CASE("escapes in text are resolved", "[base]") {
    JsonReader reader = read(R"({"t":"a\n\"\\\u00e4\ud83d\ude42\u0000"})");
    CHECK(reader.text("t", 100) == "a\n\"\\ä🙂\0"s);
    CHECK(reader.finish());
}

TEST_CASE("spaces between tokens are allowed where the one spelling is not asked for", "[base]") {
    CHECK_FALSE(refusal_of(" \t\r\n{ \"a\" : 1 }\n"));
}

TEST_CASE("a reader can be moved and goes on where it was", "[base]") {
    JsonReader first = read(R"({"a":1,"b":2})");
    CHECK(first.integer("a", 9) == 1);
    JsonReader second = std::move(first);
    CHECK(second.integer("b", 9) == 2);
    CHECK(second.finish());
    first = std::move(second);
    CHECK(first.finish());
}

// --- refused as a whole --------------------------------------------------------------------------

TEST_CASE("what is not one JSON object in UTF-8 is refused", "[base]") {
    const std::string_view text =
        GENERATE(""sv, " "sv, "{"sv, "}"sv, R"({"a":1)"sv, R"({"a")"sv, R"({"a":})"sv,
                 R"({"a":1,})"sv, R"({a:1})"sv, R"({'a':1})"sv, R"({"a":01})"sv, R"({"a":+1})"sv,
                 R"({"a":.5})"sv, R"({"a":NaN})"sv, R"({"a":Infinity})"sv, R"({"a":0x10})"sv,
                 R"({"a":tru})"sv, R"({"a":"\x"})"sv, R"({"a":"\u12"})"sv, "{\"a\":\"\n\"}"sv,
                 R"({"a":1}//)"sv, R"({/**/"a":1})"sv, "nonsense"sv);
    CAPTURE(text);
    CHECK(refusal_of(text) == JsonError::NotJson);
}

TEST_CASE("JSON that is not an object is refused", "[base]") {
    const std::string_view text =
        GENERATE("[]"sv, "[{}]"sv, "1"sv, R"("text")"sv, "true"sv, "null"sv);
    CAPTURE(text);
    CHECK(refusal_of(text) == JsonError::NotJson);
}

TEST_CASE("anything after the object is refused", "[base]") {
    const std::string_view text =
        GENERATE("{}{}"sv, "{} x"sv, "{},"sv, "{}\0"sv, "{}\0{}"sv, "\0{}"sv, "{\"a\":1}\0junk"sv);
    CAPTURE(text);
    CHECK(refusal_of(text) == JsonError::NotJson);
}

TEST_CASE("a byte-order mark is refused", "[base]") {
    CHECK(refusal_of("\xEF\xBB\xBF{}") == JsonError::NotJson);
}

TEST_CASE("invalid UTF-8 is refused, in values and in keys", "[base]") {
    for (const std::string_view wrong :
         {"\xFF", "\xC0\x80", "\xE6\x97", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
        CHECK(refusal_of("{\"a\":\"" + std::string{wrong} + "\"}") == JsonError::NotJson);
        CHECK(refusal_of("{\"" + std::string{wrong} + "\":1}") == JsonError::NotJson);
    }
}

TEST_CASE("half of a surrogate pair is refused", "[base]") {
    CHECK(refusal_of(R"({"a":"\ud83d"})") == JsonError::NotJson);
    CHECK(refusal_of(R"({"a":"\ude42"})") == JsonError::NotJson);
    CHECK(refusal_of(R"({"a":"\ud83dx"})") == JsonError::NotJson);
    CHECK(refusal_of(R"({"a":"\ud83d\ud83d"})") == JsonError::NotJson);
}

TEST_CASE("a refusal quotes foreign text only in a form that is safe to show", "[base]") {
    for (const std::string& text :
         {"{\"a\":\033[31m}"s, "{\"" + std::string(60'000, 'x') + "\xFF\":1}",
          R"({"\u001b[31m":1,"\u001b[31m":1})"s, "{\"a\":\"\xC2\x9B"s}) {
        const auto reader = JsonReader::parse(text, {});
        REQUIRE_FALSE(reader);
        CHECK(reader.error().text.size() < 300);
        CHECK(sbc::printable(reader.error().text) == reader.error().text);
    }
}

TEST_CASE("text above the limit is refused before anything is parsed", "[base]") {
    const JsonLimits limits{.max_bytes = 12};
    CHECK_FALSE(refusal_of(R"({"a":"1234"})", limits));
    CHECK(refusal_of(R"({"a":"12345"})", limits) == JsonError::TooLarge);
    // Not even looked at: this is no JSON, but that is not the reason.
    CHECK(refusal_of(std::string(13, '\xFF'), limits) == JsonError::TooLarge);
    CHECK(refusal_of(std::string(65'537, 'x')) == JsonError::TooLarge);
}

TEST_CASE("a huge text costs nothing", "[base]") {
    const std::string huge(100'000'000, '[');
    const auto begin = std::chrono::steady_clock::now();
    CHECK(refusal_of(huge) == JsonError::TooLarge);
    CHECK(std::chrono::steady_clock::now() - begin < 100ms);
}

TEST_CASE("nesting is refused beyond the limit", "[base]") {
    const JsonLimits limits{.max_depth = 3};
    CHECK_FALSE(refusal_of(R"({"a":)" + nested(2) + "}", limits));
    CHECK(refusal_of(R"({"a":)" + nested(3) + "}", limits) == JsonError::TooDeep);
    CHECK_FALSE(refusal_of(R"({"a":{"b":{}}})", limits));
    CHECK(refusal_of(R"({"a":{"b":{"c":{}}}})", limits) == JsonError::TooDeep);
    // Neighbours do not add up.
    CHECK_FALSE(refusal_of(R"({"a":[[],[],[]],"b":[[]],"c":{"d":[]}})", limits));
}

TEST_CASE("a bomb of a million levels is refused at once and shakes nothing", "[base]") {
    constexpr std::size_t million = 1'000'000;
    const JsonLimits limits{.max_bytes = 20 * million};
    std::string objects;
    for (std::size_t i = 0; i < million; ++i) objects += R"({"a":)";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(refusal_of(nested(million), limits) == JsonError::TooDeep);
    CHECK(refusal_of(R"({"a":)" + nested(million) + "}", limits) == JsonError::TooDeep);
    CHECK(refusal_of(std::string(million, '['), limits) == JsonError::TooDeep);
    CHECK(refusal_of(objects, limits) == JsonError::TooDeep);
    CHECK(std::chrono::steady_clock::now() - begin < 1s);
}

// The quickest of three goes.
std::chrono::steady_clock::duration time_to_read(const std::string& text) {
    auto least = std::chrono::steady_clock::duration::max();
    for (int go = 0; go < 3; ++go) {
        const auto begin = std::chrono::steady_clock::now();
        REQUIRE_FALSE(refusal_of(text));
        least = std::min(least, std::chrono::steady_clock::now() - begin);
    }
    return least;
}

TEST_CASE("each of many objects is read once, however many stand around it", "[base]") {
    std::string objects, lists;
    SECTION("in a list") {
        for (int i = 0; i < 20'000; ++i) objects += "{},";
        for (int i = 0; i < 20'000; ++i) lists += "[],";
        objects = R"({"a":[)" + objects + "0]}";
        lists = R"({"a":[)" + lists + "0]}";
    }
    SECTION("in an object") {
        for (int i = 0; i < 5'000; ++i) objects += '"' + std::to_string(10'000 + i) + R"(":{},)";
        for (int i = 0; i < 5'000; ++i) lists += '"' + std::to_string(10'000 + i) + R"(":[],)";
        objects = "{" + objects + R"("a":0})";
        lists = "{" + lists + R"("a":0})";
    }
    REQUIRE(objects.size() == lists.size());
    CHECK(time_to_read(objects) < 10 * time_to_read(lists));
}

TEST_CASE("a key that comes twice is refused", "[base]") {
    CHECK(refusal_of(R"({"a":1,"a":1})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"a":1,"b":2,"a":3})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"a":1,"\u0061":2})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"\/":1,"/":2})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"x":{"a":1,"a":2}})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"x":[{"a":1,"a":2}]})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"a":{},"a":{}})") == JsonError::DuplicateKey);
}

TEST_CASE("the same key in different objects is no duplicate", "[base]") {
    CHECK_FALSE(refusal_of(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})"));
    CHECK_FALSE(refusal_of(R"({"b":{"a":1},"a":2})"));
    CHECK_FALSE(refusal_of(R"({"a":1,"A":2,"a ":3,"":4})"));
}

TEST_CASE("a number that another language could read differently is refused", "[base]") {
    const std::string_view number =
        GENERATE("1.5"sv, "1.0"sv, "0.0"sv, "-0.0"sv, "1e3"sv, "1E3"sv, "1e-3"sv, "0e0"sv, "-0"sv,
                 "9007199254740992"sv, "-9007199254740992"sv, "18446744073709551615"sv,
                 "18446744073709551616"sv, "-9223372036854775808"sv, "-9223372036854775809"sv,
                 "123456789012345678901234567890"sv, "1e400"sv, "-1e400"sv);
    CAPTURE(number);
    CHECK(refusal_of(R"({"a":)" + std::string{number} + "}") == JsonError::BadNumber);
    CHECK(refusal_of(R"({"a":[1,{"b":)" + std::string{number} + "}]}") == JsonError::BadNumber);
}

TEST_CASE("integers up to 2^53 - 1 on both sides of zero are read exactly", "[base]") {
    CHECK_FALSE(refusal_of(R"({"a":[0,-1,9007199254740991,-9007199254740991]})"));
    JsonReader reader = read(R"({"a":9007199254740991})");
    CHECK(reader.integer("a", std::numeric_limits<std::uint64_t>::max()) == sbc::json_max_integer);
}

// --- one spelling --------------------------------------------------------------------------------

TEST_CASE("where the one spelling is asked for, every other is refused", "[base]") {
    const JsonLimits canonical{.canonical = true};
    CHECK_FALSE(refusal_of("{}", canonical));
    CHECK_FALSE(refusal_of(R"({"a":1,"b":["x",{"c":null}],"c":-5,"d":true})", canonical));
    CHECK_FALSE(
        refusal_of("{\"a\":\"ä🙂/\x7F\",\"b\":\"\\b\\f\\n\\r\\t\\u0001\\\"\\\\\"}", canonical));

    const std::string_view other =
        GENERATE(R"({ "a":1})"sv, R"({"a": 1})"sv, "{\"a\":1}\n"sv, " {}"sv, R"({"b":1,"a":2})"sv,
                 R"({"a":{"d":1,"c":2}})"sv, R"({"a":"\u0041"})"sv, R"({"\u0061":1})"sv,
                 R"({"a":"\/"})"sv, R"({"a":"\u00e4"})"sv, R"({"a":"\ud83d\ude42"})"sv,
                 R"({"a":"\u000a"})"sv, R"({"a":"\u001F"})"sv, R"({"a":"\u007f"})"sv, "[1, 2]"sv);
    CAPTURE(other);
    const auto reason = refusal_of(other, canonical);
    REQUIRE(reason);
    CHECK(*reason == (other.front() == '[' ? JsonError::NotJson : JsonError::NotCanonical));
}

TEST_CASE("keys are sorted by their bytes", "[base]") {
    const JsonLimits canonical{.canonical = true};
    CHECK_FALSE(
        refusal_of(R"({"":0,"A":1,"a":2,"aa":3,"z":4,"ä":5,"語":6,"🙂":7})", canonical));
    CHECK(refusal_of(R"({"a":1,"A":2})", canonical) == JsonError::NotCanonical);
    CHECK(refusal_of(R"({"ä":1,"z":2})", canonical) == JsonError::NotCanonical);
}

}  // namespace
