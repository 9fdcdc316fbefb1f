#include "p2p/carried.hpp"

#include <map>

#include "catch.hpp"

using namespace sbc;
using namespace sbc::p2p;

namespace {

JsonError reason(std::string_view text) {
    CAPTURE(text.substr(0, 200));
    const auto decoded = decode(as_bytes(text));
    REQUIRE_FALSE(decoded);
    CHECK_FALSE(decoded.error().text.empty());
    return decoded.error().reason;
}

// A spread in which one field has this value.
std::string spread_with(const std::string& field, const std::string& value) {
    std::map<std::string, std::string> fields{{"application", R"("board")"},
                                              {"body", "{}"},
                                              {"hops", "0"},
                                              {"id", R"("0123456789abcdef")"},
                                              {"type", R"("spread")"}};
    fields[field] = value;
    std::string text;
    for (const auto& [key, spelled] : fields)
        text.append(text.empty() ? "{\"" : ",\"").append(key).append("\":").append(spelled);
    return text + "}";
}

// An object of exactly so many bytes.
std::string body_of(std::size_t bytes) {
    const std::size_t empty = JsonWriter{}.text("text", "").to_text().size();
    return JsonWriter{}.text("text", std::string(bytes - empty, 'x')).to_text();
}

}  // namespace

// These are the vectors of docs/protocol.md.
TEST_CASE("every message that is carried has exactly one spelling", "[p2p]") {
    const std::vector<std::pair<Message, std::string>> vectors{
        {Spread{"board", MessageId{0x0123456789abcdef}, 0,
                R"({"author":"Hana","text":"お前すげー","time":1700000000})"},
         R"({"application":"board","body":{"author":"Hana","text":"お前すげー","time":1700000000},)"
         R"("hops":0,"id":"0123456789abcdef","type":"spread"})"},
        {Spread{"x-1", MessageId{~std::uint64_t{0}}, 1'000'000, "{}"},
         R"({"application":"x-1","body":{},"hops":1000000,"id":"ffffffffffffffff","type":"spread"})"},
        {Direct{"board", R"({"kind":"since","posts":[{"text":"hi"}]})"},
         R"({"application":"board","body":{"kind":"since","posts":[{"text":"hi"}]},"type":"direct"})"},
    };
    for (const auto& [message, text] : vectors) {
        CAPTURE(text);
        CHECK(as_text(encode(message)) == text);
        const auto decoded = decode(as_bytes(text));
        REQUIRE(decoded);
        CHECK(decoded->index() == message.index());
        CHECK(encode(*decoded) == to_bytes(text));
    }
}

TEST_CASE("a spread comes back as it was sent", "[p2p]") {
    const auto decoded = decode(encode(Spread{"chat", MessageId{7}, 3, R"({"a":[1,{"b":null}]})"}));
    REQUIRE(decoded);
    const auto& spread = std::get<Spread>(*decoded);
    CHECK((spread.application == "chat" && spread.id == MessageId{7} && spread.hops == 3));
    CHECK(spread.body == R"({"a":[1,{"b":null}]})");
}

TEST_CASE("what neighbours say of themselves is a message as well, and as strict", "[p2p]") {
    const auto decoded = decode(encode(LinkMessage{Ping{Nonce{5}}}));
    REQUIRE(decoded);
    CHECK(std::get<Ping>(std::get<LinkMessage>(*decoded)).nonce == Nonce{5});
    CHECK(as_text(encode(*decoded)) == R"({"nonce":"0000000000000005","type":"ping"})");
    CHECK(reason(R"({"nonce":"5","type":"ping"})") == JsonError::OutOfRange);
    CHECK(reason(R"({"body":{},"type":"bye"})") == JsonError::UnknownField);
    CHECK(reason(R"({"type":"shout"})") == JsonError::OutOfRange);
}

TEST_CASE("a body is one object, whatever stands in it", "[p2p]") {
    CHECK(decode(as_bytes(spread_with("body", R"({"type":["hello",{"id":-1}]})"))));
    CHECK(decode(as_bytes(spread_with("body", R"({"":"\u0000"})"))));
    for (const char* body : {"null", "1", R"("{}")", "[]", "[{}]", "true"})
        CHECK(reason(spread_with("body", body)) == JsonError::WrongType);
    CHECK(reason(spread_with("body", R"({"b":1,"a":2})")) == JsonError::NotCanonical);
    CHECK(reason(spread_with("body", R"({"a":1.5})")) == JsonError::BadNumber);
    CHECK(reason(spread_with("body", R"({"a":1,"a":1})")) == JsonError::DuplicateKey);
}

TEST_CASE("the longest body is taken, one byte more is not", "[p2p]") {
    CHECK(decode(encode(Spread{"a", MessageId{1}, 0, body_of(longest_spread)})));
    CHECK_FALSE(decode(encode(Spread{"a", MessageId{1}, 0, body_of(longest_spread + 1)})));
    CHECK(decode(encode(Direct{"a", body_of(longest_direct)})));
    CHECK_FALSE(decode(encode(Direct{"a", body_of(longest_direct + 1)})));
}

TEST_CASE("a body's levels count towards those of the message", "[p2p]") {
    std::string seven = "{}";
    for (int i = 1; i < 7; ++i) seven.insert(0, R"({"a":)").append("}");
    CHECK(decode(as_bytes(spread_with("body", seven))));
    CHECK(reason(spread_with("body", R"({"a":)" + seven + "}")) == JsonError::TooDeep);
}

TEST_CASE("the name of an application has one form, also when it is carried", "[p2p]") {
    for (const char* name : {R"("")", R"("Board")", R"("1st")", R"("a b")", R"("ä")", R"("-a")"})
        CHECK(reason(spread_with("application", name)) == JsonError::OutOfRange);
    CHECK(decode(encode(Direct{std::string(longest_application_name, 'a'), "{}"})));
    CHECK_FALSE(decode(encode(Direct{std::string(longest_application_name + 1, 'a'), "{}"})));
}

TEST_CASE("the fields of what is carried are strict", "[p2p]") {
    CHECK(reason(spread_with("hops", "1000001")) == JsonError::OutOfRange);
    CHECK(reason(spread_with("hops", "-1")) == JsonError::WrongType);
    CHECK(reason(spread_with("id", R"("0123456789ABCDEF")")) == JsonError::OutOfRange);
    CHECK(reason(spread_with("id", "7")) == JsonError::WrongType);
    CHECK(reason(R"({"application":"a","body":{},"type":"spread"})") == JsonError::MissingField);
    CHECK(reason(R"({"application":"a","body":{},"hops":0,"type":"direct"})") ==
          JsonError::UnknownField);
    CHECK(reason(R"({"application":"a","type":"direct"})") == JsonError::MissingField);
}
