// Takes it for granted that the new branch is at least as long.
#include "place.hpp"

#include <algorithm>

namespace stage {

Path path_between(const Place& from, const Place& to) {
    Path path;
    const Place* down = &from;
    const Place* up = &to;
    while (up->height > down->height) {
        path.connect.push_back(up);
        up = up->parent;
    }
    while (down != up && down->parent != nullptr && up->parent != nullptr) {
        path.disconnect.push_back(down);
        path.connect.push_back(up);
        down = down->parent;
        up = up->parent;
    }
    std::reverse(path.connect.begin(), path.connect.end());
    return path;
}

}  // namespace stage
