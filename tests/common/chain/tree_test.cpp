#include "chain_kit.hpp"
#include "chains/tree_cases.hpp"
