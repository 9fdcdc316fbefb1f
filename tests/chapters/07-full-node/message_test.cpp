// What nodes say to each other, in the one spelling that there is.
#include "chain_message.hpp"
#include "node_kit.hpp"

using namespace kit;
using namespace stage;

namespace {

const Hash hash = sbc::crypto::hash256(sbc::as_bytes("any"));
const std::string digits = to_text(hash);

template <class Kind>
Kind back(const Kind& message) {
    const auto read = decode_chain_message(encode(ChainMessage{message}));
    if (!read) FAIL(read.error().text);
    REQUIRE(std::holds_alternative<Kind>(*read));
    return std::get<Kind>(*read);
}
bool refused(const std::string& body) { return !decode_chain_message(body).has_value(); }
std::string list(const std::string& item, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? "," : "") + item;
    return "[" + text + "]";
}

}  // namespace

TEST_CASE("every message comes back as it was said", "[07]") {
    const auto genesis = sbc::chain::genesis(easy());
    const auto tip = back(Announce{hash, Height{7}, sbc::U256{9}});
    CHECK(tip.tip == hash);
    CHECK(tip.height == Height{7});
    CHECK(tip.work == sbc::U256{9});
    CHECK(back(GetHeaders{{hash, Hash{}}}).locator == std::vector<Hash>{hash, Hash{}});
    CHECK(back(Headers{}).headers.empty());
    CHECK(back(Headers{{genesis.header}}).headers.front() == genesis.header);
    CHECK(back(Coming{genesis.header}).header == genesis.header);
    CHECK(back(GetBlocks{{hash}}).hashes.front() == hash);
    CHECK(back(NoBlock{hash}).hash == hash);
    CHECK(back(Have{{hash}}).ids.size() == 1);
    CHECK(back(GetPayments{{hash}}).ids.size() == 1);
    CHECK(back(Payments{{"{\"a\":1}"}}).payments.front() == "{\"a\":1}");
    const auto block = back(OneBlock{{genesis.header, {"{\"a\":1}", "{\"b\":2}"}}}).block;
    CHECK(block.header == genesis.header);
    CHECK(block.transactions.size() == 2);
}

TEST_CASE("what is not quite a message is none", "[07]") {
    CHECK(refused(""));
    CHECK(refused("{}"));
    CHECK(refused(R"({"kind":"dance"})"));
    CHECK(refused(R"({"kind":"no_block"})"));
    CHECK(refused(R"({"hash":")" + digits + R"(","kind":"no_block","more":1})"));
    CHECK(refused(R"({"hash": ")" + digits + R"(","kind":"no_block"})"));
    CHECK(refused(R"({"hash":")" + digits.substr(1) + R"(","kind":"no_block"})"));
    CHECK_FALSE(refused(R"({"hash":")" + digits + R"(","kind":"no_block"})"));
    CHECK(refused(R"({"header":"00","kind":"coming"})"));
    CHECK(refused(R"({"height":1000000001,"kind":"tip","tip":")" + digits + R"(","work":")" +
                  digits + R"("})"));
}

TEST_CASE("lists have their bounds", "[07]") {
    const std::string id = "\"" + digits + "\"";
    const auto ids = [&](const std::string& kind, const std::string& field, std::size_t count) {
        const std::string one = "\"kind\":\"" + kind + "\"";
        const std::string many = "\"" + field + "\":" + list(id, count);
        return field < "kind" ? "{" + many + "," + one + "}" : "{" + one + "," + many + "}";
    };
    const std::vector<std::tuple<std::string, std::string, std::size_t>> bounds{
        {"get_headers", "locator", 64},
        {"get_blocks", "hashes", 16},
        {"have", "ids", 500},
        {"get_payments", "ids", 100}};
    for (const auto& [kind, field, most] : bounds) {
        INFO(kind);
        CHECK_FALSE(refused(ids(kind, field, most)));
        CHECK(refused(ids(kind, field, most + 1)));
        CHECK(refused(ids(kind, field, 0)));
    }
    const std::string large = R"({"a":")" + std::string(10'000, 'x') + "\"}";
    CHECK_FALSE(refused(encode(Payments{{large, large, large}})));
    CHECK(refused(encode(Payments{{large, large, large, large}})));
    CHECK(refused(encode(Payments{})));
}
