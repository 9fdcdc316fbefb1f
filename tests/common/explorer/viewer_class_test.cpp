// A class network as it is looked at: whom others know, and what they tell of their blocks.
#include "../classroom/class_scene.hpp"
#include "../classroom/faucet_scene.hpp"
#include "explorer/viewer.hpp"

using namespace classes;
using sbc::explorer::Observer;
using sbc::explorer::Viewer;
using sbc::gui::ClassLook;
using sbc::gui::ExplorerView;
using sbc::gui::NodeMark;

namespace {

sbc::node::FullNodeSettings paid_to(const std::string& name) {
    sbc::node::FullNodeSettings settings{.miner = sbc::node::Miner{address(name), {}}};
    settings.workbench.gather = Duration{0};
    return settings;
}
sbc::p2p::CoreSettings core_settings() {
    sbc::p2p::CoreSettings settings;
    settings.hello.network = "easy";
    settings.hello.role = sbc::p2p::Role::Core;
    settings.hello.port = 5000;
    settings.hello.id = sbc::p2p::NodeId{5000};
    settings.self = sbc::net::Address::parse("127.0.0.1:5000").value();
    return settings;
}

// Alice's node in a class, looked at.
struct Gallery {
    explicit Gallery(ClassroomSettings settings = student("alice"),
                     std::string joined_with = "192.168.1.20:5001/maths", Faucet* faucet = nullptr)
        : room{std::move(settings), home.chain(), faucet}, join_word{std::move(joined_with)} {}

    Home home{paid_to("alice")};
    Observer observer{home.chain()};
    sbc::ranking::ChainRanking ranking{home.chain(), home.store};
    Classroom room;
    std::string join_word;
    sbc::p2p::CoreNode core{core_settings(), {&home.node(), &observer, &ranking, &room}};
    std::map<std::string, std::string> called;
    std::map<PublicKey, std::string> known;
    Viewer viewer{{home.node(), ranking, observer, core, called, known, &room, join_word}};

    [[nodiscard]] std::shared_ptr<const ExplorerView> view() {
        while (observer.deadline() <= home.now) (void)observer.on_time(home.moment());
        while (ranking.deadline() <= home.now) (void)ranking.on_time(home.moment());
        if (room.deadline() <= home.now) (void)room.on_time(home.moment());
        return viewer.view();
    }
    // A node that hangs on ours, and has not said who it is.
    void join(std::uint16_t port) {
        using namespace sbc::p2p;
        const LinkId link{port};
        const auto at = sbc::net::Address::from("127.0.0.1", port).value();
        (void)core.opened(link, at, Direction::Dialed, home.moment());
        hears(port, LinkMessage{Hello{.network = "easy",
                                      .role = Role::Core,
                                      .port = port,
                                      .id = NodeId{port},
                                      .applications = {"class", "node"}}});
        REQUIRE(core.cores() > 0);
    }
    void join(std::uint16_t port, const std::string& name) {
        join(port);
        hears(port, sbc::p2p::Direct{"class", encode(Here{name})});
    }
    void note(const ClassMessage& message) {
        (void)room.published(MessageId{1}, encode(message), Source{LinkId{1}}, home.moment());
    }
    void part(std::vector<std::string> apart) {
        note(order_of(++number_, std::move(apart), host_key(), home.moment().wall + 600s));
    }

private:
    void hears(std::uint16_t port, const sbc::p2p::Message& message) {
        (void)core.received(LinkId{port}, encode(message), home.moment());
    }
    std::uint64_t number_ = 0;
};

// Of a node that has these blocks.
Presence presence_at(const std::string& name, Home& home, std::uint64_t height) {
    Presence presence = presence_of(name);
    presence.height = Height{height};
    presence.headers.clear();
    for (std::uint64_t at = height < most_headers ? 0 : height - most_headers + 1; at <= height;
         ++at) {
        presence.headers.push_back(header_of(home.chain().at(Height{at})));
    }
    return presence;
}
// The other side of a partition: it has our blocks up to a height, and then its own.
struct Rival : Home {
    Rival(Home& ours, std::uint64_t common, int more, const std::string& name = "rival")
        : Home{paid_to(name)} {
        for (std::uint64_t at = 1; at <= common; ++at) hears_of(ours.block(at));
        mine(more);
    }
};

const NodeMark& node(const ExplorerView& view, const std::string& name) {
    for (const NodeMark& mark : view.nodes) {
        if (mark.name == name) return mark;
    }
    FAIL("no node is called " << name);
    return view.nodes.front();
}
const ClassLook::Student& student_in(const ExplorerView& view, const std::string& name) {
    for (const auto& student : view.classroom->students) {
        if (student.name == name) return student;
    }
    FAIL("no student is called " << name);
    return view.classroom->students.front();
}
// "alice-bob" for each link, in order.
std::vector<std::string> links(const ExplorerView& view, bool apart) {
    std::vector<std::string> all;
    for (const auto& link : view.links) {
        if (link.apart != apart) continue;
        auto ends = std::vector{view.nodes[link.from].name, view.nodes[link.to].name};
        std::sort(ends.begin(), ends.end());
        all.push_back(ends[0] + "-" + ends[1]);
    }
    std::sort(all.begin(), all.end());
    return all;
}
std::vector<std::string> links(const ExplorerView& view) { return links(view, false); }

}  // namespace

TEST_CASE("in a class nodes are called what they call themselves", "[explorer]") {
    Gallery gallery;
    gallery.called["127.0.0.1:5003"] = "Carol's laptop";
    gallery.join(5001);
    gallery.join(5002, "bob");
    gallery.join(5003, "carol");
    const auto view = gallery.view();
    REQUIRE(view->nodes.size() == 4);
    CHECK(view->nodes[0].name == "alice");
    CHECK(view->nodes[1].name == "127.0.0.1:5001");  // it has not said who it is
    CHECK(view->nodes[2].name == "bob");
    CHECK(view->nodes[2].address == "127.0.0.1:5002");
    CHECK(view->nodes[3].name == "Carol's laptop");  // as people here call it
}

TEST_CASE("whom we have no line to is shown as others tell, each line once", "[explorer]") {
    Gallery gallery;
    gallery.join(5002, "bob");
    gallery.note(presence_of("bob", {"alice", "bob", "carol", "nobody"}));
    gallery.note(presence_of("carol", {"bob", "dave"}));
    gallery.note(presence_of("dave", {"carol"}));
    const auto view = gallery.view();
    CHECK(view->nodes.size() == 4);
    CHECK(node(*view, "bob").address == "127.0.0.1:5002");
    CHECK(node(*view, "carol").address.empty());
    CHECK(node(*view, "dave").kind == NodeMark::Kind::Node);
    CHECK(links(*view) == Names{"alice-bob", "bob-carol", "carol-dave"});
}

TEST_CASE("a node's block is the one that it tells of last", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(3);
    gallery.join(5002, "bob");
    gallery.note(presence_at("bob", gallery.home, 2));
    gallery.note(presence_at("carol", gallery.home, 3));
    const auto view = gallery.view();
    CHECK(node(*view, "alice").height == 3U);
    CHECK(node(*view, "bob").height == 2U);
    CHECK(node(*view, "bob").agrees);
    CHECK(node(*view, "carol").height == 3U);
    CHECK(node(*view, "carol").agrees);
}

TEST_CASE("a partition is seen at those of the other side, and at the lines between",
          "[explorer]") {
    Gallery gallery;
    gallery.join(5002, "bob");
    gallery.join(5003, "carol");
    gallery.note(presence_of("bob", {"alice", "carol"}));
    gallery.note(presence_of("carol", {"alice", "bob", "dave"}));
    gallery.note(presence_of("dave", {"carol"}));
    CHECK(links(*gallery.view(), true).empty());
    CHECK_FALSE(gallery.view()->classroom->parted);
    gallery.part({"carol", "dave"});
    const auto view = gallery.view();
    CHECK_FALSE(node(*view, "alice").apart);
    CHECK_FALSE(node(*view, "bob").apart);
    CHECK(node(*view, "carol").apart);
    CHECK(node(*view, "dave").apart);
    CHECK(links(*view, true) == Names{"alice-carol", "bob-carol"});
    CHECK(links(*view, false) == Names{"alice-bob", "carol-dave"});
    CHECK(view->classroom->parted);
    CHECK(view->classroom->minutes_left == 10);
    CHECK(student_in(*view, "dave").apart);
    CHECK_FALSE(student_in(*view, "bob").apart);
    gallery.part({});
    CHECK(links(*gallery.view(), true).empty());
    CHECK(gallery.view()->classroom->minutes_left == 0);
}

// --- blocks that others have ---------------------------------------------------------------------

TEST_CASE("a history of which others tell is a branch, where it left ours", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(4);
    Rival other{gallery.home, 2, 3};
    gallery.note(presence_at("carol", other, 5));
    const auto view = gallery.view();
    REQUIRE(view->branches.size() == 1);
    const auto& branch = view->branches[0];
    CHECK(branch.above == 2);
    REQUIRE(branch.blocks.size() == 3);
    for (std::uint64_t i = 0; i < 3; ++i) {
        CHECK(branch.blocks[i].height == 3 + i);
        CHECK(std::string(branch.blocks[i].id.begin(), branch.blocks[i].id.end()) ==
              to_text(other.chain().at(Height{3 + i}).hash).substr(56));
        CHECK(branch.blocks[i].time == other.block(3 + i).header.time);
        CHECK(branch.blocks[i].difficulty == 1);
        CHECK_FALSE(branch.blocks[i].bad);
    }
    CHECK(view->history->size() == 5);
    SECTION("who has it does not agree with us, also if he is ahead") {
        gallery.note(presence_at("dave", other, 3));
        CHECK_FALSE(node(*gallery.view(), "dave").agrees);
        CHECK(node(*gallery.view(), "carol").height == 5U);
        CHECK_FALSE(node(*gallery.view(), "carol").agrees);
    }
}

TEST_CASE("a history that left ours long ago is shown whole, and agrees no more", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(5);
    Rival rival{gallery.home, 2, 150};
    for (std::uint64_t at = 4; at <= 152; at += 4) {
        gallery.note(presence_at("bob", rival, at));
    }
    const auto view = gallery.view();
    REQUIRE(view->branches.size() == 1);
    CHECK(view->branches.front().above == 2);
    CHECK(view->branches.front().blocks.size() == 150);
    CHECK(view->branches.front().blocks.back().height == 152);
    CHECK_FALSE(node(*view, "bob").agrees);
}

TEST_CASE("of many histories that others tell of a few are shown, and ours stay", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(5);
    for (int i = 0; i < 12; ++i) {
        const std::string name = "student-" + std::to_string(i);
        Rival rival{gallery.home, 3, 1, name};
        gallery.note(presence_at(name, rival, 4));
    }
    const auto view = gallery.view();
    CHECK(view->branches.size() == 8);
    for (int i = 0; i < 12; ++i) {
        CHECK_FALSE(node(*view, "student-" + std::to_string(i)).agrees);
    }
}

TEST_CASE("a branch goes on where its first blocks are here already", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(4);
    Rival other{gallery.home, 1, 5};
    for (std::uint64_t at = 2; at <= 3; ++at) gallery.home.hears_of(other.block(at));
    REQUIRE(gallery.view()->branches.size() == 1);
    CHECK(gallery.view()->branches[0].blocks.size() == 2);
    gallery.note(presence_at("carol", other, 6));
    const auto view = gallery.view();
    REQUIRE(view->branches.size() == 1);
    CHECK(view->branches[0].above == 1);
    REQUIRE(view->branches[0].blocks.size() == 5);
    CHECK(view->branches[0].blocks[0].height == 2);
    CHECK(view->branches[0].blocks[4].height == 6);
}

TEST_CASE("who is a few blocks behind on the same way makes no branch of his own", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(2);
    Rival other{gallery.home, 0, 5};
    for (std::uint64_t height = 1; height <= 5; ++height) {
        gallery.note(presence_at("student" + std::to_string(height), other, height));
    }
    REQUIRE(gallery.view()->branches.size() == 1);
    CHECK(gallery.view()->branches[0].blocks.size() == 5);
    SECTION("but who has gone another way does") {
        Rival third{gallery.home, 1, 2, "third"};
        gallery.note(presence_at("zoe", third, 3));
        CHECK(gallery.view()->branches.size() == 2);
    }
}

TEST_CASE("who is only ahead of us is on no branch, and agrees", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(3);
    Rival other{gallery.home, 3, 2};
    gallery.note(presence_at("carol", other, 5));
    const auto view = gallery.view();
    CHECK(view->branches.empty());
    CHECK(node(*view, "carol").agrees);
}

TEST_CASE("a history whose beginning nobody has told is not shown", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(2);
    Rival other{gallery.home, 0, 12};
    gallery.note(presence_at("carol", other, 12));  // its last eight
    CHECK(gallery.view()->branches.empty());
    CHECK(node(*gallery.view(), "carol").height == 12U);
    gallery.note(presence_at("dave", other, 5));
    REQUIRE(gallery.view()->branches.size() == 1);
    CHECK(gallery.view()->branches[0].blocks.size() == 12);
}

// --- the class itself ----------------------------------------------------------------------------

TEST_CASE("the page of a class says who is there, and what they have", "[explorer]") {
    Gallery gallery;
    Presence bob = presence_of("bob");
    bob.mines = true;
    bob.wallets = 2;
    bob.height = Height{7};
    Presence host = presence_of("host");
    host.host = true;
    host.wallets = 3;
    gallery.note(bob);
    gallery.note(host);
    const auto view = gallery.view();
    REQUIRE(view->classroom);
    const ClassLook& look = *view->classroom;
    CHECK(look.name == "maths");
    CHECK(look.join == "192.168.1.20:5001/maths");
    CHECK_FALSE(look.host);
    CHECK_FALSE(look.at_home);
    CHECK(look.wallets == 5);
    CHECK(look.faucet.empty());
    REQUIRE(look.students.size() == 3);
    CHECK(look.students[0].name == "alice");
    CHECK(look.students[1] ==
          ClassLook::Student{
              .name = "bob", .present = true, .mines = true, .height = 7, .wallets = 2});
    CHECK(look.students[2].host);
}

TEST_CASE("who has been given points is in the class, present or not", "[explorer]") {
    Gallery gallery;
    gallery.note(presence_of("bob"));
    gallery.note(gift_of("bob", Gift::State::Given, "20 points"));
    gallery.note(gift_of("zoe", Gift::State::Given, "20 points"));
    const auto view = gallery.view();
    CHECK(student_in(*view, "bob").gift == 20);
    CHECK(student_in(*view, "bob").present);
    CHECK(student_in(*view, "zoe") == ClassLook::Student{.name = "zoe", .gift = 20});
    CHECK(student_in(*view, "alice").gift == 0);
}

TEST_CASE("the host sees what is left to give", "[explorer]") {
    faucets::Host bank;
    Gallery gallery{the_host(), "192.168.1.20:5001/maths", &bank.faucet()};
    CHECK(gallery.view()->classroom->host);
    CHECK_THAT(gallery.view()->classroom->faucet,
               ContainsSubstring("20 points for each student: 0 of 100 have theirs; the host"));
    gallery.note(Ask{"bob", address("bob")});
    CHECK_THAT(gallery.view()->classroom->faucet,
               ContainsSubstring("0 of 100 have theirs, 1 wait; the host could spend 0 now."));
}

TEST_CASE("a class that only this machine can join is at home", "[explorer]") {
    CHECK(Gallery(student("alice"), "127.0.0.1:5001/maths").view()->classroom->at_home);
    CHECK(Gallery(student("alice"), "[::1]:5001/maths").view()->classroom->at_home);
    CHECK_FALSE(Gallery(student("alice"), "12.0.0.1:5001/maths").view()->classroom->at_home);
}

TEST_CASE("a class where nothing has changed is shared with the view before", "[explorer]") {
    Gallery gallery;
    gallery.note(presence_of("bob"));
    const auto before = gallery.view();
    gallery.note(presence_of("bob"));
    CHECK(gallery.view() == before);
    gallery.home.mine(1);
    const auto with_block = gallery.view();
    CHECK(with_block != before);
    gallery.note(presence_of("carol"));
    CHECK(gallery.view()->classroom != with_block->classroom);
    CHECK(before->classroom->students.size() == 2);
}
