#include "block_builder.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"

using exercise::BlockBuilder;
using exercise::PoolView;
using stage::Block;
using stage::Header;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Texts = std::vector<std::string>;

namespace {

const sbc::Instant start{std::chrono::hours{1}};  // the tests' own clock shows 0 s then
const std::chrono::sys_seconds wall{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

// The block that ours is to follow: a minute old at 0 s.
Header tip() {
    Header header;
    header.previous = hash_of(stage::genesis().header);
    header.contents = stage::contents_of({"what the tip holds"});
    header.time = wall - seconds{60};
    return header;
}

// "AB": two transactions, A and B.
Texts texts_of(const std::string& letters) {
    Texts texts;
    for (const char letter : letters) texts.emplace_back(1, letter);
    return texts;
}
std::string in_words(const Texts& texts) {
    std::string words;
    for (const std::string& text : texts) words += (words.empty() ? "" : ", ") + text;
    return words.empty() ? "nothing" : words;
}

// A pool that shows something else at each look: `looks[0]` at the first, and so on; the last of
// them from then on.
class Pool : public PoolView {
public:
    explicit Pool(Texts looks) : looks_{std::move(looks)} {}
    [[nodiscard]] Texts look() const override {
        return texts_of(looks_[std::min(looked_++, looks_.size() - 1)]);
    }

private:
    Texts looks_;
    mutable std::size_t looked_ = 0;
};

std::string in_words(sbc::Instant instant) {
    if (instant == sbc::never) return "never";
    return std::to_string(std::chrono::duration_cast<seconds>(instant - start).count()) + " s";
}

// The learner's builder, every = 10 s, and the story of what happened to it.
class Told {
public:
    // Something happens, or the deadline has come, while the pool shows this.
    std::optional<Block> event(milliseconds at, const Texts& looks, const Header& on = tip()) {
        const Pool pool{looks};
        const exercise::Moment moment{start + at, wall + std::chrono::duration_cast<seconds>(at)};
        std::optional<Block> block = builder_.on_event(pool, on, moment);
        story += "\n  " + std::string(at < seconds{10} ? 1 : 0, ' ') + in_words(start + at) +
                 "  waiting: ";
        for (std::size_t i = 0; i < looks.size(); ++i) {
            story += (i > 0 ? "; at the next look: " : "") + in_words(texts_of(looks[i]));
        }
        story += ". You built " +
                 (block ? "a block with " + in_words(block->transactions) : "no block") +
                 "; deadline: " + deadline();
        return block;
    }
    std::string deadline() const { return in_words(builder_.deadline()); }
    std::string story = "\n        a block 10 s after the first transaction";

private:
    BlockBuilder builder_{sbc::Duration{10'000}};
};

// A builder with a transaction from 0 s on, asked at 11 s: it has to build.
std::optional<Block> built_at_11(Told& builder, const Texts& looks = {"A"},
                                 const Header& on = tip()) {
    (void)builder.event(seconds{0}, {"A"});
    return builder.event(seconds{11}, looks, on);
}

}  // namespace

TEST_CASE("while nothing waits there is nothing to do") {
    Told builder;
    const bool built = builder.event(seconds{0}, {""}).has_value();
    const std::string deadline = builder.deadline();
    INFO("so far:" << builder.story);
    INFO("no transaction, no block; and nothing to wait for, so the deadline is sbc::never");
    CHECK_FALSE(built);
    CHECK(deadline == "never");
}

TEST_CASE("the first transaction sets the deadline, and at the deadline comes the block") {
    Told builder;
    const bool early = builder.event(seconds{0}, {"A"}).has_value();
    const std::string deadline = builder.deadline();
    const bool built = builder.event(seconds{10}, {"AB"}).has_value();
    INFO("so far:" << builder.story);
    INFO("A begins to wait at 0 s, so its block is due at 10 s, and not before: what comes");
    INFO("meanwhile goes into it, too. But at 10 s itself it is time: the owner's timer is set");
    INFO("for that instant, and if you build nothing then, for the same instant over and over");
    REQUIRE_FALSE(early);
    CHECK(deadline == "10 s");
    CHECK(built);
}

TEST_CASE("more transactions do not put the block off") {
    Told builder;
    (void)builder.event(seconds{0}, {"A"});
    (void)builder.event(seconds{4}, {"AB"});
    (void)builder.event(seconds{8}, {"ABC"});
    const std::string deadline = builder.deadline();
    INFO("so far:" << builder.story);
    INFO("A has waited since 0 s, so its block is due at 10 s. If each new transaction begins the");
    INFO("time anew, one every few seconds keeps all of them waiting for ever");
    CHECK(deadline == "10 s");
}

TEST_CASE("no block is built of nothing") {
    Told builder;
    (void)builder.event(seconds{0}, {"A"});
    const bool built = builder.event(seconds{11}, {""}).has_value();
    INFO("so far:" << builder.story);
    INFO(
        "somebody else's block was quicker and holds A. An empty block says nothing, and "
        "everybody");
    INFO("refuses it: look what waits when the time has come, not only when it began");
    CHECK_FALSE(built);
}

TEST_CASE("when the pool is empty no old deadline stays behind") {
    Told builder;
    (void)builder.event(seconds{0}, {"A"});
    (void)builder.event(seconds{11}, {""});
    const std::string deadline = builder.deadline();
    INFO("so far:" << builder.story);
    INFO("somebody else's block holds A, and 10 s is in the past. The owner calls as soon as the");
    INFO("deadline has come: one that stays in the past is a loop that burns a whole core");
    CHECK(deadline == "never");
}

TEST_CASE("after a block the next transaction has its own time") {
    Told builder;
    const bool first = built_at_11(builder).has_value();
    const bool second = builder.event(seconds{12}, {"B"}).has_value();
    const std::string deadline = builder.deadline();
    INFO("so far:" << builder.story);
    INFO(
        "B came after the block, at 12 s, so its own is due at 22 s. If the old deadline stays "
        "set,");
    INFO("it is a block for every transaction from then on");
    REQUIRE(first);
    CHECK_FALSE(second);
    CHECK(deadline == "22 s");
}

TEST_CASE("the header is made for the transactions that the block holds") {
    Told builder;
    const Texts looks{"A", "AB", "ABC", "ABCD"};
    const auto block = built_at_11(builder, looks);
    const bool built = block.has_value();
    INFO("so far:" << builder.story);
    REQUIRE(built);
    const std::string contents = to_text(block->header.contents);
    const auto seen = std::find_if(looks.begin(), looks.end(), [&](const std::string& look) {
        return to_text(stage::contents_of(texts_of(look))) == contents;
    });
    INFO("the block holds " << in_words(block->transactions));
    INFO("its header is for " << (seen == looks.end() ? "something else"
                                                      : in_words(texts_of(*seen))));
    INFO("while you were building B, C and D came in, and each look showed another pool. One look");
    INFO("for the header and one for the block are two different things under one hash: everybody");
    INFO("refuses it. Take what you saw at the first look, for all that follows");
    CHECK(contents == to_text(stage::contents_of(block->transactions)));
}

TEST_CASE("what was seen is what is built") {
    Told builder;
    const auto block = built_at_11(builder, {"A", ""});
    const bool built = block.has_value();
    INFO("so far:" << builder.story);
    REQUIRE(built);
    const std::size_t count = block->transactions.size();
    INFO("A waited when you asked whether anything waits. Then somebody else's block came, and at");
    INFO("the next look nothing was there. An answer about one look says nothing about the next:");
    INFO("keep the first and build of it");
    CHECK(count == 1);
}

TEST_CASE("the block follows the tip") {
    Told builder;
    const auto block = built_at_11(builder);
    const bool built = block.has_value();
    INFO("so far:" << builder.story);
    REQUIRE(built);
    const std::string previous = to_text(block->header.previous);
    INFO("the tip has the hash     " << to_text(hash_of(tip())));
    INFO("and names as previous    " << to_text(tip().previous));
    INFO("yours names as previous  " << previous);
    INFO("a block names the hash of the header below it, and here that is the tip. With what the");
    INFO("tip itself names, one below, your block would stand beside the tip and not on it");
    CHECK(previous == to_text(hash_of(tip())));
}

TEST_CASE("the time is that of the clock on the wall") {
    Told builder;
    const auto block = built_at_11(builder);
    const bool built = block.has_value();
    INFO("so far:" << builder.story);
    REQUIRE(built);
    const auto since_start = (block->header.time - wall).count();
    INFO("at 11 s you gave the block a time of " << since_start << " s by that clock");
    INFO(
        "moment.now counts from some point that only this machine knows, the start of it perhaps:");
    INFO("good for deadlines, and without meaning to others. moment.wall counts from 1970");
    CHECK(since_start == 11);
}

TEST_CASE("the block is not older than the tip") {
    Told builder;
    Header ahead = tip();
    ahead.time = wall + seconds{300};
    const auto block = built_at_11(builder, {"A"}, ahead);
    const bool built = block.has_value();
    INFO("so far:" << builder.story);
    REQUIRE(built);
    const auto after_tip = (block->header.time - ahead.time).count();
    INFO("the tip was built by somebody whose clock is five minutes ahead of ours. Your block has");
    INFO("a time " << after_tip
                   << " s after that of the tip. What is older than the block before it");
    INFO("is refused by all, as TooEarly: until our clock has caught up we would build in vain");
    CHECK(after_tip >= 0);
}
