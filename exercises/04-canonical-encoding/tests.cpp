#include "transaction.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "catch.hpp"

using stage::PaymentNonce;
using stage::Points;
using stage::Transaction;

namespace {

Transaction payment(std::uint64_t points, const std::string& note, std::uint64_t nonce = 255) {
    return {.from = "alice",
            .to = "bob",
            .points = Points{points},
            .note = note,
            .nonce = PaymentNonce{nonce}};
}

// What Python 3 gives for two gifts: the text is json.dumps(gift, sort_keys=True,
// separators=(",", ":"), ensure_ascii=False), the id the SHA-256 of its SHA-256 by hashlib, the
// last byte first. Neither has seen our code.
struct Vector {
    Transaction transaction;
    std::string text;
    std::string id;
};
const std::vector<Vector> from_python{
    {payment(100, "thanks", 0x0123456789abcdef),
     R"({"from":"alice","nonce":"0123456789abcdef","note":"thanks","points":100,"to":"bob"})",
     "246161a86230b28f1f78f726b38d422cfbbc6810ff139c55e3a0dfb226c30dcf"},
    {{.from = "お前",
      .to = "bob",
      .points = Points{9'007'199'254'740'991},
      .note = "すげー \"ok\"\n\\ / \x01\x1f\x7f\t\b\f\r é 🎉",
      .nonce = PaymentNonce{255}},
     "{\"from\":\"お前\",\"nonce\":\"00000000000000ff\",\"note\":\"すげー \\\"ok\\\"\\n\\\\ / "
     "\\u0001\\u001f\x7f\\t\\b\\f\\r é 🎉\",\"points\":9007199254740991,\"to\":\"bob\"}",
     "de17705c6cc994d4c671108f0a2a55dbcb001ce07911c464085ac8ec1c7b8391"}};

// Control characters in digits, so that they can be seen: \x01.
std::string shown(const std::string& text) {
    std::string seen;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        seen += byte < 0x20 || byte == 0x7f ? "\\x" + sbc::to_hex({&byte, 1}) : std::string{c};
    }
    return sbc::printable(seen);
}

// The members of an object as they are spelled, in their order, whatever spaces stand between
// them: so each test sees one mistake and overlooks the others.
struct Member {
    std::string key;
    std::string value;
};
std::size_t end_of_value(const std::string& text, std::size_t at) {
    if (at >= text.size() || text[at] != '"')
        return std::min(text.find_first_of(",} ", at), text.size());
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return std::min(at + 1, text.size());
}
std::vector<Member> members_of(const std::string& text) {
    std::vector<Member> members;
    for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at)) {
        const std::size_t key_end = end_of_value(text, at);
        const std::string key = text.substr(at, key_end - at);
        at = std::min(text.find_first_not_of(" :", key_end), text.size());
        const std::size_t value_end = end_of_value(text, at);
        members.push_back({key, text.substr(at, value_end - at)});
        at = value_end;
    }
    return members;
}
std::string keys_of(const std::string& text) {
    std::string keys;
    for (const Member& member : members_of(text)) keys += (keys.empty() ? "" : " ") + member.key;
    return keys;
}
std::string spelled(const std::string& text, const std::string& key) {
    for (const Member& member : members_of(text)) {
        if (member.key == '"' + key + '"') return shown(member.value);
    }
    return "no such field";
}

// What decode_transaction said of a text, in words.
std::string verdict(const std::string& text) {
    const auto read = stage::decode_transaction(text);
    return read ? "taken" : "refused: " + read.error().text;
}
std::string story(const std::string& text, const std::string& said) {
    return "\n  the text   " + shown(text) + "\n  you said   " + shown(said);
}
bool refused(const std::string& said) { return said.starts_with("refused"); }

}  // namespace

TEST_CASE("the keys are sorted") {
    const std::string text = encode(payment(100, "thanks"));
    INFO("you wrote  " << shown(text));
    INFO("an object has no order of its own, so each program would write another one, and to");
    INFO(
        "SHA-256 another order is another transaction. The alphabet is the order that all can "
        "keep");
    CHECK(keys_of(text) == R"("from" "nonce" "note" "points" "to")");
}

TEST_CASE("nothing stands between the members") {
    const std::string text = encode(payment(100, "thanks"));
    const auto spaces =
        std::count_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; });
    INFO("you wrote  " << shown(text));
    INFO("no value holds a space here, and your text holds " << spaces
                                                             << ". Spaces between members mean");
    INFO("nothing, so everybody may put others there: the one spelling has none");
    CHECK(spaces == 0);
}

TEST_CASE("quotes and backslashes are escaped") {
    const std::string text = encode(payment(100, R"(say "ok" \o/)"));
    INFO("the note    say \"ok\" \\o/");
    INFO("you wrote   " << shown(text));
    INFO(
        "a quote as it is would end the text early, and a backslash as it is begins an escape: "
        "who");
    INFO("writes the note could write the rest of the transaction, too");
    CHECK(spelled(text, "note") == R"("say \"ok\" \\o/")");
}

TEST_CASE("control characters are escaped, the short way where there is one") {
    const std::string text = encode(payment(100, "a\nb\tc\rd\be\ff\x01g\x1fh"));
    INFO(
        "the note    a, newline, b, tab, c, return, d, backspace, e, form feed, f, 0x01, g, 0x1f, "
        "h");
    INFO("you wrote   " << shown(text));
    INFO(
        "JSON lets a newline be \\n and \\u000a, and both are the same text to a reader. To "
        "SHA-256");
    INFO(
        "they are not: take \\n \\t \\r \\b \\f, and for the others \\u00 and two lower-case "
        "digits");
    CHECK(spelled(text, "note") == R"("a\nb\tc\rd\be\ff\u0001g\u001fh")");
}

TEST_CASE("all other characters stay as they are") {
    const std::string text = encode(payment(100, "お前すげー 1/2"));
    INFO("the note    お前すげー 1/2");
    INFO("you wrote   " << shown(text));
    INFO(
        "\\u304a and お are the same to a reader of JSON, / and \\/ too. What need not be escaped "
        "is");
    INFO("not escaped: UTF-8 goes through byte for byte");
    CHECK(spelled(text, "note") == R"("お前すげー 1/2")");
}

TEST_CASE("points are an integer, to the last digit") {
    const std::string text = encode(payment(9'007'199'254'740'991, "all of them"));
    INFO("you wrote  " << shown(text));
    INFO(
        "2^53 - 1 points. A number that goes through a double is rounded, or written as 9e+15, as");
    INFO("each library likes it best; digits alone look the same everywhere");
    CHECK(spelled(text, "points") == "9007199254740991");
}

TEST_CASE("the nonce is a text of sixteen hex digits") {
    const std::string small = encode(payment(100, "thanks", 255));
    INFO("with nonce 255 you wrote  " << shown(small));
    INFO(
        "a nonce has 64 bits. As a number of JSON it would lose its last digits in every language");
    INFO(
        "whose numbers are doubles (beyond 2^53), so it travels as text, and always as sixteen "
        "digits");
    REQUIRE(spelled(small, "nonce") == R"("00000000000000ff")");
    CHECK(spelled(encode(payment(100, "thanks", 0xfedcba9876543210)), "nonce") ==
          R"("fedcba9876543210")");
}

TEST_CASE("what Python has written is read") {
    for (const Vector& vector : from_python) {
        const auto read = stage::decode_transaction(vector.text);
        INFO("the text   " << shown(vector.text));
        INFO("you said   " << (read ? "taken" : "refused: " + shown(read.error().text)));
        INFO(
            "this spelling and its id come from Python's json and hashlib: take it, up to 2^53 - "
            "1");
        INFO("points, and give back what it says");
        const bool taken = read.has_value();
        REQUIRE(taken);
        CHECK(shown(read->from) == vector.transaction.from);
        CHECK(shown(read->to) == vector.transaction.to);
        CHECK(read->points.value() == vector.transaction.points.value());
        CHECK(shown(read->note) == shown(vector.transaction.note));
        CHECK(read->nonce.value() == vector.transaction.nonce.value());
        CHECK(to_text(stage::id_of(vector.text)) == vector.id);
    }
}

TEST_CASE("another spelling of the same gift is refused") {
    const std::vector<std::string> others{
        R"({"from":"alice", "nonce":"00000000000000ff","note":"thanks","points":100,"to":"bob"})",
        R"({"to":"bob","from":"alice","nonce":"00000000000000ff","note":"thanks","points":100})",
        R"({"from":"\u0061lice","nonce":"00000000000000ff","note":"thanks","points":100,"to":"bob"})"};
    for (const std::string& text : others) {
        const std::string said = verdict(text);
        INFO("now:" << story(text, said) << "\n  its id     " << to_text(stage::id_of(text)));
        INFO("in the one spelling the same gift has another id. Who may choose the spelling");
        INFO("makes a second transaction of it, with an id of its own: bob is paid twice");
        CHECK(refused(said));
    }
}

TEST_CASE("a gift is one point or more") {
    for (const std::string points : {"0", "-5"}) {
        const std::string text =
            R"({"from":"alice","nonce":"00000000000000ff","note":"","points":)" + points +
            R"(,"to":"bob"})";
        const std::string said = verdict(text);
        INFO("now:" << story(text, said));
        INFO(
            "nothing at all costs nothing, so anybody could fill every block with it; and less "
            "than");
        INFO("nothing would be taken from bob, whom nobody asks. What a getter or fault() did not");
        INFO("like is only remembered: finish() refuses it");
        CHECK(refused(said));
    }
}

TEST_CASE("somebody gives, and somebody is given to") {
    const std::vector<std::string> others{
        R"({"from":"","nonce":"00000000000000ff","note":"thanks","points":100,"to":"bob"})",
        R"({"from":"alice","nonce":"00000000000000ff","note":"thanks","points":100,"to":""})"};
    for (const std::string& text : others) {
        const std::string said = verdict(text);
        INFO("now:" << story(text, said));
        INFO("the field is there and is text, but an empty one, and no getter minds that: points");
        INFO("from nobody or for nobody");
        CHECK(refused(said));
    }
}

TEST_CASE("a field that nobody knows is refused") {
    const std::string text =
        R"({"fee":5,"from":"alice","nonce":"00000000000000ff","note":"thanks","points":100,"to":"bob"})";
    const std::string said = verdict(text);
    INFO("now:" << story(text, said));
    INFO(
        "\"fee\" is no field of ours. Whoever could add a field changes the bytes and so the id, "
        "and");
    INFO("the gift stays the same: one more way to pay bob twice. finish() knows which fields you");
    INFO("have not asked for");
    CHECK(refused(said));
}

TEST_CASE("names and notes have limits of their own") {
    const std::vector<std::pair<std::string, std::string>> others{{std::string(65, 'a'), "thanks"},
                                                                  {"alice", std::string(201, 'n')}};
    for (const auto& [from, note] : others) {
        const std::string said =
            verdict(R"({"from":")" + from + R"(","nonce":"00000000000000ff","note":")" + note +
                    R"(","points":100,"to":"bob"})");
        INFO("a gift whose giver has " << from.size() << " bytes and whose note has "
                                       << note.size());
        INFO("you said " << said);
        INFO("a name has at most 64 bytes, a note at most 200 (longest_name, longest_note): each");
        INFO("field has its own limit, and the limit of the whole does not stand in for it");
        CHECK(refused(said));
    }
}

TEST_CASE("a number that is no exact integer is refused") {
    for (const std::string points : {"1.0", "1e2", "9007199254740992", "\"100\""}) {
        const std::string text =
            R"({"from":"alice","nonce":"00000000000000ff","note":"","points":)" + points +
            R"(,"to":"bob"})";
        const std::string said = verdict(text);
        INFO("now:" << story(text, said));
        INFO(
            "points are digits and nothing else, at most 2^53 - 1: beyond that two numbers can "
            "look");
        INFO("the same to a language that counts in doubles");
        CHECK(refused(said));
    }
}
