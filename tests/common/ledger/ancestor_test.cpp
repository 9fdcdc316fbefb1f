#include "ledger_kit.hpp"
#include "ledgers/ancestor_cases.hpp"
