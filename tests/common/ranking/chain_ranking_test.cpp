#include "ranking/chain_ranking.hpp"

#include "catch.hpp"
#include "ranking_kit.hpp"

using namespace kit;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::ranking::ChainRanking;
using sbc::ranking::RankingLimits;
using sbc::ranking::Row;

namespace {

constexpr std::size_t all = 1'000;

// Alice mines, and thanks; blocks 1 to 5 are one history, and what comes after `fork` another one.
struct Story {
    KeptNode node;
    Mint mint;
    std::vector<Hash> blocks{mint.root()};
    std::vector<Transaction> mined;
    Instant now{1h};

    // On the last one.
    void mine(std::vector<Transaction> more = {}) {
        std::vector<Transaction> block{mint.mined(blocks.back(), {output(alice(), 100)})};
        mined.push_back(block.front());
        block.insert(block.end(), more.begin(), more.end());
        const Block made = mint.on(blocks.back(), block);
        REQUIRE(node.add(made));
        blocks.push_back(hash_in(made));
    }
    [[nodiscard]] Transaction thanks(std::size_t coin, const SigningKey& whom, std::uint64_t points,
                                     const std::string& why) const {
        return noted({spend(mined.at(coin), 0, alice())},
                     {output(whom, points), output(alice(), 99 - points)}, memo(why));
    }
    auto turn(ChainRanking& ranking) { return ranking.on_time({now, {}, 7}); }
    // Until it has nothing left to do, in so many turns.
    int follow(ChainRanking& ranking) {
        int turns = 0;
        for (; ranking.deadline() <= now && turns < 1'000; ++turns) REQUIRE(turn(ranking).empty());
        return turns;
    }
};

Row row(const SigningKey& who, std::uint64_t got, std::uint64_t won,
        std::vector<std::string> whys = {}) {
    return {who.public_key(), {}, got, won, std::move(whys)};
}

}  // namespace

TEST_CASE("the ranking follows the chain, and has nothing to do while that stands still",
          "[ranking]") {
    Story story;
    ChainRanking ranking{story.node.chain(), story.node.store};
    CHECK(ranking.deadline() == sbc::never);
    for (int i = 0; i < 4; ++i) story.mine();
    CHECK(ranking.deadline() == Instant::min());
    CHECK(story.follow(ranking) == 1);
    CHECK(ranking.deadline() == sbc::never);
    CHECK(ranking.ranking().total(all) == std::vector<Row>{row(alice(), 0, 400)});
    story.mine(
        {story.thanks(0, bob(), 30, "you are great"), story.thanks(1, carol(), 10, "you too")});
    story.follow(ranking);
    CHECK(ranking.counted() == story.blocks.back());
    // Fees are in what is mined only if the miner takes them; alice has left them lying.
    CHECK(ranking.ranking().total(all) == std::vector<Row>{row(bob(), 30, 0, {"you are great"}),
                                                           row(carol(), 10, 0, {"you too"}),
                                                           row(alice(), 0, 500)});
    SECTION("one that begins later says the same") {
        ChainRanking later{story.node.chain(), story.node.store};
        story.follow(later);
        CHECK(later.ranking().total(all) == ranking.ranking().total(all));
    }
    SECTION("one after a restart, too") {
        REQUIRE(story.node.restart());
        ChainRanking later{story.node.chain(), story.node.store};
        story.follow(later);
        CHECK(later.ranking().total(all).front() == row(bob(), 30, 0, {"you are great"}));
    }
}

TEST_CASE("whoever pays with several coins has given once each", "[ranking]") {
    Story story;
    for (int i = 0; i < 5; ++i) story.mine();
    // The inputs of the first payment must not be taken for those of the second one.
    const Transaction both =
        noted({spend(story.mined[0], 0, alice()), spend(story.mined[1], 0, alice())},
              {output(bob(), 150)}, memo("for two"));
    const Transaction back = noted({spend(both, 0, bob())},
                                   {output(alice(), 20), output(bob(), 129)}, memo("some of it"));
    story.mine({both, back});
    ChainRanking ranking{story.node.chain(), story.node.store};
    story.follow(ranking);
    CHECK(ranking.ranking().total(all) ==
          std::vector<Row>{row(bob(), 150, 0, {"for two"}), row(alice(), 20, 600, {"some of it"})});
}

TEST_CASE("a reorganisation takes points back", "[ranking]") {
    Story story;
    for (int i = 0; i < 4; ++i) story.mine();
    const auto fork = story.blocks;
    const auto coins = story.mined;
    ChainRanking ranking{story.node.chain(), story.node.store};
    story.mine({story.thanks(0, bob(), 30, "you are great")});
    story.follow(ranking);
    REQUIRE(ranking.ranking().total(1).front() == row(bob(), 30, 0, {"you are great"}));

    const bool with_memory = GENERATE(true, false);
    ChainRanking short_one{story.node.chain(), story.node.store, {}, RankingLimits{0, 3}};
    story.follow(short_one);
    story.blocks = fork;
    story.mined = coins;
    story.mine({story.thanks(0, carol(), 20, "no, you")});
    story.mine();
    REQUIRE(story.node.chain().tip().hash == story.blocks.back());
    ChainRanking& one = with_memory ? ranking : short_one;  // which begins anew
    story.follow(one);
    CHECK(one.counted() == story.blocks.back());
    CHECK(one.ranking().total(all) ==
          std::vector<Row>{row(carol(), 20, 0, {"no, you"}), row(alice(), 0, 600)});
}

TEST_CASE("a long history is read in turns, so that the node still hears its neighbours",
          "[ranking]") {
    Story story;
    for (int i = 0; i < 10; ++i) story.mine();
    ChainRanking ranking{story.node.chain(), story.node.store, {.blocks = 4}};
    REQUIRE(story.turn(ranking).empty());
    CHECK(ranking.counted() == story.blocks[4]);
    CHECK(ranking.deadline() == Instant::min());
    CHECK(story.follow(ranking) == 2);
    CHECK(ranking.ranking().total(all) == std::vector<Row>{row(alice(), 0, 1'000)});
}

TEST_CASE("few blocks are a turn, too, if they are large", "[ranking]") {
    Story story;
    for (int i = 0; i < 6; ++i) story.mine();
    const auto block = story.node.chain().block(story.node.chain().at(Height{1})).value();
    const std::size_t size = block.transactions.front().size();
    ChainRanking ranking{story.node.chain(), story.node.store, {.bytes = size + 1}};
    REQUIRE(story.turn(ranking).empty());
    CHECK(ranking.counted() == story.blocks[2]);
    SECTION("but one is always read") {
        ChainRanking slow{story.node.chain(), story.node.store, {.bytes = 1}};
        CHECK(story.follow(slow) == 6);
    }
}

TEST_CASE("a store that fails is asked again, and nothing is counted twice", "[ranking]") {
    Story story;
    for (int i = 0; i < 6; ++i) story.mine();
    const auto call = GENERATE(range(0U, 12U));
    CAPTURE(call);
    ChainRanking ranking{story.node.chain(), story.node.store};
    story.node.store.fail_at(call);
    const auto told = story.turn(ranking);
    REQUIRE(told.size() == 1);
    const std::string text = std::get<sbc::p2p::Tell>(told.front()).text;
    CHECK(text.find("block " + std::to_string(call / 2 + 1) + " cannot be read") !=
          std::string::npos);
    REQUIRE(ranking.deadline() > story.now);
    REQUIRE(ranking.deadline() != sbc::never);
    CHECK(story.turn(ranking).empty());  // too early: the store is left alone
    CHECK(ranking.counted() == story.blocks[call / 2]);
    story.now = ranking.deadline();
    story.follow(ranking);
    CHECK(ranking.ranking().total(all) == std::vector<Row>{row(alice(), 0, 600)});
}

TEST_CASE("that the disk is damaged is said once, and again when it has become another damage",
          "[ranking]") {
    Story story;
    for (int i = 0; i < 3; ++i) story.mine();
    ChainRanking ranking{story.node.chain(), story.node.store};
    story.node.store.spoil_undo = [](sbc::chain::Undo& undo) { undo += "x"; };
    CHECK(story.turn(ranking).size() == 1);
    for (int again = 0; again < 3; ++again) {
        story.now = ranking.deadline();
        CHECK(story.turn(ranking).empty());
    }
    story.node.store.spoil_undo = [](sbc::chain::Undo& undo) {
        undo[0] = static_cast<char>(~undo[0]);
    };
    story.now = ranking.deadline();
    CHECK(story.turn(ranking).size() == 1);
    story.node.store.spoil_undo = {};
    story.now = ranking.deadline();
    story.follow(ranking);
    CHECK(ranking.ranking().total(all) == std::vector<Row>{row(alice(), 0, 300)});
}

TEST_CASE("the ranking is typed, and nothing else is its command", "[ranking]") {
    Story story;
    for (int i = 0; i < 4; ++i) story.mine();
    ChainRanking ranking{story.node.chain(), story.node.store};
    const auto typed = [&](const std::string& line) {
        std::vector<std::string> lines;
        for (const auto& action : ranking.typed(line, {story.now, {}, 7})) {
            const auto& tell = std::get<sbc::p2p::Tell>(action);
            CHECK(tell.tone == sbc::Tone::Plain);
            lines.push_back(tell.text);
        }
        return lines;
    };
    CHECK(typed("ranking") == std::vector<std::string>{"nobody has been given anything yet"});
    story.mine({story.thanks(0, bob(), 30, "you are great")});
    story.follow(ranking);
    const auto lines = typed("ranking");
    REQUIRE(lines.size() == 2);
    CHECK(lines == sbc::ranking::lines_of(ranking.ranking().total(all)));
    CHECK_THAT(lines[0], ContainsSubstring("has received 30, and mined 0: “you are great”"));
    CHECK_THAT(lines[1], ContainsSubstring("has received 0, and mined 500"));
    for (const char* other : {"", "ranking ", "ranking 3", "Ranking", "rank", "tip"}) {
        CHECK(ranking.typed(other, {story.now, {}, 7}).empty());
    }
}
