// The vectors of docs/protocol.md, sections 11 to 15; tests/interop checks them with Python.
#include <sstream>

#include "base/hex.hpp"
#include "catch.hpp"
#include "chain_message.hpp"
#include "merkle.hpp"
#include "verify.hpp"

using namespace stage;

namespace {

const std::vector<std::string> targets{
    (R"(1d00ffff 00000000ffff0000000000000000000000000000000000000000000000000000 00000000)"
     R"(00000000000000000000000000000000000000000000000100010001)"),
    (R"(1f00ffff 0000ffff00000000000000000000000000000000000000000000000000000000 00000000)"
     R"(00000000000000000000000000000000000000000000000000010001)"),
    (R"(1b0404cb 00000000000404cb000000000000000000000000000000000000000000000000 00000000)"
     R"(000000000000000000000000000000000000000000003fb3ab764c00)"),
    (R"(207fffff 7fffff0000000000000000000000000000000000000000000000000000000000 00000000)"
     R"(00000000000000000000000000000000000000000000000000000002)"),
    (R"(2100ffff ffff000000000000000000000000000000000000000000000000000000000000 00000000)"
     R"(00000000000000000000000000000000000000000000000000000001)"),
    (R"(04123456 0000000000000000000000000000000000000000000000000000000012345600 0000000e)"
     R"(10005c64415f04ef3e387b97db388404db9fdfaab2b1918f6783471d)"),
    (R"(02123456 0000000000000000000000000000000000000000000000000000000000001234 000e0f7d)"
     R"(0fc35d34ac057e0cda2850689332253d0537bf68d97f968bd609c6c4)"),
    (R"(03000001 0000000000000000000000000000000000000000000000000000000000000001 80000000)"
     R"(00000000000000000000000000000000000000000000000000000000)")};
const std::vector<std::string> no_targets{R"(00000000)", R"(01003456)", R"(04923456)",
                                          R"(01fedcba)", R"(20800000)", R"(21010000)",
                                          R"(22000100)", R"(23000001)", R"(ff123456)"};
const std::vector<std::string> ids{
    R"(8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87)",
    R"(fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4)",
    R"(6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4)",
    R"(e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d)"};
const std::vector<std::string> roots{
    R"(1 8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87)",
    R"(2 ccdafb73d8dcd0173d5d5c3c9a0770d0b3953db889dab99ef05b1907518cb815)",
    R"(3 fa435470825de273081dcc706b25514c936fa6dc80ab965ce6970d68ddd0b553)",
    R"(4 f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766)"};
const std::vector<std::string> genesis_texts{
    (R"({"begins":1767225600,"clamp":4,"easiest":520159231,"gaps":4,"interval":4,"network")"
     R"(:"classroom","note":"お前すげー","spacing":5})")};
const std::vector<std::string> headers{
    (R"(0100000000000000000000000000000000000000000000000000000000000000000000003bb4de10fd)"
     R"(7e5b64992db6e13ad2569d89c12d986ac9da4c913529c7bd42709500b95569ffff001f00000000)"),
    (R"(010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220c13964d881631a7ba19f)"
     R"(b812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca05b95569ffff001f33190000)")};
const std::vector<std::string> hashes{
    R"(81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e0690f)",
    R"(000032f409ba27a22ec0d4301f6f6804ab52e380546affb7da3133653383a892)"};
const std::vector<std::string> adjustments{
    R"(bitcoin 1d00ffff 1209600 1d00ffff)", R"(bitcoin 1d00ffff 1022578 1d00d86a)",
    R"(bitcoin 1703e8b3 1189914 1703d869)", R"(bitcoin 1703d869 1258683 1704005a)",
    R"(bitcoin 1703e8b3 -5 1700fa2c)",      R"(bitcoin 1703e8b3 100000000 170fa2cc)",
    R"(classroom 1f00ffff 40 1f00ffff)",    R"(classroom 1f00ffff 15 1f00bfff)",
    R"(classroom 1e7fffff 7 1e2ccccc)",     R"(classroom 1e010203 33 1e01a9b8)"};
const std::vector<std::string> messages{
    (R"({"kind":"transaction","transaction":{"from":"alice","nonce":"0123456789abcdef","no)"
     R"(te":"you are great","points":100,"to":"bob"}})"),
    (R"({"height":1,"kind":"tip","tip":"000032f409ba27a22ec0d4301f6f6804ab52e380546affb7da)"
     R"(3133653383a892","work":"0000000000000000000000000000000000000000000000000000000000)"
     R"(010001"})"),
    (R"({"hash":"000032f409ba27a22ec0d4301f6f6804ab52e380546affb7da3133653383a892","kind":)"
     R"("get_block"})"),
    (R"({"block":{"header":"010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220)"
     R"(c13964d881631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca05b95569)"
     R"(ffff001f33190000","transactions":[{"from":"alice","nonce":"0123456789abcdef","note)"
     R"(":"you are great","points":100,"to":"bob"},{"from":"bob","nonce":"00000000000000ff)"
     R"(","note":"\"thank\" \\ you\n\u001f","points":9007199254740991,"to":"花子"}]},"kind":)"
     R"("block"})"),
    (R"({"kind":"waiting","transactions":[{"from":"alice","nonce":"0123456789abcdef","note)"
     R"(":"you are great","points":100,"to":"bob"},{"from":"bob","nonce":"00000000000000ff)"
     R"(","note":"\"thank\" \\ you\n\u001f","points":9007199254740991,"to":"花子"}]})"),
    (R"({"after":"81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e0690f","heigh)"
     R"(t":0,"kind":"get_blocks"})"),
    (R"({"blocks":[{"header":"010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb72)"
     R"(20c13964d881631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca05b955)"
     R"(69ffff001f33190000","transactions":[{"from":"alice","nonce":"0123456789abcdef","no)"
     R"(te":"you are great","points":100,"to":"bob"},{"from":"bob","nonce":"00000000000000)"
     R"(ff","note":"\"thank\" \\ you\n\u001f","points":9007199254740991,"to":"花子"}]}],"hei)"
     R"(ght":1,"kind":"blocks"})"),
    R"({"blocks":[],"height":2,"kind":"blocks"})",
    R"({"height":1,"kind":"other_history"})",
    R"({"kind":"get_tree"})",
    (R"({"headers":["010000000000000000000000000000000000000000000000000000000000000000000)"
     R"(0003bb4de10fd7e5b64992db6e13ad2569d89c12d986ac9da4c913529c7bd42709500b95569ffff001)"
     R"(f00000000","010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220c13964d8)"
     R"(81631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca05b95569ffff001f)"
     R"(33190000"],"height":0,"kind":"tree","tip":"000032f409ba27a22ec0d4301f6f6804ab52e38)"
     R"(0546affb7da3133653383a892"})")};

Bits bits_from(const std::string& digits) {
    const auto bytes = sbc::from_hex(digits).value();
    return Bits{sbc::load_be32(std::span{bytes}.first<4>())};
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in{line};
    std::vector<std::string> words(1);
    while (in >> words.back()) words.emplace_back();
    words.pop_back();
    return words;
}

Block first_block() {
    for (const std::string& text : messages) {
        const auto message = decode_chain_message(text).value();
        if (const auto* one = std::get_if<OneBlock>(&message)) return one->block;
    }
    FAIL("no block is among the messages");
    return {};
}

}  // namespace

TEST_CASE("the protocol's bits are its targets and its work", "[05]") {
    for (const std::string& line : targets) {
        INFO(line);
        const auto words = words_of(line);
        const Bits bits = bits_from(words.at(0));
        REQUIRE(target_of(bits));
        CHECK(target_of(bits)->to_hex() == words.at(1));
        CHECK(work_of(bits).to_hex() == words.at(2));
    }
    for (const std::string& digits : no_targets) {
        INFO(digits);
        CHECK_FALSE(target_of(bits_from(digits)));
    }
}

TEST_CASE("the protocol's ids lead to its roots, and twins are refused", "[05]") {
    std::vector<Hash> leaves;
    leaves.reserve(ids.size());
    for (const std::string& id : ids) leaves.push_back(sbc::crypto::hash_from_text(id).value());
    for (const std::string& line : roots) {
        INFO(line);
        const auto words = words_of(line);
        const std::vector<Hash> some{leaves.begin(), leaves.begin() + std::stoi(words.at(0))};
        CHECK(to_text(merkle_root(some)) == words.at(1));
        CHECK_FALSE(has_twins(some));
    }
    CHECK(has_twins({leaves[0], leaves[1], leaves[2], leaves[2]}));
}

TEST_CASE("the protocol's retargets are ours", "[05]") {
    for (const std::string& line : adjustments) {
        INFO(line);
        const auto words = words_of(line);
        const Network network = words.at(0) == "bitcoin" ? bitcoin() : Network{};
        CHECK(network.name == words.at(0));
        CHECK(retarget(network, bits_from(words.at(1)),
                       std::chrono::seconds{std::stoll(words.at(2))}) == bits_from(words.at(3)));
    }
}

TEST_CASE("the protocol's blocks are ours, byte by byte", "[05]") {
    const Block root = genesis(Network{});
    const Block first = first_block();
    CHECK(root.transactions == genesis_texts);
    CHECK(sbc::to_hex(encode(root.header)) == headers.at(0));
    CHECK(sbc::to_hex(encode(first.header)) == headers.at(1));
    CHECK(to_text(hash_of(root.header)) == hashes.at(0));
    CHECK(to_text(hash_of(first.header)) == hashes.at(1));
    const auto work = check_chain(Network{}, std::vector{root, first}, first.header.time);
    REQUIRE(work);
    CHECK(*work == work_of(Network{}.easiest));  // the genesis block counts for none
}

TEST_CASE("the protocol's messages are read, and written in the same bytes", "[05]") {
    for (const std::string& text : messages) {
        const auto message = decode_chain_message(text);
        INFO(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
    }
}
