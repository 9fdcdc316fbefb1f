#include "plan_kit.hpp"
#include "wallets/plan_cases.hpp"
