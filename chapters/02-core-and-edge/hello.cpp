#include "hello.hpp"

#include "base/utf8.hpp"

namespace stage {

// #region check
sbc::Result<void, HelloError> check_hello(const Hello& theirs, const Hello& ours) {
    // The order matters: what another version means by its other fields, we cannot know.
    if (theirs.protocol != ours.protocol) {
        return sbc::refuse(HelloError::WrongProtocol,
                           "this is " + ours.protocol + ", not " + sbc::printable(theirs.protocol));
    }
    if (theirs.version != ours.version) {
        return sbc::refuse(HelloError::WrongVersion,
                           "this node speaks version " + std::to_string(ours.version) +
                               ", not version " + std::to_string(theirs.version));
    }
    if (theirs.network != ours.network) {
        return sbc::refuse(HelloError::WrongNetwork, "this is network " + ours.network + ", not " +
                                                         sbc::printable(theirs.network));
    }
    if (theirs.id == ours.id) {
        return sbc::refuse(HelloError::Myself, "this node has called itself");
    }
    return {};
}
// #endregion check

}  // namespace stage
