#include "place.hpp"

namespace stage {

Path path_between(const Place& from, const Place& to) {
    // Your turn. So far: only the tips are exchanged.
    return {.disconnect = {&from}, .connect = {&to}};
}

}  // namespace stage
