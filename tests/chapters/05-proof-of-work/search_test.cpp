#include "miner_kit.hpp"
#include "miners/search_cases.hpp"
