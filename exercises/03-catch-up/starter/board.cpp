#include "board.hpp"

namespace exercise {

std::vector<Message> what_it_misses(const Board& board, const std::vector<PostId>& it_has) {
    // Your turn. Nothing to send is an empty list, as here.
    (void)board;
    (void)it_has;
    return {};
}

void add(Board& board, const Post& post) {
    // Your turn. This takes whatever comes.
    board.push_back(post);
}

}  // namespace exercise
