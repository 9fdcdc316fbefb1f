#include "conservation.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

using exercise::Amount;
using exercise::SumError;

namespace {

using Amounts = std::vector<Amount>;
constexpr std::uint64_t most = stage::most_amount.value();
constexpr std::uint64_t all_bits = std::numeric_limits<std::uint64_t>::max();

Amounts amounts(const std::vector<std::uint64_t>& numbers) {
    Amounts made;
    for (const std::uint64_t number : numbers) made.emplace_back(number);
    return made;
}

// A number by what it is, where that says more than its digits.
std::string shown(std::uint64_t number) {
    if (number == most) return "2^53 - 1";
    if (number > all_bits - 1'000'000) return "2^64 - " + std::to_string(all_bits - number + 1);
    return std::to_string(number);
}
std::string shown(const Amounts& list) {
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i == 3 && list.size() > 5) {
            text += " + … (" + std::to_string(list.size()) + " in all)";
            break;
        }
        text += (i == 0 ? "" : " + ") + shown(list[i].value());
    }
    return text.empty() ? "nothing" : text;
}
std::string in_words(SumError error) {
    switch (error) {
        case SumError::BadAmount: return "BadAmount";
        case SumError::Overspent: return "Overspent";
        case SumError::TooMuchReward: return "TooMuchReward";
    }
    return "no reason at all";
}

// What the learner said, and the story of it.
struct Told {
    std::string answer;
    std::string story;
    [[nodiscard]] bool refused() const { return answer.starts_with("refused"); }
};
Told pay_all(const std::vector<std::uint64_t>& in, const Amounts& out) {
    const auto fee = exercise::fee_of(amounts(in), out);
    const std::string answer =
        fee ? "fee " + std::to_string(fee->value()) : "refused, " + in_words(fee.error().reason);
    return {answer, "in " + shown(amounts(in)) + ", out " + shown(out) + ": you said " + answer};
}
Told pay(const std::vector<std::uint64_t>& in, const std::vector<std::uint64_t>& out) {
    return pay_all(in, amounts(out));
}
Told mine_all(const Amounts& out, std::uint64_t fees) {
    const auto allowed = exercise::check_reward(out, Amount{100}, Amount{fees});
    const std::string answer = allowed ? "allowed" : "refused, " + in_words(allowed.error().reason);
    return {answer, "subsidy 100, fees " + std::to_string(fees) + ", a coinbase of " + shown(out) +
                        ": you said " + answer};
}
Told mine(const std::vector<std::uint64_t>& out, std::uint64_t fees) {
    return mine_all(amounts(out), fees);
}

// So many outputs of 2^53 - 1 that 64 bits begin again at 0, and then `rest` more.
Amounts once_round_and(std::uint64_t rest) {
    Amounts many(2'048, Amount{most});  // 2^64 - 2,048
    many.emplace_back(2'048 + rest);
    return many;
}

}  // namespace

TEST_CASE("what comes in and does not go out is the fee") {
    const Told told = pay({100, 20}, {30, 85});
    INFO(told.story);
    INFO("120 come in, 115 go out; five are for whoever puts the payment into a block");
    CHECK(told.answer == "fee 5");
}

TEST_CASE("more cannot go out than comes in") {
    const Told told = pay({100}, {130});
    INFO(told.story);
    INFO("30 points come from nowhere. If nobody asks, each payment makes as many new ones as");
    INFO("it likes, and all that others have is worth nothing. A fee below 0 is no fee of 0");
    CHECK(told.answer == "refused, Overspent");
}

TEST_CASE("all may go out that comes in") {
    const Told told = pay({100}, {60, 40});
    INFO(told.story);
    INFO("a payment without a fee may wait long, but it takes from nobody:");
    INFO("whether it pays enough is for the miner to say, not for the ledger");
    CHECK(told.answer == "fee 0");
}

TEST_CASE("an output of less than nothing is refused") {
    const Told told = pay({100}, {600, all_bits - 499});
    INFO(told.story);
    INFO("2^64 - 500 is how 64 bits write -500. Added to 600 it makes 100, so the");
    INFO("sums agree: and whoever pays somebody -500 has 500 more. No amount may");
    INFO("be more than there can be: look at each one, and not at the sum alone");
    CHECK(told.refused());
}

TEST_CASE("a sum that has gone round is refused") {
    const Told told = pay_all({100}, once_round_and(100));
    INFO(told.story);
    INFO("each output is one that could be, but 64 bits are full after 2,048 of them,");
    INFO("and the sum begins again at 0: here it seems to be 100. In 2010 somebody");
    INFO("made 184 thousand million bitcoins in this way. Ask after each addition");
    CHECK(told.refused());
}

TEST_CASE("an output of nothing is refused") {
    const Told told = pay({100}, {99, 0});
    INFO(told.story);
    INFO("it pays nobody, but every node has to remember it until it is spent,");
    INFO("and it costs nothing to make a thousand of them: one point at least");
    CHECK(told.answer == "refused, BadAmount");
}

TEST_CASE("no more comes in than there can be") {
    const Told told = pay({most, most}, {1});
    INFO(told.story);
    INFO("two coins, each of which could be, and together more points than all that there are.");
    INFO("A fee of that size could not be written down. Add what comes in with the same care");
    CHECK(told.refused());
}

TEST_CASE("each point of a fee counts") {
    const Told told = pay({5'000'000'000}, {1});
    INFO(told.story);
    INFO("five thousand million do not fit into 32 bits, and a float knows only");
    INFO("seven digits of them: an amount is an Amount from the beginning to the end");
    CHECK(told.answer == "fee 4999999999");
}

TEST_CASE("a miner may take the subsidy and the fees") {
    const Told told = mine({100, 7}, 7);
    INFO(told.story);
    INFO("the fees were paid for this block, and whoever makes it");
    INFO("may have them: that is why anybody puts a payment into it");
    CHECK(told.answer == "allowed");
}

TEST_CASE("a miner may leave something") {
    const Told told = mine({40}, 7);
    INFO(told.story);
    INFO("whoever takes less harms nobody; what is left is gone,");
    INFO("and there are fewer points. It is a limit and not a duty");
    CHECK(told.answer == "allowed");
}

TEST_CASE("all outputs of a coinbase count") {
    const Told told = mine({100, 1'000'000}, 0);
    INFO(told.story);
    INFO("the first output is what it should be, and the second one makes a million");
    INFO("out of nothing. What a miner may take is a limit for all outputs together");
    CHECK(told.answer == "refused, TooMuchReward");
}

TEST_CASE("a reward that has gone round is refused") {
    const Told told = mine_all(once_round_and(100), 0);
    INFO(told.story);
    INFO("the sum seems to be 100, since 64 bits have begun again at 0. A coinbase is added");
    INFO("up with the same care as a payment: it has no inputs that one could compare it with");
    CHECK(told.refused());
}
