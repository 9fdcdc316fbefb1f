#include "believe.hpp"

namespace exercise {

Verdict judge(const Card& came, const Asked& asked) {
    // Your turn. So far we believe whatever comes.
    (void)came;
    return asked.known ? Verdict::Renewed : Verdict::New;
}

}  // namespace exercise
