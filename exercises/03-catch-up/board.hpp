#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/strong.hpp"

namespace exercise {

// A random number that comes with each post: no two posts have the same.
using PostId = sbc::Strong<struct PostIdTag, std::uint64_t>;

struct Post {
    PostId id;
    std::string author;
    std::string text;
    std::uint64_t time = 0;  // seconds, by the author's clock
};

// One node's copy of the board: its posts, as they came.
using Board = std::vector<Post>;
using Message = std::vector<Post>;

constexpr std::size_t most_posts = 5;          // on a board
constexpr std::size_t posts_in_a_message = 3;  // more do not fit

// A neighbour has told the ids of all posts that it has. What do we send? Those of our posts that
// it misses, in the order of our board, cut into messages of at most posts_in_a_message; no message
// is empty.
std::vector<Message> what_it_misses(const Board& board, const std::vector<PostId>& it_has);

// A post has come, from whichever neighbour, perhaps not for the first time. Each id stands on the
// board once. When it has more than most_posts, the oldest goes: the one with the smallest time,
// and among those with the same time the one with the smallest id. It may be the one that came.
void add(Board& board, const Post& post);

}  // namespace exercise
