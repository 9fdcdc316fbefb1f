#include "transaction.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace stage {

namespace {

// #region write-parts
constexpr std::size_t most_parts = 200;  // inputs, and outputs: more have no room

std::string encode(const Input& input, bool with_signature) {
    sbc::JsonWriter json;  // sorts the keys
    json.integer("index", input.spends.index);
    json.text("transaction", to_text(input.spends.transaction));
    if (with_signature) json.bytes("signature", input.signature.bytes);
    return json.to_text();
}
std::string encode(const Output& output) {
    sbc::JsonWriter json;
    json.text("address", to_address(output.to)).integer("amount", output.amount.value());
    return json.to_text();
}
std::string encode(const Coinbase& coinbase) {
    sbc::JsonWriter json;
    json.integer("height", coinbase.height.value()).text("network", to_text(coinbase.network));
    return json.to_text();
}
std::string encode(const Note& note) {
    return sbc::JsonWriter{}.text("app", note.app).text("text", note.text).to_text();
}
// #endregion write-parts

// #region write
std::string encode(const Transaction& transaction, bool with_signatures) {
    sbc::JsonWriter json;
    std::vector<std::string> inputs;
    for (const Input& input : transaction.inputs) inputs.push_back(encode(input, with_signatures));
    std::vector<std::string> outputs;
    for (const Output& output : transaction.outputs) outputs.push_back(encode(output));
    if (transaction.coinbase) json.object("coinbase", encode(*transaction.coinbase));
    if (!transaction.coinbase) json.objects("inputs", inputs);
    if (transaction.note) json.object("note", encode(*transaction.note));
    return json.objects("outputs", outputs).to_text();
}
// #endregion write

// #region read-values
Hash read_hash(sbc::JsonReader& json, std::string_view field) {
    const auto hash = sbc::crypto::hash_from_text(json.text(field, 64));
    if (!hash) json.fault(sbc::JsonError::OutOfRange, "a hash has 64 small hex digits");
    return hash.value_or(Hash{});
}
Signature read_signature(sbc::JsonReader& json) {
    Signature signature;
    const sbc::Bytes bytes = json.bytes("signature", signature.bytes.size());
    std::copy(bytes.begin(), bytes.end(), signature.bytes.begin());
    return signature;
}
PublicKey read_address(sbc::JsonReader& json) {
    const std::string text = json.text("address", 100);
    const auto key = from_address(text);
    if (key && to_address(*key) == text) return *key;
    json.fault(sbc::JsonError::OutOfRange, key ? "an address in small letters" : key.error().text);
    return {};
}
// #endregion read-values

// #region read-parts
Coinbase read_coinbase(sbc::JsonReader& json) {
    const Height height{json.integer("height", sbc::json_max_integer)};
    return {height, read_hash(json, "network")};
}
Input read_input(sbc::JsonReader& json) {
    const auto index = json.integer("index", std::numeric_limits<std::uint32_t>::max());
    const Outpoint spends{read_hash(json, "transaction"), static_cast<std::uint32_t>(index)};
    return {spends, read_signature(json)};
}
Output read_output(sbc::JsonReader& json) {
    const PublicKey to = read_address(json);
    return {to, Amount{json.integer("amount", most_amount.value())}};
}
Note read_note(sbc::JsonReader& json) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    Note note{json.text("app", longest_app), json.text("text", longest_note)};
    if (note.app.empty() || !std::all_of(note.app.begin(), note.app.end(), fits)) {
        json.fault(sbc::JsonError::OutOfRange, "an app's name is made of a-z, 0-9 and -");
    }
    return note;
}
// #endregion read-parts

// #region check-parts
// What can be said about the parts of a transaction without knowing any other.
sbc::Result<void, LedgerError> check(const Transaction& transaction) {
    using enum LedgerError;
    if (!transaction.coinbase && transaction.inputs.empty())
        return sbc::refuse(NothingSpent, "it has no input");
    if (transaction.outputs.empty()) return sbc::refuse(NobodyPaid, "it has no output");
    std::optional<Amount> total{Amount{0}};
    for (const Output& output : transaction.outputs) {
        if (output.amount == Amount{0})
            return sbc::refuse(BadAmount, "an output has at least one point");
        total = sum(*total, output.amount);
        if (!total) return sbc::refuse(BadAmount, "together that is more than there can be");
    }
    std::set<Outpoint> spent;
    for (const Input& input : transaction.inputs) {
        if (!spent.insert(input.spends).second)
            return sbc::refuse(TwiceSpent, "it spends one output twice");
    }
    return {};
}
// #endregion check-parts

}  // namespace

// #region decode
std::string encode(const Transaction& transaction) { return encode(transaction, true); }

sbc::Result<Transaction, LedgerError> decode_transaction(std::string_view text) {
    const auto not_canonical = [](auto& failed) {
        return sbc::refuse(LedgerError::NotCanonical, failed.error().text);
    };
    auto json = sbc::JsonReader::parse(text, {.max_bytes = longest_transaction, .canonical = true});
    if (!json) return not_canonical(json);
    Transaction read;
    if (json->has("coinbase")) {
        json->inside("coinbase", [&](auto& part) { read.coinbase = read_coinbase(part); });
    } else {
        json->each_inside("inputs", most_parts,
                          [&](auto& part) { read.inputs.push_back(read_input(part)); });
    }
    json->each_inside("outputs", most_parts,
                      [&](auto& part) { read.outputs.push_back(read_output(part)); });
    if (json->has("note")) json->inside("note", [&](auto& part) { read.note = read_note(part); });
    auto complete = json->finish();
    if (!complete) return not_canonical(complete);
    auto checked = check(read);
    if (!checked) return sbc::pass_on(checked);
    return read;
}
// #endregion decode

// #region id
Hash id_of(const Transaction& transaction) {
    return sbc::crypto::hash256(sbc::as_bytes(encode(transaction, false)));
}

sbc::Bytes signed_bytes(const Hash& network, const Transaction& transaction) {
    sbc::Bytes bytes = sbc::to_bytes("SimpleBitcoin/payment/1");
    bytes.push_back(0);  // no kind has this byte, so none begins as another one does
    bytes.insert(bytes.end(), network.bytes.begin(), network.bytes.end());
    const std::string rest = encode(transaction, false);
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    return bytes;
}
// #endregion id

}  // namespace stage
