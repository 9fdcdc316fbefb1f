#include "chain_kit.hpp"
#include "chains/refusal_cases.hpp"
