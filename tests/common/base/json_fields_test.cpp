// The fields of an object, one by one: each getter of JsonReader and what it faults.
#include <string>

#include "json_reading.hpp"

namespace {

using namespace std::literals;
using namespace json_tests;

TEST_CASE("a field that is missing is a fault that names it", "[base]") {
    JsonReader reader = read("{}");
    SECTION("text") { CHECK(reader.text("absent", 9).empty()); }
    SECTION("an integer") { CHECK(reader.integer("absent", 9) == 0); }
    SECTION("an id") { CHECK(reader.hex64("absent") == 0); }
    SECTION("a list") { CHECK(reader.texts("absent", 9, 9).empty()); }
    const auto finished = reader.finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().reason == JsonError::MissingField);
    CHECK_THAT(finished.error().text, ContainsSubstring("\"absent\""));
}

TEST_CASE("a field that nobody asked for is a fault that names it safely", "[base]") {
    JsonReader reader = read(R"({"a":1,"extra":2})");
    CHECK(reader.integer("a", 9) == 1);
    const auto finished = reader.finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().reason == JsonError::UnknownField);
    CHECK_THAT(finished.error().text, ContainsSubstring("\"extra\""));

    const std::string foreign = R"({"\u001b[31m)" + std::string(5'000, 'x') + R"(":1})";
    const auto refused = read(foreign).finish();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text.size() < 100);
    CHECK(sbc::printable(refused.error().text) == refused.error().text);
}

TEST_CASE("where the rest may be ignored, only the fields asked for count", "[base]") {
    JsonReader reader = read(R"({"a":1,"extra":[{"b":null}]})");
    reader.ignore_rest();
    CHECK(reader.integer("a", 9) == 1);
    CHECK(reader.finish());
    CHECK(reader.text("b", 9).empty());
    CHECK(fault_of(reader) == JsonError::MissingField);
}

TEST_CASE("a getter takes only its own type", "[base]") {
    const std::string_view value = GENERATE("null"sv, "true"sv, "false"sv, "1"sv, "-1"sv,
                                            R"("text")"sv, "[]"sv, "{}"sv, R"(["a"])"sv, "[1]"sv);
    CAPTURE(value);
    JsonReader reader = read(R"({"f":)" + std::string{value} + "}");
    const bool is_text = value.front() == '"';
    const bool is_count = value == "1";
    const bool is_texts = value == "[]" || value == R"(["a"])";

    SECTION("text") {
        CHECK(reader.text("f", 9) == (is_text ? "text" : ""));
        CHECK(fault_of(reader) == (is_text ? std::nullopt : std::optional{JsonError::WrongType}));
    }
    SECTION("integer") {
        CHECK(reader.integer("f", 9) == (is_count ? 1 : 0));
        CHECK(fault_of(reader) == (is_count ? std::nullopt : std::optional{JsonError::WrongType}));
    }
    SECTION("texts") {
        CHECK(reader.texts("f", 9, 9).size() == (value == R"(["a"])" ? 1 : 0));
        CHECK(fault_of(reader) == (is_texts ? std::nullopt : std::optional{JsonError::WrongType}));
    }
    SECTION("hex64") {
        CHECK(reader.hex64("f") == 0);
        CHECK(fault_of(reader) == (is_text ? JsonError::OutOfRange : JsonError::WrongType));
    }
}

TEST_CASE("an integer above its bound is a fault", "[base]") {
    JsonReader reader = read(R"({"a":10,"b":11})");
    CHECK(reader.integer("a", 10) == 10);
    CHECK(reader.integer("b", 10) == 0);
    CHECK(fault_of(reader) == JsonError::OutOfRange);
    CHECK_THAT(reader.finish().error().text, ContainsSubstring("11"));
}

TEST_CASE("text is bounded in bytes, not in characters", "[base]") {
    JsonReader reader = read(R"({"a":"語","b":"語"})");
    CHECK(reader.text("a", 3) == "語");
    CHECK(reader.finish().error().reason == JsonError::UnknownField);
    CHECK(reader.text("b", 2).empty());
    CHECK(fault_of(reader) == JsonError::OutOfRange);
}

TEST_CASE("a list is bounded in items and in the size of each", "[base]") {
    JsonReader reader = read(R"({"l":["a","bb"]})");
    SECTION("both inside") {
        CHECK(reader.texts("l", 2, 2).size() == 2);
        CHECK(reader.finish());
    }
    SECTION("too many items") {
        CHECK(reader.texts("l", 1, 2).empty());
        CHECK(fault_of(reader) == JsonError::OutOfRange);
    }
    SECTION("one item too long: no half a list") {
        CHECK(reader.texts("l", 2, 1).empty());
        CHECK(fault_of(reader) == JsonError::OutOfRange);
    }
}

TEST_CASE("an id has one text only", "[base]") {
    const std::string_view text =
        GENERATE(""sv, "0"sv, "DEADBEEFDEADBEEF"sv, "00000000deadbee"sv, "00000000deadbeef0"sv,
                 "0x000000deadbeef"sv, "00000000deadbeeg"sv, "-000000000000001"sv);
    CAPTURE(text);
    JsonReader reader = read(R"({"id":")" + std::string{text} + "\"}");
    CHECK(reader.hex64("id") == 0);
    CHECK(fault_of(reader) == JsonError::OutOfRange);
}

TEST_CASE("the first fault is the one that is told", "[base]") {
    JsonReader reader = read(R"({"a":"text","unknown":1})");
    CHECK(reader.integer("a", 9) == 0);
    CHECK(reader.text("b", 9).empty());
    reader.fault(JsonError::OutOfRange, "the decoder's own doubt");
    CHECK(fault_of(reader) == JsonError::WrongType);
}

TEST_CASE("a decoder's own check is a fault like any other", "[base]") {
    JsonReader reader = read(R"({"a":1})");
    CHECK(reader.integer("a", 9) == 1);
    reader.fault(JsonError::OutOfRange, "an odd number was expected to be even");
    const auto finished = reader.finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().reason == JsonError::OutOfRange);
    CHECK(finished.error().text == "an odd number was expected to be even");
}

}  // namespace
