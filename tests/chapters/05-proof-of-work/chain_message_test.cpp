// What nodes of stage 05 say to each other, and how strictly it is read.
#include "chain_message.hpp"

#include "base/hex.hpp"
#include "catch.hpp"
#include "p2p/carried.hpp"
#include "sample.hpp"

using namespace stage;
using sample::Forge;
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

// Transactions that fill a block to its last byte, and by their number.
std::vector<std::string> full_block(std::uint64_t first) {
    std::vector<std::string> texts;
    std::size_t left = most_transaction_bytes;
    const std::size_t empty = payment(first, "").size();
    for (; texts.size() < most_transactions; left -= texts.back().size()) {
        const std::size_t size = left / (most_transactions - texts.size());
        texts.push_back(payment(first + texts.size(), std::string(size - empty, 'x')));
    }
    CHECK(left == 0);
    return texts;
}

bool sendable(const ChainMessage& message) {
    return !unsendable(sbc::p2p::Direct{"chain", encode(message)});
}

std::string replaced(std::string text, const std::string& piece, const std::string& by) {
    const std::size_t at = text.find(piece);
    REQUIRE(at != std::string::npos);
    return text.replace(at, piece.size(), by);
}

struct Held {
    OpenLedger ledger;
    Chain chain{sample::easy(), ledger};
    void add(const Block& block) { REQUIRE(chain.add(block, sample::wall)); }
};

const Height highest{1'000'000'000};

}  // namespace

TEST_CASE("each message about one block or payment survives the wire", "[05]") {
    Forge forge;
    const Place& place = forge.on(forge.root(), {payment(1), payment(2)});
    CHECK(through_the_wire<NewTransaction>(NewTransaction{payment(1)}).transaction == payment(1));
    const auto tip =
        through_the_wire<Announce>(Announce{place.hash, place.height, sbc::U256::max()});
    CHECK(tip.tip == place.hash);
    CHECK(tip.height == place.height);
    CHECK(tip.work == sbc::U256::max());
    CHECK(through_the_wire<GetBlock>(GetBlock{place.hash}).hash == place.hash);
    const auto one = through_the_wire<OneBlock>(OneBlock{place.block});
    CHECK(hash_of(one.block.header) == place.hash);
    CHECK(one.block.transactions == place.block.transactions);
    CHECK(through_the_wire<Waiting>(Waiting{{payment(1), payment(2)}}).transactions.size() == 2);
    CHECK(through_the_wire<Waiting>(Waiting{}).transactions.empty());
}

TEST_CASE("each message about a history survives the wire", "[05]") {
    Forge forge;
    const Place& tip = forge.line(forge.root(), 2);
    const auto question = through_the_wire<GetBlocks>(GetBlocks{Height{7}, tip.hash});
    CHECK(question.height == Height{7});
    CHECK(question.tip == tip.hash);
    const auto answer = through_the_wire<Blocks>(Blocks{Height{1}, sample::history(tip)});
    REQUIRE(answer.blocks.size() == 2);
    CHECK(answer.height == Height{1});
    CHECK(check_block(answer.blocks[1]));
    CHECK(through_the_wire<Blocks>(Blocks{Height{3}, {}}).blocks.empty());
    CHECK(through_the_wire<OtherHistory>(OtherHistory{Height{5}}).height == Height{5});
    through_the_wire<GetTree>(GetTree{});
    const auto top = through_the_wire<TreeTop>(TreeTop{Height{2}, tip.hash, {tip.block.header}});
    CHECK(top.height == Height{2});
    CHECK(top.tip == tip.hash);
    REQUIRE(top.headers.size() == 1);
    CHECK(hash_of(top.headers[0]) == tip.hash);
}

TEST_CASE("an announcement and a block have the form that the protocol describes", "[05]") {
    const Hash hash{{0xab, 1}};
    CHECK(encode(Announce{hash, Height{3}, sbc::U256{0x1f}}) ==
          R"({"height":3,"kind":"tip","tip":")" + to_text(hash) + R"(","work":")" +
              std::string(62, '0') + R"(1f"})");
    Forge forge;
    const Block& block = forge.on(forge.root(), {payment(1)}).block;
    CHECK(encode(OneBlock{block}) == R"({"block":{"header":")" + sbc::to_hex(encode(block.header)) +
                                         R"(","transactions":[)" + payment(1) +
                                         R"(]},"kind":"block"})");
}

TEST_CASE("the fullest message of each kind fits into what the network carries", "[05]") {
    Forge forge;
    const Block& block = forge.on(forge.root(), full_block(0)).block;
    REQUIRE(check_block(block));
    CHECK(sendable(OneBlock{block}));
    through_the_wire<OneBlock>(OneBlock{block});
    CHECK(sendable(Waiting{full_block(0)}));
    through_the_wire<Waiting>(Waiting{full_block(0)});
    CHECK(sendable(Announce{Hash{}, highest, sbc::U256::max()}));
    CHECK(sendable(GetBlocks{highest, Hash{}}));
    const TreeTop top{highest, Hash{}, std::vector<Header>(200)};
    CHECK(sendable(top));
    through_the_wire<TreeTop>(top);
    // A name and a note of nothing but control characters, six bytes each in the one spelling.
    const std::string longest = encode(Transaction{
        std::string(longest_name, '\x1f'), std::string(longest_name, '\x1f'),
        Points{sbc::json_max_integer}, std::string(longest_note, '\x1f'), PaymentNonce{1}});
    CHECK(longest.size() <= longest_transaction);
    const std::string body = encode(NewTransaction{longest});
    CHECK_FALSE(unsendable(sbc::p2p::Spread{"chain", sbc::p2p::MessageId{1}, 0, body}));
    through_the_wire<NewTransaction>(NewTransaction{longest});
}

TEST_CASE("many blocks travel in batches, each of which fits into what the network carries",
          "[05]") {
    Forge forge;
    const Place* tip = &forge.root();
    std::size_t fewest = 0, most = 0;
    SECTION("without payments") {
        for (int i = 0; i < 500; ++i) tip = &forge.on(*tip);
        fewest = 2, most = 4;
    }
    SECTION("with one payment each") {
        tip = &forge.line(*tip, 350);
        fewest = 3, most = 5;
    }
    SECTION("full to the last byte") {
        for (std::uint64_t i = 0; i < 7; ++i) tip = &forge.on(*tip, full_block(1'000 * i));
        fewest = most = 4;  // two in each
    }
    Held held;
    for (const Block& block : sample::history(*tip)) held.add(block);
    std::size_t batches = 0;
    Height height{0};
    for (; batches < 100; ++batches) {
        const Blocks batch = blocks_above(height, held.chain);
        CHECK(batch.height == above(height));
        if (batch.blocks.empty()) break;
        CHECK(sendable(batch));
        through_the_wire<Blocks>(batch);
        height = Height{height.value() + batch.blocks.size()};
    }
    CHECK(height == held.chain.height());
    CHECK(batches >= fewest);
    CHECK(batches <= most);
    CHECK(blocks_above(highest, held.chain).blocks.empty());
}

TEST_CASE("a batch at the greatest height fits, too", "[05]") {
    Forge forge;
    const Block& block = forge.on(forge.root(), full_block(0)).block;
    CHECK(sendable(Blocks{highest, {block, block}}));
}

TEST_CASE("a message of the chain with anything missing, left over or wrong is refused", "[05]") {
    Forge forge;
    const Block& first = forge.on(forge.root(), {payment(1)}).block;
    const std::string block = encode(OneBlock{first});
    const std::string blocks = encode(Blocks{Height{1}, {first}});
    const std::string tip = encode(Announce{hash_of(first.header), Height{1}, sbc::U256{0xabc}});
    const std::string top = encode(TreeTop{Height{1}, Hash{}, {first.header}});
    for (const auto& right : {block, blocks, tip, top}) REQUIRE(decode_chain_message(right));
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
             std::string{R"({"hash":"12","kind":"get_block"})"},
             std::string{R"({"kind":"get_tree","more":1})"},
             std::string{R"({"kind":"transaction","transaction":[]})"},
             std::string{R"({"kind":"waiting","transactions":["x"]})"},
             std::string{R"({"kind":"waiting"})"},
             replaced(tip, R"("height":1)", R"("height":"1")"),
             replaced(tip, "abc\"", "ABC\""),
             replaced(tip, R"("work":"0)", R"("work":")"),
             replaced(tip, R"("work":"0)", R"("work":"00)"),
             replaced(tip, R"("work":"0)", R"("work":"-)"),
             replaced(block, R"("header":")", R"("header":"00)"),
             replaced(block, R"("header":"0100)", R"("header":"01)"),
             replaced(block, R"("header":"0100)", R"("header":"01zz)"),
             replaced(block, R"("transactions")", R"("Transactions")"),
             replaced(block, R"("transactions":[{)", R"("transactions":["x",{)"),
             replaced(block, R"("header")", R"("footer":1,"header")"),
             block.substr(0, block.size() - 1),
             replaced(blocks, R"("header":"0100)", R"("header":"01)"),
             replaced(blocks, R"([{"header")", R"([1,{"header")"),
             replaced(top, R"("headers":["0100)", R"("headers":["01)"),
             replaced(top, R"("headers":["0100)", R"("headers":[1,"0100)"),
         }) {
        INFO(wrong);
        const auto read = decode_chain_message(wrong);
        CHECK_FALSE(read);
        if (!read) CHECK_FALSE(read.error().text.empty());
    }
}

TEST_CASE("a message with more of anything than agreed is refused before it is read", "[05]") {
    Block block = genesis(sample::easy());
    CHECK_FALSE(decode_chain_message(encode(Blocks{Height{1}, std::vector<Block>(164, block)})));
    block.transactions.assign(most_transactions + 1, payment(1));
    CHECK_FALSE(decode_chain_message(encode(OneBlock{block})));
    CHECK_FALSE(decode_chain_message(encode(Waiting{block.transactions})));
    const TreeTop top{Height{0}, Hash{}, std::vector<Header>(201)};
    CHECK_FALSE(decode_chain_message(encode(top)));
}

TEST_CASE("the top of a tree is our last blocks and what leaves them", "[05]") {
    Forge forge;
    Held held;
    const Place& tip = forge.line(forge.root(), 60);
    for (const Block& block : sample::history(tip)) held.add(block);
    SECTION("alone, the last heights") {
        const TreeTop top = top_of(held.chain);
        CHECK(top.height == Height{20});
        CHECK(top.tip == tip.hash);
        REQUIRE(top.headers.size() == 41);
        CHECK(hash_of(top.headers.front()) == sample::below(tip, 40).hash);
        CHECK(hash_of(top.headers.back()) == tip.hash);
    }
    SECTION("however many branches: ours whole, and no header without those below it") {
        for (std::size_t depth = 1; depth <= 50; depth += 2) {
            const Place& end =
                forge.line(sample::below(tip, depth), std::min<std::size_t>(depth, 12));
            for (const Block& block : sample::history(end)) held.add(block);
        }
        REQUIRE(held.chain.tree().places().size() > 300);
        const TreeTop top = top_of(held.chain);
        CHECK(top.headers.size() == 200);
        CHECK(sendable(top));
        std::set<Hash> shown;
        for (const Header& header : top.headers) {
            const Place* place = held.chain.tree().find(hash_of(header));
            REQUIRE(place != nullptr);
            CHECK((place->height == top.height || shown.contains(header.previous)));
            shown.insert(place->hash);
        }
        for (std::size_t depth = 0; depth <= 40; ++depth) {
            CHECK(shown.contains(sample::below(tip, depth).hash));
        }
    }
}
