// The board of one node: what is posted, listed, followed, and what it does not take.
#include "catch.hpp"

#include "board_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

TEST_CASE("a post has an author, a text and a time", "[03]") {
    Board board{"alice"};
    const auto published = of<Publish>(board.typed("post you are great", at_start()));
    REQUIRE(published.size() == 1);
    CHECK(published[0].application == "board");
    CHECK(published[0].body == R"({"author":"alice","text":"you are great","time":1800000000})");
    SECTION("it stands on our own board when it comes back to us") {
        CHECK(board.posts().empty());
        board.published(MessageId{7}, published[0].body, {}, at_start());
        REQUIRE(board.posts().size() == 1);
        CHECK(board.posts()[0].text == "you are great");
    }
}

TEST_CASE("a post that others would not take is not published, and says so", "[03]") {
    Board board{"alice"};
    CHECK_THAT(told(board.typed("post", at_start())), ContainsSubstring("not posted"));
    for (const std::string& text : {std::string{}, std::string(1'001, 'x'), std::string{"\xff"}}) {
        const Actions actions = board.typed("post " + text, at_start());
        CHECK(of<Publish>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("not posted"));
    }
    CHECK(of<Publish>(board.typed("post " + std::string(1'000, 'x'), at_start())).size() == 1);
}

TEST_CASE("what is no command of the board is left to others", "[03]") {
    Board board{"alice"};
    for (const std::string line : {"hello", "", "lists", "/who", " list", "poste restante"}) {
        CAPTURE(line);
        CHECK(board.typed(line, at_start()).empty());
    }
}

TEST_CASE("the list shows the posts as they came", "[03]") {
    Board board{"alice"};
    CHECK_THAT(told(board.typed("list", at_start())), ContainsSubstring("nothing on the board"));
    publish(board, note(1, "second", today - 5));
    publish(board, note(2, "first", today - 10));
    CHECK(told(board.typed("list", at_start())) == "bob: second\nbob: first\n");
}

TEST_CASE("who follows is shown each new post, until they say it again", "[03]") {
    Board board{"alice"};
    CHECK(told(publish(board, note(1))).empty());
    board.typed("follow", at_start());
    CHECK(told(publish(board, note(2, "news"))) == "bob: news\n");
    CHECK(told(publish(board, note(2, "news"))).empty());
    board.typed("follow", at_start());
    CHECK(told(publish(board, note(3))).empty());
}

TEST_CASE("the same id is one post, the same words twice are two", "[03]") {
    Board board{"alice"};
    publish(board, note(1, "hello"));
    publish(board, note(1, "hello"));
    publish(board, note(1, "something else"));
    publish(board, note(2, "hello"));
    CHECK(ids(board) == std::vector<std::uint64_t>{1, 2});
    CHECK(board.posts()[0].text == "hello");
}

TEST_CASE("a post from the future is refused, one of a clock a little ahead is not", "[03]") {
    Board board{"alice"};
    publish(board, note(1, "soon", today + 600));
    publish(board, note(2, "too soon", today + 601));
    publish(board, note(3, "never", sbc::json_max_integer));
    publish(board, note(4, "long ago", 0));
    CHECK(ids(board) == std::vector<std::uint64_t>{1, 4});
    SECTION("it may come again when its time has come") {
        publish(board, note(2, "too soon", today + 601), start + 1s);
        CHECK(ids(board) == std::vector<std::uint64_t>{1, 2, 4});
    }
}

TEST_CASE("a full board gives up its oldest post", "[03]") {
    Board board{"alice"};
    for (std::uint64_t id = 1; id <= most_posts; ++id) publish(board, note(id, "x", today - id));
    board.typed("follow", at_start());
    REQUIRE(board.posts().size() == most_posts);
    SECTION("for a newer one") {
        CHECK_FALSE(told(publish(board, note(1'000, "new", today))).empty());
        CHECK(board.posts().size() == most_posts);
        CHECK(ids(board).front() == 1);
        CHECK(ids(board).back() == 1'000);
        CHECK_FALSE(std::ranges::binary_search(ids(board), most_posts));
    }
    SECTION("and an older one is not even shown") {
        CHECK(told(publish(board, note(1'000, "old", 1))).empty());
        CHECK(board.posts().size() == most_posts);
        CHECK(ids(board).back() == most_posts);
    }
    SECTION("of equally old ones it gives up the one with the smaller id") {
        publish(board, note(1'000, "as old", today - most_posts));
        CHECK_FALSE(std::ranges::binary_search(ids(board), most_posts));
        CHECK(ids(board).back() == 1'000);
    }
}

TEST_CASE("full boards end with the same posts in whatever order they came", "[03]") {
    std::vector<Post> posts;
    for (std::uint64_t id = 1; id <= 2 * most_posts; ++id) {
        posts.push_back(note(id, "x", today - (id * 7919) % 300));  // many of the same second
    }
    Board forwards{"a"};
    Board backwards{"b"};
    Board mixed{"c"};
    for (const Post& post : posts) publish(forwards, post);
    for (std::size_t i = posts.size(); i > 0; --i) publish(backwards, posts[i - 1]);
    for (std::size_t i = 0; i < posts.size(); ++i) publish(mixed, posts[i * 37 % posts.size()]);
    CHECK(forwards.posts().size() == most_posts);
    CHECK(ids(forwards) == ids(backwards));
    CHECK(ids(forwards) == ids(mixed));
}

TEST_CASE("a post of another form never hurts and never stands on the board", "[03]") {
    Board board{"alice"};
    board.typed("follow", at_start());
    const std::string long_text(1'001, 'x');
    for (const std::string& body :
         {std::string{}, std::string{"{"}, std::string{"{}"}, std::string{"[]"},
          std::string{"\xff"}, std::string{R"({"author":"a","text":"","time":1})"},
          std::string{R"({"author":"a","text":"x"})"}, std::string{R"({"text":"x","time":1})"},
          std::string{R"({"author":"a","text":"x","time":"1"})"},
          std::string{R"({"author":"a","text":"x","time":-1})"},
          std::string{R"({"author":"a","text":"x","time":1.5})"},
          std::string{R"({"author":"a","text":"x","time":1,"more":0})"},
          std::string{R"({"author":["a"],"text":{"x":1},"time":1})"},
          R"({"author":"a","text":")" + long_text + R"(","time":1})",
          R"({"author":")" + long_text + R"(","text":"x","time":1})"}) {
        CAPTURE(body);
        CHECK(board.published(MessageId{1}, body, {the_link}, at_start()).empty());
        CHECK(board.direct(the_link, body, at_start()).empty());
    }
    CHECK(board.posts().empty());
}

TEST_CASE("a post is made printable before it is shown", "[03]") {
    Board board{"alice"};
    publish(board, note(1, "clear\x1b[2J"));
    CHECK(told(board.typed("list", at_start())) == "bob: clear?[2J\n");
}
