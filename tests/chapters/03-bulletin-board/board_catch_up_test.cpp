// How boards give each other what they have missed.
#include "catch.hpp"

#include "board_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

std::vector<std::uint64_t> one_to(std::uint64_t last) {
    std::vector<std::uint64_t> ids;
    for (std::uint64_t id = 1; id <= last; ++id) ids.push_back(id);
    return ids;
}

}  // namespace

TEST_CASE("a neighbour that joins is told what we have, and gets what it lacks", "[03]") {
    Board full{"a"};
    Board empty{"b"};
    for (const auto id : one_to(20)) publish(full, note(id));
    Pair pair{full, empty};
    pair.carry(1, empty.joined(the_link, at_start()));
    CHECK(ids(empty) == one_to(20));
    CHECK(pair.carried == 21);
    SECTION("once: who has everything is sent nothing") {
        pair.carry(1, empty.joined(the_link, at_start()));
        CHECK(pair.carried == 22);
    }
}

TEST_CASE("two that join each other end with the same posts", "[03]") {
    Board a{"a"};
    Board b{"b"};
    for (std::uint64_t id = 1; id <= 30; ++id) {
        if (id % 2 == 0) publish(a, note(id));
        if (id % 3 == 0) publish(b, note(id));
    }
    Pair pair{a, b};
    pair.carry(0, a.joined(the_link, at_start()));
    pair.carry(1, b.joined(the_link, at_start()));
    CHECK(ids(a) == ids(b));
    CHECK(a.posts().size() == 20);
    CHECK(pair.carried == 2 + 10 + 5);
}

TEST_CASE("an empty board gets a full one in a few answers", "[03]") {
    Board full{"a"};
    Board empty{"b"};
    for (const auto id : one_to(most_posts)) publish(full, note(id, std::string(1'000, 'x')));
    Pair pair{full, empty};
    for (int round = 0; round < 4; ++round) pair.carry(1, empty.joined(the_link, at_start()));
    CHECK(ids(empty) == one_to(most_posts));
}

TEST_CASE("full boards with different posts compare and come to rest", "[03]") {
    Board a{"a"};
    Board b{"b"};
    for (std::uint64_t id = 1; id <= 2 * most_posts; ++id) {
        publish(id % 2 == 0 ? a : b, note(id, "x", today - id % 100));
    }
    Pair pair{a, b};
    for (int round = 0; round < 8; ++round) {
        pair.carry(0, a.joined(the_link, at_start()));
        pair.carry(1, b.joined(the_link, at_start()));
    }
    CHECK(ids(a) == ids(b));
    const std::size_t before = pair.carried;
    pair.carry(0, a.joined(the_link, at_start()));
    CHECK(pair.carried == before + 1);
}

TEST_CASE("neighbours compare now and then, since messages get lost with connections", "[03]") {
    Board board{"a"};
    CHECK(board.deadline() == sbc::never);
    board.joined(the_link, at_start());
    CHECK(board.deadline() == start + 15s);
    CHECK(board.on_time(at(start + 14'999ms)).empty());
    CHECK(sent_to<Direct>(the_link, board.on_time(at(start + 15s))).size() == 1);
    CHECK(board.deadline() == start + 30s);
    SECTION("each of them is asked in turn of the dice") {
        board.joined(LinkId{2}, at(start + 16s));
        CHECK(board.deadline() == start + 30s);
        CHECK(of<Send>(board.on_time(at(start + 30s, 2)))[0].link == the_link);
        CHECK(of<Send>(board.on_time(at(start + 45s, 3)))[0].link == LinkId{2});
    }
    SECTION("who has no neighbours is silent") {
        board.left(the_link);
        CHECK(board.on_time(at(start + 30s)).empty());
        CHECK(board.deadline() == sbc::never);
        board.joined(the_link, at(start + 60s));
        CHECK(board.deadline() == start + 75s);
    }
}

TEST_CASE("a post that is given to us is judged like one that was published", "[03]") {
    Board board{"a"};
    const auto give = [&](const std::string& id, std::uint64_t time) {
        sbc::JsonWriter json;
        json.text("kind", "post").text("id", id).text("author", "bob").text("text", "x");
        return board.direct(the_link, json.integer("time", time).to_text(), at_start());
    };
    give("0000000000000001", today);
    give("0000000000000001", today);
    give("0000000000000002", today + 601);
    give("g000000000000003", today);
    give("4", today);
    CHECK(ids(board) == one_to(1));
}

TEST_CASE("a question of another form is not answered", "[03]") {
    Board board{"a"};
    publish(board, note(1));
    for (const std::string body :
         {R"({"kind":"have"})", R"({"kind":"have","ids":"all"})", R"({"kind":"have","ids":[1]})",
          R"({"kind":"have","ids":["00000000000000001"]})", R"({"ids":[],"kind":"want"})",
          R"({"ids":[],"kind":"have","more":1})", R"({"kind":"post"})", R"({"kind":7})"}) {
        CAPTURE(body);
        CHECK(board.direct(the_link, body, at_start()).empty());
    }
    std::vector<std::uint64_t> too_many = one_to(most_posts + 1);
    CHECK(board.direct(the_link, have(too_many), at_start()).empty());
    CHECK(of<Send>(board.direct(the_link, have({}), at_start())).size() == 1);
}

TEST_CASE("the answer to a newcomer fits the send queue of a connection", "[03]") {
    Board board{"a"};
    for (const auto id : one_to(most_posts)) {
        Post post = note(id, std::string(1'000, '\x01'));  // which takes six bytes for each
        post.author = std::string(64, '\x01');
        publish(board, post);
    }
    std::size_t bytes = 0;
    for (const Send& send : of<Send>(board.direct(the_link, have({}), at_start()))) {
        bytes += encode(send.message).size();
    }
    CHECK(bytes > 0);
    CHECK(bytes < 1'000'000);  // ConnectionLimits::max_queue is a little more
}
