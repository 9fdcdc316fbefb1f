#include "ledger_kit.hpp"
#include "ledgers/transaction_cases.hpp"
