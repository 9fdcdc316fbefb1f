#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace exercise {

// Where a core listens, as text: "10.0.0.1:5001". Equal texts are the same core.
using Core = std::string;
using CoreList = std::vector<Core>;

constexpr std::size_t longest_core_list = 8;

// Our list after a peer has sent its own: ours as it was, and behind it those of the received cores
// that are new to us, in the order in which they were named, until the list has longest_core_list
// members. `self` is this node's own address.
CoreList merge(const CoreList& ours, const CoreList& received, const Core& self);

}  // namespace exercise
