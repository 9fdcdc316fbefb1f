#include "chain_kit.hpp"
#include "chains/header_cases.hpp"
