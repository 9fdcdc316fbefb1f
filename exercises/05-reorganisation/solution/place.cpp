#include "place.hpp"

#include <algorithm>

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
    std::reverse(path.connect.begin(), path.connect.end());
    return path;
}

}  // namespace stage
