#include "chain_message.hpp"

#include "base/hex.hpp"
#include "ledger/transaction.hpp"

namespace stage {

// #region encode-block
using sbc::JsonReader;
using sbc::JsonWriter;
using sbc::chain::header_size;
using sbc::chain::most_transactions;
using sbc::ledger::longest_transaction;

static std::string encode_block(const Block& block) {
    JsonWriter json;
    json.text("header", sbc::to_hex(encode(block.header)));
    return json.objects("transactions", block.transactions).to_text();
}

static std::vector<std::string> texts_of(const std::vector<Hash>& hashes) {
    std::vector<std::string> texts;
    texts.reserve(hashes.size());
    for (const Hash& hash : hashes) texts.push_back(to_text(hash));
    return texts;
}
// #endregion encode-block

// #region encode-chain-message
struct Writer {
    JsonWriter& json;
    void operator()(const Announce& m) {
        json.text("kind", "tip").integer("height", m.height.value());
        json.text("tip", to_text(m.tip)).text("work", m.work.to_hex());
    }
    void operator()(const GetHeaders& m) {
        json.text("kind", "get_headers").texts("locator", texts_of(m.locator));
    }
    void operator()(const Headers& m) {
        std::vector<std::string> texts;
        texts.reserve(m.headers.size());
        for (const Header& header : m.headers) texts.push_back(sbc::to_hex(encode(header)));
        json.text("kind", "headers").texts("headers", texts);
    }
    void operator()(const Coming& m) {
        json.text("kind", "coming").text("header", sbc::to_hex(encode(m.header)));
    }
    void operator()(const GetBlocks& m) {
        json.text("kind", "get_blocks").texts("hashes", texts_of(m.hashes));
    }
    void operator()(const OneBlock& m) {
        json.text("kind", "block").object("block", encode_block(m.block));
    }
    void operator()(const NoBlock& m) {
        json.text("kind", "no_block").text("hash", to_text(m.hash));
    }
    // #endregion encode-chain-message
    // #region encode-payments
    void operator()(const Have& m) { json.text("kind", "have").texts("ids", texts_of(m.ids)); }
    void operator()(const GetPayments& m) {
        json.text("kind", "get_payments").texts("ids", texts_of(m.ids));
    }
    void operator()(const Payments& m) {
        json.text("kind", "payments").objects("payments", m.payments);
    }
};

std::string encode(const ChainMessage& message) {
    JsonWriter json;
    std::visit(Writer{json}, message);
    return json.to_text();
}
// #endregion encode-payments

// #region decode-block
static Header read_header(JsonReader& json, const std::string& digits) {
    const auto bytes = sbc::from_hex(digits);
    if (bytes && bytes->size() == header_size && sbc::to_hex(*bytes) == digits) {
        return sbc::chain::decode_header(sbc::ByteView{*bytes}.first<header_size>());
    }
    json.fault(sbc::JsonError::OutOfRange, "a header has 80 bytes, in 160 hex digits");
    return {};
}

static Headers read_headers(JsonReader& json) {
    Headers read;
    for (const auto& digits : json.texts("headers", most_headers, 2 * header_size)) {
        read.headers.push_back(read_header(json, digits));
    }
    return read;
}

static OneBlock read_block(JsonReader& json) {
    OneBlock read;
    json.inside("block", [&](JsonReader& block) {
        read.block.header = read_header(block, block.text("header", 2 * header_size));
        read.block.transactions =
            block.objects("transactions", most_transactions, longest_transaction);
    });
    return read;
}
// #endregion decode-block

// #region decode-fields
static Hash read_hash(JsonReader& json, const std::string& digits) {
    const auto hash = sbc::crypto::hash_from_text(digits);
    if (!hash) json.fault(sbc::JsonError::OutOfRange, "a hash has 64 hex digits (0-9, a-f)");
    return hash.value_or(Hash{});
}

// One at least, and at most so many.
static std::vector<Hash> read_hashes(JsonReader& json, std::string_view field, std::size_t most) {
    std::vector<Hash> hashes;
    for (const auto& digits : json.texts(field, most, 64)) {
        hashes.push_back(read_hash(json, digits));
    }
    if (hashes.empty()) json.fault(sbc::JsonError::OutOfRange, "an empty list asks for nothing");
    return hashes;
}

static Announce read_tip(JsonReader& json) {
    const Height height{json.integer("height", 1'000'000'000)};
    const auto work = sbc::U256::from_hex(json.text("work", 64));
    if (!work) json.fault(sbc::JsonError::OutOfRange, "work has 64 hex digits (0-9, a-f)");
    return {read_hash(json, json.text("tip", 64)), height, work.value_or(sbc::U256{})};
}

static Payments read_payments(JsonReader& json) {
    Payments read{json.objects("payments", most_payments, longest_transaction)};
    std::size_t bytes = 0;
    for (const auto& payment : read.payments) bytes += payment.size();
    if (read.payments.empty() || bytes > most_payment_bytes) {
        json.fault(sbc::JsonError::OutOfRange, "1 to 40,000 bytes of payments in a message");
    }
    return read;
}
// #endregion decode-fields

// #region decode-chain-message
static ChainMessage read_message(JsonReader& json) {
    const std::string kind = json.text("kind", 16);
    if (kind == "tip") return read_tip(json);
    if (kind == "get_headers") return GetHeaders{read_hashes(json, "locator", most_located)};
    if (kind == "headers") return read_headers(json);
    if (kind == "coming") return Coming{read_header(json, json.text("header", 2 * header_size))};
    if (kind == "get_blocks") return GetBlocks{read_hashes(json, "hashes", most_asked)};
    if (kind == "block") return read_block(json);
    if (kind == "have") return Have{read_hashes(json, "ids", most_ids)};
    if (kind == "get_payments") return GetPayments{read_hashes(json, "ids", most_payments)};
    if (kind == "payments") return read_payments(json);
    if (kind != "no_block") {
        json.fault(sbc::JsonError::OutOfRange, "a message of an unknown kind");
    }
    return NoBlock{read_hash(json, json.text("hash", 64))};
}
// #endregion decode-chain-message

// #region decode-message
sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body) {
    auto json = JsonReader::parse(body, {.canonical = true});
    if (!json) return sbc::pass_on(json);
    ChainMessage message = read_message(*json);
    auto complete = json->finish();
    if (!complete) return sbc::pass_on(complete);
    return message;
}
// #endregion decode-message

}  // namespace stage
