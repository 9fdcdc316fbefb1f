#include "chain_message.hpp"

#include "base/hex.hpp"
#include "transaction.hpp"

namespace stage {

// #region encode-block
using sbc::JsonReader;
using sbc::JsonWriter;

constexpr std::size_t around_a_block = 300;  // its header, its commas and brackets
constexpr std::size_t longest_block = most_transaction_bytes + around_a_block;
constexpr std::size_t longest_batch = 2 * longest_block;  // fits into a `direct` of p2p

static std::string encode_block(const Block& block) {
    JsonWriter json;
    json.text("header", sbc::to_hex(encode(block.header)));
    return json.objects("transactions", block.transactions).to_text();
}
// #endregion encode-block

// #region encode-chain-message
struct Writer {
    JsonWriter& json;
    void operator()(const NewTransaction& m) {
        json.text("kind", "transaction").object("transaction", m.transaction);
    }
    void operator()(const NewBlock& m) {
        json.text("kind", "block").integer("height", m.height.value());
        json.object("block", encode_block(m.block));
    }
    void operator()(const GetBlocks& m) {
        json.text("kind", "get_blocks").integer("height", m.height.value());
        json.text("after", to_text(m.tip));
    }
    void operator()(const Blocks& m) {
        std::vector<std::string> texts;
        for (const Block& block : m.blocks) texts.push_back(encode_block(block));
        json.text("kind", "blocks").integer("height", m.height.value()).objects("blocks", texts);
    }
    void operator()(const OtherHistory& m) {
        json.text("kind", "other_history").integer("height", m.height.value());
    }
};

std::string encode(const ChainMessage& message) {
    JsonWriter json;
    std::visit(Writer{json}, message);
    return json.to_text();
}
// #endregion encode-chain-message

// #region decode-block
// A fault inside an object is a fault of the whole message.
static std::string read_transaction(JsonReader& outer, std::string text) {
    const auto transaction = decode_transaction(text);
    if (!transaction) outer.fault(transaction.error().reason, transaction.error().text);
    return text;
}

static Block read_block(JsonReader& outer, std::string_view text) {
    Block block;
    auto json = JsonReader::parse(text, {});
    if (!json) return block;  // there was no such object; `outer` knows
    const std::string digits = json->text("header", 2 * header_size);
    const auto header = sbc::from_hex(digits);
    if (header && header->size() == header_size && sbc::to_hex(*header) == digits) {
        block.header = decode_header(sbc::ByteView{*header}.first<header_size>());
    } else {
        outer.fault(sbc::JsonError::OutOfRange, "a header has 72 bytes, in 144 hex digits");
    }
    for (auto& one : json->objects("transactions", most_transactions, longest_transaction)) {
        block.transactions.push_back(read_transaction(outer, std::move(one)));
    }
    if (const auto complete = json->finish(); !complete) {
        outer.fault(complete.error().reason, complete.error().text);
    }
    return block;
}
// #endregion decode-block

// #region decode-chain-message
static Hash read_hash(JsonReader& json, std::string_view field) {
    const auto hash = hash_from_text(json.text(field, 64));
    if (!hash) json.fault(sbc::JsonError::OutOfRange, "a hash has 64 hex digits (0-9, a-f)");
    return hash.value_or(Hash{});
}

static ChainMessage read_message(JsonReader& json) {
    const std::string kind = json.text("kind", 16);
    if (kind == "transaction") {
        return NewTransaction{
            read_transaction(json, json.object("transaction", longest_transaction))};
    }
    const Height height{json.integer("height", 1'000'000'000)};
    if (kind == "block") {
        return NewBlock{height, read_block(json, json.object("block", longest_block))};
    }
    if (kind == "get_blocks") return GetBlocks{height, read_hash(json, "after")};
    if (kind == "other_history") return OtherHistory{height};
    Blocks blocks{height, {}};
    if (kind != "blocks") json.fault(sbc::JsonError::OutOfRange, "a message of an unknown kind");
    for (const auto& text : json.objects("blocks", longest_batch / around_a_block, longest_block)) {
        blocks.blocks.push_back(read_block(json, text));
    }
    return blocks;
}

sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body) {
    auto json = JsonReader::parse(body, {});
    if (!json) return sbc::pass_on(json);
    ChainMessage message = read_message(*json);
    auto complete = json->finish();
    if (!complete) return sbc::pass_on(complete);
    return message;
}
// #endregion decode-chain-message

// #region batch
Blocks blocks_above(Height height, std::span<const Block> chain) {
    Blocks batch{above(height), {}};
    std::size_t room = longest_batch;
    for (std::size_t next = batch.height.value(); next < chain.size(); ++next) {
        std::size_t size = around_a_block;
        for (const std::string& transaction : chain[next].transactions) size += transaction.size();
        if (size > room) break;
        room -= size;
        batch.blocks.push_back(chain[next]);
    }
    return batch;
}
// #endregion batch

}  // namespace stage
