// Objects inside objects: what nodes carry without understanding it.
#include <string>
#include <vector>

#include "json_reading.hpp"

namespace {

using namespace std::literals;
using namespace json_tests;
using sbc::JsonWriter;

std::string nested_objects(std::size_t levels) {
    std::string text = "{}";
    for (std::size_t level = 1; level < levels; ++level) text.insert(0, R"({"a":)").append("}");
    return text;
}

// --- reading -------------------------------------------------------------------------------------

TEST_CASE("an object inside comes out as its canonical text", "[base]") {
    JsonReader reader = read(R"({ "body" : { "b": [1, {"d":null,"c":true}], "a":"\u00e4\/" } })");
    CHECK(reader.object("body", 100) == R"({"a":"ä/","b":[1,{"c":true,"d":null}]})");
    CHECK(reader.finish());
}

TEST_CASE("an object inside is taken whole: none of its fields is unknown", "[base]") {
    JsonReader reader = read(R"({"body":{"whatever":[{}]},"type":"x"})");
    CHECK(reader.text("type", 1) == "x");
    CHECK(fault_of(reader) == JsonError::UnknownField);
    CHECK(reader.object("body", 100) == R"({"whatever":[{}]})");
    CHECK(reader.finish());
}

TEST_CASE("only an object is an object", "[base]") {
    const std::string_view value =
        GENERATE("null"sv, "true"sv, "1"sv, R"("{}")"sv, "[]"sv, "[{}]"sv, "{}"sv, R"({"a":1})"sv);
    CAPTURE(value);
    JsonReader reader = read(R"({"f":)" + std::string{value} + "}");
    const bool is_object = value.front() == '{';
    CHECK(reader.object("f", 100) == (is_object ? value : ""));
    CHECK(fault_of(reader) == (is_object ? std::nullopt : std::optional{JsonError::WrongType}));
}

TEST_CASE("only a list of objects is a list of objects", "[base]") {
    const std::string_view value =
        GENERATE("null"sv, "{}"sv, "1"sv, R"("[]")"sv, "[1]"sv, R"([{},"{}"])"sv, "[[]]"sv,
                 "[null]"sv, "[]"sv, "[{}]"sv, R"([{"a":1},{}])"sv);
    CAPTURE(value);
    JsonReader reader = read(R"({"f":)" + std::string{value} + "}");
    const bool is_right = value == "[]" || value == "[{}]" || value == R"([{"a":1},{}])";
    const auto objects = reader.objects("f", 9, 100);
    CHECK(objects.empty() == (!is_right || value == "[]"));
    CHECK(fault_of(reader) == (is_right ? std::nullopt : std::optional{JsonError::WrongType}));
}

TEST_CASE("the objects of a list come out in its order", "[base]") {
    JsonReader reader = read(R"({"f":[{"b":1,"a":2},{},{"c":[]}]})");
    CHECK(reader.objects("f", 3, 13) ==
          std::vector<std::string>{R"({"a":2,"b":1})", "{}", R"({"c":[]})"});
    CHECK(reader.finish());
}

TEST_CASE("an object is bounded in the bytes of its canonical text", "[base]") {
    JsonReader reader = read(R"({"f": { "a" : "語" } })");
    SECTION("inside") {
        CHECK(reader.object("f", 11) == R"({"a":"語"})");
        CHECK(reader.finish());
    }
    SECTION("one byte too long") {
        CHECK(reader.object("f", 10).empty());
        CHECK(fault_of(reader) == JsonError::OutOfRange);
        CHECK_THAT(reader.finish().error().text, ContainsSubstring("11 bytes, at most 10"));
    }
}

TEST_CASE("a list of objects is bounded in items and in the size of each", "[base]") {
    JsonReader reader = read(R"({"f":[{},{"a":1}]})");
    SECTION("both inside") {
        CHECK(reader.objects("f", 2, 7).size() == 2);
        CHECK(reader.finish());
    }
    SECTION("too many items") {
        CHECK(reader.objects("f", 1, 7).empty());
        CHECK(fault_of(reader) == JsonError::OutOfRange);
    }
    SECTION("one item too long: no half a list") {
        CHECK(reader.objects("f", 2, 6).empty());
        CHECK(fault_of(reader) == JsonError::OutOfRange);
    }
}

TEST_CASE("an object that is missing is a fault that names it", "[base]") {
    JsonReader reader = read("{}");
    SECTION("one") { CHECK(reader.object("absent", 9).empty()); }
    SECTION("a list") { CHECK(reader.objects("absent", 9, 9).empty()); }
    CHECK(fault_of(reader) == JsonError::MissingField);
    CHECK_THAT(reader.finish().error().text, ContainsSubstring("\"absent\""));
}

TEST_CASE("the guards hold inside an object that is taken whole", "[base]") {
    CHECK(refusal_of(R"({"f":{"a":1,"a":2}})") == JsonError::DuplicateKey);
    CHECK(refusal_of(R"({"f":{"a":1.5}})") == JsonError::BadNumber);
    CHECK(refusal_of(R"({"f":)" + nested_objects(8) + "}") == JsonError::TooDeep);
    CHECK(refusal_of(R"({"f":{"b":1,"a":2}})", {.canonical = true}) == JsonError::NotCanonical);
}

TEST_CASE("a whole object can be had in its canonical spelling, read or not", "[base]") {
    JsonReader reader = read(R"({ "b" : [ 1 ], "a" : "\u0041" })");
    CHECK(reader.to_text() == R"({"a":"A","b":[1]})");
    CHECK(reader.text("a", 9) == "A");
    CHECK(reader.to_text() == R"({"a":"A","b":[1]})");
}

// --- writing -------------------------------------------------------------------------------------

TEST_CASE("an object is written inside another and read back", "[base]") {
    const std::string first = JsonWriter{}.text("text", "お前すげー").integer("n", 1).to_text();
    const std::string second = JsonWriter{}.object("deep", first).objects("none", {}).to_text();
    CHECK(second == R"({"deep":{"n":1,"text":"お前すげー"},"none":[]})");
    const std::string whole =
        JsonWriter{}.objects("list", {second, "{}", first}).object("body", "{}").to_text();

    auto reader = JsonReader::parse(whole, {.canonical = true});
    REQUIRE(reader);
    CHECK(reader->object("body", 2) == "{}");
    CHECK(reader->objects("list", 3, 100) == std::vector<std::string>{second, "{}", first});
    CHECK(reader->finish());
    CHECK(reader->to_text() == whole);
}

TEST_CASE("an object in another spelling is written in its canonical one", "[base]") {
    CHECK(JsonWriter{}.object("o", R"( { "b": 1, "a": "\/" } )").to_text() ==
          R"({"o":{"a":"/","b":1}})");
}

TEST_CASE("our own mistake of writing what is no object is written as an empty one", "[base]") {
    const std::string text = GENERATE(""s, "null"s, "1"s, "[]"s, R"("text")"s, "{"s, "{}{}"s,
                                      R"({},"type":"hello")"s, R"({"a":1}})"s, R"({"a":1.5})"s,
                                      R"({"a":1,"a":1})"s, "{\"a\":\"\xFF\"}"s, "{}\0"s);
    CAPTURE(text);
    CHECK(JsonWriter{}.object("o", text).to_text() == R"({"o":{}})");
    CHECK(JsonWriter{}.objects("o", {text, R"({"a":1})"}).to_text() == R"({"o":[{},{"a":1}]})");
}

TEST_CASE("what others would refuse as nested too deep is not written", "[base]") {
    CHECK_FALSE(refusal_of(JsonWriter{}.object("o", nested_objects(7)).to_text()));
    CHECK(JsonWriter{}.object("o", nested_objects(7)).to_text() ==
          R"({"o":)" + nested_objects(7) + "}");
    CHECK(JsonWriter{}.object("o", nested_objects(8)).to_text() == R"({"o":{}})");
    CHECK_FALSE(refusal_of(JsonWriter{}.objects("o", {nested_objects(6)}).to_text()));
    CHECK(JsonWriter{}.objects("o", {nested_objects(6)}).to_text() ==
          R"({"o":[)" + nested_objects(6) + "]}");
    CHECK(JsonWriter{}.objects("o", {nested_objects(7)}).to_text() == R"({"o":[{}]})");
}

}  // namespace

TEST_CASE("an object inside is read by the same rules as the whole", "[base]") {
    JsonReader json = read(R"({"note":{"app":"memo","text":"you are great"}})");
    std::string app;
    std::string text;
    json.inside("note", [&](JsonReader& note) {
        app = note.text("app", 16);
        text = note.text("text", 100);
    });
    CHECK(json.finish());
    CHECK(app == "memo");
    CHECK(text == "you are great");
    CHECK(json.to_text() == R"({"note":{"app":"memo","text":"you are great"}})");
}

TEST_CASE("what is wrong inside an object is wrong with the whole", "[base]") {
    const auto fault_in = [](std::string_view text) {
        JsonReader json = read(text);
        json.inside("note", [](JsonReader& note) { (void)note.text("app", 4); });
        return fault_of(json);
    };
    CHECK(fault_in(R"({})") == JsonError::MissingField);
    CHECK(fault_in(R"({"note":{}})") == JsonError::MissingField);
    CHECK(fault_in(R"({"note":"memo"})") == JsonError::WrongType);
    CHECK(fault_in(R"({"note":{"app":7}})") == JsonError::WrongType);
    CHECK(fault_in(R"({"note":{"app":"memos"}})") == JsonError::OutOfRange);
    CHECK(fault_in(R"({"note":{"app":"memo","size":1}})") == JsonError::UnknownField);
    CHECK(fault_in(R"({"note":{"app":"memo"},"size":1})") == JsonError::UnknownField);
}

TEST_CASE("each object of a list is read, or none of a list that is too long", "[base]") {
    std::vector<std::uint64_t> numbers;
    const auto read_number = [&](JsonReader& item) { numbers.push_back(item.integer("n", 9)); };
    JsonReader json = read(R"({"list":[{"n":1},{"n":2}]})");
    json.each_inside("list", 2, read_number);
    CHECK(json.finish());
    CHECK(numbers == std::vector<std::uint64_t>{1, 2});
    numbers.clear();
    JsonReader again = read(R"({"list":[{"n":1},{"n":2}]})");
    again.each_inside("list", 1, read_number);
    CHECK(numbers.empty());
    CHECK(fault_of(again) == JsonError::OutOfRange);
    for (const char* text : {R"({"list":[{"n":1},2]})", R"({"list":{"n":1}})"}) {
        JsonReader mixed = read(text);
        mixed.each_inside("list", 2, read_number);
        CHECK(fault_of(mixed) == JsonError::WrongType);
    }
}

TEST_CASE("whether a field is there can be asked without asking for it", "[base]") {
    JsonReader json = read(R"({"note":{}})");
    CHECK(json.has("note"));
    CHECK(!json.has("size"));
    CHECK(!json.finish());
}

TEST_CASE("bytes travel as hex digits, in one spelling and of one length", "[base]") {
    const sbc::Bytes key{0x00, 0xab, 0xff};
    const std::string text = JsonWriter{}.bytes("key", key).to_text();
    CHECK(text == R"({"key":"00abff"})");
    JsonReader json = read(text);
    CHECK(json.bytes("key", 3) == key);
    CHECK(json.finish());
    for (const char* wrong : {R"({"key":"00ABff"})", R"({"key":"00ab"})", R"({"key":"00abff00"})",
                              R"({"key":"00abf"})", R"({"key":"00abfg"})", R"({"key":""})"}) {
        JsonReader other = read(wrong);
        CHECK(other.bytes("key", 3) == sbc::Bytes(3));
        CHECK(fault_of(other) == JsonError::OutOfRange);
    }
}
