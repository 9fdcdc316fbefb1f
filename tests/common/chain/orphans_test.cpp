#include "chain_kit.hpp"
#include "chains/orphans_cases.hpp"
