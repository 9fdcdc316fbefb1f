// Blocks of stage 04: the header's bytes, and what can be said about a block alone.
#include "block.hpp"

#include "base/hex.hpp"
#include "catch.hpp"
#include "sample.hpp"

using namespace stage;
using sample::payment;

namespace {

BlockError refusal(const Block& block) {
    const auto checked = check_block(block);
    REQUIRE_FALSE(checked);
    CHECK_FALSE(checked.error().text.empty());
    return checked.error().reason;
}

// Transactions that pretend to be: a block does not look into them.
Block block_of(std::size_t count, std::size_t size) {
    std::vector<std::string> texts(count, std::string(size, 'x'));
    return sample::block_on(genesis().header, std::move(texts));
}

}  // namespace

TEST_CASE("a header is 72 bytes that every language writes in the same way", "[04]") {
    // By Python: struct.pack("<I32s32sI", 1, previous, contents, 0x61020304)
    const std::string alice =
        R"({"from":"alice","nonce":"0123456789abcdef","note":"you are great","points":100,"to":"bob"})";
    const std::string bob =
        R"({"from":"bob","nonce":"00000000000000ff","note":"\"thank\" \\ you\n\u001f",)"
        R"("points":9007199254740991,"to":"花子"})";
    Header header;
    header.previous = hash_of(genesis().header);
    header.contents = contents_of({alice, bob});
    header.time = std::chrono::sys_seconds{std::chrono::seconds{0x61020304}};
    CHECK(sbc::to_hex(encode(header)) ==
          "01000000ba36e3f4ebbd27c0847ad07dbdae987f4c9457597e8c48d914c6644136bf2aaf"
          "631a7ba19fb812257bbc7a091204554cf722be967bc7d3ef9bd81455241434ca04030261");
    CHECK(to_text(hash_of(header)) ==
          "679089bb1913ec6fcf9b938fbc11f8579502d27a6ab81ff9394725c141c5dc91");
}

TEST_CASE("every 72 bytes are a header, and are the bytes of that header", "[04]") {
    HeaderBytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(3 * i + 1);
    const Header header = decode_header(bytes);
    CHECK(header.version == 0x0a070401);
    CHECK(header.time.time_since_epoch().count() == 0xd6d3d0cd);
    CHECK(encode(header) == bytes);
    bytes.fill(0xff);
    CHECK(encode(decode_header(bytes)) == bytes);
}

TEST_CASE("the genesis block is the same everywhere", "[04]") {
    CHECK(to_text(hash_of(genesis().header)) ==
          "af2abf364164c614d9488c7e5957944c7f98aebd7dd07a84c027bdebf4e336ba");
    CHECK(genesis().header.previous == Hash{});
    CHECK(check_block(genesis()));
}

TEST_CASE("the contents change with each transaction and with their order", "[04]") {
    const Hash both = contents_of({payment(1), payment(2)});
    CHECK(both != contents_of({payment(2), payment(1)}));
    CHECK(both != contents_of({payment(1)}));
    CHECK(both != contents_of({payment(1) + payment(2)}));
    CHECK(contents_of({payment(1)}) != id_of(payment(1)));
}

TEST_CASE("a block whose transactions are not those of its header is refused", "[04]") {
    Block block = sample::block_on(genesis().header, {payment(1), payment(2)});
    REQUIRE(check_block(block));
    SECTION("one was altered") {
        block.transactions[1] = payment(2, "you were great");
        CHECK(refusal(block) == BlockError::WrongContents);
    }
    SECTION("one is missing") {
        block.transactions.pop_back();
        CHECK(refusal(block) == BlockError::WrongContents);
    }
    SECTION("two have changed places") {
        std::swap(block.transactions[0], block.transactions[1]);
        CHECK(refusal(block) == BlockError::WrongContents);
    }
}

TEST_CASE("an empty block is refused", "[04]") {
    CHECK(refusal(sample::block_on(genesis().header, {})) == BlockError::NoTransactions);
}

TEST_CASE("a block of another version is refused", "[04]") {
    Block block = sample::block_on(genesis().header, {payment(1)});
    block.header.version = 2;
    CHECK(refusal(block) == BlockError::WrongVersion);
}

TEST_CASE("a block has at most 100 transactions of 24,000 bytes together", "[04]") {
    CHECK(check_block(block_of(most_transactions, 240)));
    CHECK(refusal(block_of(most_transactions + 1, 1)) == BlockError::TooLarge);
    CHECK(refusal(block_of(10, 2'401)) == BlockError::TooLarge);
    CHECK(check_block(block_of(10, 2'400)));
}
