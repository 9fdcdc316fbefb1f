// Takes the copy at the end of an odd row for one more transaction.
#include "proof.hpp"

namespace exercise {

Verdict check(const Headers& headers, const Claim& claim) {
    const auto header = headers.find(claim.block);
    if (header == headers.end()) return Verdict::Unknown;
    if (!header->second.ours) return Verdict::Aside;
    if (claim.transaction.size() < least_bytes) return Verdict::TooShort;
    if (claim.siblings.size() > deepest) return Verdict::TooDeep;

    Hash hash = hash_of(claim.transaction);
    std::uint32_t index = claim.index;
    for (const Hash& sibling : claim.siblings) {
        const bool right = index % 2 == 1;
        hash = right ? hash_pair(sibling, hash) : hash_pair(hash, sibling);
        index /= 2;
    }
    if (index != 0) return Verdict::NoSuchPlace;
    return hash == header->second.root ? Verdict::Proven : Verdict::OtherRoot;
}

}  // namespace exercise
