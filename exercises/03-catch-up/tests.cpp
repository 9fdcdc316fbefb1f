#include "board.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Board;
using exercise::Message;
using exercise::Post;
using exercise::PostId;

namespace {

std::string in_words(const Post& post) {
    return "id " + std::to_string(post.id.value()) + ", " + std::to_string(post.time) + " s, " +
           post.author + ": " + post.text;
}

std::string in_words(const std::vector<Post>& posts) {
    std::string text;
    for (const Post& post : posts) text += "\n    " + in_words(post);
    return text.empty() ? "\n    nothing" : text;
}

// The ids alone, in order or sorted: short in what a failure tells.
std::string ids(const std::vector<Post>& posts, bool sorted = false) {
    std::vector<std::uint64_t> numbers;
    for (const Post& post : posts) numbers.push_back(post.id.value());
    if (sorted) std::sort(numbers.begin(), numbers.end());
    std::string text;
    for (const auto number : numbers) text += (text.empty() ? "" : " ") + std::to_string(number);
    return text.empty() ? "none" : text;
}

// The post with this id; at this time, or in the order of the ids.
Post post(std::uint64_t id, std::uint64_t time = 0) {
    return {PostId{id}, "alice", "word " + std::to_string(id), time == 0 ? 100 + id : time};
}

Board posts(const std::vector<std::uint64_t>& numbers) {
    Board board;
    for (const auto number : numbers) board.push_back(post(number));
    return board;
}

bool contains(const std::vector<Post>& posts, PostId id) {
    return std::any_of(posts.begin(), posts.end(),
                       [id](const Post& each) { return each.id == id; });
}

// An answer of the learner's, and its story.
struct Answer {
    Answer(const Board& board, const Board& neighbour) {
        story = "\n  we have the posts         " + ids(board) + "\n  the neighbour says it has " +
                ids(neighbour);
        std::vector<PostId> it_has;
        for (const Post& each : neighbour) it_has.push_back(each.id);
        messages = exercise::what_it_misses(board, it_has);
        for (const Message& message : messages) {
            story += "\n  you sent it a message with " + ids(message);
            sent.insert(sent.end(), message.begin(), message.end());
            longest = std::max(longest, message.size());
        }
        if (messages.empty()) story += "\n  you sent it no message";
        for (const Post& each : board) {
            const bool there = contains(neighbour, each.id);
            if (!there && !contains(sent, each.id)) still_missing.push_back(each);
            if (there && contains(sent, each.id)) sent_again.push_back(each);
        }
    }
    std::vector<Message> messages;
    std::vector<Post> sent;  // in all messages
    std::vector<Post> still_missing;
    std::vector<Post> sent_again;
    std::size_t longest = 0;
    std::string story;
};

// A board to which the learner's add() has added these, one after the other.
Board add_all(const std::vector<Post>& arriving) {
    Board board;
    for (const Post& each : arriving) exercise::add(board, each);
    return board;
}

std::string compared(const std::vector<Post>& arriving, const Board& board) {
    return "\n  there came:" + in_words(arriving) + "\n  your board then had:" + in_words(board);
}

}  // namespace

TEST_CASE("a neighbour gets what it misses, also what is older than what it has") {
    const Answer answer{posts({1, 2, 3, 4}), posts({3})};
    INFO("so far:" << answer.story);
    INFO("what a neighbour has need not be the beginning: post 3 may have found its way while the");
    INFO("others were lost. Look each of our ids up in its list");
    CHECK(ids(answer.still_missing) == "none");
}

TEST_CASE("what the neighbour has is not sent again") {
    const Answer answer{posts({1, 2, 3}), posts({1, 2})};
    INFO("so far:" << answer.story);
    INFO(
        "that is why it told us its ids. All neighbours compare again and again: who answers with");
    INFO("everything sends the whole board each time");
    CHECK(ids(answer.sent_again) == "none");
}

TEST_CASE("as many posts need not be the same posts") {
    const Answer answer{posts({1, 2, 3}), posts({1, 2, 9})};
    INFO("so far:" << answer.story);
    INFO("both have three posts, and each misses one: only the ids can tell. (Post 9 will come to");
    INFO("us in the same way, when we tell our ids)");
    CHECK(ids(answer.still_missing) == "none");
}

TEST_CASE("no message holds more than fits into it") {
    const Answer answer{posts({1, 2, 3, 4, 5}), posts({})};
    INFO("so far:" << answer.story);
    INFO("your longest message has " << answer.longest << " posts; the most that fit into one are "
                                     << exercise::posts_in_a_message);
    INFO("(posts_in_a_message). One that is too long is not sent at all, or costs the connection");
    CHECK(answer.longest <= exercise::posts_in_a_message);
}

TEST_CASE("all that is missing goes out, in as many messages as it takes") {
    const Answer answer{posts({1, 2, 3, 4, 5}), posts({})};
    INFO("so far:" << answer.story);
    INFO("all five are to go out, each once and in the order of our board: when a message is full");
    INFO("the next one begins. A newcomer that gets the first three only cannot know that there");
    INFO("are more");
    CHECK(ids(answer.sent) == "1 2 3 4 5");
}

TEST_CASE("no message is empty") {
    const Answer answer{posts({1, 2, 3}), posts({})};
    const auto empty = std::count_if(answer.messages.begin(), answer.messages.end(),
                                     [](const Message& message) { return message.empty(); });
    INFO("so far:" << answer.story);
    INFO("three posts fill one message exactly. Begin the next one when there is a post for it,");
    INFO("not as soon as the last one is full");
    CHECK(empty == 0);
}

TEST_CASE("the same post twice is one post") {
    const std::vector<Post> arriving = {post(1), post(2), post(1)};
    const Board board = add_all(arriving);
    INFO("so far:" << compared(arriving, board));
    INFO("two neighbours have sent post 1: that is usual. It has the same id, so it is the same");
    CHECK(ids(board) == "1 2");
}

TEST_CASE("the same words twice are two posts") {
    const std::vector<Post> arriving = {{PostId{7}, "alice", "good morning", 100},
                                        {PostId{8}, "alice", "good morning", 100}};
    const Board board = add_all(arriving);
    INFO("so far:" << compared(arriving, board));
    INFO("she has said it twice, and each has an id of its own. Who compares the words drops the");
    INFO("second one, and the same words tomorrow, too");
    CHECK(ids(board) == "7 8");
}

TEST_CASE("a board keeps no more posts than it may") {
    const std::vector<Post> arriving = posts({1, 2, 3, 4, 5, 6, 7, 8});
    const Board board = add_all(arriving);
    INFO("so far:" << compared(arriving, board));
    INFO("it may have " << exercise::most_posts << ", yours has " << board.size());
    INFO("a stranger can post without end; memory must not grow with it");
    CHECK(board.size() <= exercise::most_posts);
}

TEST_CASE("a full board takes a newer post") {
    const std::vector<Post> arriving = posts({1, 2, 3, 4, 5, 6});
    const Board board = add_all(arriving);
    const bool took_the_newest = contains(board, PostId{6});
    INFO("so far:" << compared(arriving, board));
    INFO("post 6 came last and is the newest; there is room for five, and it is the oldest that");
    INFO("goes. A board that gives up the newest shows yesterday's posts for ever");
    CHECK(took_the_newest);
}

TEST_CASE("boards that got the same posts in different orders end the same") {
    const std::vector<Post> one = posts({1, 2, 3, 4, 5, 6});
    const std::vector<Post> other = posts({5, 4, 3, 2, 1, 6});
    const std::string first = ids(add_all(one), true);
    const std::string second = ids(add_all(other), true);
    INFO("so far:" << compared(one, add_all(one)) << compared(other, add_all(other)));
    INFO("there is room for five, so one post went. Which one came first is chance, different on");
    INFO("every node; the times stand in the posts and are the same everywhere. If the boards do");
    INFO("not give up the same post, each asks the other for what it has given up, for ever");
    CHECK(first == second);
}

TEST_CASE("boards end the same also when posts have the same time") {
    const Post newer = post(9, 500);
    const std::vector<Post> one = {newer,        post(1, 200), post(2, 200),
                                   post(3, 300), post(4, 300), post(5, 300)};
    const std::vector<Post> other = {newer,        post(2, 200), post(1, 200),
                                     post(3, 300), post(4, 300), post(5, 300)};
    const std::string first = ids(add_all(one), true);
    const std::string second = ids(add_all(other), true);
    INFO("so far:" << compared(one, add_all(one)) << compared(other, add_all(other)));
    INFO("the posts 1 and 2 are equally old. Without a second thing to compare, the one that came");
    INFO("first goes, which is chance again; the ids are the same everywhere and never equal");
    CHECK(first == second);
}

TEST_CASE("a post that is older than all others pushes no newer one out") {
    std::vector<Post> arriving = posts({3, 1, 2, 4, 5});
    arriving.push_back(post(9, 50));
    const Board board = add_all(arriving);
    const bool kept = contains(board, PostId{1});
    INFO("so far:" << compared(arriving, board));
    INFO(
        "the last one that came, from 50 s, is the oldest of the six: so it is the one that goes.");
    INFO("Who makes room first and adds then gives up post 1 for it, and the next board another");
    CHECK(kept);
}
