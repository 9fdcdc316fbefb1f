#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "builder.hpp"
#include "transaction.hpp"
#include "tree.hpp"

// Payments, and blocks that take two hashes each to make.
namespace sample {

inline const std::chrono::sys_seconds wall{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

inline stage::Network easy(const std::string& name = "easy") {
    return {.name = name, .easiest = stage::Bits{0x207fffff}, .interval = 1'000'000};
}

// Another number: another payment.
inline std::string payment(std::uint64_t number, const std::string& note = "you are great") {
    return stage::encode({.from = "alice",
                          .to = "bob",
                          .points = stage::Points{100},
                          .note = note,
                          .nonce = stage::PaymentNonce{number}});
}

// With the first nonce that does.
inline stage::Header mined(stage::Header header) {
    while (!stage::check_header(header)) {
        header.nonce = stage::Nonce{header.nonce.value() + 1};
    }
    return header;
}

// Makes blocks that fit, wherever in a tree they are wanted.
class Forge {
public:
    explicit Forge(stage::Network network = easy()) : tree_{std::move(network)} {}
    [[nodiscard]] const stage::Place& root() const { return tree_.root(); }

    const stage::Place& on(const stage::Place& parent, std::vector<std::string> transactions = {},
                           std::chrono::sys_seconds at = wall) {
        stage::Block block = stage::build_block(parent, tree_.next_bits(parent),
                                                std::move(transactions), at, stage::Nonce{nonce_});
        nonce_ += 1'000;  // so that no two are the same
        block.header = mined(block.header);
        return *tree_.add(std::move(block), at + std::chrono::hours{24}).value();
    }
    // So many, one on the other, each with a payment of its own; the last one.
    const stage::Place& line(const stage::Place& from, std::size_t count,
                             const std::string& note = "thank you") {
        const stage::Place* last = &from;
        for (; count > 0; --count) last = &on(*last, {payment(++paid_, note)});
        return *last;
    }

private:
    stage::Tree tree_;
    std::uint32_t nonce_ = 0;
    std::uint64_t paid_ = 1'000;
};

// From the block after the genesis block up to this one.
inline std::vector<stage::Block> history(const stage::Place& tip) {
    std::vector<stage::Block> blocks;
    for (const auto* at = &tip; at->parent != nullptr; at = at->parent) blocks.push_back(at->block);
    std::reverse(blocks.begin(), blocks.end());
    return blocks;
}

inline const stage::Place& below(const stage::Place& place, std::size_t steps) {
    const stage::Place* at = &place;
    for (; steps > 0; --steps) at = at->parent;
    return *at;
}

}  // namespace sample
