// A class and its faucet: who asks for points, and what the host answers.
#include "class_scene.hpp"
#include "faucet_scene.hpp"

using namespace classes;
using State = Gift::State;

namespace {

ClassroomSettings asking(const std::string& name, const std::string& whose) {
    ClassroomSettings settings = student(name);
    settings.address = address(whose);
    return settings;
}
ClassroomSettings asking(const std::string& name) { return asking(name, name); }
std::size_t asked(const Seat& seat) { return only<Ask>(seat.heard.published).size(); }

// A host who has mined so many blocks, and alice, who wants her points.
struct Paying : Class {
    explicit Paying(int blocks, std::vector<Faucet::Student> known = {}) {
        bank.mine(blocks);
        if (!known.empty()) bank.start(std::move(known));
        host = &add(the_host(), &bank.faucet());
    }
    // Another block of the host's, about which his faucet is told when it asks.
    void mine_one() {
        const Moment moment{now, kit::easy().begins + 24h, 7};
        (void)bank.node().on_time(moment);
        REQUIRE(bank.node().job());
        auto job = *bank.node().job();
        job.header = kit::mined(job.header);
        bank.node().solved(job);
        (void)bank.node().on_time(moment);
    }
    faucets::Host bank;
    Seat* host = nullptr;
};

}  // namespace

TEST_CASE("who joins a class asks for his points, and is told what the host says", "[classroom]") {
    Paying maths{6};
    Seat& alice = maths.add(asking("alice"));
    Seat& bob = maths.add(student("bob"));
    maths.connect(alice, bob);
    maths.connect(*maths.host, alice);
    CHECK(alice.heard.times("the host, about your points: 20 points come with") == 1);
    CHECK(maths.host->room.known().empty());
    maths.wait(2s);
    CHECK(alice.heard.times("the host, about your points: 20 points are on their way") == 1);
    CHECK(maths.host->heard.times("faucet, to alice: 20 points are on their way") == 1);
    CHECK(maths.bank.payments_to("alice") == 1);
    CHECK(bob.heard.times("points") == 0);
    SECTION("and by then everybody knows whose address that is") {
        for (const Seat* seat : {maths.host, &alice, &bob}) {
            CHECK(seat->room.known().at(address("alice")) == "alice");
            CHECK(seat->room.gift() == 20);
        }
    }
    SECTION("and asks no more") {
        const auto before = asked(alice);
        maths.wait(1min);
        maths.cut(*maths.host, alice);
        maths.connect(*maths.host, alice);
        maths.wait(1min);
        CHECK(asked(alice) == before);
        CHECK(alice.heard.times("about your points") == 2);
    }
}

TEST_CASE("who has no answer asks again, and is told once that it takes longer", "[classroom]") {
    Paying maths{0};  // the host has nothing yet
    Seat& alice = maths.add(asking("alice"));
    maths.connect(*maths.host, alice);
    maths.wait(35s);
    CHECK(asked(alice) == 4);
    CHECK(alice.heard.times("about your points") == 1);
    for (int i = 0; i < 6; ++i) maths.mine_one();
    maths.wait(10s);
    CHECK(alice.heard.times("on their way") == 1);
    const auto before = asked(alice);
    maths.wait(1min);
    CHECK(asked(alice) == before);
}

TEST_CASE("who is refused is told why, and asks no more", "[classroom]") {
    Paying maths{6, {{"alice", address("alice")}}};
    Seat& alice = maths.add(asking("alice", "somebody else"));
    maths.connect(*maths.host, alice);
    maths.wait(1min);
    CHECK(alice.heard.times("the host, about your points: the name alice") == 1);
    CHECK(alice.heard.tones == std::vector<Tone>{Tone::Warn});
    CHECK(asked(alice) == 1);
}

TEST_CASE("without a faucet nobody answers", "[classroom]") {
    Class maths;
    Seat& host = maths.add(the_host());
    Seat& alice = maths.add(asking("alice"));
    maths.connect(host, alice);
    maths.wait(35s);
    CHECK(asked(alice) == 4);
    CHECK(alice.heard.told.empty());
    CHECK(only<Gift>(host.heard.published).empty());
}

TEST_CASE("who has no address asks for nothing, and nobody asks when nobody hears it",
          "[classroom]") {
    Paying maths{6};
    Seat& bob = maths.add(student("bob"));
    Seat& alice = maths.add(asking("alice"));
    maths.connect(*maths.host, bob);
    maths.wait(1min);
    CHECK(asked(bob) == 0);
    CHECK(asked(alice) == 0);
    maths.connect(bob, alice);
    CHECK(asked(alice) == 1);
    CHECK(maths.host->heard.times("faucet") == 0);
    maths.wait(2s);
    CHECK(maths.host->heard.times("faucet, to alice") == 1);
}

TEST_CASE("a gift that the host has not signed, or another's, changes nothing", "[classroom]") {
    Class maths;
    Seat& alice = maths.add(asking("alice"));
    Seat& bob = maths.add(student("bob"));
    maths.connect(alice, bob);
    SECTION("somebody else has signed it") {
        maths.publish(alice, gift_of("alice", State::Refused, "nothing for you", stranger()));
        maths.publish(alice, gift_of("alice", State::Given, "here you are", stranger()));
        CHECK(alice.room.known().empty());
    }
    SECTION("it was changed") {
        Gift gift = gift_of("alice", State::Given, "20 points");
        gift.amount = 1'000;
        maths.publish(alice, gift);
        CHECK(alice.room.known().empty());
    }
    SECTION("it is bob's, who is known by it all the same") {
        maths.publish(alice, gift_of("bob", State::Given, "20 points"));
        CHECK(alice.room.known().at(address("bob")) == "bob");
    }
    SECTION("it is refused to bob, who is not known by it") {
        maths.publish(alice, gift_of("bob", State::Refused, "no"));
        CHECK(alice.room.known().empty());
    }
    CHECK(alice.heard.told.empty());
    maths.wait(25s);
    CHECK(asked(alice) == 3);
}

TEST_CASE("who asks and asks gets few answers, and takes nothing from others", "[classroom]") {
    Paying maths{0};
    Seat& alice = maths.add(student("alice"));
    maths.connect(*maths.host, alice);
    const auto answers = [&] { return only<Gift>(maths.host->heard.published).size(); };
    const auto flood = [&](const std::string& names) {
        const auto before = answers();
        for (int i = 0; i < 200; ++i) {
            const std::string name = names + std::to_string(i % 50);
            maths.publish(*maths.host, Ask{name, address(name)});
        }
        return answers() - before;
    };
    CHECK(flood("a") == 10);
    const auto before = answers();
    maths.publish(*maths.host, Ask{"bob", address("bob")}, LinkId{1});  // through alice
    CHECK(answers() == before + 1);
    maths.wait(1s);
    CHECK(flood("b") == 2);
}

TEST_CASE("all together get about twenty answers a second", "[classroom]") {
    Paying maths{0};
    for (std::uint64_t link = 100; link < 110; ++link) {
        (void)maths.host->room.joined(LinkId{link}, maths.moment(*maths.host));
    }
    const auto flood = [&](const std::string& names) {
        Heard heard;
        for (std::uint64_t i = 0; i < 500; ++i) {
            const std::string name = names + std::to_string(i % 50);
            heard.add(maths.host->room.published(MessageId{1}, encode(Ask{name, address(name)}),
                                                 Source{LinkId{100 + i % 10}},
                                                 maths.moment(*maths.host)));
        }
        return only<Gift>(heard.published).size();
    };
    CHECK(flood("a") == 40);
    maths.now += 1s;
    CHECK(flood("b") == 20);
}

TEST_CASE("after a restart the host knows whom he has given points", "[classroom]") {
    Paying maths{6, {{"alice", address("alice")}}};
    CHECK(maths.host->room.known().at(address("alice")) == "alice");
    CHECK(maths.host->room.gift() == 20);
    Seat& alice = maths.add(asking("alice"));
    maths.connect(*maths.host, alice);
    CHECK(alice.heard.times("20 points have been given to you already") == 1);
    maths.wait(1min);
    CHECK(asked(alice) == 1);
    CHECK(maths.bank.payments_to("alice") == 0);
}
