#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/strong.hpp"
#include "crypto/address.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/signed_bytes.hpp"

namespace exercise {

using sbc::crypto::Hash;
using sbc::crypto::PublicKey;
using sbc::crypto::Signature;
using Link = sbc::Strong<struct LinkTag, std::uint64_t>;  // a connection; its number may come again
using Challenge = Hash;                                   // 32 bytes that nobody has seen before

// Given. What the owner of an address signs to get his letters.
[[nodiscard]] inline sbc::Bytes claim_part(const PublicKey& address, const Challenge& challenge,
                                           const Hash& network) {
    sbc::JsonWriter json;
    json.text("address", sbc::crypto::to_address(address)).bytes("challenge", challenge.bytes);
    return sbc::crypto::signed_bytes("mailbox", network, json.to_text());
}

// At a core, in front of the mailboxes: who may have the letters for which address.
class Doorkeeper {
public:
    explicit Doorkeeper(const Hash& network) : network_{network} {}

    // Somebody says that this address is his. What he shall sign; `fresh` is there for that.
    [[nodiscard]] Challenge knocks(Link link, const PublicKey& address, const Challenge& fresh);
    // He says that he has signed it. Whether that is so.
    [[nodiscard]] bool claims(Link link, const PublicKey& address, const Signature& signature);
    [[nodiscard]] bool may_fetch(Link link, const PublicKey& address) const;
    // This connection has ended.
    void left(Link link);

private:
    using Door = std::pair<Link, PublicKey>;
    Hash network_;
    std::map<Door, Challenge> asked_;  // and not answered yet
    std::set<Door> open_;
};

}  // namespace exercise
