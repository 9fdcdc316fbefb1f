#include "sealer.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using exercise::AeadKey;
using exercise::AtHand;
using exercise::Sealed;
using exercise::Sealer;
using exercise::Side;

namespace {

AeadKey key() {
    AeadKey made;
    std::fill(made.fill().begin(), made.fill().end(), std::uint8_t{7});
    return made;
}

// Of one length, so that eve can read one by the other from end to end.
const std::string known = "good morning, dear bob, and how are you";
const std::string hidden = "the key lies under the third stone, bob";
const std::string longer = "not today, there are too many people about, and one of them counts";

// What somebody has said: the text, and what travelled.
struct Said {
    std::string text;
    Sealed sealed;
};

// What eve makes of two sealed texts when she knows the first: she adds all three. The last 16
// bytes of each are its tag.
std::string eve_reads(const Said& first, const Said& second) {
    std::string read;
    const std::size_t end = std::min(first.text.size(), second.text.size());
    for (std::size_t i = 0; i < end && i < first.sealed.bytes.size(); ++i) {
        if (i >= second.sealed.bytes.size()) break;
        const int row = first.sealed.bytes[i] ^ static_cast<unsigned char>(first.text[i]);
        const auto byte = static_cast<char>(second.sealed.bytes[i] ^ row);
        read += byte >= 0x20 && byte < 0x7f ? byte : '?';
    }
    return read;
}
bool succeeds(const Said& first, const Said& second) {
    const std::string read = eve_reads(first, second);
    return !read.empty() && read == second.text.substr(0, read.size());
}

// One side, and the story of what it has said.
class Talk {
public:
    explicit Talk(Side side = Side::Caller, std::uint64_t used = 0)
        : sealer_{key(), side, used},
          name_{side == Side::Caller ? "the caller" : "the called one"} {
        story = "\n  " + name_ + ": " + std::to_string(used) + " sealed before";
    }
    // Nothing sealed: an empty one.
    Said say(const std::string& text, AtHand at_hand) {
        const auto sealed = sealer_.seal(text, at_hand);
        is_sealed = sealed.has_value();
        Said said{text, sealed.value_or(Sealed{})};
        tell(said, at_hand);
        return said;
    }
    [[nodiscard]] std::uint64_t used() const { return sealer_.used(); }
    std::string story;
    bool is_sealed = false;

private:
    void tell(const Said& said, AtHand at_hand) {
        story += "\n  " + name_ + ", second " + std::to_string(at_hand.seconds) + ", dice " +
                 std::to_string(at_hand.dice) + ": \"" + said.text + "\"\n    you sealed ";
        const auto begin = sbc::ByteView{said.sealed.bytes}.first(
            std::min<std::size_t>(said.sealed.bytes.size(), 8));
        story +=
            is_sealed ? sbc::to_hex(begin) + "… with " + sbc::to_hex(said.sealed.nonce) : "nothing";
    }
    Sealer sealer_;
    std::string name_;
};

// Two texts, and what eve has from them.
struct Pair {
    Pair(Said one, Said two, std::string story_of_it)
        : first{std::move(one)},
          second{std::move(two)},
          eve{succeeds(first, second)},
          story{std::move(story_of_it) + "\n  eve knows the first of the two. She reads: \"" +
                eve_reads(first, second) + "\""} {}
    Said first;
    Said second;
    bool eve;  // whether she succeeds
    std::string story;
};
Pair pair(const std::string& one, AtHand then, const std::string& other, AtHand later) {
    Talk talk;
    const Said first = talk.say(one, then);
    const Said second = talk.say(other, later);
    return {first, second, talk.story};
}

Pair different_in_everything() {
    return pair(known, {.seconds = 1'000, .dice = 17}, longer, {.seconds = 1'007, .dice = 201});
}
Pair equally_long() {
    return pair(known, {.seconds = 1'000, .dice = 17}, hidden, {.seconds = 1'007, .dice = 201});
}
Pair in_one_second() {
    return pair(known, {.seconds = 1'000, .dice = 17}, longer, {.seconds = 1'000, .dice = 201});
}
Pair with_equal_dice() {
    return pair(known, {.seconds = 1'000, .dice = 90}, longer, {.seconds = 1'019, .dice = 90});
}
Pair said_twice() {
    return pair(hidden, {.seconds = 1'000, .dice = 17}, hidden, {.seconds = 1'007, .dice = 201});
}
bool looks_the_same(const Pair& pair) {
    return pair.first.sealed.bytes == pair.second.sealed.bytes;
}
Pair after_a_restart() {
    Talk talk;
    const Said first = talk.say(known, {.seconds = 1'000, .dice = 17});
    Talk again{Side::Caller, 1};
    const Said second = again.say(longer, {.seconds = 1'007, .dice = 201});
    return {first, second, talk.story + again.story};
}
Pair of_both_sides() {
    Talk talk;
    const Said first = talk.say(known, {.seconds = 1'000, .dice = 17});
    Talk other{Side::Called};
    const Said second = other.say(longer, {.seconds = 1'007, .dice = 201});
    return {first, second, talk.story + other.story};
}
// The first text and the 257th.
Pair far_apart() {
    Talk talk;
    const Said first = talk.say(known, {.seconds = 1'000, .dice = 17});
    std::string story = talk.story;
    for (std::uint32_t i = 1; i < 256; ++i) {
        talk.say(std::to_string(i), {.seconds = 1'000 + i, .dice = static_cast<std::uint8_t>(i)});
    }
    const std::size_t before = talk.story.size();
    const Said second = talk.say(longer, {.seconds = 1'300, .dice = 201});
    return {first, second, story + "\n  … 255 more …" + talk.story.substr(before)};
}
bool begins_anew() { return after_a_restart().eve; }

std::optional<sbc::crypto::SecretText> opened(const Said& said) {
    return sbc::crypto::open(key(), said.sealed.nonce, {}, said.sealed.bytes);
}
bool something_is_wrong() {
    const Pair usual = different_in_everything();
    return usual.eve || equally_long().eve || in_one_second().eve || with_equal_dice().eve ||
           looks_the_same(said_twice()) || begins_anew() || of_both_sides().eve ||
           far_apart().eve || !opened(usual.first) || !opened(usual.second);
}

}  // namespace

TEST_CASE("with the nonce that comes with it a text opens") {
    Talk talk;
    const Said said = talk.say(hidden, {.seconds = 1'000, .dice = 17});
    const auto read = opened(said);
    INFO("so far:" << talk.story);
    INFO(
        "the other side has the key, and takes the nonce that you hand out. It must be the nonce "
        "it");
    INFO("was sealed with, not the one that comes next: count on when both are made");
    CHECK(read.has_value());
    if (read) CHECK(std::string{read->reveal()} == hidden);
}

TEST_CASE("two texts do not share a nonce") {
    const Pair two = different_in_everything();
    INFO("so far:" << two.story);
    INFO(
        "both were hidden by the same row of bytes. She adds it to itself, and it is gone: she "
        "has");
    INFO("no key, and she has not broken any cipher. Each text needs a nonce of its own");
    CHECK_FALSE(two.eve);
}

TEST_CASE("nor do two texts of the same length") {
    if (different_in_everything().eve) return;  // another test tells
    const Pair two = equally_long();
    INFO("so far:" << two.story);
    INFO(
        "both have 39 letters. A length is no number of its own: and in this chapter all texts "
        "are");
    INFO("made equally long on purpose");
    CHECK_FALSE(two.eve);
}

TEST_CASE("nor do two texts in the same second") {
    if (different_in_everything().eve) return;  // another test tells
    const Pair two = in_one_second();
    INFO("so far:" << two.story);
    INFO(
        "the clock has one number for a whole second, and a program seals faster than that. And a");
    INFO("clock can be set back: then all numbers come again");
    CHECK_FALSE(two.eve);
}

TEST_CASE("nor do two texts for which the dice fell alike") {
    if (different_in_everything().eve) return;  // another test tells
    const Pair two = with_equal_dice();
    INFO("so far:" << two.story);
    INFO(
        "dice do not remember what they have shown. With one byte of them, after twenty texts two");
    INFO("are alike as often as not. (With 12 bytes it takes 2^48 texts, and 24 are enough for");
    INFO("everybody: that is XChaCha20.)");
    CHECK_FALSE(two.eve);
}

TEST_CASE("the same text twice does not look the same") {
    if (different_in_everything().eve || equally_long().eve) return;  // other tests tell
    const Pair two = said_twice();
    INFO("so far:" << two.story);
    INFO("whoever sees the same bytes again knows that she has said it again: \"no news\", every");
    INFO("morning, and one day something else. A nonce that depends on the text alone tells that");
    CHECK_FALSE(looks_the_same(two));
}

TEST_CASE("after a restart no number is used again") {
    if (different_in_everything().eve) return;  // another test tells
    const Pair two = after_a_restart();
    INFO("so far:" << two.story);
    INFO(
        "the program was ended and started again with the same key, and the file says how many "
        "there");
    INFO("were. A count that begins with 0 uses each of its numbers a second time");
    CHECK_FALSE(two.eve);
}

TEST_CASE("the two sides do not share a nonce") {
    const Pair two = of_both_sides();
    INFO("so far:" << two.story);
    INFO("there is one key for both, and both sides count from 0: the side belongs in the nonce");
    CHECK_FALSE(two.eve);
}

TEST_CASE("the 257th text does not have the number of the first") {
    if (different_in_everything().eve) return;  // another test tells
    const Pair two = far_apart();
    INFO("so far:" << two.story);
    INFO(
        "a byte has 256 values, and after them the first one comes again. The number has four "
        "bytes");
    CHECK_FALSE(two.eve);
}

TEST_CASE("when all numbers are used nothing is sealed") {
    if (begins_anew()) return;  // another test tells
    Talk talk{Side::Caller, Sealer::most - 1};
    talk.say(known, {.seconds = 1'000, .dice = 17});
    const bool last = talk.is_sealed;
    talk.say(longer, {.seconds = 1'007, .dice = 201});
    INFO("so far:" << talk.story);
    INFO(
        "the last number is 2^32 - 1, and it may be used. 2^32 in four bytes is 0 again, which "
        "was");
    INFO("the first one. To seal nothing is bad, and to seal with an old number is worse: it is");
    INFO("time for another key");
    CHECK(last);
    CHECK_FALSE(talk.is_sealed);
}

TEST_CASE("each text is counted once") {
    Talk talk{Side::Called};
    for (const std::uint32_t second : {1'000U, 1'007U, 1'020U}) {
        talk.say(std::to_string(second), {.seconds = second, .dice = 17});
    }
    INFO("so far:" << talk.story);
    INFO("used(): you gave " << talk.used()
                             << ". That is what goes into the file: three were sealed");
    CHECK(talk.used() == 3);
}

TEST_CASE("with all this in place the nonces are those of the table") {
    if (something_is_wrong()) return;  // other tests tell
    Talk talk{Side::Called, 258};
    const Said said = talk.say(hidden, {.seconds = 1'000, .dice = 17});
    INFO("so far:" << talk.story);
    INFO(
        "no nonce comes twice. But somebody else's program goes on where yours has stopped, from "
        "the");
    INFO("same file: it has to count as yours does. The side, seven zeros, and the number in four");
    INFO("bytes, the highest byte of it first");
    CHECK(sbc::to_hex(said.sealed.nonce) == "010000000000000000000102");
}
