// Takes nothing more when it is full.
#include "board.hpp"

#include <algorithm>

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

void add(Board& board, const Post& post) {
    for (const Post& known : board) {
        if (known.id == post.id) return;
    }
    if (board.size() == most_posts) return;
    board.push_back(post);
}

}  // namespace exercise
