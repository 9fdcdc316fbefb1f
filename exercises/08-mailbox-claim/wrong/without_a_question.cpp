// Reads the question without looking whether there is one.
#include "doorkeeper.hpp"

namespace exercise {

Challenge Doorkeeper::knocks(Link link, const PublicKey& address, const Challenge& fresh) {
    asked_[{link, address}] = fresh;
    return fresh;
}

bool Doorkeeper::claims(Link link, const PublicKey& address, const Signature& signature) {
    const Challenge challenge = asked_[{link, address}];
    asked_.erase({link, address});
    if (!verify(address, claim_part(address, challenge, network_), signature)) return false;
    open_.insert({link, address});
    return true;
}

bool Doorkeeper::may_fetch(Link link, const PublicKey& address) const {
    return open_.contains({link, address});
}

void Doorkeeper::left(Link link) {
    std::erase_if(asked_, [&](const auto& one) { return one.first.first == link; });
    std::erase_if(open_, [&](const Door& door) { return door.first == link; });
}

}  // namespace exercise
