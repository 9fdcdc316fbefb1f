// What nodes of stage 04 say to each other, and how strictly it is read.
#include "chain_message.hpp"

#include "base/hex.hpp"
#include "catch.hpp"
#include "p2p/carried.hpp"
#include "sample.hpp"

using namespace stage;
using sample::payment;

namespace {

template <class Kind>
Kind through_the_wire(const ChainMessage& message) {
    const std::string body = encode(message);
    const auto read = decode_chain_message(body);
    if (!read) FAIL(read.error().text);
    CHECK(encode(*read) == body);
    REQUIRE(std::holds_alternative<Kind>(*read));
    return std::get<Kind>(*read);
}

// Transactions that fill a block to its bound in bytes.
std::vector<std::string> full_block(std::uint64_t first) {
    std::vector<std::string> texts;
    std::size_t bytes = 0;
    while (texts.size() < most_transactions) {
        const auto text = payment(first + texts.size(), std::string(longest_note, 'x'));
        if (bytes + text.size() > most_transaction_bytes) break;
        bytes += text.size();
        texts.push_back(text);
    }
    return texts;
}

std::string replaced(std::string text, const std::string& piece, const std::string& by) {
    const std::size_t at = text.find(piece);
    REQUIRE(at != std::string::npos);
    return text.replace(at, piece.size(), by);
}

}  // namespace

TEST_CASE("each message of the chain survives the wire", "[04]") {
    const auto blocks = sample::chain_of(2);
    CHECK(through_the_wire<NewTransaction>(NewTransaction{payment(1)}).transaction == payment(1));
    const auto news = through_the_wire<NewBlock>(NewBlock{Height{1}, blocks[1]});
    CHECK(news.height == Height{1});
    CHECK(hash_of(news.block.header) == hash_of(blocks[1].header));
    CHECK(news.block.transactions == blocks[1].transactions);
    const auto question = through_the_wire<GetBlocks>(GetBlocks{Height{7}, Hash{{1, 2, 3}}});
    CHECK(question.height == Height{7});
    CHECK(question.tip == Hash{{1, 2, 3}});
    const auto answer = through_the_wire<Blocks>(Blocks{Height{1}, {blocks[1], blocks[2]}});
    REQUIRE(answer.blocks.size() == 2);
    CHECK(check_block(answer.blocks[1]));
    CHECK(through_the_wire<Blocks>(Blocks{Height{3}, {}}).blocks.empty());
    CHECK(through_the_wire<OtherHistory>(OtherHistory{Height{5}}).height == Height{5});
}

TEST_CASE("a new block has the form that the protocol describes", "[04]") {
    const Block block = sample::chain_of(1)[1];
    CHECK(encode(NewBlock{Height{1}, block}) ==
          R"({"block":{"header":")" + sbc::to_hex(encode(block.header)) + R"(","transactions":[)" +
              payment(1, "thank you") + R"(]},"height":1,"kind":"block"})");
}

TEST_CASE("the fullest block fits into what the network carries", "[04]") {
    Block block = sample::block_on(genesis().header, full_block(0));
    CHECK(encode(NewBlock{Height{1'000'000'000}, block}).size() <= sbc::p2p::longest_spread);
    std::vector<std::string> many;
    for (std::uint64_t number = 0; number < most_transactions; ++number) {
        many.push_back(payment(number, std::string(130, 'x')));
    }
    block = sample::block_on(genesis().header, many);
    REQUIRE(check_block(block));
    CHECK(encode(NewBlock{Height{1'000'000'000}, block}).size() <= sbc::p2p::longest_spread);
    through_the_wire<NewBlock>(NewBlock{Height{1}, block});
}

TEST_CASE("many blocks travel in batches, each of which fits into what the network carries",
          "[04]") {
    std::vector<Block> chain{genesis()};
    SECTION("small blocks") { chain = sample::chain_of(350); }
    SECTION("full blocks") {
        for (std::uint64_t i = 0; i < 7; ++i) {
            chain.push_back(sample::block_on(chain.back().header, full_block(1'000 * i)));
        }
    }
    std::size_t batches = 0;
    Height height{0};
    for (; batches < 100; ++batches) {
        const Blocks batch = blocks_above(height, chain);
        CHECK(batch.height == above(height));
        if (batch.blocks.empty()) break;
        CHECK(encode(batch).size() <= sbc::p2p::longest_direct);
        through_the_wire<Blocks>(batch);
        height = Height{height.value() + batch.blocks.size()};
    }
    CHECK(height == Height{chain.size() - 1});
    CHECK(batches >= 3);
    CHECK(batches <= 7);
    CHECK(blocks_above(Height{1'000'000}, chain).blocks.empty());
}

TEST_CASE("a message of the chain with anything missing, left over or wrong is refused", "[04]") {
    const std::string block = encode(NewBlock{Height{1}, sample::chain_of(1)[1]});
    REQUIRE(decode_chain_message(block));
    for (const std::string& wrong : {
             std::string{},
             std::string{"[]"},
             std::string{"\x80\x04\x95"},
             std::string{R"({"kind":"block"})"},
             std::string{R"({"kind":"shout","height":1})"},
             std::string{R"({"height":1})"},
             std::string{R"({"height":-1,"kind":"other_history"})"},
             std::string{R"({"height":1.5,"kind":"other_history"})"},
             std::string{R"({"height":1000000001,"kind":"other_history"})"},
             std::string{R"({"height":1,"kind":"other_history","more":1})"},
             std::string{R"({"after":"12","height":1,"kind":"get_blocks"})"},
             std::string{R"({"kind":"transaction","transaction":{}})"},
             std::string{R"({"kind":"transaction","transaction":[]})"},
             replaced(block, R"("height":1)", R"("height":"1")"),
             replaced(block, R"("header":")", R"("header":"00)"),
             replaced(block, R"("header":"0100)", R"("header":"01)"),
             replaced(block, R"("header":"0100)", R"("header":"01zz)"),
             replaced(block, "ba36e3f4", "BA36e3f4"),
             replaced(block, R"("points":100)", R"("points":0)"),
             replaced(block, R"("points":100)", R"("points":100,"tip":1)"),
             replaced(block, R"("transactions")", R"("Transactions")"),
             replaced(block, R"("transactions":[{)", R"("transactions":["x",{)"),
             block.substr(0, block.size() - 1),
         }) {
        INFO(wrong);
        const auto read = decode_chain_message(wrong);
        CHECK_FALSE(read);
        if (!read) CHECK_FALSE(read.error().text.empty());
    }
}

TEST_CASE("a message with more blocks or transactions than agreed is refused before they are read",
          "[04]") {
    Blocks many{Height{1}, std::vector<Block>(163, genesis())};
    CHECK_FALSE(decode_chain_message(encode(many)));
    Block block = genesis();
    block.transactions.assign(most_transactions + 1, payment(1));
    CHECK_FALSE(decode_chain_message(encode(NewBlock{Height{1}, block})));
}
