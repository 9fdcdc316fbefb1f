// The messages of both applications: each has one spelling, and nothing else is read.
#include "node/message.hpp"

#include <algorithm>
#include <set>

#include "base/canonical.hpp"
#include "catch.hpp"
#include "crypto/address.hpp"
#include "message_vectors.hpp"

namespace {

using namespace sbc::node;
using sbc::chain::Hash;

std::string kind_of(const std::string& text) {
    const std::size_t at = text.find("\"kind\":\"") + 8;
    return text.substr(at, text.find('"', at) - at);
}
const std::string& vector_of(const std::vector<std::string>& all, const std::string& kind) {
    return *std::find_if(all.begin(), all.end(),
                         [&](const std::string& text) { return kind_of(text) == kind; });
}
std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}
Hash numbered(unsigned number) {
    Hash hash;
    hash.bytes[31] = static_cast<std::uint8_t>(number >> 8);
    hash.bytes[0] = static_cast<std::uint8_t>(number);
    return hash;
}
std::vector<Hash> hashes(unsigned count) {
    std::vector<Hash> all;
    for (unsigned i = 0; i < count; ++i) all.push_back(numbered(i));
    return all;
}
bool node_takes(const NodeMessage& message) {
    return decode_node_message(encode(message)).has_value();
}
bool light_takes(const LightMessage& message) {
    return decode_light_message(encode(message)).has_value();
}
// An object of exactly so many bytes.
std::string object_of(std::size_t bytes) {
    return R"({"a":")" + std::string(bytes - 8, 'x') + "\"}";
}

}  // namespace

TEST_CASE("each message between nodes is read and spelled as the protocol shows it", "[node]") {
    std::set<std::string> kinds;
    for (const std::string& text : vectors::node) {
        CAPTURE(text);
        const auto message = decode_node_message(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
        CHECK(sbc::is_canonical_object(text, 7));
        kinds.insert(kind_of(text));
    }
    CHECK(kinds.size() == std::variant_size_v<NodeMessage>);
}

TEST_CASE("each message between wallet and node is read and spelled as the protocol shows it",
          "[node]") {
    std::set<std::string> kinds;
    for (const std::string& text : vectors::light) {
        CAPTURE(text);
        const auto message = decode_light_message(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
        CHECK(sbc::is_canonical_object(text, 7));
        kinds.insert(kind_of(text));
    }
    CHECK(kinds.size() == std::variant_size_v<LightMessage>);
}

TEST_CASE("a message says what was put into it", "[node]") {
    const auto tip = decode_node_message(vector_of(vectors::node, "tip"));
    CHECK(std::get<Tip>(*tip).height == Height{1});
    CHECK(std::get<Tip>(*tip).work == sbc::U256{0x10001});
    const auto block = decode_node_message(vector_of(vectors::node, "block"));
    const auto& carried = std::get<OneBlock>(*block).block;
    CHECK(hash_of(carried.header) == std::get<Tip>(*tip).tip);
    CHECK(check_block(carried));
    const auto coming = decode_node_message(vector_of(vectors::node, "coming"));
    CHECK(std::get<Coming>(*coming).header == carried.header);
}

TEST_CASE("a text that is cut short, or goes on, is no message", "[node]") {
    for (const std::string& text : vectors::node) {
        for (std::size_t size = 0; size < text.size(); ++size) {
            if (decode_node_message(text.substr(0, size))) FAIL(text.substr(0, size));
        }
        CHECK_FALSE(decode_node_message(text + " "));
        CHECK_FALSE(decode_node_message(text + text));
    }
    for (const std::string& text : vectors::light) {
        for (std::size_t size = 0; size < text.size(); ++size) {
            if (decode_light_message(text.substr(0, size))) FAIL(text.substr(0, size));
        }
        CHECK_FALSE(decode_light_message(text + "}"));
    }
}

TEST_CASE("what one application says the other does not understand", "[node]") {
    CHECK_FALSE(decode_light_message(vector_of(vectors::node, "block")));
    CHECK_FALSE(decode_light_message(vector_of(vectors::node, "have")));
    CHECK_FALSE(decode_node_message(vector_of(vectors::light, "watch")));
    CHECK_FALSE(decode_node_message(vector_of(vectors::light, "other_history")));
}

TEST_CASE("another spelling of a message is refused, and the reason says where", "[node]") {
    const std::string tip = vector_of(vectors::node, "tip");
    const std::string text = GENERATE_COPY(
        replaced(tip, "\"height\":1", "\"height\":01"),
        replaced(tip, "\"height\":1", "\"height\":-1"),
        replaced(tip, "\"height\":1", "\"height\":1.0"),
        replaced(tip, "\"height\":1", "\"height\":1000000001"),
        replaced(tip, "{\"height\":1,", "{"), replaced(tip, "{", "{\"and\":1,"),
        replaced(tip, "0000a8835d77", "0000A8835d77"), replaced(tip, "0000a8835d77", "0000a8835d7"),
        replaced(tip, "0000a8835d77", "0000a8835d7g"), replaced(tip, "\"tip\":\"0", "\"tip\":\"00"),
        replaced(tip, "\"tip\",", "\"top\","), replaced(tip, ":1,", ": 1,"),
        replaced(tip, "}", ",\"z\":1}"));
    CAPTURE(text);
    const auto refused = decode_node_message(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == MessageError::Malformed);
    CHECK(refused.error().text.starts_with("byte "));
}

TEST_CASE("a message that is too long is refused before it is read", "[node]") {
    const auto refused = decode_node_message(std::string(longest_body + 1, '{'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == MessageError::TooLarge);
    const auto light = decode_light_message(std::string(longest_body + 1, '{'));
    REQUIRE_FALSE(light);
    CHECK(light.error().reason == MessageError::TooLarge);
}

TEST_CASE("lists are as long as the protocol allows, and not longer", "[node]") {
    CHECK(node_takes(GetHeaders{hashes(64)}));
    CHECK_FALSE(node_takes(GetHeaders{hashes(65)}));
    CHECK_FALSE(node_takes(GetHeaders{}));
    CHECK(node_takes(Headers{std::vector<Header>(250)}));
    CHECK_FALSE(node_takes(Headers{std::vector<Header>(251)}));
    CHECK(node_takes(GetBlocks{hashes(16)}));
    CHECK_FALSE(node_takes(GetBlocks{hashes(17)}));
    CHECK_FALSE(node_takes(GetBlocks{}));
    CHECK(node_takes(Have{hashes(500)}));
    CHECK_FALSE(node_takes(Have{hashes(501)}));
    CHECK_FALSE(node_takes(Have{}));
    CHECK(node_takes(GetPayments{hashes(100)}));
    CHECK_FALSE(node_takes(GetPayments{hashes(101)}));
    CHECK_FALSE(node_takes(GetPayments{}));
    CHECK(node_takes(Payments{{100, "{}"}}));
    CHECK_FALSE(node_takes(Payments{{101, "{}"}}));
    CHECK_FALSE(node_takes(Payments{}));
    CHECK(node_takes(OneBlock{{{}, {100, object_of(200)}}}));
    CHECK_FALSE(node_takes(OneBlock{{{}, {101, object_of(200)}}}));
    CHECK(node_takes(OneBlock{}));
}

TEST_CASE("payments in a message are bounded one by one and together", "[node]") {
    CHECK(node_takes(Payments{{object_of(20'000), object_of(20'000)}}));
    CHECK_FALSE(node_takes(Payments{{object_of(20'001)}}));
    CHECK_FALSE(node_takes(Payments{{object_of(20'000), object_of(20'000), "{}"}}));
    CHECK(node_takes(OneBlock{{{}, {object_of(20'000), object_of(20'000)}}}));
    CHECK_FALSE(node_takes(OneBlock{{{}, {object_of(20'001)}}}));
}

TEST_CASE("a transaction that is no canonical object goes out as an empty one", "[node]") {
    const std::string text = GENERATE("", "payment", "[]", R"({"b":1,"a":2})", R"({"a":1}})",
                                      R"({"a":{"b":{"c":{"d":{)");
    const auto sent = decode_node_message(encode(NodeMessage{Payments{{text, R"({"a":1})"}}}));
    REQUIRE(sent);
    CHECK(std::get<Payments>(*sent).payments == std::vector<std::string>{"{}", R"({"a":1})"});
}

TEST_CASE("a transaction that nests too deeply is not read", "[node]") {
    CHECK(node_takes(Payments{{R"({"a":{"b":{"c":{}}}})"}}));
    CHECK_FALSE(node_takes(Payments{{R"({"a":{"b":{"c":{"d":{}}}}})"}}));
}

TEST_CASE("what wallets and nodes say is bounded as well", "[node]") {
    const auto watch = decode_light_message(vector_of(vectors::light, "watch"));
    const PublicKey alice = std::get<Watch>(*watch).addresses.front();
    CHECK(light_takes(Watch{{100, alice}}));
    CHECK_FALSE(light_takes(Watch{{101, alice}}));
    CHECK_FALSE(light_takes(Watch{}));
    CHECK(light_takes(Gone{{}, std::string(200, 'x')}));
    CHECK_FALSE(light_takes(Gone{{}, std::string(201, 'x')}));
    CHECK(light_takes(NotPaid{{}, "a \"quote\"\n"}));
    const Spend spend{alice, sbc::ledger::Amount{5}};
    CHECK(light_takes(Waiting{{{object_of(20'000), std::vector<Spend>(200, spend)}}}));
    CHECK_FALSE(light_takes(Waiting{{{"{}", std::vector<Spend>(201, spend)}}}));
    CHECK_FALSE(light_takes(Waiting{{{"{}", {{alice, sbc::ledger::Amount{0}}}}}}));
    Record record{Height{1}, 99, hashes(32), object_of(20'000), std::vector<Spend>(200, spend)};
    CHECK(light_takes(Records{{}, Height{1}, {record}}));
    record.index = 100;
    CHECK_FALSE(light_takes(Records{{}, Height{1}, {record}}));
    CHECK_FALSE(light_takes(Records{{}, Height{1}, {{Height{1}, 0, hashes(33), "{}", {}}}}));
    const Record small{Height{1}, 0, {}, "{}", {}};
    CHECK(light_takes(Records{{}, Height{1}, std::vector<Record>(150, small)}));
    CHECK_FALSE(light_takes(Records{{}, Height{1}, std::vector<Record>(151, small)}));
}

TEST_CASE("an address in a message is a key, in lower case", "[node]") {
    const std::string watch = vector_of(vectors::light, "watch");
    CHECK_FALSE(decode_light_message(replaced(watch, "sb16kl", "sb16kz")));
    CHECK_FALSE(decode_light_message(replaced(watch, "sb16kl", "SB16KL")));
    std::string upper =
        sbc::crypto::to_address(std::get<Watch>(*decode_light_message(watch)).addresses.front());
    const std::string lower = upper;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK_FALSE(decode_light_message(replaced(watch, lower, upper)));
}

TEST_CASE("who fills a message knows how much an item adds to it", "[node]") {
    const auto watch = decode_light_message(vector_of(vectors::light, "watch"));
    const PublicKey alice = std::get<Watch>(*watch).addresses.front();
    const std::vector<Spend> spends(3, {alice, sbc::ledger::most_amount});
    const ShownPayment payment{object_of(500), spends};
    const Record record{Height{highest}, 99, hashes(7), object_of(500), spends};
    const std::size_t waiting = encode(LightMessage{Waiting{{payment, payment}}}).size();
    CHECK(waiting <= 2 * size_of(payment) + room_around);
    CHECK(waiting + 20 >= 2 * size_of(payment));
    const Records records{Height{highest}, Height{highest}, {record, record}};
    CHECK(encode(LightMessage{records}).size() <= 2 * size_of(record) + room_around);
    CHECK(encode(LightMessage{records}).size() + 20 >= 2 * size_of(record));
}
