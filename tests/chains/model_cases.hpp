// Random trees in random orders, beside a chooser that tries everything.
#pragma once

#include <map>
#include <random>

#include "chains/scene.hpp"

using namespace kit;

namespace {

// Some blocks on random others, with random times and a few that the ledger refuses.
class RandomTree {
public:
    explicit RandomTree(std::uint64_t seed) : random_{seed} {
        std::vector<Hash> places{workshop_.root()};
        while (blocks_.size() < 30) {
            // Mostly on one of the last, so that branches grow long.
            const std::size_t back = std::min<std::size_t>(places.size(), 1 + below(4) * below(4));
            const Hash parent = places[places.size() - std::max<std::size_t>(back, 1)];
            blocks_.push_back(workshop_.on(parent, std::chrono::seconds{1 + below(20)}));
            places.push_back(hash_of(blocks_.back().header));
            if (below(12) == 0) refused_.insert(places.back());
        }
    }
    [[nodiscard]] const std::set<Hash>& refused() const { return refused_; }

    // Each block once or twice, in any order.
    std::vector<Block> arrivals() {
        auto all = blocks_;
        for (int i = 0; i < 5; ++i) all.push_back(blocks_[below(blocks_.size())]);
        std::shuffle(all.begin(), all.end(), random_);
        return all;
    }
    // The most work that any history has in which nothing is refused.
    [[nodiscard]] U256 most_work() const {
        U256 most;
        std::set<Hash> bad;
        for (const Block& block : blocks_) {  // parents first
            const Hash hash = hash_of(block.header);
            if (refused_.contains(hash) || bad.contains(block.header.previous)) {
                bad.insert(hash);
            } else {
                most = std::max(most, workshop_.place(hash).work);
            }
        }
        return most;
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::mt19937_64 random_;
    Workshop workshop_;
    std::vector<Block> blocks_;
    std::set<Hash> refused_;
};

// What the ledger says has happened is what our history says.
bool ledger_agrees(const Book& book, const std::map<Hash, Texts>& contents) {
    Texts expected;
    for (Height height{1}; height <= book.chain().height(); height = above(height)) {
        const Texts& texts = contents.at(book.chain().at(height).hash);
        expected.insert(expected.end(), texts.begin(), texts.end());
    }
    return expected == book.ledger.happened;
}

}  // namespace

TEST_CASE("whatever the order in which blocks come, the most work that holds is followed",
          "[chains]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        RandomTree tree{seed};
        for (int order = 0; order < 3; ++order) {
            CAPTURE(order);
            Book book{easy()};
            book.ledger.refuses = tree.refused();
            std::map<Hash, Texts> contents;
            U256 work;
            bool consistent = true;
            for (const Block& block : tree.arrivals()) {
                contents[hash_of(block.header)] = block.transactions;
                const Hash before = book.chain().tip().hash;
                const auto added = book.add(block, wall);
                const Place& tip = book.chain().tip();
                consistent = consistent && ledger_agrees(book, contents) && !tip.bad &&
                             tip.work >= work && &tip == &book.chain().tree().best();
                if (added && added->connect.empty()) consistent &= tip.hash == before;
                if (added && !added->connect.empty()) {
                    consistent &= tip.hash == added->connect.back()->hash;
                }
                work = tip.work;
            }
            CHECK(consistent);
            CHECK(book.chain().tip().work == tree.most_work());
        }
    }
}
