#include "ledger_kit.hpp"
#include "ledgers/ledger_cases.hpp"
