// Gives up the post that came first, here.
#include "board.hpp"

#include <algorithm>
#include <utility>

namespace exercise {

std::vector<Message> what_it_misses(const Board& board, const std::vector<PostId>& it_has) {
    std::vector<Message> messages;
    for (const Post& post : board) {
        if (std::find(it_has.begin(), it_has.end(), post.id) != it_has.end()) continue;
        if (messages.empty() || messages.back().size() == posts_in_a_message) {
            messages.emplace_back();
        }
        messages.back().push_back(post);
    }
    return messages;
}

static bool older(const Post& a, const Post& b) {
    return std::pair{a.time, a.id} < std::pair{b.time, b.id};
}

void add(Board& board, const Post& post) {
    for (const Post& known : board) {
        if (known.id == post.id) return;
    }
    const bool full = board.size() == most_posts;
    if (full &&
        std::all_of(board.begin(), board.end(), [&](auto& each) { return older(post, each); }))
        return;
    if (full) board.erase(board.begin());
    board.push_back(post);
}

}  // namespace exercise
