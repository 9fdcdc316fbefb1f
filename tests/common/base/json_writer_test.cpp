#include <string>
#include <vector>

#include "json_reading.hpp"

namespace {

using namespace std::literals;
using namespace json_tests;
using sbc::JsonWriter;

TEST_CASE("an object is written in its one spelling, whatever the order of the calls", "[base]") {
    JsonWriter writer;
    writer.texts("to", {"b", "a"}).integer("hops", 3).text("type", "chat").hex64("id", 0xDEADBEEF);
    CHECK(writer.to_text() == R"({"hops":3,"id":"00000000deadbeef","to":["b","a"],"type":"chat"})");
    CHECK(JsonWriter{}.to_text() == "{}");
}

TEST_CASE("what is written is read back as the one spelling", "[base]") {
    std::string all_ascii;
    for (char c = 0; c >= 0 && c < 0x7F; ++c) all_ascii += c;
    JsonWriter writer;
    writer.text("ascii", all_ascii + '\x7F').text("more", "ä語🙂").text("", "no name");
    writer.integer("most", sbc::json_max_integer).hex64("id", ~std::uint64_t{0});
    writer.texts("none", {}).texts("some", {"", "x", "\n"});

    auto reader = JsonReader::parse(writer.to_text(), {.canonical = true});
    REQUIRE(reader);
    CHECK(reader->text("ascii", 128) == all_ascii + '\x7F');
    CHECK(reader->text("more", 20) == "ä語🙂");
    CHECK(reader->text("", 20) == "no name");
    CHECK(reader->integer("most", sbc::json_max_integer) == sbc::json_max_integer);
    CHECK(reader->hex64("id") == ~std::uint64_t{0});
    CHECK(reader->texts("none", 0, 0).empty());
    CHECK(reader->texts("some", 3, 1) == std::vector<std::string>{"", "x", "\n"});
    CHECK(reader->finish());
}

TEST_CASE("a field written again replaces the first", "[base]") {
    CHECK(JsonWriter{}.integer("a", 1).text("a", "two").to_text() == R"({"a":"two"})");
}

TEST_CASE("our own mistake of writing no UTF-8 still yields UTF-8", "[base]") {
    JsonWriter writer;
    writer.text("a", "x\xFFy").texts("b", {"\xE6\x97"}).text("\xC0", "");
    CHECK(sbc::is_utf8(sbc::as_bytes(writer.to_text())));
    CHECK_FALSE(refusal_of(writer.to_text()));
}

}  // namespace
