#include "transaction.hpp"

namespace stage {

// #region transaction-text
std::string encode(const Transaction& transaction) {
    sbc::JsonWriter json;  // sorts the keys
    json.text("from", transaction.from).text("to", transaction.to);
    json.integer("points", transaction.points.value());
    json.text("note", transaction.note).hex64("nonce", transaction.nonce.value());
    return json.to_text();
}

sbc::Result<Transaction, sbc::JsonError> decode_transaction(std::string_view text) {
    auto json = sbc::JsonReader::parse(text, {.max_bytes = longest_transaction, .canonical = true});
    if (!json) return sbc::pass_on(json);
    Transaction read;
    read.from = json->text("from", longest_name);
    read.to = json->text("to", longest_name);
    read.points = Points{json->integer("points", sbc::json_max_integer)};
    read.note = json->text("note", longest_note);
    read.nonce = PaymentNonce{json->hex64("nonce")};
    if (read.from.empty() || read.to.empty() || read.points == Points{0}) {
        json->fault(sbc::JsonError::OutOfRange, "somebody gives somebody one point or more");
    }
    auto complete = json->finish();
    if (!complete) return sbc::pass_on(complete);
    return read;
}
// #endregion transaction-text

}  // namespace stage
