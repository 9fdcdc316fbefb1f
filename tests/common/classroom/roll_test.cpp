// Who is present: bounded, and only for as long as they say so.
#include "classroom/roll.hpp"

#include "class_scene.hpp"

using namespace classes;

namespace {

const sbc::chain::Bits easiest = kit::easy().easiest;

std::vector<std::string> names(const Roll& roll) {
    std::vector<std::string> all;
    for (const auto& [name, present] : roll.all()) all.push_back(name);
    return all;
}
// Who tells of so many blocks, the first of which stands on `previous`.
Presence with_blocks(const std::string& name, std::size_t count, const Hash& previous = {},
                     std::uint32_t time = 0) {
    Presence presence = presence_of(name);
    presence.headers.clear();
    Hash last = previous;
    for (std::size_t i = 0; i < count; ++i) {
        presence.headers.push_back(mined_on(last, time));
        last = hash_of(presence.headers.back());
    }
    return presence;
}

}  // namespace

TEST_CASE("who says so is present until he has been silent for long", "[classroom]") {
    Roll roll{easiest, {.silence = 20s}};
    CHECK(roll.deadline() == sbc::never);
    roll.note(presence_of("alice"), start);
    roll.note(presence_of("bob"), start + 7s);
    CHECK(names(roll) == std::vector<std::string>{"alice", "bob"});
    CHECK(roll.deadline() == start + 20s);
    roll.on_time(start + 20s - 1ms);
    CHECK(roll.all().size() == 2);
    roll.on_time(start + 20s);
    CHECK(names(roll) == std::vector<std::string>{"bob"});
    CHECK(roll.deadline() == start + 27s);
    roll.note(presence_of("bob"), start + 26s);
    roll.on_time(start + 27s);
    CHECK(names(roll) == std::vector<std::string>{"bob"});
    roll.on_time(start + 46s);
    CHECK(roll.all().empty());
    CHECK(roll.deadline() == sbc::never);
}

TEST_CASE("what somebody says takes the place of what he has said before", "[classroom]") {
    Roll roll{easiest};
    roll.note(presence_of("alice", {"bob"}), start);
    Presence later = with_blocks("alice", 2);
    later.mines = true;
    roll.note(later, start + 5s);
    REQUIRE(roll.all().size() == 1);
    const Roll::Present& alice = roll.all().at("alice");
    CHECK(alice.last == later);
    CHECK(alice.heard == start + 5s);
    CHECK(alice.tip == hash_of(later.headers.back()));
}

TEST_CASE("a full roll takes nobody new, and keeps those who are there", "[classroom]") {
    Roll roll{easiest, {.most = 2, .silence = 20s}};
    roll.note(presence_of("alice"), start);
    roll.note(presence_of("bob"), start + 1s);
    const Presence carol = with_blocks("carol", 1);
    roll.note(carol, start + 2s);
    CHECK(names(roll) == std::vector<std::string>{"alice", "bob"});
    CHECK(roll.header(hash_of(carol.headers.front())) == nullptr);
    roll.note(presence_of("alice", {"bob"}), start + 3s);
    CHECK(roll.all().at("alice").heard == start + 3s);
    roll.on_time(start + 21s);
    roll.note(carol, start + 22s);
    CHECK(names(roll) == std::vector<std::string>{"alice", "carol"});
}

TEST_CASE("in a full roll those of whom we only hear make room for neighbours", "[classroom]") {
    Roll roll{easiest, {.most = 2, .silence = 20s}};
    roll.note(presence_of("alice"), start, Roll::From::Hearsay);
    roll.note(presence_of("bob"), start + 1s, Roll::From::Hearsay);
    roll.note(presence_of("alice"), start + 2s, Roll::From::Hearsay);
    roll.note(presence_of("carol"), start + 3s, Roll::From::Neighbour);
    CHECK(names(roll) == std::vector<std::string>{"alice", "carol"});  // bob was silent for longer
    roll.note(presence_of("dave"), start + 4s, Roll::From::Neighbour);
    CHECK(names(roll) == std::vector<std::string>{"carol", "dave"});
    roll.note(presence_of("erin"), start + 5s, Roll::From::Neighbour);
    CHECK(names(roll) == std::vector<std::string>{"carol", "dave"});  // they are neighbours, too
}

TEST_CASE("the roll has another version only when there is news", "[classroom]") {
    Roll roll{easiest, {.silence = 20s}};
    const auto empty = roll.version();
    roll.on_time(start);
    CHECK(roll.version() == empty);
    roll.note(presence_of("alice"), start);
    const auto one = roll.version();
    CHECK(one != empty);
    roll.note(presence_of("alice"), start + 5s);
    roll.on_time(start + 6s);
    CHECK(roll.version() == one);
    roll.note(presence_of("alice", {"bob"}), start + 7s);
    const auto other = roll.version();
    CHECK(other != one);
    roll.on_time(start + 27s);
    CHECK(roll.version() != other);
}

TEST_CASE("headers that others have told of are known by their hashes", "[classroom]") {
    Roll roll{easiest};
    const Presence alice = with_blocks("alice", 3);
    roll.note(alice, start);
    for (const auto& header : alice.headers) {
        REQUIRE(roll.header(hash_of(header)) != nullptr);
        CHECK(*roll.header(hash_of(header)) == header);
    }
    CHECK(roll.header(Hash{}) == nullptr);
    SECTION("also when whoever told of them is gone") {
        roll.on_time(start + 20s);
        CHECK(roll.header(hash_of(alice.headers.front())) != nullptr);
    }
}

TEST_CASE("a header that costs no work is not kept", "[classroom]") {
    Presence alice = with_blocks("alice", 1);
    auto& header = alice.headers.front();
    SECTION("its hash misses its target") {
        Roll roll{easiest};
        while (check_header(header)) {
            header.nonce = sbc::chain::Nonce{header.nonce.value() + 1};
        }
        roll.note(alice, start);
        CHECK(roll.header(hash_of(header)) == nullptr);
        CHECK(roll.all().size() == 1);  // but he is there
    }
    SECTION("its target is easier than the network's") {
        Roll roll{sbc::chain::Bits{0x1f00ffff}};
        roll.note(alice, start);
        CHECK(roll.header(hash_of(header)) == nullptr);
    }
    SECTION("its bits are no target") {
        Roll roll{easiest};
        header.bits = sbc::chain::Bits{0x20800000};
        roll.note(alice, start);
        CHECK(roll.header(hash_of(header)) == nullptr);
    }
}

TEST_CASE("of too many headers the oldest go first", "[classroom]") {
    Roll roll{easiest, {.most_headers = 4}};
    const Presence first = with_blocks("alice", 3);
    const Presence second = with_blocks("alice", 2, {}, 1);
    roll.note(first, start);
    roll.note(first, start + 5s);  // which is nothing new
    roll.note(second, start + 10s);
    CHECK(roll.header(hash_of(first.headers[0])) == nullptr);
    for (const auto& header :
         {first.headers[1], first.headers[2], second.headers[0], second.headers[1]}) {
        CHECK(roll.header(hash_of(header)) != nullptr);
    }
    SECTION("and may come again") {
        roll.note(first, start + 15s);
        for (const auto& header : first.headers) CHECK(roll.header(hash_of(header)) != nullptr);
        CHECK(roll.header(hash_of(second.headers[0])) == nullptr);
    }
}
