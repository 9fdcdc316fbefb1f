// What the host's orders do, and who can give them.
#include "class_scene.hpp"

using namespace classes;

TEST_CASE("the host parts the class, and everybody obeys", "[classroom]") {
    Maths maths;
    const auto before = maths.bob.room.sides();
    maths.type(maths.host, "partition bob");
    for (const Seat* seat : {&maths.host, &maths.alice, &maths.bob}) {
        CHECK(apart(*seat) == Names{"bob"});
        CHECK(seat->room.apart("bob", "alice"));
        CHECK(seat->room.apart("host", "bob"));
        CHECK_FALSE(seat->room.apart("host", "alice"));
        CHECK_FALSE(seat->room.apart("bob", "bob"));
        CHECK(seat->heard.times("The host has parted the class. On one side: bob;") == 1);
        CHECK(seat->room.minutes_left() == 10);
    }
    CHECK(maths.bob.room.sides() != before);
    CHECK(maths.alice.room.apart(LinkId{2}));
    CHECK_FALSE(maths.alice.room.apart(LinkId{1}));
    CHECK(maths.alice.room.apart(LinkId{77}));  // nobody knows who that is
    SECTION("and heals it") {
        maths.wait(1min);
        maths.type(maths.host, "heal");
        for (const Seat* seat : {&maths.host, &maths.alice, &maths.bob}) {
            CHECK(seat->room.partition() == nullptr);
            CHECK_FALSE(seat->room.apart("bob", "alice"));
            CHECK(seat->heard.times("The host has healed the class.") == 1);
            CHECK(seat->room.minutes_left() == 0);
        }
        CHECK_FALSE(maths.alice.room.apart(LinkId{77}));
    }
    SECTION("and parts it otherwise") {
        maths.type(maths.host, "partition alice bob alice");
        CHECK(apart(maths.bob) == Names{"alice", "bob"});
        CHECK(apart(maths.alice) == Names{"alice", "bob"});
    }
    SECTION("and knows each other still") {
        maths.wait(1min);
        CHECK(present(maths.host) == Names{"alice", "bob", "host"});
    }
}

TEST_CASE("a partition is over by itself when its time is over", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.wait(599s);
    CHECK(maths.bob.room.minutes_left() == 1);
    CHECK(apart(maths.bob) == Names{"bob"});
    const auto before = maths.bob.room.sides();
    maths.wait(1s);
    for (const Seat* seat : {&maths.host, &maths.alice, &maths.bob}) {
        CHECK(seat->room.partition() == nullptr);
        CHECK(seat->heard.times("it is whole again") == 1);
    }
    CHECK(maths.bob.room.sides() != before);
}

TEST_CASE("a clock that is set back makes a partition longer, and nobody busy", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.bob.ahead = -100s;
    maths.wait(600s);
    CHECK(maths.host.room.partition() == nullptr);
    CHECK(apart(maths.bob) == Names{"bob"});
    CHECK(maths.bob.heard.times("it is whole again") == 0);
    maths.wait(100s);
    CHECK(maths.bob.room.partition() == nullptr);
    CHECK(maths.bob.heard.times("it is whole again") == 1);
}

TEST_CASE("nobody but the host gives orders", "[classroom]") {
    Maths maths;
    for (std::uint64_t number = 1; number < 4; ++number) {
        maths.publish(maths.alice, order_of(number, {"bob"}, stranger()));
    }
    CHECK(apart(maths.alice).empty());
    CHECK(maths.alice.heard.times("who is not its host") == 1);  // and no more often
    CHECK(only<Order>(maths.alice.heard.direct).empty());        // nor is it passed on
    SECTION("not even by changing what he has said") {
        Order order = order_of(100, {"bob"});
        order.apart = {"alice", "bob"};
        maths.publish(maths.alice, order);
        order = order_of(100, {"bob"});
        order.number = 101;
        maths.publish(maths.alice, order);
        CHECK(apart(maths.alice).empty());
    }
    SECTION("and the host is obeyed all the same") {
        maths.type(maths.host, "partition bob");
        CHECK(apart(maths.alice) == Names{"bob"});
    }
}

TEST_CASE("only what is newer than all before is obeyed", "[classroom]") {
    Maths maths;
    maths.publish(maths.alice, order_of(10, {"bob"}));
    CHECK(apart(maths.bob) == Names{"bob"});
    for (const Order& old : {order_of(9, {}), order_of(10, {}), order_of(0, {"alice"})}) {
        maths.publish(maths.alice, old);
        CHECK(apart(maths.alice) == Names{"bob"});
    }
    CHECK(maths.alice.heard.times("host has parted") == 1);
    maths.publish(maths.alice, order_of(11, {}));
    CHECK(apart(maths.alice).empty());
}

TEST_CASE("an order that would last too long is not obeyed", "[classroom]") {
    Maths maths;
    const auto now = maths.moment(maths.alice).wall;
    maths.publish(maths.alice, order_of(10, {"bob"}, host_key(), now + 3'601s));
    maths.publish(maths.alice, order_of(10, {"bob"}, host_key(), now + 3'601s));
    CHECK(apart(maths.alice).empty());
    CHECK(maths.alice.heard.times("for too long, or the clocks differ") == 1);
    maths.publish(maths.alice, order_of(10, {"bob"}, host_key(), now + 3'600s));
    CHECK(apart(maths.alice) == Names{"bob"});
}

TEST_CASE("the class is healed whatever the clocks say", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.alice.ahead = -7'200s;
    maths.type(maths.host, "heal");
    CHECK(apart(maths.alice).empty());
    CHECK(maths.alice.heard.times("The host has healed the class.") == 1);
}

TEST_CASE("a neighbour who hands on a forged order himself is hung up on", "[classroom]") {
    Maths maths;
    const Order forged = order_of(10, {"bob"}, stranger());
    const LinkId bob{2};
    const auto hears = [&](const ClassMessage& message) {
        maths.alice.heard = {};
        maths.alice.heard.add(
            maths.alice.room.direct(bob, encode(message), maths.moment(maths.alice)));
        CHECK(maths.alice.heard.penalties == std::vector<unsigned>{10});
        CHECK(maths.alice.heard.times("not the host's") == 1);
    };
    hears(forged);
    (void)maths.alice.room.left(bob);
    (void)maths.alice.room.joined(bob, maths.moment(maths.alice));
    hears(Here{"bob", false, forged});
    CHECK(maths.alice.room.name_of(bob) == nullptr);
    CHECK(apart(maths.alice).empty());
}

TEST_CASE("an order whose time is over parts nobody", "[classroom]") {
    Maths maths;
    const auto now = maths.moment(maths.alice).wall;
    maths.publish(maths.alice, order_of(10, {"bob"}, host_key(), now));
    CHECK(apart(maths.alice).empty());
    CHECK(maths.alice.heard.times("The host has parted") == 0);
    CHECK(maths.alice.heard.times("is its clock wrong?") == 1);
}

TEST_CASE("who joins a class that is parted learns it, and passes it on", "[classroom]") {
    Maths maths;
    Seat& carol = maths.add(student("carol"));
    Seat& dave = maths.add(student("dave"));
    maths.connect(carol, dave);
    maths.type(maths.host, "partition bob carol");
    CHECK(apart(carol).empty());
    maths.connect(maths.bob, carol);
    CHECK(apart(carol) == Names{"bob", "carol"});
    CHECK(apart(dave) == Names{"bob", "carol"});
    CHECK(dave.room.apart("dave", "carol"));
    SECTION("also that it is healed") {
        maths.cut(maths.bob, carol);
        maths.type(maths.host, "heal");
        CHECK(apart(carol) == Names{"bob", "carol"});
        maths.connect(maths.host, dave);
        CHECK(dave.room.partition() == nullptr);
        CHECK(carol.room.partition() == nullptr);
    }
}

TEST_CASE("a neighbour who says who he is while the class is parted changes the sides",
          "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    const auto before = maths.alice.room.sides();
    Seat& carol = maths.add(student("carol"));
    maths.connect(maths.alice, carol);
    CHECK(maths.alice.room.sides() != before);
    CHECK_FALSE(maths.alice.room.apart(LinkId{3}));
}

TEST_CASE("a host who has been away learns his own last order", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.cut(maths.host, maths.alice);
    Seat& again = maths.add(the_host());
    maths.connect(again, maths.alice);
    CHECK(apart(again) == Names{"bob"});
    maths.type(again, "heal");
    CHECK(maths.bob.room.partition() == nullptr);
}

TEST_CASE("a host who has been away is obeyed before he has learnt anything", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.wait(5s);
    Seat again{the_host(), maths.home().chain()};
    (void)again.room.on_time(maths.moment(again));
    REQUIRE(again.room.heal());
    again.heard.add(again.room.on_time(maths.moment(again)));
    for (const Order& order : only<Order>(again.heard.published)) maths.publish(maths.bob, order);
    CHECK(maths.bob.room.partition() == nullptr);
}

TEST_CASE("orders that follow each other within a second are all obeyed", "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob");
    maths.type(maths.host, "heal");
    maths.type(maths.host, "partition alice");
    CHECK(apart(maths.bob) == Names{"alice"});
}

TEST_CASE("what the host does in a window reaches the others with what is due", "[classroom]") {
    Maths maths;
    REQUIRE(maths.host.room.part({"bob"}));
    CHECK(maths.host.room.deadline() == Instant::min());
    CHECK(apart(maths.host) == Names{"bob"});
    CHECK(apart(maths.bob).empty());
    maths.wait(0ms);
    CHECK(apart(maths.bob) == Names{"bob"});
}

TEST_CASE("every second one is on the other side, if nobody is named", "[classroom]") {
    Maths maths;
    Seat& carol = maths.add(student("carol"));
    maths.connect(maths.host, carol);
    maths.wait(7s);
    maths.type(maths.host, "partition");
    CHECK(apart(carol) == Names{"alice", "carol"});
}

TEST_CASE("a class that nobody else is in cannot be parted", "[classroom]") {
    Class maths;
    Seat& host = maths.add(the_host());
    maths.wait(7s);
    for (const Names& names :
         {Names{}, Names{"host"}, Names{"alice"}, Names{"nobody", "anybody"}}) {
        const auto done = host.room.part(names);
        REQUIRE_FALSE(done);
        CHECK(done.error().reason == Classroom::OrderError::NobodyThere);
    }
    CHECK(host.room.partition() == nullptr);
    maths.connect(host, maths.add(student("alice")));
    maths.wait(7s);
    CHECK(host.room.part({"alice"}));
}

TEST_CASE("a student parts and heals nothing", "[classroom]") {
    Maths maths;
    const auto parted = maths.alice.room.part({"bob"});
    REQUIRE_FALSE(parted);
    CHECK(parted.error().reason == Classroom::OrderError::NotTheHost);
    maths.type(maths.alice, "partition bob");
    CHECK(maths.bob.room.partition() == nullptr);
    CHECK(maths.alice.heard.tones == std::vector<Tone>{Tone::Bad});
    maths.type(maths.host, "partition bob");
    const auto healed = maths.alice.room.heal();
    REQUIRE_FALSE(healed);
    CHECK(healed.error().reason == Classroom::OrderError::NotTheHost);
    maths.type(maths.alice, "heal");
    CHECK(apart(maths.bob) == Names{"bob"});
}

TEST_CASE("names that nobody can have part nobody, and nobody hangs up on the host",
          "[classroom]") {
    Maths maths;
    maths.type(maths.host, "partition bob \"carol\" \x1b[31m \xff " + std::string(41, 'a'));
    CHECK(apart(maths.host) == Names{"bob"});
    CHECK(apart(maths.bob) == Names{"bob"});
    CHECK(maths.alice.heard.penalties.empty());
}

TEST_CASE("the largest partition can be said to everybody", "[classroom]") {
    Maths maths;
    Names names{"bob"};
    for (std::size_t i = 0; i < most_apart + 50; ++i) {
        names.push_back(std::to_string(1'000 + i) + std::string(longest_nick - 4, '\\'));
    }
    REQUIRE(maths.host.room.part(names));
    maths.wait(0ms);
    CHECK(apart(maths.alice).size() == most_apart);
    CHECK(apart(maths.bob) == apart(maths.host));
    CHECK(maths.alice.heard.penalties.empty());
}
