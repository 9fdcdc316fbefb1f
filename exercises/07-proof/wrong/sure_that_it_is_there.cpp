// Takes for granted that the block is known.
#include "proof.hpp"

namespace exercise {

Verdict check(const Headers& headers, const Claim& claim) {
    const Header& header = headers.at(claim.block);
    if (!header.ours) return Verdict::Aside;
    if (claim.transaction.size() < least_bytes) return Verdict::TooShort;
    if (claim.siblings.size() > deepest) return Verdict::TooDeep;

    Hash hash = hash_of(claim.transaction);
    std::uint32_t index = claim.index;
    for (const Hash& sibling : claim.siblings) {
        const bool right = index % 2 == 1;
        if (right && sibling == hash) return Verdict::NoSuchPlace;
        hash = right ? hash_pair(sibling, hash) : hash_pair(hash, sibling);
        index /= 2;
    }
    if (index != 0) return Verdict::NoSuchPlace;
    return hash == header.root ? Verdict::Proven : Verdict::OtherRoot;
}

}  // namespace exercise
