#include "choose_kit.hpp"
#include "wallets/choose_cases.hpp"
