// The application "chain", event by event: whole histories that are asked for and told.
#include "catch.hpp"
#include "chain_app.hpp"
#include "chain_app_scene.hpp"

using namespace scene;
using sample::below;
using sample::Forge;
using sample::history;

namespace {

std::vector<Block> part(const std::vector<Block>& blocks, std::ptrdiff_t from, std::ptrdiff_t to) {
    return {blocks.begin() + from, blocks.begin() + to};
}

using Penalties = std::vector<std::pair<LinkId, unsigned>>;

}  // namespace

TEST_CASE("who has missed much asks one neighbour for it, and no other meanwhile", "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 5);
    node.holds(history(below(tip, 4)));
    const auto questions = said<GetBlocks>(node.is_told(announced(tip), anna));
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].to == anna);
    CHECK(questions[0].what.height == Height{1});
    CHECK(questions[0].what.tip == below(tip, 4).hash);
    CHECK(node.is_told(announced(tip), anna).empty());
    CHECK(node.is_told(announced(tip), berta).empty());
    CHECK(node.is_told(announced(forge.line(tip, 10)), carla).empty());
    SECTION("until it has left") {
        node.app.left(anna);
        CHECK(asked<GetBlocks>(node.is_told(announced(tip), berta)) == Links{berta});
    }
    SECTION("until it has not answered for ten seconds, which costs it the connection") {
        (void)node.app.joined(berta, at(start));
        CHECK(closed(node.app.on_time(at(start + 9s))).empty());
        CHECK(node.is_told(announced(tip), berta, start + 9s).empty());
        const auto actions = node.app.on_time(at(start + 10s));
        CHECK(closed(actions) == Penalties{{anna, 10}});
        CHECK(asked<Announce>(actions) == Links{berta});  // who has more, answers
        CHECK(asked<GetBlocks>(node.is_told(announced(tip), berta, start + 10s)) == Links{berta});
    }
    SECTION("and each answer gives it ten seconds more") {
        const auto blocks = history(tip);
        const auto more = node.is_told(Blocks{Height{2}, part(blocks, 1, 3)}, anna, start + 9s);
        CHECK(asked<GetBlocks>(more) == Links{anna});
        CHECK(closed(node.app.on_time(at(start + 18s))).empty());
        CHECK(closed(node.app.on_time(at(start + 19s))) == Penalties{{anna, 10}});
    }
    SECTION("until all is told") {
        const auto blocks = history(tip);
        auto more = said<GetBlocks>(node.is_told(Blocks{Height{2}, part(blocks, 1, 3)}, anna));
        REQUIRE(more.size() == 1);
        CHECK(more[0].what.height == Height{3});
        more = said<GetBlocks>(node.is_told(Blocks{Height{4}, part(blocks, 3, 5)}, anna));
        REQUIRE(more.size() == 1);
        CHECK(more[0].what.height == Height{5});
        CHECK(node.tip() == tip.hash);
        CHECK(node.is_told(Blocks{Height{6}, {}}, anna).empty());
        const Place& further = forge.line(tip, 4);
        CHECK(asked<GetBlocks>(node.is_told(announced(further), berta)) == Links{berta});
    }
}

TEST_CASE("blocks that lead no higher than those before are no answer, and are not asked for again",
          "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 5);
    const auto blocks = history(tip);
    node.is_told(announced(forge.line(tip, 5)), anna);
    auto more = said<GetBlocks>(node.is_told(Blocks{Height{1}, part(blocks, 0, 2)}, anna));
    REQUIRE(more.size() == 1);
    CHECK(more[0].what.height == Height{2});
    for (const auto& again : {part(blocks, 0, 2), part(blocks, 0, 1), part(blocks, 1, 2)}) {
        CHECK(node.is_told(Blocks{Height{1}, again}, anna, start + 9s).empty());
    }
    SECTION("who brings nothing else within ten seconds loses the connection") {
        CHECK(closed(node.app.on_time(at(start + 10s))) == Penalties{{anna, 10}});
    }
    SECTION("what leads higher still counts") {
        more =
            said<GetBlocks>(node.is_told(Blocks{Height{2}, part(blocks, 1, 4)}, anna, start + 9s));
        REQUIRE(more.size() == 1);
        CHECK(more[0].what.height == Height{4});
        CHECK(closed(node.app.on_time(at(start + 18s))).empty());
    }
    SECTION("nor do they count in a history that is told from the start") {
        node.is_told(Blocks{Height{3}, {}}, anna);
        node.is_told(announced(forge.line(tip, 6)), anna);
        CHECK(asked<GetBlocks>(node.is_told(OtherHistory{Height{2}}, anna)) == Links{anna});
        const auto first = part(blocks, 0, 1);
        CHECK(asked<GetBlocks>(node.is_told(Blocks{Height{1}, first}, anna)) == Links{anna});
        CHECK(node.is_told(Blocks{Height{1}, first}, anna).empty());
        CHECK(node.is_told(OtherHistory{Height{1}}, anna).empty());  // nor is it begun once more
    }
}

TEST_CASE("blocks that nobody asked for in such a number are not looked at", "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 5);
    CHECK(node.is_told(Blocks{Height{1}, history(tip)}, berta).empty());
    node.is_told(announced(tip), anna);
    CHECK(node.is_told(Blocks{Height{1}, history(tip)}, berta).empty());
    CHECK(node.is_told(OtherHistory{Height{0}}, berta).empty());
    CHECK(node.height() == 0);
}

TEST_CASE("who has another history is asked for it from the start, once", "[05]") {
    Forge forge;
    Node node;
    const Place& ours = forge.line(forge.root(), 3);
    const Place& theirs = forge.line(forge.root(), 6);
    node.holds(history(ours));
    node.is_told(announced(theirs), anna);
    const auto again = said<GetBlocks>(node.is_told(OtherHistory{Height{3}}, anna));
    REQUIRE(again.size() == 1);
    CHECK(again[0].what.height == Height{0});
    CHECK(again[0].what.tip == forge.root().hash);
    SECTION("that is told: more work wins") {
        const Actions actions = node.is_told(Blocks{Height{1}, history(theirs)}, anna);
        CHECK(node.tip() == theirs.hash);
        CHECK_THAT(told(actions), ContainsSubstring("reorganisation: back 3, forward 4"));
        CHECK(said<GetBlocks>(actions)[0].what.height == Height{6});
    }
    SECTION("and if that is none of its history either, not any more") {
        const Actions actions = node.is_told(OtherHistory{Height{0}}, anna);
        CHECK(said<GetBlocks>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("a neighbour has another genesis block"));
        CHECK(node.tip() == ours.hash);
        CHECK(asked<GetBlocks>(node.is_told(announced(theirs), berta)) == Links{berta});
    }
}

TEST_CASE("who has less work in more blocks is told the shorter history that has more", "[05]") {
    const Network network{.name = "moody",
                          .begins = sample::wall - 24h,
                          .easiest = Bits{0x207fffff},
                          .spacing = 10min,
                          .interval = 2};
    Forge forge{network};
    const auto line = [&](std::size_t count, std::chrono::seconds gap) -> const Place& {
        const Place* tip = &forge.root();
        for (; count > 0; --count) tip = &forge.on(*tip, {}, tip->block.header.time + gap);
        return *tip;
    };
    const Place& slow = line(8, 2h);
    const Place& quick = line(5, 1s);
    REQUIRE(quick.work > slow.work);
    Node ours{{.name = "alice", .network = network}};
    Node theirs{{.name = "bob", .network = network}};
    ours.holds(history(slow));
    theirs.holds(history(quick));
    ours.is_told(announced(quick));
    auto question = said<GetBlocks>(ours.is_told(OneBlock{quick.block})).at(0).what;
    CHECK(question.height == Height{8});
    const auto other = said<OtherHistory>(theirs.is_told(question)).at(0).what;
    question = said<GetBlocks>(ours.is_told(other)).at(0).what;
    ours.is_told(said<Blocks>(theirs.is_told(question)).at(0).what);
    CHECK(ours.tip() == quick.hash);
}

TEST_CASE("of an answer that breaks off in the middle, what holds is kept, and its sender left",
          "[05]") {
    Forge forge;
    Node node;
    for (const LinkId link : {anna, berta}) node.meets(link);
    const Place& tip = forge.line(forge.root(), 5);
    auto blocks = history(tip);
    blocks[2].transactions[0] = sample::payment(1);
    node.is_told(announced(tip), anna);
    const Actions actions = node.is_told(Blocks{Height{1}, blocks}, anna);
    CHECK(node.height() == 2);
    CHECK(said<GetBlocks>(actions).empty());
    CHECK(said<GetBlock>(actions).empty());
    CHECK(asked<Announce>(actions) == Links{berta});
    CHECK(closed(actions) == Closed{{anna, 100}});
}

TEST_CASE("a question for blocks is answered from our history, or with the word that it is another",
          "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 5);
    const Place& aside = forge.line(forge.root(), 3);
    node.holds(history(tip));
    node.holds(history(aside));
    auto answer = said<Blocks>(node.is_told(GetBlocks{Height{0}, forge.root().hash}));
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].what.height == Height{1});
    CHECK(answer[0].what.blocks.size() == 5);
    answer = said<Blocks>(node.is_told(GetBlocks{Height{5}, tip.hash}));
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].what.blocks.empty());
    for (const Height height : {Height{3}, Height{6}, Height{1'000'000'000}}) {
        const auto other = said<OtherHistory>(node.is_told(GetBlocks{height, aside.hash}));
        REQUIRE(other.size() == 1);
        CHECK(other[0].what.height == height);
    }
}

TEST_CASE("a question costs one answer of bounded size, whatever is asked", "[05]") {
    Forge forge;
    Node node;
    const Place* tip = &forge.root();
    for (std::uint64_t block = 0; block < 5; ++block) {
        std::vector<std::string> full;
        for (std::uint64_t i = 0; i < 85; ++i) {
            full.push_back(sample::payment(100 * block + i, std::string(longest_note, 'x')));
        }
        while (leaves_of(full).size() * full[0].size() > most_transaction_bytes) full.pop_back();
        tip = &forge.on(*tip, full);
    }
    node.holds(history(*tip));
    REQUIRE(node.height() == 5);
    for (const ChainMessage& question :
         {ChainMessage{GetBlocks{Height{0}, forge.root().hash}}, ChainMessage{GetBlock{tip->hash}},
          ChainMessage{GetTree{}}, ChainMessage{GetBlocks{Height{2}, tip->hash}},
          ChainMessage{announced(forge.root())}, ChainMessage{announced(forge.line(*tip, 1))},
          ChainMessage{announced(forge.line(*tip, 20))}}) {
        const Actions actions = node.is_told(question);
        REQUIRE(actions.size() <= 1);
        for (const auto& action : actions) {
            const auto& answer = std::get<sbc::p2p::Send>(action);
            CHECK(answer.link == anna);
            CHECK_FALSE(unsendable(answer.message));
        }
    }
}

TEST_CASE("a height or a work that lies harms nobody", "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 2);
    node.holds(history(tip));
    const Place& next = forge.line(tip, 1);
    SECTION("too high: we ask, and get nothing") {
        CHECK(asked<GetBlocks>(node.is_told(
                  Announce{next.hash, Height{1'000'000'000}, sbc::U256::max()})) == Links{anna});
        CHECK(node.is_told(Blocks{Height{3}, {}}).empty());
        CHECK(node.height() == 2);
    }
    SECTION("too low: it is asked for, and fits all the same") {
        CHECK(asked<GetBlock>(node.is_told(Announce{next.hash, Height{1}, sbc::U256::max()})) ==
              Links{anna});
        node.is_told(OneBlock{next.block});
        CHECK(node.tip() == next.hash);
    }
    SECTION("a batch that says another height is judged by what its blocks say") {
        node.is_told(announced(forge.line(next, 3)));
        node.is_told(Blocks{Height{77}, {next.block}});
        CHECK(node.tip() == next.hash);
    }
}
