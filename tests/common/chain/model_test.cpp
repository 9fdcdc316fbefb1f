#include "chain_kit.hpp"
#include "chains/model_cases.hpp"
