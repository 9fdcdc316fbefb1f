// Random blocks, good and bad, applied and taken back, beside a ledger that computes everything
// anew from all blocks each time.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "ledgers/scene.hpp"

using namespace kit;

namespace {

using BlockOf = std::vector<Transaction>;

// The coins after these blocks, which hold.
Wealth computed_anew(const std::vector<BlockOf>& history) {
    std::set<Outpoint> spent;
    Wealth coins;
    for (std::size_t height = 1; height <= history.size(); ++height) {
        for (const Transaction& transaction : history[height - 1]) {
            for (const Input& input : transaction.inputs) spent.insert(input.spends);
            for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
                coins[{id(transaction), i}] = {transaction.outputs[i].to,
                                               transaction.outputs[i].amount, Height{height},
                                               transaction.coinbase.has_value()};
            }
        }
    }
    for (const Outpoint& outpoint : spent) coins.erase(outpoint);
    return coins;
}
// All that miners have taken, less the fees, which they took from others.
std::uint64_t subsidies_taken(const std::vector<BlockOf>& history) {
    std::map<Outpoint, std::uint64_t> worth;
    std::uint64_t taken = 0;
    for (const BlockOf& block : history) {
        for (const Transaction& transaction : block) {
            for (const Input& input : transaction.inputs) taken -= worth.at(input.spends);
            for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
                worth[{id(transaction), i}] = transaction.outputs[i].amount.value();
                taken += transaction.outputs[i].amount.value();
            }
        }
    }
    return taken;
}

class RandomTrade {
public:
    explicit RandomTrade(std::uint64_t seed) : random_{seed} {}

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            const auto what = below(10);
            if (what < 6) good_block();
            if (what == 6 || what == 7) bad_block();
            if (what >= 8 && !history_.empty()) {
                book_.undo();
                history_.pop_back();
            }
            CHECK(book_.coins() == computed_anew(history_));
            CHECK(sum_of(book_.coins()) == subsidies_taken(history_));
            CHECK(sum_of(book_.coins()) <= 100 * history_.size());
        }
        while (!history_.empty()) {
            book_.undo();
            history_.pop_back();
            REQUIRE(book_.coins() == computed_anew(history_));
        }
    }

private:
    static const SigningKey& person(std::size_t number) {
        static const std::vector<const SigningKey*> all{&alice(), &bob(), &carol()};
        return *all[number % all.size()];
    }
    static const SigningKey& owner(const PublicKey& key) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (person(i).public_key() == key) return person(i);
        }
        throw std::logic_error{"a coin is nobody's"};
    }
    std::size_t below(std::size_t bound) { return random_() % bound; }
    [[nodiscard]] std::uint64_t next_height() const { return history_.size() + 1; }

    // Coins that can be spent in the next block, those of this block included.
    [[nodiscard]] static std::vector<std::pair<Outpoint, Owned>> spendable(const Wealth& coins,
                                                                           std::uint64_t height) {
        std::vector<std::pair<Outpoint, Owned>> all;
        for (const auto& coin : coins) {
            if (!coin.second.mined || height >= coin.second.height.value() + 3)
                all.emplace_back(coin);
        }
        return all;
    }

    // Pays some of these coins to somebody, with a fee or without one.
    Transaction random_payment(Wealth& coins) {
        auto from = spendable(coins, next_height());
        std::shuffle(from.begin(), from.end(), random_);
        from.resize(std::min<std::size_t>(from.size(), 1 + below(3)));
        std::vector<Spend> spends;
        std::uint64_t comes_in = 0;
        for (const auto& [outpoint, coin] : from) {
            spends.push_back({outpoint, &owner(coin.to)});
            comes_in += coin.amount.value();
            coins.erase(outpoint);
        }
        const std::uint64_t fee = comes_in > 5 ? below(4) : 0;
        const std::uint64_t first = 1 + below(comes_in - fee);
        std::vector<Output> outputs{output(person(below(3)), first)};
        if (comes_in - fee > first)
            outputs.push_back(output(person(below(3)), comes_in - fee - first));
        fees_ += fee;
        Transaction paid = payment(spends, outputs);
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            coins[{id(paid), i}] = {outputs[i].to, outputs[i].amount, Height{next_height()}, false};
        }
        return paid;
    }
    BlockOf random_block() {
        Wealth coins = book_.coins();
        fees_ = 0;
        BlockOf payments;
        while (below(4) != 0 && !spendable(coins, next_height()).empty()) {
            payments.push_back(random_payment(coins));
        }
        if (below(5) == 0) return payments;
        const std::uint64_t reward = 1 + below(100 + fees_);
        BlockOf block{coinbase(next_height(), {output(person(below(3)), reward)})};
        if (fees_ > 0 && below(2) == 0)
            block[0].outputs.push_back(output(alice(), 100 + fees_ - reward));
        if (block[0].outputs.size() == 2 && block[0].outputs[1].amount == Amount{0})
            block[0].outputs.pop_back();
        block.insert(block.end(), payments.begin(), payments.end());
        return block;
    }

    void good_block() {
        BlockOf block = random_block();
        const auto applied = book_.apply(block, Height{next_height()});
        INFO((applied ? std::string{} : applied.error().text));
        REQUIRE(applied);
        history_.push_back(std::move(block));
    }
    // A good one with one thing in it that is wrong.
    void bad_block() {
        BlockOf block = random_block();
        if (block.empty()) return;
        Transaction& victim = block[below(block.size())];
        if (victim.coinbase) {
            victim.outputs.push_back(output(bob(), 1'000));
        } else if (below(2) == 0) {
            victim.inputs[below(victim.inputs.size())].signature.bytes[below(64)] ^= 1;
        } else {
            block.push_back(victim);
        }
        REQUIRE_FALSE(book_.apply(block, Height{next_height()}));
    }

    std::mt19937_64 random_;
    Book book_{rules()};
    std::vector<BlockOf> history_;
    std::uint64_t fees_ = 0;
};

}  // namespace

TEST_CASE("whatever happens and is taken back, the coins are those that the history makes",
          "[ledgers][model]") {
    const auto trade = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);  // the seed of its dice
    CAPTURE(trade);
    RandomTrade{trade}.run(40);
}
