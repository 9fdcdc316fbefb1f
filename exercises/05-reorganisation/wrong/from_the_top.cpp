// Leaves the blocks that are connected in the order in which they were found.
#include "place.hpp"

namespace stage {

Path path_between(const Place& from, const Place& to) {
    Path path;
    const Place* down = &from;
    const Place* up = &to;
    while (down != up) {  // the higher of the two goes down one step, until they meet
        if (down->height >= up->height) {
            path.disconnect.push_back(down);
            down = down->parent;
        } else {
            path.connect.push_back(up);
            up = up->parent;
        }
    }
    return path;
}

}  // namespace stage
