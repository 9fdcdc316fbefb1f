// Blocks for a store to keep, without Catch2: for fuzz targets and benchmarks as well.
// For any store of this shape: to be included after the store and `namespace kit`.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "chain/merkle.hpp"

namespace kit {

using Texts = std::vector<std::string>;
using Values = std::vector<std::pair<std::string, std::string>>;

// The genesis block: what the history stands on.
inline const Hash root = sbc::crypto::hash256(sbc::as_bytes("the genesis block"));

// A block with a height. It needs no work: a store does not ask for it.
struct Page {
    Hash hash;
    Height height{};
    Block block;
};
inline Page genesis_page() { return {root, Height{}, {}}; }

// Each has other transactions, of any bytes and of different lengths.
inline Page page_on(const Page& below, std::uint32_t number, std::size_t transactions = 3) {
    Block block;
    block.header.previous = below.hash;
    block.header.nonce = Nonce{number};
    for (std::size_t i = 0; i < transactions; ++i) {
        std::string text = std::to_string(number) + '/' + std::to_string(i);
        text.resize(80 + number % 7 * 40 + i, static_cast<char>(number + i));
        block.transactions.push_back(text);
    }
    block.header.merkle_root = merkle_root(leaves_of(block.transactions));
    return {hash_of(block.header), above(below.height), block};
}
// So many, one on the other.
inline std::vector<Page> pages_on(Page below, std::size_t length, std::uint32_t number = 1) {
    std::vector<Page> pages;
    while (pages.size() < length) pages.push_back(below = page_on(below, number++));
    return pages;
}
inline Undo undo_of(const Page& page) { return "undo of " + sbc::crypto::to_text(page.hash); }

inline Move connecting(const std::vector<Page>& pages, Changes changes = {}) {
    Move move;
    for (const Page& page : pages)
        move.connected.push_back({page.hash, page.height, undo_of(page)});
    move.changes = std::move(changes);
    return move;
}
// Backwards, the last one first.
inline Move disconnecting(const std::vector<Page>& pages, Changes changes = {}) {
    Move move;
    for (std::size_t left = pages.size(); left > 0; --left) {
        move.disconnected.push_back(pages[left - 1].hash);
    }
    move.changes = std::move(changes);
    return move;
}

inline std::vector<Hash> hashes_of(const std::vector<Page>& pages) {
    std::vector<Hash> hashes;
    hashes.reserve(pages.size());
    for (const Page& page : pages) hashes.push_back(page.hash);
    return hashes;
}

}  // namespace kit
