#include "core_list.hpp"

#include <algorithm>

namespace exercise {

CoreList merge(const CoreList& ours, const CoreList& received, const Core& self) {
    // Your turn. This is what the chapter's core does: whoever sends a list replaces ours.
    (void)ours;
    (void)self;
    return received;
}

}  // namespace exercise
