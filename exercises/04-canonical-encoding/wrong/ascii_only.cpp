// Escapes all that is not ASCII, as Python does unless it is told otherwise.
#include "transaction.hpp"

#include "base/hex.hpp"

namespace stage {

static std::string in_utf8(const std::string& text) {
    const std::string object = sbc::JsonWriter{}.text("t", text).to_text();  // {"t":"..."}
    return object.substr(5, object.size() - 6);
}

// The characters that two or three bytes of UTF-8 stand for; that will do for here.
static std::string quoted(const std::string& text) {
    const std::string utf8 = in_utf8(text);
    std::string spelled;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto first = static_cast<std::uint8_t>(utf8[i]);
        if (first < 0xc0) {
            spelled += utf8[i];
            continue;
        }
        const int more = first < 0xe0 ? 1 : 2;
        unsigned number = first & (more == 1 ? 0x1fU : 0x0fU);
        for (int k = 0; k < more; ++k)
            number = number << 6 | (static_cast<unsigned>(utf8[++i]) & 0x3fU);
        spelled += R"(\u)" + sbc::to_hex64(number).substr(12);
    }
    return spelled;
}

std::string encode(const Transaction& transaction) {
    const std::string nonce = sbc::to_hex64(transaction.nonce.value());
    return R"({"from":)" + quoted(transaction.from) + R"(,"nonce":")" + nonce + R"(","note":)" +
           quoted(transaction.note) + R"(,"points":)" + std::to_string(transaction.points.value()) +
           R"(,"to":)" + quoted(transaction.to) + "}";
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
