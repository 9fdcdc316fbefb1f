#include "fork_choice.hpp"

#include <map>
#include <vector>

#include "catch.hpp"

using exercise::Seen;
using sbc::U256;

namespace {

U256 power_of_two(int exponent) { return U256{1} << exponent; }

std::string in_words(const U256& work) {
    if (work.bit_length() <= 63) return std::to_string(work.low64());
    return "0x" + work.to_hex().substr(work.to_hex().find_first_not_of('0'));
}

// A list of blocks that is told by names. Each has work of its own; the genesis block took 1.
class Blocks {
public:
    Blocks() { add("genesis", "genesis", U256{1}); }
    Blocks& add(const std::string& name, const std::string& parent, const U256& work,
                bool refused = false) {
        const std::size_t below = blocks_.empty() ? 0 : index_.at(parent);
        const U256 sum = blocks_.empty() ? work : sums_[below] + work;
        index_[name] = blocks_.size();
        blocks_.push_back({name, below, work, refused});
        sums_.push_back(sum);
        story += "\n  " + name + (name == parent ? "" : " on " + parent) + ", work " +
                 in_words(work) + ", in all " + in_words(sum) + (refused ? ", refused" : "");
        return *this;
    }
    Blocks& add(const std::string& name, const std::string& parent, std::uint64_t work,
                bool refused = false) {
        return add(name, parent, U256{work}, refused);
    }
    // What the learner says.
    std::string best() {
        const std::size_t said = exercise::best_of(blocks_);
        std::string name = said < blocks_.size() ? blocks_[said].name : "none of them";
        story += "\n  you said: " + name;
        return name;
    }
    std::string story;

private:
    std::vector<Seen> blocks_;
    std::vector<U256> sums_;
    std::map<std::string, std::size_t> index_;
};
const bool refused = true;

}  // namespace

TEST_CASE("the genesis block is better than nothing") {
    Blocks blocks;
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO("a network that has just begun: the history is the genesis block");
    CHECK(best == "genesis");
}

TEST_CASE("the history with the most work counts, not the longest") {
    Blocks blocks;
    blocks.add("a1", "genesis", 75).add("b1", "genesis", 20).add("b2", "b1", 20);
    blocks.add("a2", "a1", 80).add("b3", "b2", 20).add("b4", "b3", 20);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "four blocks of 20 are half as much as two of 75 and 80. Who counts blocks can be led by "
        "the");
    INFO("nose: whoever writes false times gets easier blocks, and can have as many as he likes");
    CHECK(best == "a2");
}

TEST_CASE("the work of all blocks up to the tip counts") {
    Blocks blocks;
    blocks.add("a1", "genesis", 50).add("b1", "genesis", 120).add("a2", "a1", 50);
    blocks.add("a3", "a2", 50);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "a history is worth what it would cost to make it again, all of it. By the work of the "
        "tip");
    INFO("alone one lucky block, one hard enough, would outdo all that came before");
    CHECK(best == "a3");
}

TEST_CASE("of two with the same work the first stays") {
    Blocks blocks;
    blocks.add("a1", "genesis", 50).add("b1", "genesis", 50);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "b1 is worth as much as a1 and no more. A node that leaves it for the other undoes a block "
        "for");
    INFO("nothing, and with two miners who answer each other it does so all day");
    CHECK(best == "a1");
}

TEST_CASE("what stands on a refused block is out as well") {
    Blocks blocks;
    blocks.add("a1", "genesis", 10).add("a2", "a1", 50, refused).add("b1", "genesis", 10);
    blocks.add("a3", "a2", 50).add("b2", "b1", 20).add("a4", "a3", 50);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "a2 spends what is not there, say. A history with such a page in it cannot be mended by "
        "pages");
    INFO("that come after, however much work is in them: a3 and a4 are out with it");
    CHECK(best == "b2");
}

TEST_CASE("below a refused block the history goes on counting") {
    Blocks blocks;
    blocks.add("a1", "genesis", 50).add("a2", "a1", 60).add("b1", "genesis", 20);
    blocks.add("a3", "a2", 70, refused);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "a3 is out, but a1 and a2 have done nothing wrong: a bad block does not condemn those "
        "below");
    INFO("it. Otherwise a single bad block would be enough to make us leave a good history");
    CHECK(best == "a2");
}

TEST_CASE("the first block may be refused like any other") {
    Blocks blocks;
    blocks.add("a1", "genesis", 100, refused);
    const std::string alone = blocks.best();
    blocks.add("b1", "genesis", 50);
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "nothing is taken on trust, not even the first block above the genesis block. Begin with "
        "the");
    INFO("genesis block as the best one: it is the only one that cannot be refused");
    CHECK(alone == "genesis");
    CHECK(best == "b1");
}

TEST_CASE("sums of work have more than 64 bits") {
    Blocks blocks;
    blocks.add("a1", "genesis", power_of_two(63)).add("b1", "genesis", power_of_two(62));
    blocks.add("a2", "a1", power_of_two(63) + U256{5});
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO("Bitcoin's whole chain went beyond 64 bits in its third year. What is cut off there");
    INFO(
        "starts again from nothing, and from one block to the next the history that counts is "
        "worth nothing");
    CHECK(best == "a2");
}

TEST_CASE("the last hash counts") {
    Blocks blocks;
    blocks.add("a1", "genesis", power_of_two(79) + U256{1}).add("b1", "genesis", 1);
    blocks.add("a2", "a1", power_of_two(79)).add("b2", "b1", power_of_two(79));
    blocks.add("b3", "b2", power_of_two(79) + U256{2});
    const std::string best = blocks.best();
    INFO("they came in this order:" << blocks.story);
    INFO(
        "b3 is ahead by two hashes of 2^80. A double keeps 53 bits, so the two look the same to "
        "it;");
    INFO("a node that rounds chooses otherwise than one that does not, and they never meet again");
    CHECK(best == "b3");
}
