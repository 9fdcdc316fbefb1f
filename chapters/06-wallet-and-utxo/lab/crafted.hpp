#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "transaction.hpp"

namespace lab {

using sbc::crypto::SigningKey;
using stage::Hash;
using stage::Outpoint;
using stage::PublicKey;

// #region crafted
// A transaction as a cheat may send it, who is not held back by our types: amounts have a sign, and
// nothing has to add up. It is spelled and signed as the real ones are (transaction.hpp).
struct Crafted {
    struct Output {
        PublicKey to;
        std::int64_t amount = 0;
        friend bool operator==(const Output&, const Output&) = default;
    };
    struct Input {
        Outpoint spends;
        // What lies there, in the sender's own words: with the ancestor each input brought its
        // whole parent along, and nobody looked it up. Our transactions have no room for it.
        Output brought;
        stage::Signature signature;
    };
    std::optional<stage::Coinbase> coinbase;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
};
// #endregion crafted

// #region spelled
[[nodiscard]] inline std::string spelled(const Crafted& transaction, bool with_signatures = true) {
    std::vector<std::string> inputs;
    for (const Crafted::Input& input : transaction.inputs) {
        sbc::JsonWriter json;
        json.integer("index", input.spends.index);
        json.text("transaction", to_text(input.spends.transaction));
        if (with_signatures) json.bytes("signature", input.signature.bytes);
        inputs.push_back(json.to_text());
    }
    std::vector<std::string> outputs;
    for (const Crafted::Output& output : transaction.outputs) {  // a JsonWriter writes no minus
        outputs.push_back(R"({"address":")" + stage::to_address(output.to) + R"(","amount":)" +
                          std::to_string(output.amount) + "}");
    }
    sbc::JsonWriter json;
    if (transaction.coinbase) {
        sbc::JsonWriter part;
        part.integer("height", transaction.coinbase->height.value());
        json.object("coinbase",
                    part.text("network", to_text(transaction.coinbase->network)).to_text());
    } else {
        json.objects("inputs", inputs);
    }
    return json.objects("outputs", outputs).to_text();
}
// #endregion spelled

// #region signed
// What the owners of its inputs sign: the stage's signed_bytes().
[[nodiscard]] inline sbc::Bytes signed_bytes(const Hash& network, const Crafted& transaction) {
    sbc::Bytes bytes =
        stage::signed_bytes(network, {});  // and what follows is the empty one's text
    bytes.resize(bytes.size() - stage::encode(stage::Transaction{}).size());
    const std::string text = spelled(transaction, false);
    bytes.insert(bytes.end(), text.begin(), text.end());
    return bytes;
}

// Signs every input with this key, whether it is the owner's or not.
inline void sign_all(Crafted& transaction, const Hash& network, const SigningKey& key) {
    const auto signature = key.sign(signed_bytes(network, transaction));
    for (Crafted::Input& input : transaction.inputs) input.signature = signature;
}
// #endregion signed

}  // namespace lab
