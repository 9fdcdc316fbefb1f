#include "judge.hpp"

namespace exercise {

Verdict judge(Questions& ask) {
    // Your turn. So far the most expensive question is the only one.
    return ask.ledger_takes_it() ? Verdict::Taken : Verdict::Wrong;
}

}  // namespace exercise
