#include "chain_message.hpp"

#include <algorithm>
#include <map>

#include "base/hex.hpp"
#include "transaction.hpp"

namespace stage {

// #region encode-block
using sbc::JsonReader;
using sbc::JsonWriter;

constexpr std::size_t around_a_block = 320;  // its header, its commas and brackets
constexpr std::size_t longest_block = most_transaction_bytes + around_a_block;
constexpr std::size_t longest_batch = 2 * longest_block;  // fits into a `direct` of p2p
constexpr std::size_t most_drawn = 200;                   // headers in a tree

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
    void operator()(const Announce& m) {
        json.text("kind", "tip").integer("height", m.height.value());
        json.text("tip", to_text(m.tip)).text("work", m.work.to_hex());
    }
    void operator()(const GetBlock& m) {
        json.text("kind", "get_block").text("hash", to_text(m.hash));
    }
    void operator()(const OneBlock& m) {
        json.text("kind", "block").object("block", encode_block(m.block));
    }
    void operator()(const Waiting& m) {
        json.text("kind", "waiting").objects("transactions", m.transactions);
    }
    // #endregion encode-chain-message
    // #region encode-catch-up
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
    void operator()(const GetTree&) { json.text("kind", "get_tree"); }
    void operator()(const TreeTop& m) {
        std::vector<std::string> texts;
        for (const Header& header : m.headers) texts.push_back(sbc::to_hex(encode(header)));
        json.text("kind", "tree").integer("height", m.height.value());
        json.text("tip", to_text(m.tip)).texts("headers", texts);
    }
};

std::string encode(const ChainMessage& message) {
    JsonWriter json;
    std::visit(Writer{json}, message);
    return json.to_text();
}
// #endregion encode-catch-up

// #region decode-block
static Header read_header(JsonReader& outer, const std::string& digits) {
    const auto bytes = sbc::from_hex(digits);
    if (bytes && bytes->size() == header_size && sbc::to_hex(*bytes) == digits) {
        return decode_header(sbc::ByteView{*bytes}.first<header_size>());
    }
    outer.fault(sbc::JsonError::OutOfRange, "a header has 80 bytes, in 160 hex digits");
    return {};
}

// A fault inside an object is a fault of the whole message.
static Block read_block(JsonReader& outer, std::string_view text) {
    Block block;
    auto json = JsonReader::parse(text, {});
    if (!json) return block;  // there was no such object; `outer` knows
    block.header = read_header(outer, json->text("header", 2 * header_size));
    block.transactions = json->objects("transactions", most_transactions, longest_transaction);
    if (const auto complete = json->finish(); !complete) {
        outer.fault(complete.error().reason, complete.error().text);
    }
    return block;
}
// #endregion decode-block

// #region decode-fields
static Hash read_hash(JsonReader& json, std::string_view field) {
    const auto hash = sbc::crypto::hash_from_text(json.text(field, 64));
    if (!hash) json.fault(sbc::JsonError::OutOfRange, "a hash has 64 hex digits (0-9, a-f)");
    return hash.value_or(Hash{});
}

static Height read_height(JsonReader& json) {
    return Height{json.integer("height", 1'000'000'000)};
}

static sbc::U256 read_work(JsonReader& json) {
    const auto work = sbc::U256::from_hex(json.text("work", 64));
    if (!work) json.fault(sbc::JsonError::OutOfRange, "work has 64 hex digits (0-9, a-f)");
    return work.value_or(sbc::U256{});
}

static Blocks read_blocks(JsonReader& json) {
    Blocks blocks{read_height(json), {}};
    for (const auto& text : json.objects("blocks", longest_batch / around_a_block, longest_block)) {
        blocks.blocks.push_back(read_block(json, text));
    }
    return blocks;
}

static TreeTop read_tree(JsonReader& json) {
    TreeTop top{read_height(json), read_hash(json, "tip"), {}};
    for (const auto& digits : json.texts("headers", most_drawn, 2 * header_size)) {
        top.headers.push_back(read_header(json, digits));
    }
    return top;
}
// #endregion decode-fields

// #region decode-chain-message
static ChainMessage read_message(JsonReader& json) {
    const std::string kind = json.text("kind", 16);
    if (kind == "transaction")
        return NewTransaction{json.object("transaction", longest_transaction)};
    if (kind == "tip") return Announce{read_hash(json, "tip"), read_height(json), read_work(json)};
    if (kind == "get_block") return GetBlock{read_hash(json, "hash")};
    if (kind == "block") return OneBlock{read_block(json, json.object("block", longest_block))};
    if (kind == "waiting") {
        return Waiting{json.objects("transactions", most_transactions, longest_transaction)};
    }
    if (kind == "get_blocks") return GetBlocks{read_height(json), read_hash(json, "after")};
    if (kind == "blocks") return read_blocks(json);
    if (kind == "other_history") return OtherHistory{read_height(json)};
    if (kind == "tree") return read_tree(json);
    if (kind != "get_tree") {
        json.fault(sbc::JsonError::OutOfRange, "a message of an unknown kind");
    }
    return GetTree{};
}
// #endregion decode-chain-message

// #region decode-message
sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body) {
    auto json = JsonReader::parse(body, {});
    if (!json) return sbc::pass_on(json);
    ChainMessage message = read_message(*json);
    auto complete = json->finish();
    if (!complete) return sbc::pass_on(complete);
    return message;
}
// #endregion decode-message

// #region batch
Blocks blocks_above(Height height, const Chain& chain) {
    Blocks batch{above(height), {}};
    std::size_t room = longest_batch;
    for (Height next = batch.height; next <= chain.height(); next = above(next)) {
        const Block& block = chain.at(next).block;
        std::size_t size = around_a_block;
        for (const std::string& transaction : block.transactions) size += transaction.size();
        if (size > room) break;
        room -= size;
        batch.blocks.push_back(block);
    }
    return batch;
}
// #endregion batch

// #region top
TreeTop top_of(const Chain& chain) {
    constexpr std::uint64_t heights = 40;
    const std::uint64_t top = chain.height().value();
    const Height lowest{top - std::min(top, heights)};
    std::multimap<std::pair<bool, Height>, const Place*> places;  // ours first, then the lowest
    for (const auto& [hash, place] : chain.tree().places()) {
        const bool other = !chain.has(place.height, hash);
        if (place.height >= lowest) places.emplace(std::pair{other, place.height}, &place);
    }
    TreeTop tree{lowest, chain.tip().hash, {}};
    for (const auto& [key, place] : places) {
        if (tree.headers.size() < most_drawn) tree.headers.push_back(place->block.header);
    }
    return tree;
}
// #endregion top

}  // namespace stage
