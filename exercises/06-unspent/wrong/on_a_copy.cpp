// Applies each block to a copy of all coins, and keeps that one if nothing was wrong.
#include "unspent.hpp"

namespace exercise {

// The inputs from the last one to the first: what was spent last lies on top.
static void put_back(Coins& coins, std::span<const Outpoint> inputs, Spent& spent) {
    for (std::size_t i = inputs.size(); i-- > 0;) {
        coins[inputs[i]] = spent.back();
        spent.pop_back();
    }
}

// All inputs of a transaction, or none of them.
static bool spend(Coins& coins, std::span<const Outpoint> inputs, Spent& spent) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto coin = coins.find(inputs[i]);
        if (coin == coins.end()) {
            put_back(coins, inputs.first(i), spent);
            return false;
        }
        spent.push_back(coin->second);
        coins.erase(coin);
    }
    return true;
}

sbc::Result<Spent, CoinError> apply(Coins& coins, std::span<const Transaction> block,
                                    std::uint64_t height) {
    Spent spent;
    Coins next = coins;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const Transaction& transaction = block[i];
        if (!spend(next, transaction.inputs, spent)) {
            return sbc::refuse(CoinError::Unknown, "it is spent already, or was never there");
        }
        for (std::uint32_t place = 0; place < transaction.outputs.size(); ++place) {
            next[{transaction.id, place}] = {transaction.outputs[place], height,
                                             transaction.coinbase};
        }
    }
    coins = std::move(next);
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
