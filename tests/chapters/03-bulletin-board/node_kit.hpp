#pragma once

#include "core_node.hpp"
#include "edge_node.hpp"

// The nodes that tests/nodes is about, here: the stage's own.
namespace scene {

using namespace stage;
using Core = CoreNode;
using Edge = EdgeNode;

}  // namespace scene
