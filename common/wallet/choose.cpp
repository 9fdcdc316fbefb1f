#include "wallet/choose.hpp"

#include <algorithm>
#include <cassert>

namespace sbc::wallet {
namespace {

Amount value_of(const OwnCoin* coin) { return coin->coin.output.amount; }

// Of two coins with the same amount it does not matter which one comes first, but that it is always
// the same one.
bool comes_first(const OwnCoin* one, const OwnCoin* other) {
    if (value_of(one) != value_of(other)) return value_of(one) > value_of(other);
    return one->outpoint < other->outpoint;
}
bool comes_later(const OwnCoin* one, const OwnCoin* other) { return comes_first(other, one); }

// Coins, of which the largest that is left can be taken again and again. Not all of them are put in
// order for that: a payment seldom takes more than a few.
class LargestFirst {
public:
    explicit LargestFirst(std::span<const OwnCoin> coins) {
        left_.reserve(coins.size());
        for (const OwnCoin& coin : coins) left_.push_back(&coin);
        std::make_heap(left_.begin(), left_.end(), comes_later);
    }
    [[nodiscard]] bool empty() const { return left_.empty(); }
    [[nodiscard]] const OwnCoin* largest() const { return left_.front(); }
    void take() {
        std::pop_heap(left_.begin(), left_.end(), comes_later);
        left_.pop_back();
    }
    // The smallest that is worth so much; the largest is.
    [[nodiscard]] const OwnCoin* smallest_of_at_least(Amount amount) const {
        const OwnCoin* smallest = largest();
        for (const OwnCoin* coin : left_) {
            if (value_of(coin) >= amount && comes_first(smallest, coin)) smallest = coin;
        }
        return smallest;
    }

private:
    std::vector<const OwnCoin*> left_;
};

}  // namespace

Result<std::vector<OwnCoin>, ChooseError> choose(std::span<const OwnCoin> coins, Amount amount,
                                                 const FeeOf& fee_of, std::size_t most) {
    LargestFirst left{coins};
    std::vector<OwnCoin> chosen;
    Amount together;  // of the chosen ones; less than what they are to pay
    for (; !left.empty(); left.take()) {
        const auto wanted = ledger::sum(amount, fee_of(chosen.size() + 1));
        if (!wanted) break;  // nobody has that
        assert(chosen.empty() || together < *wanted);
        const Amount missing = ledger::difference(*wanted, together).value_or(Amount{});
        const OwnCoin& largest = *left.largest();
        if (largest.coin.output.amount < missing) {
            together = Amount{together.value() + largest.coin.output.amount.value()};
            chosen.push_back(largest);
            continue;
        }
        chosen.push_back(*left.smallest_of_at_least(missing));
        if (chosen.size() <= most) return chosen;
        return refuse(ChooseError::TooMany, "this takes " + std::to_string(chosen.size()) +
                                                " coins, and one payment has room for " +
                                                std::to_string(most));
    }
    return refuse(ChooseError::NotEnough, "all coins together are not enough");
}

}  // namespace sbc::wallet
