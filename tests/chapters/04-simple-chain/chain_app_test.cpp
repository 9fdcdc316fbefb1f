// The application "chain", event by event.
#include "chain_app.hpp"

#include "catch.hpp"
#include "sample.hpp"

using namespace stage;
using namespace std::chrono_literals;
using sample::payment;
using sbc::p2p::Close;
using sbc::p2p::Direct;
using sbc::p2p::Publish;
using sbc::p2p::Send;
using sbc::p2p::Tell;

namespace {

const sbc::Instant start{1h};
const LinkId neighbour{7};

Moment at(sbc::Instant now) {
    return {now, sample::wall + std::chrono::duration_cast<std::chrono::seconds>(now - start), 99};
}

// What was sent or published, decoded.
template <class Kind>
std::vector<Kind> said(const Actions& actions) {
    std::vector<Kind> found;
    for (const auto& action : actions) {
        std::string body;
        if (const auto* publish = std::get_if<Publish>(&action)) body = publish->body;
        if (const auto* send = std::get_if<Send>(&action)) {
            CHECK(send->link == neighbour);
            body = std::get<Direct>(send->message).body;
        }
        if (body.empty()) continue;
        const auto message = decode_chain_message(body);
        REQUIRE(message);
        if (const auto* one = std::get_if<Kind>(&*message)) found.push_back(*one);
    }
    return found;
}
std::string told(const Actions& actions) {
    std::string all;
    for (const auto& action : actions) {
        if (const auto* tell = std::get_if<Tell>(&action)) all += tell->text + "\n";
    }
    return all;
}

// One node's application and what it answers.
struct Node {
    ChainApp app;
    explicit Node(ChainSettings settings = {"alice"}, const Chain& chain = {})
        : app{std::move(settings), chain} {}

    Actions hears(const ChainMessage& message, sbc::Instant now = start) {
        return app.published(MessageId{1}, encode(message), {neighbour}, at(now));
    }
    Actions is_told(const ChainMessage& message, sbc::Instant now = start) {
        return app.direct(neighbour, encode(message), at(now));
    }
    [[nodiscard]] std::uint64_t height() const { return app.chain().height().value(); }
    [[nodiscard]] Hash tip() const { return hash_of(app.chain().tip()); }
};

ChainSettings building(sbc::Duration every) { return {"core", every}; }

// The neighbour is this node: both go on until nothing more is said. How much was said, in all?
std::size_t converse(Node& asks, Node& knows) {
    std::size_t messages = 0;
    Actions questions = asks.app.joined(neighbour, at(start));
    while (!questions.empty() && messages < 1'000) {
        Actions answers;
        for (const auto& question : said<GetBlocks>(questions)) {
            for (auto& answer : knows.is_told(question)) answers.push_back(answer);
        }
        questions.clear();
        for (const auto& answer : answers) {
            ++messages;
            const auto& body = std::get<Direct>(std::get<Send>(answer).message).body;
            for (auto& question : asks.app.direct(neighbour, body, at(start))) {
                questions.push_back(question);
            }
        }
    }
    return messages;
}

}  // namespace

TEST_CASE("a transaction that is heard waits here, once", "[04]") {
    Node node;
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("waits: alice pays bob 100: you are great"));
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("it waits here already"));
    CHECK(node.app.pool().waiting().size() == 1);
}

TEST_CASE("what was published and makes no sense is ignored: its bearer need not be its author",
          "[04]") {
    Node node;
    for (const char* body :
         {"{}", R"({"kind":"block"})", R"({"kind":"transaction","transaction":{}})"}) {
        CHECK(node.app.published(MessageId{1}, body, {neighbour}, at(start)).empty());
    }
    CHECK(node.app.pool().waiting().empty());
}

TEST_CASE("a neighbour that talks nonsense to us is left, with penalty points", "[04]") {
    Node node;
    const Actions actions = node.app.direct(neighbour, "{}", at(start));
    const auto* close = std::get_if<Close>(&actions.back());
    REQUIRE(close != nullptr);
    CHECK(close->link == neighbour);
    CHECK(close->penalty == 10);
}

TEST_CASE("a core that is told to makes a block of every transaction", "[04]") {
    Node core{building(0ms)};
    for (std::uint64_t number = 1; number <= 3; ++number) {
        const auto blocks = said<NewBlock>(core.hears(NewTransaction{payment(number)}));
        REQUIRE(blocks.size() == 1);
        CHECK(blocks[0].height == Height{number});
        CHECK(blocks[0].block.transactions == std::vector{payment(number)});
        CHECK(core.height() == number);
    }
    CHECK(core.app.pool().waiting().empty());
    CHECK(check_chain(core.app.chain().blocks()));
}

TEST_CASE("a core on a timer makes one block of all that has come meanwhile", "[04]") {
    Node core{building(5s)};
    CHECK(core.app.deadline() == sbc::never);
    CHECK(said<NewBlock>(core.hears(NewTransaction{payment(1)})).empty());
    CHECK(said<NewBlock>(core.hears(NewTransaction{payment(2)}, start + 3s)).empty());
    CHECK(core.app.deadline() == start + 5s);
    const auto blocks = said<NewBlock>(core.app.on_time(at(start + 5s)));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].block.transactions == std::vector{payment(1), payment(2)});
    CHECK(core.app.deadline() == sbc::never);
    CHECK(core.app.on_time(at(start + 60s)).empty());  // nothing waits: no empty block
}

TEST_CASE("a node that was not told to builds no blocks", "[04]") {
    Node node;
    CHECK(said<NewBlock>(node.hears(NewTransaction{payment(1)})).empty());
    CHECK(node.app.deadline() == sbc::never);
}

TEST_CASE("a block that fits is taken, and its transactions wait no longer", "[04]") {
    Node node{building(5s)};
    node.hears(NewTransaction{payment(1)});
    node.hears(NewTransaction{payment(2)});
    const Block block = sample::block_on(genesis().header, {payment(1), payment(3)});
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, block})), ContainsSubstring("new block 1 "));
    CHECK(node.height() == 1);
    CHECK(node.app.pool().waiting() == std::list{payment(2)});
    CHECK_THAT(told(node.hears(NewTransaction{payment(3)})),
               ContainsSubstring("a block holds it already"));
    SECTION("and when it comes again, nothing happens") {
        CHECK(node.hears(NewBlock{Height{1}, block}).empty());
    }
    SECTION("when nothing waits any more, no block is due") {
        node.hears(NewBlock{Height{2}, sample::block_on(block.header, {payment(2)})});
        CHECK(node.app.deadline() == sbc::never);
    }
}

TEST_CASE("our own block comes back to us and changes nothing", "[04]") {
    Node core{building(0ms)};
    const auto built = said<NewBlock>(core.hears(NewTransaction{payment(1)}));
    CHECK(core.app.published(MessageId{2}, encode(built.at(0)), {}, at(start)).empty());
    CHECK(core.height() == 1);
}

TEST_CASE("a block that does not fit on our tip is refused, and the user is told", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(2))};
    const Hash tip = node.tip();
    const auto theirs = sample::chain_of(3, "theirs");
    for (std::size_t height = 1; height <= 3; ++height) {
        INFO("their block " << height);
        const Actions actions = node.hears(NewBlock{Height{height}, theirs[height]});
        CHECK_THAT(told(actions), ContainsSubstring("somebody has another history"));
        CHECK(said<GetBlocks>(actions).empty());  // this much is certain: nothing to ask
        CHECK(node.tip() == tip);
    }
}

TEST_CASE("a broken block is refused with its reason", "[04]") {
    Node node;
    Block block = sample::block_on(genesis().header, {payment(1)});
    block.transactions[0] = payment(2);
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, block})),
               ContainsSubstring("its transactions are not those"));
    Block future = build_block(genesis().header, {payment(1)}, sample::wall + 3h);
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, future})),
               ContainsSubstring("more than two hours ahead"));
    CHECK(node.height() == 0);
}

TEST_CASE("who has missed blocks asks the one who brings the next for what lies between", "[04]") {
    const auto blocks = sample::chain_of(5);
    Node node{{"alice"}, sample::held({blocks.begin(), blocks.begin() + 3})};
    Node ahead{{"bob"}, sample::held(blocks)};
    const auto questions = said<GetBlocks>(node.hears(NewBlock{Height{5}, blocks[5]}));
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].height == Height{2});
    CHECK(questions[0].tip == hash_of(blocks[2].header));
    const auto answers = said<Blocks>(ahead.is_told(questions[0]));
    REQUIRE(answers.size() == 1);
    node.is_told(answers[0]);
    CHECK(node.tip() == ahead.tip());
}

TEST_CASE("who asks with another history is told so, and both keep their own", "[04]") {
    Node ours{{"alice"}, sample::held(sample::chain_of(2, "ours"))};
    Node theirs{{"bob"}, sample::held(sample::chain_of(5, "theirs"))};
    const Hash our_tip = ours.tip();
    const Hash their_tip = theirs.tip();
    CHECK(converse(ours, theirs) == 1);
    CHECK(converse(theirs, ours) == 1);  // we are behind: nothing follows
    CHECK(ours.tip() == our_tip);
    CHECK(theirs.tip() == their_tip);
    CHECK_THAT(told(ours.is_told(OtherHistory{Height{2}})),
               ContainsSubstring("a neighbour has another history: its block 2 is not ours"));
}

TEST_CASE("a newcomer asks each neighbour, and takes the whole chain in batches", "[04]") {
    Node newcomer;
    Node old{{"bob"}, sample::held(sample::chain_of(400))};
    const auto questions = said<GetBlocks>(newcomer.app.joined(neighbour, at(start)));
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].height == Height{0});
    CHECK(converse(newcomer, old) <= 5);
    CHECK(newcomer.tip() == old.tip());
}

TEST_CASE("a newcomer takes a rewritten history as readily as the true one", "[04]") {
    auto blocks = sample::chain_of(9);
    blocks[2].transactions = {payment(2, "the attacker was great")};
    for (std::size_t height = 2; height < blocks.size(); ++height) {
        blocks[height] = sample::block_on(blocks[height - 1].header, blocks[height].transactions);
    }
    Node newcomer;
    Node attacker{{"mallory"}, sample::held(blocks)};
    converse(newcomer, attacker);
    CHECK(newcomer.tip() == attacker.tip());
}

TEST_CASE("of an answer that breaks off in the middle, what holds is kept and no more is asked",
          "[04]") {
    Node node;
    auto blocks = sample::chain_of(5);
    blocks[3].transactions[0] = payment(30);
    const Actions actions = node.is_told(Blocks{Height{1}, {blocks.begin() + 1, blocks.end()}});
    CHECK(node.height() == 2);
    CHECK(said<GetBlocks>(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("refused block 3"));
}

TEST_CASE("a height that lies harms nobody", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(2))};
    const Block next = sample::block_on(node.app.chain().tip(), {payment(3)});
    SECTION("too high: we ask, and get nothing") {
        const Actions actions = node.hears(NewBlock{Height{1'000'000'000}, next});
        CHECK(said<GetBlocks>(actions).size() == 1);
        CHECK(node.is_told(Blocks{Height{3}, {}}).empty());
        CHECK(node.height() == 2);
    }
    SECTION("too low: it fits all the same") {
        node.hears(NewBlock{Height{0}, next});
        CHECK(node.height() == 3);
        CHECK(check_chain(node.app.chain().blocks()));
    }
}

TEST_CASE("'pay' publishes a transaction, or says how it is done", "[04]") {
    Node node;
    const auto paid = said<NewTransaction>(node.app.typed("pay bob 100 you are great", at(start)));
    REQUIRE(paid.size() == 1);
    const auto read = decode_transaction(paid[0].transaction);
    REQUIRE(read);
    CHECK(read->from == "alice");
    CHECK(read->to == "bob");
    CHECK(read->points == Points{100});
    CHECK(read->note == "you are great");
    CHECK(read->nonce == PaymentNonce{99});
    CHECK(said<NewTransaction>(node.app.typed("pay bob 5", at(start))).size() == 1);
    for (const std::string& wrong :
         {std::string{"pay bob"}, std::string{"pay bob 0 nothing"}, std::string{"pay bob x"},
          std::string{"pay bob -5 less"}, std::string{"pay bob 1.5 halves"}, std::string{"pay  "},
          std::string{"pay bob 99999999999999999999 too much"},
          "pay bob 5 " + std::string(longest_note + 1, 'x'), std::string{"pay bob 5 \xff"}}) {
        INFO(wrong);
        const Actions actions = node.app.typed(wrong, at(start));
        CHECK(said<NewTransaction>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("pay bob 100 you are great"));
    }
    CHECK(node.app.typed("something else", at(start)).empty());
}

TEST_CASE("'pool' and 'show' tell what waits and what is in the chain", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(12))};
    node.hears(NewTransaction{payment(50)});
    CHECK_THAT(told(node.app.typed("pool", at(start))),
               ContainsSubstring("waiting: 1\n  alice pays bob 100: you are great"));
    const std::string shown = told(node.app.typed("show", at(start)));
    CHECK_THAT(shown, ContainsSubstring("block 12\n"));
    CHECK_THAT(shown, ContainsSubstring("block 3\n"));
    CHECK_THAT(shown, !ContainsSubstring("block 2\n"));  // the last ten
    CHECK_THAT(shown, ContainsSubstring("alice pays bob 100: thank you"));
}
