#include "chain_kit.hpp"
#include "chains/chain_cases.hpp"
