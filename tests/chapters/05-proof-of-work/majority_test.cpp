// The limit of chapter 05: whoever has most of the power can take a payment back. What the chain
// does in each case, and how often, measured against the formulas.
#include "../../sim/scenarios.hpp"
#include "catch.hpp"
#include "lab/attack.hpp"

using lab::Attack;
using lab::chance_to_take_back;

namespace {

// One in a million: it is not to happen by chance in any test run.
constexpr double doubt = 1e-6;

lab::Interval measured(const lab::AttackSettings& settings, std::uint64_t first, unsigned tries) {
    unsigned times = 0;
    for (unsigned i = 0; i < tries; ++i) times += Attack{settings, first + i}.succeeds() ? 1U : 0U;
    return lab::interval_of(times, tries, doubt);
}

}  // namespace

TEST_CASE("the formulas are those of the white paper and of Rosenfeld's tables", "[05]") {
    CHECK(chance_to_take_back(0.1, 5, true) == Approx(0.0009137).margin(1e-7));
    CHECK(chance_to_take_back(0.1, 10, true) == Approx(0.0000012).margin(1e-7));
    CHECK(chance_to_take_back(0.3, 5, true) == Approx(0.1773523).margin(1e-7));
    CHECK(chance_to_take_back(0.3, 50, true) == Approx(0.0000006).margin(1e-7));
    CHECK(chance_to_take_back(0.1, 6, false) == Approx(0.00059).margin(5e-6));
    CHECK(chance_to_take_back(0.3, 6, false) == Approx(0.15645).margin(5e-6));
    CHECK(chance_to_take_back(0.4, 6, false) == Approx(0.49300).margin(5e-6));
    CHECK(chance_to_take_back(0.5, 6, false) == 1);
    CHECK(chance_to_take_back(0.3, 1, false) == Approx(0.6).margin(1e-9));  // twice her share
}

TEST_CASE("what is certain to 99 % lies where exact tables have it", "[05]") {
    const auto none = lab::interval_of(0, 1'000);
    CHECK(none.low == 0);
    CHECK(none.high == Approx(1 - std::pow(0.005, 1.0 / 1'000)).margin(1e-9));
    const auto all = lab::interval_of(1'000, 1'000);
    CHECK(all.low == Approx(std::pow(0.005, 1.0 / 1'000)).margin(1e-9));
    CHECK(all.high == 1);
    const auto half = lab::interval_of(5, 10);
    CHECK(half.low == Approx(0.1283).margin(1e-4));
    CHECK(half.high == Approx(0.8717).margin(1e-4));
}

TEST_CASE("an attack that succeeds leaves the shop with her history and without its payment",
          "[05]") {
    Attack attack{{.share = 0.9, .deep = 6}, 1};
    REQUIRE(attack.succeeds());
    CHECK(attack.shop().height() > stage::Height{6});
    CHECK(attack.shop().tree().places().size() > attack.shop().height().value() + 1);  // a branch
}

TEST_CASE("an attack that fails leaves the payment where it was", "[05]") {
    Attack attack{{.share = 0.01, .deep = 6}, 1};
    REQUIRE_FALSE(attack.succeeds());
    CHECK(attack.shop().at(stage::Height{1}).block.transactions.size() == 1);
    CHECK(attack.shop().tree().places().size() == attack.shop().height().value() + 1);
}

TEST_CASE("a minority succeeds as often as the formulas say, a majority always",
          "[05][simulation][courses]") {
    const auto first = town::from_environment("SBC_SEED", 1) * 1'000'000;
    const auto tries = static_cast<unsigned>(200 * town::from_environment("SBC_SIM_SEEDS", 1));
    const auto even = GENERATE(true, false);
    const auto share = GENERATE(0.1, 0.2, 0.3, 0.4, 0.51);
    CAPTURE(first, tries, even, share);
    const auto bounds = measured({share, 6, even}, first, tries);
    const double computed = chance_to_take_back(share, 6, even);
    CAPTURE(bounds.low, bounds.high, computed);
    CHECK(bounds.has(computed));
}

TEST_CASE("the bound of the limit: with a tenth of the power she hardly ever takes it back",
          "[05]") {
    const auto first = town::from_environment("SBC_SEED", 1) * 1'000'000;
    CAPTURE(first);
    CHECK(measured({.share = 0.1, .deep = 6, .even = false}, first, 1'000).high < 0.03);
    CHECK(measured({.share = 0.51, .deep = 6, .even = false}, first, 300).low > 0.95);
}
