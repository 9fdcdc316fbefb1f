#include <random>

#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;

namespace {

// A history whose blocks are each so many seconds after the one before.
struct History {
    sbc::chain::BlockTree tree{network(), 100'000};
    const Place* tip = &tree.root();
    void grow(std::size_t blocks, std::chrono::seconds apart) {
        for (std::size_t i = 0; i < blocks; ++i) {
            const Block block = on(tree, *tip, {}, apart);
            tip = *tree.accept(*check_header(block.header), block.header.time);
            tree.follow(*tip);
        }
    }
    [[nodiscard]] Isolation look(std::chrono::seconds after) const {
        return look_for_isolation(*tip, tree.network(), tip->time() + after);
    }
};

}  // namespace

TEST_CASE("a steady history is no reason to worry", "[node]") {
    History history;
    CHECK_FALSE(history.look(0s).permille);
    history.grow(600, 5s);
    const Isolation seen = history.look(5s);
    CHECK(seen.tip_age == 5s);
    REQUIRE(seen.permille);
    CHECK((*seen.permille > 900 && *seen.permille < 1'100));
    CHECK_FALSE(seen.silent);
    CHECK_FALSE(seen.slow);
    CHECK(words(seen, network()).empty());
    CHECK(history.look(-1h).tip_age == 0s);  // our clock is slow
}

TEST_CASE("silence is noticed by the clock, in words", "[node]") {
    History history;
    CHECK_FALSE(history.look(72h).silent);  // a new network: nobody has mined yet
    history.grow(10, 5s);
    CHECK_FALSE(history.look(149s).silent);
    const Isolation seen = history.look(150s);
    CHECK(seen.silent);
    CHECK_THAT(words(seen, network()), ContainsSubstring("2 minutes old"));
    CHECK_THAT(words(seen, network()), ContainsSubstring("one is due every 5 seconds"));
    CHECK_THAT(words(history.look(1h), network()), ContainsSubstring("60 minutes old"));
    CHECK_THAT(words(history.look(72h), network()), ContainsSubstring("3 days old"));
}

TEST_CASE("an attacker with a tenth of the power is noticed by the work per time", "[node]") {
    History history;
    history.grow(600, 5s);
    std::size_t blocks = 0;
    while (!history.look(0s).slow && blocks < 100) {
        history.grow(1, 50s);
        ++blocks;
    }
    CHECK(blocks <= 10);  // of his slow ones; each alone is no sign
    CHECK_THAT(words(history.look(0s), network()), ContainsSubstring("of the work per time"));
}

// Blocks come by chance, from so much power: 64 hashes in five seconds are all there is.
TEST_CASE("whose cores are all an attacker's notices, and a steady network is left in peace",
          "[node]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    INFO("seed " << seed);
    std::mt19937_64 dice{seed};
    History history;
    const auto next_block = [&](double share) {
        const double hashes = sbc::chain::work_of(history.tree.next_bits(*history.tip)).to_double();
        std::exponential_distribution<double> chance{share * 64 / 5 / hashes};
        const std::chrono::seconds after{1 + static_cast<int>(chance(dice))};
        history.grow(1, after);
        return history.look(0s).slow;
    };
    std::size_t false_alarms = 0;
    for (int i = 0; i < 1'200; ++i) {
        const bool slow = next_block(1);
        if (i > 600) false_alarms += slow ? 1 : 0;  // until then the target is still found
    }
    CHECK(false_alarms == 0);
    const double share = GENERATE(0.1, 0.3, 0.5);
    INFO("an attacker with " << share << " of the power");
    std::size_t blocks = 1;
    while (!next_block(share) && blocks < 200) ++blocks;
    CHECK(blocks <= 90);  // 17, 30, 44 one time in two
}
