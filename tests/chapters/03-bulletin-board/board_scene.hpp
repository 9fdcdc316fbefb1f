#pragma once

#include "base/hex.hpp"
#include "base/json.hpp"
#include "board.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

// What the tests of the board share: how a post looks on its way.
namespace scene {

inline constexpr std::uint64_t today = 1'800'000'000;  // `wall`, as posts write it

inline std::string body_of(const Post& post) {
    sbc::JsonWriter json;
    return json.text("author", post.author)
        .text("text", post.text)
        .integer("time", post.time)
        .to_text();
}
inline Post note(std::uint64_t id, std::string text = "hello", std::uint64_t time = today) {
    return {MessageId{id}, "bob", std::move(text), time};
}
inline Actions publish(Board& board, const Post& post, sbc::Instant now = start) {
    return board.published(post.id, body_of(post), {the_link}, at(now));
}
// The ids on the board, smallest first.
inline std::vector<std::uint64_t> ids(const Board& board) {
    std::vector<std::uint64_t> found;
    for (const Post& post : board.posts()) found.push_back(post.id.value());
    std::sort(found.begin(), found.end());
    return found;
}
inline std::string have(const std::vector<std::uint64_t>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const std::uint64_t id : ids) texts.push_back(sbc::to_hex64(id));
    return sbc::JsonWriter{}.text("kind", "have").texts("ids", texts).to_text();
}

// Two boards that are neighbours: whatever one says to the other alone is carried over, until
// nobody has anything more to say.
class Pair {
public:
    Pair(Board& a, Board& b) : boards_{&a, &b} {}
    // What `from` (0 or 1) has just said.
    void carry(std::size_t from, const Actions& actions, sbc::Instant now = start) {
        for (const Send& send : of<Send>(actions)) {
            REQUIRE(decode(encode(send.message)));
            ++carried;
            const auto& direct = std::get<Direct>(send.message);
            carry(1 - from, boards_[1 - from]->direct(the_link, direct.body, at(now)), now);
        }
    }
    std::size_t carried = 0;

private:
    Board* boards_[2];
};

}  // namespace scene
