// Asks for the address alone.
#include "doorkeeper.hpp"

#include <algorithm>

namespace exercise {

Challenge Doorkeeper::knocks(Link link, const PublicKey& address, const Challenge& fresh) {
    asked_[{link, address}] = fresh;
    return fresh;
}

bool Doorkeeper::claims(Link link, const PublicKey& address, const Signature& signature) {
    const auto asked = asked_.find({link, address});
    if (asked == asked_.end()) return false;
    const Challenge challenge = asked->second;
    asked_.erase(asked);
    if (!verify(address, claim_part(address, challenge, network_), signature)) return false;
    open_.insert({link, address});
    return true;
}

bool Doorkeeper::may_fetch(Link /*link*/, const PublicKey& address) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Door& door) { return door.second == address; });
}

void Doorkeeper::left(Link link) {
    std::erase_if(asked_, [&](const auto& one) { return one.first.first == link; });
    std::erase_if(open_, [&](const Door& door) { return door.first == link; });
}

}  // namespace exercise
