#pragma once

#include <string>
#include <vector>

#include "builder.hpp"
#include "chain.hpp"
#include "transaction.hpp"

// Payments and chains to try things with.
namespace sample {

inline const std::chrono::sys_seconds wall{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

// Another number: another payment.
inline std::string payment(std::uint64_t number, const std::string& note = "you are great") {
    return stage::encode({.from = "alice",
                          .to = "bob",
                          .points = stage::Points{100},
                          .note = note,
                          .nonce = stage::PaymentNonce{number}});
}

inline stage::Block block_on(const stage::Header& tip, std::vector<std::string> transactions) {
    return stage::build_block(tip, std::move(transactions), wall);
}

// The genesis block and `count` more, each with one payment.
inline std::vector<stage::Block> chain_of(std::size_t count,
                                          const std::string& note = "thank you") {
    std::vector<stage::Block> blocks{stage::genesis()};
    for (std::size_t number = 1; number <= count; ++number) {
        blocks.push_back(block_on(blocks.back().header, {payment(number, note)}));
    }
    return blocks;
}

// The same, as a node holds it.
inline stage::Chain held(const std::vector<stage::Block>& blocks) {
    stage::Chain chain;
    for (std::size_t height = 1; height < blocks.size(); ++height) {
        const auto added = chain.add(blocks[height], wall);
        if (!added) throw added.error().text;
    }
    return chain;
}

}  // namespace sample
