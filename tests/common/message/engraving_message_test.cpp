// The messages of the application "engraved": each has one spelling, and nothing else is read.
#include "message/engraving_message.hpp"

#include <sstream>

#include "catch.hpp"
#include "chain/merkle.hpp"
#include "engraving_vectors.hpp"
#include "ledger/transaction.hpp"

namespace {

using namespace sbc::message;
using sbc::node::MessageError;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    INFO(text << " has no " << what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}
bool is_read(const std::string& text) { return decode_engraving_message(text).has_value(); }
std::string object_of(std::size_t bytes) {
    return R"({"a":")" + std::string(bytes - 8, 'x') + "\"}";
}

}  // namespace

TEST_CASE("each message about engravings is read and spelled as the protocol shows it",
          "[message]") {
    for (const std::string& text : vectors::engraved) {
        CAPTURE(text);
        const auto message = decode_engraving_message(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
    }
    CHECK(std::get<Show>(*decode_engraving_message(vectors::engraved[0])).below == from_the_top);
    const auto page = std::get<Page>(*decode_engraving_message(vectors::engraved[1]));
    REQUIRE(page.records.size() == 1);
    CHECK(page.upto == Height{0});
    CHECK_FALSE(page.goes_on());
    CHECK(page.records[0].height == Height{4});
    CHECK_FALSE(std::get<Page>(*decode_engraving_message(vectors::engraved[2])).goes_on());
    CHECK(std::get<Heard>(*decode_engraving_message(vectors::engraved[3])).shown.spends ==
          page.records[0].spends);
    CHECK(std::get<News>(*decode_engraving_message(vectors::engraved[4])).from == Height{4});
}

TEST_CASE("the protocol's engraving is signed by its author and stands where its proof says",
          "[message]") {
    const auto page = std::get<Page>(*decode_engraving_message(vectors::engraved[1]));
    const auto& record = page.records[0];
    const auto checked = sbc::ledger::check_transaction(record.transaction);
    REQUIRE(checked);
    CHECK(checked->parts().note->text == "永遠に: \"we were here\" \\o/\n");
    std::istringstream words{vectors::engraved_proof};
    std::string index;
    std::string leaf;
    std::string sibling;
    std::string root;
    words >> index >> leaf >> sibling >> root;
    const auto own = sbc::crypto::hash256(sbc::as_bytes(record.transaction));
    CHECK(sbc::crypto::to_text(own) == leaf);
    const auto top = sbc::chain::root_by({record.index, record.siblings}, own);
    REQUIRE(top);
    CHECK(sbc::crypto::to_text(*top) == root);
}

TEST_CASE("whatever differs from the one spelling is not read", "[message]") {
    for (const std::string& text : vectors::engraved) {
        CAPTURE(text);
        CHECK_FALSE(is_read(text + " "));
        CHECK_FALSE(is_read(" " + text));
        CHECK_FALSE(is_read(replaced(text, "\"kind\":", "\"kind\": ")));
        CHECK_FALSE(is_read(replaced(text, "\"kind\":\"", "\"kind\":\"x")));
        CHECK_FALSE(is_read(text.substr(0, text.size() - 1) + R"(,"z":1})"));
        for (std::size_t length = 0; length < text.size(); ++length) {
            if (!is_read(text.substr(0, length))) continue;
            FAIL("the first " << length << " bytes are read");
        }
    }
    for (const char* text :
         {"", "{}", "[]", "null", R"({"kind":"show"})", R"({"kind":"news"})",
          R"({"below":-1,"kind":"show"})", R"({"below":01,"kind":"show"})",
          R"({"below":1.0,"kind":"show"})", R"({"below":"1","kind":"show"})",
          R"({"below":1000000001,"kind":"show"})", R"({"height":1000000001,"kind":"news"})",
          R"({"kind":"heard","payment":[],"spends":[]})"}) {
        CAPTURE(text);
        CHECK_FALSE(is_read(text));
    }
    CHECK(is_read(R"({"below":1000000000,"kind":"show"})"));
}

TEST_CASE("a page has at most twenty records, and a message at most so many bytes", "[message]") {
    auto page = std::get<Page>(*decode_engraving_message(vectors::engraved[1]));
    page.records.resize(20, page.records[0]);
    CHECK(is_read(encode(page)));
    page.records.push_back(page.records[0]);
    CHECK_FALSE(is_read(encode(page)));
    page.records.clear();
    CHECK(is_read(encode(page)));

    const auto too_long = decode_engraving_message(object_of(sbc::node::longest_body + 1));
    REQUIRE_FALSE(too_long);
    CHECK(too_long.error().reason == MessageError::TooLarge);
    CHECK(is_read(encode(Heard{{object_of(20'000), {}}})));
    CHECK_FALSE(is_read(encode(Heard{{object_of(20'001), {}}})));
    CHECK(encode(Heard{{"no object", {}}}) == R"({"kind":"heard","payment":{},"spends":[]})");
}
