// Blocks in which people thank each other.
#pragma once

#include "../ledger/kept_kit.hpp"
#include "ranking/mention.hpp"

namespace kit {

using sbc::ranking::Mention;
using enum sbc::ranking::Mention::Kind;

// Signed by each, with a note.
inline Transaction noted(const std::vector<Spend>& spends, std::vector<Output> outputs, Note note) {
    Transaction paid;
    for (const Spend& from : spends) paid.inputs.push_back({from.outpoint, {}});
    paid.outputs = std::move(outputs);
    paid.note = std::move(note);
    const sbc::Bytes text = message(network_rules().network, paid);
    for (std::size_t i = 0; i < spends.size(); ++i) {
        paid.inputs[i].signature = spends[i].owner->sign(text);
    }
    return paid;
}
inline Note memo(std::string text) { return {"memo", std::move(text)}; }
inline Note my_name(std::string text) { return {"name", std::move(text)}; }

inline Coin coin_of(const SigningKey& owner, std::uint64_t amount = 10) {
    return {output(owner, amount), Height{1}, false};
}

}  // namespace kit
