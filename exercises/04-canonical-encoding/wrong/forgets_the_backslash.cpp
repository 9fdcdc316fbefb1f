// Escapes what would end the text, and not what begins an escape.
#include "transaction.hpp"

#include "base/hex.hpp"

namespace stage {

static std::string quoted(const std::string& text) {
    std::string spelled = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': spelled += R"(\")"; break;
            case '\n': spelled += R"(\n)"; break;
            case '\t': spelled += R"(\t)"; break;
            case '\r': spelled += R"(\r)"; break;
            case '\b': spelled += R"(\b)"; break;
            case '\f': spelled += R"(\f)"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    const auto byte = static_cast<std::uint8_t>(c);
                    spelled += R"(\u00)" + sbc::to_hex({&byte, 1});
                } else {
                    spelled += c;
                }
        }
    }
    return spelled + '"';
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
