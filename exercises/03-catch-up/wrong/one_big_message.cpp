// Puts everything into one message.
#include "board.hpp"

#include <algorithm>
#include <utility>

namespace exercise {

std::vector<Message> what_it_misses(const Board& board, const std::vector<PostId>& it_has) {
    std::vector<Message> messages;
    for (const Post& post : board) {
        if (std::find(it_has.begin(), it_has.end(), post.id) != it_has.end()) continue;
        if (messages.empty()) {
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
    board.push_back(post);
    if (board.size() > most_posts) {
        board.erase(std::min_element(board.begin(), board.end(), older));
    }
}

}  // namespace exercise
