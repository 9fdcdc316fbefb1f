#include "chain_kit.hpp"
#include "chains/network_cases.hpp"
