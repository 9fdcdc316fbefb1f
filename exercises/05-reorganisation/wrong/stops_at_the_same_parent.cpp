// Goes down until both have the same parent.
#include "place.hpp"

#include <algorithm>

namespace stage {

Path path_between(const Place& from, const Place& to) {
    Path path;
    if (&from == &to) return path;
    const Place* down = &from;
    const Place* up = &to;
    while (down->parent != up->parent) {
        if (down->height >= up->height) {
            path.disconnect.push_back(down);
            down = down->parent;
        } else {
            path.connect.push_back(up);
            up = up->parent;
        }
    }
    path.disconnect.push_back(down);
    path.connect.push_back(up);
    std::reverse(path.connect.begin(), path.connect.end());
    return path;
}

}  // namespace stage
