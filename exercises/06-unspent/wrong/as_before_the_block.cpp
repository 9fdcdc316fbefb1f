// Looks inputs up as they were before the block, and takes away what was spent at its end.
#include "unspent.hpp"

namespace exercise {

// The inputs from the last one to the first: what was spent last lies on top.
static void put_back(Coins& coins, std::span<const Outpoint> inputs, Spent& spent) {
    for (std::size_t i = inputs.size(); i-- > 0;) {
        coins[inputs[i]] = spent.back();
        spent.pop_back();
    }
}

sbc::Result<Spent, CoinError> apply(Coins& coins, std::span<const Transaction> block,
                                    std::uint64_t height) {
    Spent spent;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const Transaction& transaction = block[i];
        for (const Outpoint& input : transaction.inputs) {
            const auto coin = coins.find(input);
            if (coin == coins.end()) {
                for (const Transaction& made : block.first(i)) {
                    for (std::uint32_t place = 0; place < made.outputs.size(); ++place) {
                        coins.erase({made.id, place});
                    }
                }
                return sbc::refuse(CoinError::Unknown, "it was never there");
            }
            spent.push_back(coin->second);
        }
        for (std::uint32_t place = 0; place < transaction.outputs.size(); ++place) {
            coins[{transaction.id, place}] = {transaction.outputs[place], height,
                                              transaction.coinbase};
        }
    }
    for (const Transaction& transaction : block) {
        for (const Outpoint& input : transaction.inputs) coins.erase(input);
    }
    return spent;
}

void undo(Coins& coins, std::span<const Transaction> block, Spent spent) {
    for (std::size_t i = block.size(); i-- > 0;) {
        const Transaction& transaction = block[i];
        for (std::uint32_t place = 0; place < transaction.outputs.size(); ++place) {
            coins.erase({transaction.id, place});
        }
        put_back(coins, transaction.inputs, spent);
    }
}

}  // namespace exercise
