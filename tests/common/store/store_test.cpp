#include "store_kit.hpp"
#include "stores/store_cases.hpp"
