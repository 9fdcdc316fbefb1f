#include "transaction.hpp"

namespace stage {

// The one spelling of a transaction.
std::string encode(const Transaction& transaction) {
    // Your turn. This is JSON, and people can read it; but nobody else would spell it just so.
    return "{ \"from\": \"" + transaction.from + "\", \"to\": \"" + transaction.to +
           "\", \"points\": " + std::to_string(transaction.points.value()) + ", \"note\": \"" +
           transaction.note + "\", \"nonce\": " + std::to_string(transaction.nonce.value()) + " }";
}

// Strict, and only that spelling.
sbc::Result<Transaction, sbc::JsonError> decode_transaction(std::string_view text) {
    auto json = sbc::JsonReader::parse(text, {});
    if (!json) return sbc::pass_on(json);
    Transaction read;
    read.from = json->text("from", longest_name);
    // Your turn: the other fields, and what else makes it a gift. What a getter did not like is
    // remembered: finish() tells of it, or of a field that nobody has asked for. So ask it last.
    return read;
}

}  // namespace stage
