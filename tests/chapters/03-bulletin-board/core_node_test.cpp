#include "node_kit.hpp"
#include "nodes/core_node_cases.hpp"
