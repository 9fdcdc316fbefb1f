// Random trees in random orders, and a chain that stops and starts again now and then, beside one
// that never does.
#include <random>

#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

class RestartedBeside {
public:
    explicit RestartedBeside(std::uint64_t seed) : random_{seed} {
        std::vector<Hash> places{workshop_.root()};
        while (blocks_.size() < 30) {
            const std::size_t back = std::min<std::size_t>(places.size(), 1 + below(4) * below(4));
            const Hash& parent = places[places.size() - back];
            blocks_.push_back(workshop_.on(parent, std::chrono::seconds{1 + below(20)}));
            places.push_back(hash_of(blocks_.back().header));
            if (below(12) == 0) steady_.ledger.refuses.insert(places.back());
        }
        restarted_.ledger.refuses = steady_.ledger.refuses;
    }

    void run() {
        for (int i = 0; i < 80; ++i) {
            step();
            if (below(3) == 0) restart();
            CHECK(restarted_.chain().tip().bad == false);
            CHECK(&restarted_.chain().tip() == &restarted_.chain().tree().best());
        }
        // What one has lost with its orphans and headers comes again to both.
        for (const Block& block : blocks_) offer(block);
        restart();
        CHECK(restarted_.chain().tip().work == steady_.chain().tip().work);
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }

    void step() {
        const Block& block = blocks_[below(blocks_.size())];
        if (below(5) == 0) {
            (void)steady_.add_header(block.header, wall);
            (void)restarted_.add_header(block.header, wall);
        } else {
            if (below(6) == 0) restarted_.store.fail_at(below(8), below(2) == 0);
            offer(block);
        }
    }
    void offer(const Block& block) {
        (void)steady_.add(block, wall);
        (void)restarted_.add(block, wall);
        restarted_.store.heal();
        if (restarted_.chain().pending() && below(2) == 0) (void)restarted_.resume();
        if (restarted_.chain().pending()) restart();
    }
    // The same history, or the better one on the way to which the store has failed.
    void restart() {
        const bool pending = restarted_.chain().pending();
        const Hash tip = restarted_.chain().tip().hash;
        const U256 work = restarted_.chain().tip().work;
        const Texts happened = restarted_.ledger.happened;
        if (below(3) == 0) {  // once more, if it fails on the way
            restarted_.store.fail_at(below(40));
            if (restarted_.restart()) restarted_.store.heal();
        }
        restarted_.store.heal();
        REQUIRE(restarted_.restart());
        CHECK(restarted_.chain().tip().work >= work);
        if (pending) return;
        CHECK(restarted_.chain().tip().hash == tip);
        CHECK(restarted_.ledger.happened == happened);
    }

    std::mt19937_64 random_;
    Workshop workshop_;
    std::vector<Block> blocks_;
    Book steady_{easy()};
    Book restarted_{easy()};
};

}  // namespace

TEST_CASE("a chain that starts again at any time gets where one gets that never stops",
          "[chain][model]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        RestartedBeside{seed}.run();
    }
}
