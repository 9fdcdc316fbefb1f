// Compares the received cores with each other, but not with ours.
#include "core_list.hpp"

#include <set>

namespace exercise {

CoreList merge(const CoreList& ours, const CoreList& received, const Core& self) {
    CoreList merged = ours;
    std::set<Core> seen;
    for (const Core& core : received) {
        if (merged.size() >= longest_core_list) break;
        if (core != self && seen.insert(core).second) merged.push_back(core);
    }
    return merged;
}

}  // namespace exercise
