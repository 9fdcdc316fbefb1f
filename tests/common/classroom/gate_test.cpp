// What a node's application sees of its neighbours while the class is parted.
#include "classroom/gate.hpp"

#include "class_scene.hpp"

using namespace classes;

namespace {

using Events = std::vector<std::string>;

// Writes down what happens to it.
class Inside : public sbc::p2p::Application {
public:
    Events events;
    Instant due = sbc::never;

    [[nodiscard]] std::string name() const override { return "node"; }
    Actions published(MessageId, const std::string& body, Source, Moment) override {
        return note("published " + body);
    }
    Actions direct(LinkId from, const std::string& body, Moment) override {
        return note(text(from) + " says " + body);
    }
    Actions joined(LinkId neighbour, Moment) override { return note(text(neighbour) + " joined"); }
    Actions left(LinkId neighbour) override { return note(text(neighbour) + " left"); }
    Actions delivered(const std::string& body) override { return note("delivered " + body); }
    Actions typed(const std::string& line, Moment) override { return note("typed " + line); }
    Actions on_time(Moment) override {
        due = sbc::never;
        return note("on time");
    }
    [[nodiscard]] Instant deadline() const override { return due; }

private:
    static std::string text(LinkId link) { return std::to_string(link.value()); }
    Actions note(const std::string& event) {
        events.push_back(event);
        return {sbc::p2p::Tell{Tone::Plain, event}};
    }
};

// Alice's node, whose application stands behind a gate. What is told is what it has done.
struct Scene {
    Home home;
    Classroom room{student("alice"), home.chain()};
    Inside inside;
    Gate gate{inside, room};
    Heard heard;
    Instant now = start;

    // As the node does it: the class hears of a neighbour first.
    void join(std::uint64_t link) {
        (void)room.joined(LinkId{link}, at(now));
        heard.add(gate.joined(LinkId{link}, at(now)));
    }
    void join(std::uint64_t link, const std::string& name) {
        join(link);
        is_called(link, name);
    }
    void is_called(std::uint64_t link, const std::string& name) {
        (void)room.direct(LinkId{link}, encode(Here{name}), at(now));
    }
    void leave(std::uint64_t link) {
        (void)room.left(LinkId{link});
        heard.add(gate.left(LinkId{link}));
    }
    void says(std::uint64_t link, const std::string& body) {
        heard.add(gate.direct(LinkId{link}, body, at(now)));
    }
    // The host's order comes.
    void part(std::vector<std::string> apart) {
        const Order order = order_of(++number_, std::move(apart));
        (void)room.published(MessageId{1}, encode(order), Source{LinkId{1}}, at(now));
    }
    // What is due, as the node's timer brings it.
    void wait(Duration time = 0ms) {
        now += time;
        (void)room.on_time(at(now));
        if (gate.deadline() <= now) heard.add(gate.on_time(at(now)));
    }
    // Since the last time that it was asked.
    [[nodiscard]] Events events() {
        CHECK(heard.told == inside.events);  // its actions come through
        heard.told.clear();
        return std::exchange(inside.events, {});
    }

private:
    std::uint64_t number_ = 0;
};

}  // namespace

TEST_CASE("while the class is whole the gate is open to everybody", "[classroom]") {
    Scene scene;
    CHECK(scene.gate.name() == "node");
    CHECK(scene.gate.deadline() == sbc::never);
    scene.join(1);
    scene.join(2, "bob");
    scene.says(1, "hello");
    scene.says(2, "hi");
    scene.leave(1);
    scene.wait();
    CHECK(scene.events() == Events{"1 joined", "2 joined", "1 says hello", "2 says hi", "1 left"});
}

TEST_CASE("what is no neighbour's passes the gate", "[classroom]") {
    Scene scene;
    scene.part({"bob"});
    scene.wait();
    scene.heard.add(scene.gate.published(MessageId{1}, "news", Source{LinkId{1}}, at(scene.now)));
    scene.heard.add(scene.gate.delivered("news"));
    scene.heard.add(scene.gate.typed("tip", at(scene.now)));
    CHECK(scene.events() == Events{"published news", "delivered news", "typed tip"});
}

TEST_CASE("when the class is parted, those of the other side leave", "[classroom]") {
    Scene scene;
    scene.join(1, "host");
    scene.join(2, "bob");
    scene.join(3, "carol");
    (void)scene.events();
    scene.part({"bob"});
    CHECK(scene.gate.deadline() == Instant::min());
    CHECK(scene.events().empty());  // it is due, but has not been called
    scene.wait();
    CHECK(scene.events() == Events{"2 left", "on time"});
    CHECK(scene.gate.deadline() == sbc::never);
    SECTION("and come again when it is healed") {
        scene.part({});
        scene.wait();
        CHECK(scene.events() == Events{"2 joined"});
    }
    SECTION("and come again when its time is over") {
        scene.wait(600s);
        CHECK(scene.events() == Events{"2 joined"});
    }
    SECTION("and others, when it is parted otherwise; they leave before others come") {
        scene.part({"carol"});
        scene.wait();
        CHECK(scene.events() == Events{"3 left", "on time", "2 joined"});
    }
}

TEST_CASE("those on our side stay, whichever side that is", "[classroom]") {
    Scene scene;
    scene.join(1, "host");
    scene.join(2, "bob");
    (void)scene.events();
    scene.part({"alice", "bob"});
    scene.wait();
    CHECK(scene.events() == Events{"1 left", "on time"});
}

TEST_CASE("who has not said who he is is on no side while there are two", "[classroom]") {
    Scene scene;
    scene.join(1);
    (void)scene.events();
    scene.part({"bob"});
    scene.wait();
    CHECK(scene.events() == Events{"1 left", "on time"});
    SECTION("until he says that he is on ours") {
        scene.is_called(1, "carol");
        scene.wait();
        CHECK(scene.events() == Events{"1 joined"});
    }
    SECTION("or on the other") {
        scene.is_called(1, "bob");
        scene.wait();
        CHECK(scene.events().empty());
    }
    SECTION("or until it is healed") {
        scene.part({});
        scene.wait();
        CHECK(scene.events() == Events{"1 joined"});
    }
}

TEST_CASE("what the other side says is not heard", "[classroom]") {
    Scene scene;
    scene.join(1, "carol");
    scene.join(2, "bob");
    scene.part({"bob"});
    (void)scene.events();
    SECTION("also when that is the first event after the order") {
        scene.says(2, "hello");
        CHECK(scene.events() == Events{"2 left", "on time"});
    }
    SECTION("but our own side is") {
        scene.wait();
        (void)scene.events();
        scene.says(2, "hello");
        scene.says(1, "hi");
        scene.says(3, "who am I?");
        CHECK(scene.events() == Events{"1 says hi"});
    }
    SECTION("and is heard again after the order to heal, even before the timer") {
        scene.wait();
        (void)scene.events();
        scene.part({});
        scene.says(2, "hello");
        CHECK(scene.events() == Events{"2 joined", "2 says hello"});
    }
}

TEST_CASE("who comes while the class is parted is seen when he is on our side", "[classroom]") {
    Scene scene;
    scene.part({"bob"});
    scene.wait();
    scene.join(1);
    scene.join(2);
    scene.wait();
    CHECK(scene.events().empty());
    scene.is_called(1, "carol");
    scene.is_called(2, "bob");
    scene.wait();
    CHECK(scene.events() == Events{"1 joined"});
    SECTION("and nobody changes the side by another name") {
        scene.is_called(1, "bob");
        scene.is_called(2, "dave");
        scene.wait();
        CHECK(scene.events().empty());
        CHECK(*scene.room.name_of(LinkId{1}) == "carol");
    }
}

TEST_CASE("who leaves while he is hidden leaves without a word", "[classroom]") {
    Scene scene;
    scene.join(1, "carol");
    scene.join(2, "bob");
    CHECK(scene.gate.hidden() == 0);
    scene.part({"bob"});
    scene.wait();
    CHECK(scene.gate.hidden() == 1);
    (void)scene.events();
    scene.leave(2);
    scene.leave(1);
    CHECK(scene.gate.hidden() == 0);
    CHECK(scene.events() == Events{"1 left"});
    scene.part({});
    scene.wait();
    CHECK(scene.events().empty());
}

TEST_CASE("who is parted and healed in one moment has not been away", "[classroom]") {
    Scene scene;
    scene.join(1, "bob");
    (void)scene.events();
    scene.part({"bob"});
    scene.part({});
    scene.wait();
    CHECK(scene.events().empty());
    CHECK(scene.gate.deadline() == sbc::never);
}

TEST_CASE("a node whose neighbour was away for a moment goes on hearing him", "[classroom]") {
    Scene scene;
    Gate gate{scene.home.node(), scene.room};
    const LinkId bob{1};
    kit::Heard heard;
    const auto says = [&](const sbc::node::NodeMessage& message) {
        heard.add(gate.direct(bob, encode(message), at(scene.now)));
    };
    (void)scene.room.joined(bob, at(scene.now));
    scene.is_called(1, "bob");
    heard.add(gate.joined(bob, at(scene.now)));
    scene.part({"bob"});
    says(scene.home.tip());  // now he has left
    scene.part({});
    says(scene.home.tip());  // and has come, before the node was called
    heard.add(gate.on_time(at(scene.now)));
    says(sbc::node::Have{{Hash{address("a payment").bytes}}});
    heard.add(gate.on_time(at(scene.now)));
    CHECK(heard.of<sbc::node::GetPayments>(bob).size() == 1);
}

TEST_CASE("the application behind the gate is called when it is due, and not before",
          "[classroom]") {
    Scene scene;
    scene.inside.due = scene.now + 5s;
    CHECK(scene.gate.deadline() == scene.now + 5s);
    scene.heard.add(scene.gate.on_time(at(scene.now + 5s - 1ms)));
    CHECK(scene.events().empty());
    scene.wait(5s);
    CHECK(scene.events() == Events{"on time"});
}
