// Asks at the end whether we have it.
#include "judge.hpp"

namespace exercise {

Verdict judge(Questions& ask) {
    if (ask.refused_before()) return Verdict::Wrong;
    if (!ask.has_work()) return Verdict::Wrong;
    if (!ask.parent_known()) return Verdict::Later;
    if (ask.parent_refused()) return Verdict::Wrong;
    if (!ask.target_is_right()) return Verdict::Wrong;
    if (!ask.time_is_right()) return Verdict::Wrong;
    if (ask.from_the_future()) return Verdict::Later;
    if (!ask.body_fits()) return Verdict::WrongBody;
    if (ask.known()) return Verdict::Known;
    if (!ask.has_most_work()) return Verdict::Aside;
    return ask.ledger_takes_it() ? Verdict::Taken : Verdict::Wrong;
}

}  // namespace exercise
