#include "ledger_kit.hpp"
#include "ledgers/amount_cases.hpp"
