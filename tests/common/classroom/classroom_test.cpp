// A class together: who is there, and what they say to each other.
#include "class_scene.hpp"

using namespace classes;

TEST_CASE("neighbours of a class say who they are", "[classroom]") {
    Class maths;
    Seat& host = maths.add(the_host());
    Seat& alice = maths.add(student("alice"));
    CHECK(host.room.name_of(LinkId{1}) == nullptr);
    maths.connect(host, alice);
    REQUIRE(host.room.name_of(LinkId{1}) != nullptr);
    CHECK(*host.room.name_of(LinkId{1}) == "alice");
    CHECK(*alice.room.name_of(LinkId{1}) == "host");
    CHECK(only<Here>(host.heard.direct) == std::vector<Here>{{"host", true}});
    CHECK(only<Here>(alice.heard.direct) == std::vector<Here>{{"alice"}});
    maths.cut(host, alice);
    CHECK(host.room.name_of(LinkId{1}) == nullptr);
}

TEST_CASE("everybody knows who is there, and who hangs on whom", "[classroom]") {
    Maths maths;
    const Names all{"alice", "bob", "host"};
    CHECK(present(maths.host) == all);
    CHECK(present(maths.alice) == all);
    CHECK(present(maths.bob) == all);
    const auto& roll = maths.bob.room.roll().all();
    CHECK(roll.at("host").last.host);
    CHECK_FALSE(roll.at("alice").last.host);
    CHECK(roll.at("host").last.links == Names{"alice"});
    CHECK(roll.at("alice").last.links == Names{"bob", "host"});
    SECTION("and who is there no more") {
        maths.cut(maths.alice, maths.bob);
        maths.wait(10s);
        CHECK(maths.host.room.roll().all().at("alice").last.links == Names{"host"});
        maths.wait(15s);
        CHECK(present(maths.host) == Names{"alice", "host"});
        CHECK(present(maths.bob) == Names{"bob"});
    }
    SECTION("for as long as they are there") {
        maths.wait(10min);
        CHECK(present(maths.host) == all);
    }
}

TEST_CASE("a presence says what its node has: blocks, a miner, wallets", "[classroom]") {
    Class maths;
    maths.home().mine(10);
    ClassroomSettings settings = student("alice");
    settings.mines = true;
    Seat& alice = maths.add(settings);
    Seat& bob = maths.add(student("bob"));
    alice.room.note_wallets(3);
    maths.connect(alice, bob);
    maths.wait(7s);
    const Presence& said = bob.room.roll().all().at("alice").last;
    CHECK(said.mines);
    CHECK(said.wallets == 3);
    CHECK(said.height == Height{10});
    CHECK(hash_of(said.headers.back()) == maths.home().chain().tip().hash);
}

TEST_CASE("the headers of a presence are those that were not told before, two at least",
          "[classroom]") {
    Class maths;
    maths.home().mine(10);
    Seat& alice = maths.add(student("alice"));
    Seat& bob = maths.add(student("bob"));
    maths.wait(1min);  // nobody has heard anything
    const auto heights = [&] {
        std::vector<std::uint64_t> all;
        const Presence last = only<Presence>(alice.heard.published).back();
        for (const auto& header : last.headers) {
            all.push_back(maths.home().chain().tree().find(hash_of(header))->height.value());
        }
        return all;
    };
    maths.connect(alice, bob);
    maths.wait(2s);
    CHECK(heights() == std::vector<std::uint64_t>{3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(bob.room.roll().header(maths.home().chain().at(Height{3}).hash) != nullptr);
    maths.wait(7s);
    CHECK(heights() == std::vector<std::uint64_t>{9, 10});
    maths.home().mine(4);
    maths.wait(7s);
    CHECK(heights() == std::vector<std::uint64_t>{11, 12, 13, 14});
}

TEST_CASE("a presence can be said, however many neighbours there are", "[classroom]") {
    Home home;
    Seat alice{student("alice"), home.chain()};
    for (std::uint64_t i = 1; i <= most_links + 20; ++i) {
        (void)alice.room.joined(LinkId{i}, at(start));
        (void)alice.room.direct(LinkId{i}, encode(Here{"student" + std::to_string(i)}), at(start));
    }
    alice.heard.add(alice.room.on_time(at(start)));
    REQUIRE(only<Presence>(alice.heard.published).size() == 1);
    CHECK(only<Presence>(alice.heard.published)[0].links.size() == most_links);
}

TEST_CASE("the larger a class the less often each speaks, but before he is forgotten",
          "[classroom]") {
    Home home;
    sbc::Instant::duration before{};
    for (const std::size_t others : {0U, 50U, 299U}) {
        Seat alice{student("alice"), home.chain()};
        (void)alice.room.joined(LinkId{1}, at(start));
        for (std::size_t i = 0; i < others; ++i) {
            (void)alice.room.published(MessageId{1}, encode(presence_of(std::to_string(i))),
                                       Source{LinkId{1}}, at(start));
        }
        (void)alice.room.on_time(at(start, 999));
        const auto pause = alice.room.deadline() - start;
        INFO(others);
        CHECK(pause > before);
        CHECK(pause >= 5s);
        CHECK(pause * 2 < RollLimits{}.silence);  // also if one of them is lost
        before = pause;
    }
}

TEST_CASE("nobody is heard who is no neighbour, nor we ourselves", "[classroom]") {
    Maths maths;
    const std::string order = encode(order_of(1, {"bob"}));
    CHECK(maths.bob.room.direct(LinkId{77}, "nonsense", maths.moment(maths.bob)).empty());
    CHECK(maths.bob.room.direct(LinkId{77}, order, maths.moment(maths.bob)).empty());
    CHECK(
        maths.bob.room
            .published(MessageId{1}, encode(presence_of("zoe")), Source{}, maths.moment(maths.bob))
            .empty());
    CHECK(apart(maths.bob).empty());
    CHECK(present(maths.bob) == Names{"alice", "bob", "host"});
}

TEST_CASE("two of one name are told so, once", "[classroom]") {
    Maths maths;
    Seat& other = maths.add(student("alice"));
    maths.connect(maths.bob, other);
    maths.wait(1min);
    CHECK(maths.alice.heard.times("is called alice, too") == 1);
    CHECK(other.heard.times("is called alice, too") == 1);
    CHECK(maths.bob.heard.times("too") == 0);
}

TEST_CASE("who talks nonsense to a neighbour is hung up on", "[classroom]") {
    Maths maths;
    const auto says = [&](const std::string& body) {
        maths.alice.heard = {};
        maths.alice.heard.add(maths.alice.room.direct(LinkId{1}, body, maths.moment(maths.alice)));
        INFO(body.substr(0, 100));
        CHECK(maths.alice.heard.penalties == std::vector<unsigned>{10});
        CHECK(maths.alice.heard.times("nonsense") == 1);
    };
    says("nonsense");
    says(R"({"kind":"here"})");
    says(encode(presence_of("host")));  // which is for everybody
    says(encode(Ask{"host", address("host")}));
    says(encode(gift_of("alice", Gift::State::Given, "20 points")));
}

TEST_CASE("who has said who he is says so once", "[classroom]") {
    Maths maths;
    maths.alice.heard = {};
    maths.alice.heard.add(
        maths.alice.room.direct(LinkId{2}, encode(Here{"zoe"}), maths.moment(maths.alice)));
    CHECK(maths.alice.heard.penalties == std::vector<unsigned>{10});
    CHECK(*maths.alice.room.name_of(LinkId{2}) == "bob");
}

TEST_CASE("for nonsense that was passed on nobody is to blame", "[classroom]") {
    Maths maths;
    maths.alice.heard = {};
    maths.publish(maths.alice, "nonsense");
    maths.publish(maths.alice, R"({"kind":"order"})");
    maths.publish(maths.alice, Here{"bob"});
    CHECK(maths.alice.heard.penalties.empty());
    CHECK(maths.alice.heard.told.empty());
    CHECK(maths.alice.heard.direct.empty());
}

// --- what is typed -------------------------------------------------------------------------------

TEST_CASE("a line says who is in the class, and where", "[classroom]") {
    Maths maths;
    maths.bob.room.note_wallets(2);
    maths.wait(7s);
    maths.type(maths.host, "partition bob");
    maths.host.heard = {};
    maths.type(maths.host, "class");
    CHECK(maths.host.heard.told ==
          Names{"class " + to_text(classes::maths()) + ", 3 present", "  alice: block 0",
                "  bob: block 0, wallets: 2, on the other side", "  host: block 0, the host"});
}

TEST_CASE("what is no command of a class is left to others", "[classroom]") {
    Maths maths;
    for (const char* line : {"", " ", "tip", "class alice", "heal now", "partitions", "Class"}) {
        INFO(line);
        CHECK(maths.host.room.typed(line, maths.moment(maths.host)).empty());
    }
    CHECK(maths.host.room.partition() == nullptr);
}
