// Networks, blocks and payments to try things with.
// For any chain of this shape: to be included after a chain_kit.hpp.
#pragma once

#include <string>
#include <vector>

#include "catch.hpp"

template <>
struct Catch::StringMaker<sbc::U256> {
    static std::string convert(const sbc::U256& number) { return number.to_hex(); }
};
template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};

namespace kit {

using namespace std::chrono_literals;
using sbc::U256;
using Texts = std::vector<std::string>;

inline Hash hash(std::string_view digits) { return sbc::crypto::hash_from_text(digits).value(); }
inline Hash any_hash(std::uint64_t number) {
    return sbc::crypto::hash256(sbc::as_bytes("hash " + std::to_string(number)));
}

// Every second hash is a block.
inline Network easy() {
    Network network;
    network.name = "easy";
    network.easiest = Bits{0x207fffff};
    return network;
}
const std::chrono::sys_seconds start = easy().begins;
const std::chrono::sys_seconds wall = start + 24h;

// Another number: another payment. A chain does not read it.
inline std::string payment(std::uint64_t number) {
    std::string text = "payment " + std::to_string(number) + " ";
    return text + std::string(80 - text.size(), '.');
}

inline Block mined(Block block) {
    while (check_header(block.header).has_value() == false) {
        block.header.nonce = Nonce{block.header.nonce.value() + 1};
    }
    return block;
}
inline Block sealed(Header header, Texts transactions) {
    header.merkle_root = merkle_root(leaves_of(transactions));
    return mined({header, std::move(transactions)});
}

// Makes blocks on any it has made before, whatever a chain thinks of them.
class Workshop {
public:
    explicit Workshop(const Network& network = easy()) : tree_{network} {}
    [[nodiscard]] Hash root() const { return tree_.root().hash; }
    [[nodiscard]] const Place& place(const Hash& hash) const { return *tree_.find(hash); }

    // A block on this one, as long after it as said, with one payment that nobody else makes.
    Block on(const Hash& parent, std::chrono::seconds after = 5s) {
        return on(parent, {payment(next_++)}, after);
    }
    Block on(const Hash& parent, Texts transactions, std::chrono::seconds after = 5s) {
        const Place& below = place(parent);
        Header header;
        header.previous = parent;
        header.time = header_of(below).time + after;
        header.bits = tree_.next_bits(below);
        Block block = sealed(header, std::move(transactions));
        const auto added = tree_.add(block, header.time);
        if (!added) throw std::logic_error{added.error().text};
        return block;
    }
    // So many, one on the other.
    std::vector<Block> branch(Hash parent, std::size_t length, std::chrono::seconds after = 5s) {
        std::vector<Block> blocks;
        while (blocks.size() < length) {
            blocks.push_back(on(parent, after));
            parent = hash_of(blocks.back().header);
        }
        return blocks;
    }

private:
    Tree tree_;
    std::uint64_t next_ = 1;
};

inline Hash tip_of(const std::vector<Block>& blocks) { return hash_of(blocks.back().header); }

}  // namespace kit
