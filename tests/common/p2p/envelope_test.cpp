#include "p2p/envelope.hpp"

#include "catch.hpp"

using namespace sbc;
using namespace sbc::p2p;

namespace {

Address at(const std::string& text) { return Address::parse(text).value(); }

JsonError reason(std::string_view text) {
    CAPTURE(text);
    const auto decoded = decode_link_message(as_bytes(text));
    REQUIRE_FALSE(decoded);
    CHECK_FALSE(decoded.error().text.empty());
    return decoded.error().reason;
}

}  // namespace

// These are the vectors of docs/protocol.md.
TEST_CASE("every message has exactly one spelling", "[p2p]") {
    const Hello hello{.network = "classroom",
                      .role = Role::Core,
                      .port = 5001,
                      .id = NodeId{0x0123456789abcdef},
                      .applications = {"board"}};
    const std::vector<std::pair<LinkMessage, std::string>> vectors{
        {hello,
         R"({"applications":["board"],"id":"0123456789abcdef","network":"classroom","port":5001,)"
         R"("protocol":"SimpleBitcoin","role":"core","type":"hello","version":1})"},
        {Refused{"this core is full", {at("127.0.0.1:5002"), at("[::1]:5003")}},
         R"({"cores":["127.0.0.1:5002","[::1]:5003"],"reason":"this core is full","type":"refused"})"},
        {Bye{}, R"({"type":"bye"})"},
        {Ping{Nonce{1}}, R"({"nonce":"0000000000000001","type":"ping"})"},
        {Pong{Nonce{~std::uint64_t{0}}}, R"({"nonce":"ffffffffffffffff","type":"pong"})"},
        {GetCores{}, R"({"type":"get_cores"})"},
        {Cores{}, R"({"cores":[],"type":"cores"})"},
        {Cores{{at("127.0.0.1:5001")}}, R"({"cores":["127.0.0.1:5001"],"type":"cores"})"},
        {Load{3}, R"({"edges":3,"type":"load"})"},
        {Twin{Nonce{10}}, R"({"token":"000000000000000a","type":"twin"})"},
        {Ack{MessageId{255}}, R"({"id":"00000000000000ff","type":"ack"})"},
    };
    for (const auto& [message, text] : vectors) {
        CAPTURE(text);
        CHECK(as_text(encode(message)) == text);
        const auto decoded = decode_link_message(as_bytes(text));
        REQUIRE(decoded);
        CHECK(decoded->index() == message.index());
        CHECK(encode(*decoded) == to_bytes(text));
    }
}

TEST_CASE("a hello comes back as it was sent", "[p2p]") {
    const Hello hello{.network = "n", .role = Role::Edge, .id = NodeId{5}, .applications = {"a"}};
    const auto decoded = decode_link_message(encode(hello));
    REQUIRE(decoded);
    CHECK(std::get<Hello>(*decoded) == hello);
}

TEST_CASE("another spelling of a good message is refused", "[p2p]") {
    CHECK(reason(R"({"type":"ping","nonce":"0000000000000001"})") == JsonError::NotCanonical);
    CHECK(reason(R"({ "type":"bye"})") == JsonError::NotCanonical);
    CHECK(reason(R"({"type":"b\u0079e"})") == JsonError::NotCanonical);
    CHECK(reason(R"({"nonce":"000000000000000A","type":"ping"})") == JsonError::OutOfRange);
    CHECK(reason(R"({"nonce":"1","type":"ping"})") == JsonError::OutOfRange);
    CHECK(reason(R"({"edges":3.0,"type":"load"})") == JsonError::BadNumber);
}

TEST_CASE("what is missing, left over or of the wrong kind is named", "[p2p]") {
    CHECK(reason(R"({"type":"ping"})") == JsonError::MissingField);
    CHECK(reason(R"({"nonce":"0000000000000001"})") == JsonError::MissingField);
    CHECK(reason(R"({"extra":1,"type":"bye"})") == JsonError::UnknownField);
    CHECK(reason(R"({"nonce":1,"type":"ping"})") == JsonError::WrongType);
    CHECK(reason(R"({"type":7})") == JsonError::WrongType);
    CHECK(reason(R"({"type":"board_post"})") == JsonError::OutOfRange);
    CHECK(reason(R"({"type":"bye","type":"bye"})") == JsonError::DuplicateKey);
    CHECK(reason("[]") == JsonError::NotJson);
    CHECK(reason("") == JsonError::NotJson);
    CHECK(reason("\x80\x04") == JsonError::NotJson);
}

TEST_CASE("a list of cores names addresses that can be dialed, each once", "[p2p]") {
    for (const char* list :
         {R"(["nowhere"])", R"(["127.0.0.1:0"])", R"(["0.0.0.0:5001"])", R"(["[::]:5001"])",
          R"(["localhost:5001"])", R"(["127.0.0.1:05001"])", R"(["[0:0:0:0:0:0:0:1]:5001"])",
          R"(["127.0.0.1:5001","127.0.0.1:5001"])"}) {
        CHECK(reason(std::string{R"({"cores":)"} + list + R"(,"type":"cores"})") ==
              JsonError::OutOfRange);
    }
    std::string many = "[";
    for (int port = 1; port <= 65; ++port) {
        many +=
            (port == 1 ? "\"" : ",\"") + at("127.0.0.1:" + std::to_string(port)).to_text() + "\"";
    }
    CHECK(reason(R"({"cores":)" + many + R"(],"type":"cores"})") == JsonError::OutOfRange);
}

TEST_CASE("a hello of another version is read no further than its version", "[p2p]") {
    const auto decoded = decode_link_message(
        as_bytes(R"({"protocol":"SimpleBitcoin","shoe_size":44,"type":"hello","version":2})"));
    REQUIRE(decoded);
    CHECK(std::get<Hello>(*decoded).version == 2);
}

TEST_CASE("the longest reason is taken, one byte more is not", "[p2p]") {
    const std::string longest(longest_reason, 'x');
    CHECK(decode_link_message(encode(Refused{longest, {}})));
    CHECK_FALSE(decode_link_message(encode(Refused{longest + "x", {}})));
}

// Lesson 02 had one for what people type; since lesson 03 that is an application's message.
TEST_CASE("a line is not between neighbours", "[p2p]") {
    CHECK(reason(R"({"from":"Hana","id":"00000000000000ff","text":"お前すげー","type":"line"})") ==
          JsonError::OutOfRange);
}
