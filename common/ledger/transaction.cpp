#include "ledger/transaction.hpp"

#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/signed_bytes.hpp"

namespace sbc::ledger {
namespace {

std::string encode(const Input& input, bool with_signature) {
    JsonWriter json;  // sorts the keys
    json.integer("index", input.spends.index);
    json.text("transaction", to_text(input.spends.transaction));
    if (with_signature) json.bytes("signature", input.signature.bytes);
    return json.to_text();
}
std::string encode(const Output& output) {
    return JsonWriter{}
        .text("address", crypto::to_address(output.to))
        .integer("amount", output.amount.value())
        .to_text();
}
std::string encode(const Coinbase& coinbase) {
    return JsonWriter{}
        .integer("height", coinbase.height.value())
        .text("network", to_text(coinbase.network))
        .to_text();
}
std::string encode(const Note& note) {
    return JsonWriter{}.text("app", note.app).text("text", note.text).to_text();
}

std::string encode(const Transaction& transaction, bool with_signatures) {
    JsonWriter json;
    std::vector<std::string> inputs;
    for (const Input& input : transaction.inputs) inputs.push_back(encode(input, with_signatures));
    std::vector<std::string> outputs;
    for (const Output& output : transaction.outputs) outputs.push_back(encode(output));
    if (transaction.coinbase) {
        json.object("coinbase", encode(*transaction.coinbase));
    } else {
        json.objects("inputs", inputs);
    }
    if (transaction.note) json.object("note", encode(*transaction.note));
    return json.objects("outputs", outputs).to_text();
}

}  // namespace

std::string encode(const Transaction& transaction) { return encode(transaction, true); }
std::string encode_unsigned(const Transaction& transaction) { return encode(transaction, false); }

Hash id_of(std::string_view unsigned_text) { return crypto::hash256(as_bytes(unsigned_text)); }

Bytes signed_bytes(const Hash& network, std::string_view unsigned_text) {
    return crypto::signed_bytes("payment", network, unsigned_text);
}

std::optional<Amount> total_of(const std::vector<Output>& outputs) {
    std::optional<Amount> total{Amount{}};
    for (const Output& output : outputs) {
        total = sum(*total, output.amount);
        if (!total) break;
    }
    return total;
}

}  // namespace sbc::ledger
