// Hands the points to a stream as a double, as a spreadsheet would.
#include "transaction.hpp"

#include <sstream>

#include "base/hex.hpp"

namespace stage {

// A text of JSON as the library spells it, quotes and all.
static std::string quoted(const std::string& text) {
    const std::string object = sbc::JsonWriter{}.text("t", text).to_text();  // {"t":"..."}
    return object.substr(5, object.size() - 6);
}

std::string encode(const Transaction& transaction) {
    const std::string nonce = sbc::to_hex64(transaction.nonce.value());
    std::ostringstream points;
    points << static_cast<double>(transaction.points.value());
    return R"({"from":)" + quoted(transaction.from) + R"(,"nonce":")" + nonce + R"(","note":)" +
           quoted(transaction.note) + R"(,"points":)" + points.str() + R"(,"to":)" +
           quoted(transaction.to) + "}";
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

}  // namespace stage
