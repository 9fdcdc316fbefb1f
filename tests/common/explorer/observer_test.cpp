#include "explorer/observer.hpp"

#include "../node/full_node_kit.hpp"

using namespace kit;
using sbc::explorer::Observer;

namespace {

struct Sight {
    Home home;
    Observer observer{home.chain()};

    [[nodiscard]] const Place& at(std::uint64_t height) { return home.chain().at(Height{height}); }
    int follow() {
        int turns = 0;
        for (; observer.deadline() <= home.now && turns < 1'000; ++turns) {
            heard.add(observer.on_time(home.moment()));
        }
        return turns;
    }
    Heard heard;
};

}  // namespace

TEST_CASE("who mined each block, and how many payments are in it, is read in turns", "[explorer]") {
    Sight sight;
    CHECK(sight.observer.deadline() == sbc::never);
    sight.home.mine(4);
    REQUIRE(sight.home.submit(pay(sight.home.coin(1), 90)).empty());
    sight.home.wait(10s);  // until it is in the block that is mined
    sight.home.mine(300);
    CHECK(sight.follow() == 2);  // of 200 blocks
    CHECK(sight.observer.deadline() == sbc::never);
    CHECK(sight.observer.read() == Height{304});
    CHECK(sight.observer.facts_of(sight.at(0)) == nullptr);
    REQUIRE(sight.observer.facts_of(sight.at(5)) != nullptr);
    CHECK(sight.observer.facts_of(sight.at(5))->miner == alice().public_key());
    CHECK(sight.observer.facts_of(sight.at(5))->payments == 1);
    CHECK(sight.observer.facts_of(sight.at(4))->payments == 0);
}

TEST_CASE("what a reorganisation took back is read again from the other side", "[explorer]") {
    Sight sight;
    sight.home.mine(3);
    sight.follow();
    const SigningKey bob = key_of("bob");
    Home other{{.miner = Miner{bob.public_key(), {}}}};
    other.mine(5);
    for (std::uint64_t height = 1; height <= 5; ++height) {
        REQUIRE(sight.home.chain().add(other.block(height), other.moment().wall));
    }
    const Place& lost = *sight.home.chain().tree().root().child->sibling;
    CHECK(sight.observer.facts_of(sight.at(1)) == nullptr);  // not those of the block it was
    sight.follow();
    CHECK(sight.observer.read() == Height{5});
    CHECK(sight.observer.facts_of(lost) == nullptr);
    CHECK(sight.observer.read_facts(lost)->miner == alice().public_key());
    CHECK(sight.observer.facts_of(sight.at(1))->miner == bob.public_key());
}

TEST_CASE("a block that cannot be read is tried again later, and stops nothing", "[explorer]") {
    Sight sight;
    sight.home.mine(2);
    sight.home.store.fail_at(0, true);
    CHECK(sight.observer.on_time(sight.home.moment()).empty());
    CHECK(sight.observer.read() == Height{0});
    CHECK(sight.observer.deadline() > sight.home.now);
    CHECK_FALSE(sight.observer.look_at(Height{1}));
    sight.home.store.heal();
    sight.home.now = sight.observer.deadline();
    sight.follow();
    CHECK(sight.observer.read() == Height{2});
}

TEST_CASE("an altered block is shown to those who are named, once", "[explorer]") {
    Sight sight;
    sight.home.mine(3);
    sight.follow();
    REQUIRE(sight.observer.look_at(Height{3}));
    sight.observer.show_to({LinkId{1}}, sight.home.now);
    CHECK(sight.follow() == 0);  // nothing is altered: there is nothing to show
    sight.observer.change({0, 76}, 0xab);
    sight.observer.show_to({LinkId{1}, LinkId{4}}, sight.home.now);
    CHECK(sight.observer.deadline() == Instant::min());
    sight.follow();
    for (const LinkId link : {LinkId{1}, LinkId{4}}) {
        const auto blocks = sight.heard.of<OneBlock>(link);
        REQUIRE(blocks.size() == 1);
        CHECK(blocks[0].block.header.nonce.value() % 256 == 0xab);
    }
    REQUIRE(sight.observer.shown());
    CHECK_FALSE(sight.observer.shown()->over);
    SECTION("whoever has not hung up after some seconds will not") {
        sight.home.now += Observer::patience;
        sight.follow();
        CHECK(sight.observer.shown()->over);
        CHECK(sight.observer.deadline() == sbc::never);
        CHECK(sight.heard.of<OneBlock>(LinkId{1}).size() == 1);
    }
    SECTION("another byte is another block, which nobody has seen") {
        sight.observer.change({0, 76}, 0xac);
        CHECK_FALSE(sight.observer.shown());
    }
    SECTION("nor is there anything to show after it was put back") {
        sight.observer.put_back();
        CHECK_FALSE(sight.observer.shown());
        sight.observer.show_to({LinkId{1}}, sight.home.now);
        CHECK(sight.follow() == 0);
    }
    SECTION("who looks no more has no specimen") {
        sight.observer.stop_looking();
        CHECK_FALSE(sight.observer.specimen());
        CHECK(sight.observer.verdicts().empty());
        sight.observer.change({0, 76}, 0xac);
        sight.observer.put_back();
        CHECK_FALSE(sight.observer.shown());
    }
}

TEST_CASE("a block above the tip cannot be looked at", "[explorer]") {
    Sight sight;
    sight.home.mine(1);
    CHECK(sight.observer.look_at(Height{1}));
    CHECK_FALSE(sight.observer.look_at(Height{2}));
    CHECK_FALSE(sight.observer.specimen());
}
