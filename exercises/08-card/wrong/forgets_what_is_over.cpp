// Forgets a card as soon as it is over.
#include "believe.hpp"

namespace exercise {

Verdict judge(const Card& came, const Asked& asked) {
    if (came.network != asked.network) return Verdict::OtherNetwork;
    if (came.address != asked.address) return Verdict::OtherAddress;
    if (!is_usable(came.key)) return Verdict::BadKey;
    if (!verify(came.address, signed_part(came), came.signature)) return Verdict::NotSigned;
    if (came.from > asked.now + clock_error) return Verdict::NotYet;
    if (came.until < asked.now) return Verdict::Over;

    if (!asked.known || asked.known->until < asked.now) return Verdict::New;
    const Card& known = *asked.known;
    if (came.sequence < known.sequence) return Verdict::Older;
    if (came.sequence == known.sequence) {
        const bool same =
            came.key == known.key && came.from == known.from && came.until == known.until;
        return same ? Verdict::Known : Verdict::TwoOfOneNumber;
    }
    return came.key == known.key ? Verdict::Renewed : Verdict::KeyChanged;
}

}  // namespace exercise
