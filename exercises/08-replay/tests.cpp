#include "seen.hpp"

#include <string>

#include "catch.hpp"

using stage::Hash;
using stage::MailError;
using stage::Seen;
using stage::Time;
using namespace std::chrono_literals;

namespace {

const Time start{1'700'000'000s};  // the times of a test are counted from here

Hash id_of(std::size_t number) {
    Hash hash;
    hash.bytes[0] = static_cast<std::uint8_t>(number / 256);
    hash.bytes[1] = static_cast<std::uint8_t>(number % 256);
    return hash;
}
std::string in_words(const sbc::Result<void, MailError>& taken) {
    if (taken) return "taken";
    if (taken.error().reason == MailError::Over) return "Over";
    return taken.error().reason == MailError::Replayed ? "Replayed" : "another reason";
}
std::string in_words(std::chrono::seconds seconds) {
    return std::to_string(seconds.count()) + " s";
}

// What has come to bob. Letters are called a, b and c here.
class Bob {
public:
    // Says what became of it.
    std::string comes(char letter, std::chrono::seconds until, std::chrono::seconds now) {
        std::string said = takes(static_cast<std::size_t>(letter), until, now);
        story += "\n  " + in_words(now) + ": letter " + letter + " comes, until " +
                 in_words(until) + "; you said: " + said;
        return said;
    }
    // Many others, of which the story says nothing.
    void many_come(std::size_t count, std::chrono::seconds until, std::chrono::seconds now) {
        std::size_t were_taken = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (takes(1'000 + i, until, now) == "taken") ++were_taken;
        }
        story += "\n  " + in_words(now) + ": " + std::to_string(count) + " others come, until " +
                 in_words(until) + "; " + std::to_string(were_taken) + " of them were taken";
    }
    [[nodiscard]] std::size_t remembered() {
        story += "\n  you remember " + std::to_string(seen_.remembered());
        return seen_.remembered();
    }
    std::string story;

private:
    std::string takes(std::size_t id, std::chrono::seconds until, std::chrono::seconds now) {
        return in_words(seen_.take(id_of(id), start + until, start + now));
    }
    Seen seen_;
};

constexpr auto hour = 3'600s;

bool remembers_two() {
    Bob bob;
    bob.comes('a', 100s, 0s);
    bob.comes('b', 100s, 1s);
    return bob.comes('a', 100s, 2s) == "Replayed";
}

}  // namespace

TEST_CASE("a letter that has not come before is taken") {
    Bob bob;
    const std::string said = bob.comes('a', 100s, 0s);
    INFO("so far:" << bob.story);
    INFO("it is valid, and it is the first one");
    CHECK(said == "taken");
}

TEST_CASE("a copy is refused") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    const std::string said = bob.comes('a', 100s, 20s);
    INFO("so far:" << bob.story);
    INFO(
        "eve has kept a copy, and signature and seal of it are alice's: only who remembers can "
        "tell");
    CHECK(said == "Replayed");
}

TEST_CASE("a letter whose time is over is not taken") {
    Bob bob;
    const std::string said = bob.comes('a', 100s, 101s);
    INFO("so far:" << bob.story);
    INFO(
        "its time was over a second ago. You need not know whether it has come before, and that "
        "is");
    INFO("just the point: what is over is taken by nobody, so what is over may be forgotten");
    CHECK(said == "Over");
}

TEST_CASE("in its last second a letter is taken") {
    Bob bob;
    const std::string said = bob.comes('a', 100s, 100s);
    INFO("so far:" << bob.story);
    INFO(
        "`until` is the last second in which it is valid. The cores hold it up to that second, "
        "and");
    INFO("whoever fetches it just in time should get it");
    CHECK(said == "taken");
}

TEST_CASE("in its last second a copy is still refused") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    const std::string said = bob.comes('a', 100s, 100s);
    INFO("so far:" << bob.story);
    INFO(
        "in this second a letter may still be taken. Eve needs no more than one second in which it "
        "is");
    INFO("still valid when you have forgotten it: the two borders have to be the same");
    CHECK(said != "taken");
}

TEST_CASE("a letter is remembered as long as it could be taken") {
    Bob bob;
    bob.comes('a', 150 * hour, 0s);
    const std::string said = bob.comes('a', 150 * hour, 140 * hour);
    INFO("so far:" << bob.story);
    INFO(
        "it is valid for 150 hours, and so long it has to be remembered. With a time of your own,");
    INFO("that is shorter, somebody waits until you have forgotten");
    CHECK(said == "Replayed");
}

TEST_CASE("all that were taken are remembered") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    bob.comes('b', 100s, 1s);
    const std::string said = bob.comes('a', 100s, 2s);
    INFO("so far:" << bob.story);
    INFO("a is older than b, and as valid: a copy need not come right after it");
    CHECK(said == "Replayed");
}

TEST_CASE("many letters do not push out one that is valid") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    if (!remembers_two()) return;  // another test tells
    bob.many_come(1'000, 100s, 1s);
    const std::string said = bob.comes('a', 100s, 2s);
    INFO("so far:" << bob.story);
    INFO(
        "the memory is bounded by time. If it is bounded by number, mallory sends you a thousand "
        "of his");
    INFO("own, and then a copy of a. (How many come in a week, the stamps decide, and the cores.)");
    CHECK(said == "Replayed");
}

TEST_CASE("two letters of one second are two") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    const std::string said = bob.comes('b', 100s, 0s);
    INFO("so far:" << bob.story);
    INFO("b ends in the same second as a, and this one nobody has read. It is the id that tells");
    INFO("letters apart");
    CHECK(said == "taken");
}

TEST_CASE("the third copy is refused like the second") {
    Bob bob;
    bob.comes('a', 100s, 0s);
    bob.comes('a', 100s, 1s);
    const std::string said = bob.comes('a', 100s, 2s);
    INFO("so far:" << bob.story);
    INFO("a copy that was refused changes nothing: a has been taken once, and it stays so");
    CHECK(said == "Replayed");
}

TEST_CASE("what is over is forgotten") {
    Bob bob;
    bob.many_come(200, 100s, 0s);
    bob.comes('a', 200s, 101s);
    const std::size_t remembered = bob.remembered();
    INFO("so far:" << bob.story);
    INFO(
        "the 200 are over: they would not be taken, remembered or not. A memory that forgets "
        "nothing");
    INFO("grows for as long as the program runs");
    CHECK(remembered <= 1);
}

TEST_CASE("what is refused as over is not remembered") {
    Bob bob;
    if (Bob{}.comes('a', 100s, 101s) != "Over") return;  // another test tells
    bob.comes('a', 100s, 101s);
    const std::size_t remembered = bob.remembered();
    INFO("so far:" << bob.story);
    INFO(
        "a was not taken. Whoever writes it down all the same has a place less in memory for what "
        "it");
    INFO("does not take anyway: old letters cost nothing, everybody has a heap of them");
    CHECK(remembered == 0);
}
