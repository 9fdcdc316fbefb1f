#include "proof.hpp"

namespace exercise {

Verdict check(const Headers& headers, const Claim& claim) {
    // Your turn. So far we believe whatever a full node tells us, if we know the block.
    return headers.contains(claim.block) ? Verdict::Proven : Verdict::Unknown;
}

}  // namespace exercise
