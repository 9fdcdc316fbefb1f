#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;
using Fit = LightHistory::Fit;

namespace {

// As a core shows it, with the owner who has signed.
Proven proven(const std::string& text, std::uint64_t height, std::uint32_t index = 0,
              const std::string& owner = "bob") {
    const auto inputs = check_transaction(text)->parts().inputs.size();
    const std::vector<Spend> spends(inputs, Spend{address(owner), Amount{1}});
    return {*check_shown(text, spends, rules().network), Height{height}, index};
}

struct Told {
    LightHistory history{rules()};
    std::string mined = coinbase(1, "bob");
    std::string paid = payment({{id(mined), 0}}, "bob", {{address("carol"), Amount{99}}});
    Told() {
        CHECK(history.add_key(address("bob"), "", Past::Some));
        CHECK(history.add(proven(mined, 1)).fit == Fit::New);
    }
    [[nodiscard]] std::uint64_t spendable() const {
        return history.wallet().balance().spendable.value();
    }
};

}  // namespace

TEST_CASE("a wallet is told what is proven, in the order of the blocks", "[node]") {
    Told it;
    CHECK(it.spendable() == 0);
    it.history.read_to(Height{4});
    CHECK(it.spendable() == 100);
    CHECK(it.history.add(proven(it.mined, 1)).fit == Fit::Known);
    CHECK(it.history.add(proven(it.paid, 5, 1)).fit == Fit::New);
    CHECK_FALSE(it.history.stale());
    it.history.read_to(Height{6});
    CHECK(it.spendable() == 0);
    CHECK(it.history.height_of(id(it.paid)) == Height{5});
    CHECK(it.history.proven_between(Height{1}, Height{5}) == std::vector<Hash>{id(it.paid)});
    SECTION("taken back, it waits again, and may come elsewhere") {
        it.history.take_back_to(Height{4});
        CHECK(it.history.size() == 1);
        CHECK(it.history.wallet().find(id(it.paid))->returned);
        CHECK(it.history.add(proven(it.paid, 6)).fit == Fit::New);
        it.history.read_to(Height{6});
        CHECK(it.history.wallet().find(id(it.paid))->state == wallet::State::Confirmed);
    }
    SECTION("what is proven late is told when all is told anew; what waits goes on waiting") {
        const std::string other = coinbase(2, "bob");
        const auto waiting = payment({{id(other), 0}}, "bob", {{address("dora"), Amount{100}}});
        CHECK(it.history.add(proven(other, 2)).fit == Fit::New);
        CHECK(it.history.stale());
        it.history.remake();
        CHECK(it.spendable() == 100);
        CHECK(it.history.waits(
            *check_shown(waiting, {{address("bob"), Amount{1}}}, rules().network)));
        CHECK(it.history.add(proven(coinbase(3, "bob"), 3)).fit == Fit::New);
        it.history.remake();
        CHECK_FALSE(it.history.stale());
        CHECK(it.history.read() == Height{6});
        CHECK(it.history.wallet().find(id(waiting))->state == wallet::State::Waiting);
        CHECK(it.spendable() == 100);
    }
}

TEST_CASE("a block that spends one's own coin against the rules is known for it", "[node]") {
    Told it;
    const auto breaks = [&](const Proven& one, std::uint64_t bad, const char* why) {
        const auto added = it.history.add(one);
        CHECK(added.fit == Fit::BreaksRules);
        CHECK(added.bad == Height{bad});
        CHECK_THAT(added.why, ContainsSubstring(why));
    };
    const auto stolen = payment({{id(it.mined), 0}}, "thief", {{address("thief"), Amount{100}}});
    breaks(proven(stolen, 7, 1, "thief"), 7, "without your signature");
    breaks(proven(it.paid, 3), 3, "before it is mature");
    breaks(proven(it.mined, 2), 2, "twice");
    breaks(proven(coinbase(9, "bob"), 8), 8, "not of this block");
    breaks(proven(coinbase(8, "bob"), 8, 1), 8, "not of this block");
    breaks(proven(payment({{id(it.mined), 0}}, "bob", {{address("carol"), Amount{101}}}), 5), 5,
           "more goes out");
    CHECK(it.history.add(proven(it.paid, 6)).fit == Fit::New);
    const auto again = payment({{id(it.mined), 0}}, "bob", {{address("dora"), Amount{98}}});
    breaks(proven(again, 9), 9, "twice");
    breaks(proven(again, 5), 6, "twice");
    CHECK(it.history.size() == 2);
}

TEST_CASE("what concerns no key was not asked for, and a hidden coin is missed", "[node]") {
    Told it;
    CHECK(it.history.add(proven(coinbase(3, "carol"), 3)).fit == Fit::Stranger);
    const std::string hidden = coinbase(2, "bob");
    const auto spends = payment({{id(hidden), 0}}, "bob", {{address("carol"), Amount{1}}});
    CHECK(it.history.add(proven(spends, 5)).fit == Fit::HiddenCoin);
    SECTION("but not by a key whose past was never read") {
        CHECK_FALSE(it.history.add_key(address("dora"), "", Past::None));
        const auto old = payment({{id(hidden), 0}}, "dora", {{address("carol"), Amount{1}}});
        CHECK(it.history.add(proven(old, 5, 0, "dora")).fit == Fit::New);
    }
    SECTION("a key with a past makes all be read anew") {
        CHECK(it.history.add_key(address("carol"), "", Past::Some));
        CHECK(it.history.size() == 0);
        CHECK(it.history.read() == Height{0});
    }
}
