#include "chain/place.hpp"

#include <algorithm>

namespace sbc::chain {

Header header_of(const Place& place) {
    Header header;
    header.version = place.version;
    if (place.parent != nullptr) header.previous = place.parent->hash;
    header.merkle_root = place.merkle_root;
    header.time = place.time();
    header.bits = place.bits;
    header.nonce = place.nonce;
    return header;
}

const Place& ancestor(const Place& place, Height height) {
    const Place* at = &place;
    while (at->height > height) {
        const bool far = at->jump != nullptr && at->jump->height >= height;
        at = far ? at->jump : at->parent;
    }
    return *at;
}

// Two jumps of the same length in a row become one of both.
const Place* jump_from(const Place& parent) {
    const Place* next = parent.jump;
    if (next == nullptr || next->jump == nullptr) return &parent;
    const std::uint64_t first = parent.height.value() - next->height.value();
    const std::uint64_t second = next->height.value() - next->jump->height.value();
    return first == second ? next->jump : &parent;
}

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

}  // namespace sbc::chain
