#include "chain_kit.hpp"
#include "chains/merkle_cases.hpp"
