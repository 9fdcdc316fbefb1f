#pragma once

#include <optional>
#include <string>

#include "card.hpp"
#include "chain/network.hpp"
#include "crypto/address.hpp"

// Keys that everybody can guess, since they are made of a name: so that lessons and tests need no
// file. Those for words that matter come from dice, and lie sealed in a key file (chapter 06).
namespace lab {

inline sbc::crypto::Hash seed_of(const std::string& name) {
    return sbc::crypto::hash256(sbc::as_bytes("SimpleBitcoin/lab/" + name));
}
inline sbc::crypto::SigningKey key_of(const std::string& name) {
    return sbc::crypto::SigningKey{sbc::crypto::SigningKey::Seed{seed_of(name).bytes}};
}
// The secret half of somebody's card.
inline sbc::crypto::AgreementSecret card_secret_of(const std::string& name,
                                                   stage::Sequence sequence = stage::Sequence{1}) {
    const std::string which = name + "/card/" + std::to_string(sequence.value());
    return sbc::crypto::AgreementSecret{seed_of(which).bytes};
}

// An address, or else the key of whoever has this name: names here are a-z only.
inline std::optional<sbc::crypto::PublicKey> address_of(const std::string& text) {
    if (const auto address = sbc::crypto::from_address(text)) return *address;
    if (text.empty() || text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) {
        return std::nullopt;
    }
    return key_of(text).public_key();
}
// The lab's people; for whoever reads what a program tells.
inline std::string name_of(const sbc::crypto::PublicKey& address) {
    for (const char* name : {"ann", "ben", "carol", "dave", "eve", "mallory", "alice", "bob"}) {
        if (key_of(name).public_key() == address) return name;
    }
    return sbc::crypto::to_address(address).substr(0, 12) + "…";
}

inline sbc::crypto::Hash id_of(const sbc::chain::Network& network) {
    return hash_of(sbc::chain::genesis(network).header);
}

}  // namespace lab
