#include "miner_kit.hpp"
#include "miners/miner_cases.hpp"
