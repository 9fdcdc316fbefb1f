#include "ledger_kit.hpp"
#include "ledgers/model_cases.hpp"
