#include "chain_kit.hpp"
#include "chains/block_cases.hpp"
