// Random histories that part and are left for better ones, kept by a node that stops now and then,
// beside one that never does and has an AddressBook.
#include <algorithm>
#include <random>

#include "kept_kit.hpp"

using namespace kit;

namespace {

class KeptBeside {
public:
    explicit KeptBeside(std::uint64_t seed) : random_{seed} {}

    void run(int steps) {
        std::vector<Hash> places{mint_.root()};
        for (int i = 0; i < steps; ++i) {
            const std::size_t back = std::min<std::size_t>(places.size(), 1 + below(3) * below(3));
            const Hash& parent = places[places.size() - back];
            const Block block = mint_.on(parent, random_block(parent));
            blocks_.push_back(block);
            places.push_back(hash_in(block));
            step(block);
            agree();
        }
        straight();
        CHECK(reorganisations_ > 0);
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }
    static const SigningKey& person(std::size_t number) {
        static const std::vector<const SigningKey*> all{&alice(), &bob(), &carol()};
        return *all[number];
    }
    static const SigningKey& owner(const PublicKey& key) {
        for (std::size_t i = 0; i < 2; ++i) {
            if (person(i).public_key() == key) return person(i);
        }
        return person(2);
    }

    // What can be paid on this block, some of it with what this block has just made.
    std::vector<Transaction> random_block(const Hash& parent) {
        auto coins = mint_.coins_after(parent);
        const std::uint64_t height = mint_.height_of(parent) + 1;
        std::vector<Transaction> block;
        if (below(6) != 0) {
            block.push_back(mint_.mined(
                parent, {output(person(below(3)), 40), output(person(below(3)), 1 + below(60))}));
        }
        for (std::size_t payments = below(4); payments > 0; --payments) {
            std::erase_if(coins, [&](const auto& coin) {
                return coin.second.mined && height < coin.second.height.value() + 3;
            });
            if (coins.empty()) break;
            const auto from = std::next(coins.begin(), static_cast<long>(below(coins.size())));
            const auto [outpoint, coin] = *from;
            coins.erase(from);
            const std::uint64_t amount = coin.output.amount.value();
            std::vector<Output> outputs{output(person(below(3)), 1 + below(amount))};
            if (const std::uint64_t left = amount - outputs[0].amount.value(); left > 0) {
                outputs.push_back(output(person(below(3)), left));
            }
            block.push_back(Mint::pays({{outpoint, &owner(coin.output.to)}}, outputs));
            for (std::uint32_t i = 0; i < outputs.size(); ++i) {
                coins[{id(block.back()), i}] = {outputs[i], Height{height}, false};
            }
        }
        return block;
    }

    void step(const Block& block) {
        const auto added = steady_.chain.add(block, block.header.time);
        REQUIRE(added);
        if (!added->disconnect.empty()) ++reorganisations_;
        if (below(5) == 0) node_.store.fail_at(below(8), below(2) == 0);
        if (!node_.add(block)) {
            node_.store.heal();
            if (below(2) == 0) {
                REQUIRE(node_.restart());
            } else if (node_.chain().pending()) {
                REQUIRE(node_.resume());
            }
            REQUIRE(node_.add(block));
        }
        node_.store.heal();
        if (below(4) == 0) REQUIRE(node_.restart());
    }

    void agree() {
        REQUIRE(node_.chain().tip().hash == steady_.chain.tip().hash);
        const auto coins = all_of(steady_.ledger.coins());
        CHECK(coins == mint_.coins_after(steady_.chain.tip().hash));
        CHECK(node_.coins() == coins);
        for (std::size_t i = 0; i < 3; ++i) {
            const PublicKey& key = person(i).public_key();
            const auto expected = steady_.history(key);
            CHECK(node_.history(key) == expected);
            CHECK(node_.history(key, 1 + below(5)) == expected);
        }
        part_of_a_history();
    }
    void part_of_a_history() {
        const Height from{below(steady_.chain.height().value() + 2)};
        const Height upto{below(steady_.chain.height().value() + 2)};
        const PublicKey& key = person(below(3)).public_key();
        std::vector<Hash> expected;
        for (const auto* record : steady_.book.history(key, 1'000'000)) {
            if (record->height > from && record->height <= upto) expected.push_back(record->id);
        }
        std::reverse(expected.begin(), expected.end());
        CHECK(node_.history(key, 1 + below(5), from, upto) == expected);
    }
    // A node that has seen nothing but the history that counts has the same in its store.
    void straight() {
        KeptNode other;
        for (Height height{1}; height <= node_.chain().height();
             height = sbc::chain::above(height)) {
            REQUIRE(other.add(node_.chain().block(node_.chain().at(height)).value()));
        }
        CHECK(values_of(other.store) == values_of(node_.store));
    }

    std::mt19937_64 random_;
    Mint mint_;
    std::vector<Block> blocks_;
    KeptNode node_;
    SteadyNode steady_;
    int reorganisations_ = 0;
};

}  // namespace

TEST_CASE("whatever happens, a ledger that was kept has the coins and the index of one that ran on",
          "[ledger][model]") {
    const auto kept = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);  // the seed of its dice
    CAPTURE(kept);
    KeptBeside{kept}.run(50);
}
