// The vectors of docs/protocol.md, section 10; tests/interop checks them with Python.
#include "base/hex.hpp"
#include "catch.hpp"
#include "chain_message.hpp"
#include "transaction.hpp"
#include "verify.hpp"

using namespace stage;

namespace {

const std::vector<std::string> transactions{
    R"({"from":"everybody","nonce":"0000000000000000","note":"お前すげー","points":1,"to":"every)"
    R"(body"})",
    R"({"from":"alice","nonce":"0123456789abcdef","note":"you are great","points":100,"to":)"
    R"("bob"})",
    R"({"from":"bob","nonce":"00000000000000ff","note":"\"thank\" \\ you\n\u001f","points":)"
    R"(9007199254740991,"to":"花子"})"};
const std::vector<std::string> headers{
    R"(0100000000000000000000000000000000000000000000000000000000000000000000002c4a2eb3761e)"
    R"(7ff6015d2cfdf4983897a4e6e25f15ff8a71193f3df1ce22de3600b95569)",
    R"(01000000ba36e3f4ebbd27c0847ad07dbdae987f4c9457597e8c48d914c6644136bf2aaf631a7ba19fb8)"
    R"(12257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca0000006a)"};
const std::vector<std::string> hashes{
    R"(af2abf364164c614d9488c7e5957944c7f98aebd7dd07a84c027bdebf4e336ba)",
    R"(58e26cf23c3ae5512ef788f13ef10f37cdc9b5d520131406660b688955612ff5)"};
const std::vector<std::string> messages{
    (R"({"kind":"transaction","transaction":{"from":"alice","nonce":"0123456789abcdef","note)"
     R"(":"you are great","points":100,"to":"bob"}})"),
    (R"({"block":{"header":"01000000ba36e3f4ebbd27c0847ad07dbdae987f4c9457597e8c48d914c66441)"
     R"(36bf2aaf631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca0000006a","t)"
     R"(ransactions":[{"from":"alice","nonce":"0123456789abcdef","note":"you are great","poi)"
     R"(nts":100,"to":"bob"},{"from":"bob","nonce":"00000000000000ff","note":"\"thank\" \\ y)"
     R"(ou\n\u001f","points":9007199254740991,"to":"花子"}]},"height":1,"kind":"block"})"),
    (R"({"after":"af2abf364164c614d9488c7e5957944c7f98aebd7dd07a84c027bdebf4e336ba","height")"
     R"(:0,"kind":"get_blocks"})"),
    (R"({"blocks":[{"header":"01000000ba36e3f4ebbd27c0847ad07dbdae987f4c9457597e8c48d914c664)"
     R"(4136bf2aaf631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca0000006a",)"
     R"("transactions":[{"from":"alice","nonce":"0123456789abcdef","note":"you are great","p)"
     R"(oints":100,"to":"bob"},{"from":"bob","nonce":"00000000000000ff","note":"\"thank\" \\)"
     R"( you\n\u001f","points":9007199254740991,"to":"花子"}]}],"height":1,"kind":"blocks"})"),
    R"({"blocks":[],"height":2,"kind":"blocks"})",
    R"({"height":1,"kind":"other_history"})"};

std::string bytes_of(const Header& header) { return sbc::to_hex(encode(header)); }

}  // namespace

TEST_CASE("the protocol's blocks are ours, byte by byte", "[04]") {
    const Block first = std::get<NewBlock>(decode_chain_message(messages[1]).value()).block;
    CHECK(genesis().transactions == std::vector{transactions[0]});
    CHECK(first.transactions == std::vector{transactions[1], transactions[2]});
    CHECK(bytes_of(genesis().header) == headers[0]);
    CHECK(bytes_of(first.header) == headers[1]);
    CHECK(to_text(hash_of(genesis().header)) == hashes[0]);
    CHECK(to_text(hash_of(first.header)) == hashes[1]);
    CHECK(check_chain(std::vector{genesis(), first}));
}

TEST_CASE("the protocol's messages are read, and written in the same bytes", "[04]") {
    for (const std::string& text : messages) {
        const auto message = decode_chain_message(text);
        INFO(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
    }
}
