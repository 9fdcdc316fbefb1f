// Is content if the way leads to the root of some block.
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
        if (right && sibling == hash) return Verdict::NoSuchPlace;
        hash = right ? hash_pair(sibling, hash) : hash_pair(hash, sibling);
        index /= 2;
    }
    if (index != 0) return Verdict::NoSuchPlace;
    for (const auto& [name, other] : headers) {
        if (other.ours && other.root == hash) return Verdict::Proven;
    }
    return Verdict::OtherRoot;
}

}  // namespace exercise
