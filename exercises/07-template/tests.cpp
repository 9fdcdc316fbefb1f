#include "block_template.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Payment;
using exercise::Room;

namespace {

constexpr std::uint64_t subsidy = 100;

// Those that wait, told by names, and what the learner makes of them.
class Told {
public:
    Told& add(const std::string& name, std::uint64_t fee, std::size_t bytes,
              const std::vector<std::string>& parents = {}) {
        Payment payment{name, fee, bytes, {}};
        for (const std::string& parent : parents) payment.parents.push_back(place_of(parent));
        waiting_.push_back(payment);
        story +=
            "\n    " + name + ": " + std::to_string(bytes) + " bytes, fee " + std::to_string(fee);
        for (const std::string& parent : parents) story += ", spends what " + parent + " brings";
        return *this;
    }
    Told& make(Room room) {
        const auto made = exercise::make_template(waiting_, room, subsidy);
        story += "\n  room for " + std::to_string(room.payments) + " payments, " +
                 std::to_string(room.bytes) + " bytes; you made:";
        for (const std::size_t place : made.payments) {
            chosen_.push_back(place);
            story += " " + (place < waiting_.size() ? waiting_[place].name : "?");
        }
        coinbase = made.coinbase;
        story += (chosen_.empty() ? " nothing;" : ";") + std::string{" coinbase "} +
                 std::to_string(coinbase);
        return *this;
    }
    [[nodiscard]] bool has(const std::string& name) const { return count(name) > 0; }
    // Where it stands in the block.
    [[nodiscard]] std::size_t position(const std::string& name) const {
        const auto found = std::find(chosen_.begin(), chosen_.end(), place_of(name));
        return static_cast<std::size_t>(found - chosen_.begin());
    }
    [[nodiscard]] std::size_t count(const std::string& name) const {
        return static_cast<std::size_t>(std::count(chosen_.begin(), chosen_.end(), place_of(name)));
    }
    [[nodiscard]] std::size_t count() const { return chosen_.size(); }
    // What the miner may take.
    [[nodiscard]] std::uint64_t reward() const {
        std::uint64_t sum = subsidy;
        for (const std::size_t place : chosen_) sum += waiting_.at(place).fee;
        return sum;
    }
    std::uint64_t coinbase = 0;
    std::string story = "\n  waiting:";

private:
    [[nodiscard]] std::size_t place_of(const std::string& name) const {
        const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                        [&](const Payment& one) { return one.name == name; });
        return static_cast<std::size_t>(found - waiting_.begin());
    }
    std::vector<Payment> waiting_;
    std::vector<std::size_t> chosen_;
};

}  // namespace

TEST_CASE("what pays most for a byte goes in first") {
    Told told;
    told.add("a", 3'000, 1'000).add("b", 500, 100).make({.payments = 1, .bytes = 1'000});
    INFO("now:" << told.story);
    INFO(
        "a pays 3 points for each byte, b pays 5. Bytes are what is scarce in a block: ten like b");
    INFO("have room in the place of a, and bring 5,000. The highest fee alone says nothing");
    CHECK(told.has("b"));
}

TEST_CASE("a fraction of a point counts") {
    Told told;
    told.add("a", 10, 200).add("b", 20, 200).make({.payments = 1, .bytes = 200});
    INFO("now:" << told.story);
    INFO(
        "a pays 0.05 points for a byte and b twice as much, but fee / bytes of whole numbers is 0");
    INFO("for both. Compare without a division: multiply each fee by the bytes of the other one");
    CHECK(told.has("b"));
}

TEST_CASE("of two that pay the same the one that came first goes in") {
    Told told;
    told.add("a", 20, 200).add("b", 10, 100).add("c", 20, 200).make({.payments = 1, .bytes = 200});
    INFO("now:" << told.story);
    INFO("each pays 0.1 points for a byte, and a has waited longest");
    CHECK(told.has("a"));
}

TEST_CASE("a child pays for its parent") {
    Told told;
    told.add("p", 0, 200).add("c", 3'000, 200, {"p"}).add("x", 1'000, 200);
    told.make({.payments = 2, .bytes = 400});
    INFO("now:" << told.story);
    INFO("nobody wants p for itself. But c can be had only with p, and the two together pay 7.5");
    INFO(
        "points for a byte, x only 5. That is how a stuck payment is freed: whoever is paid by it");
    INFO("spends what it brings, with a good fee. Look at c with its package, and not only when p");
    INFO("is in already");
    CHECK(told.has("c"));
}

TEST_CASE("a child has to be worth its parents") {
    Told told;
    told.add("p", 0, 1'000).add("c", 1'100, 100, {"p"}).add("x", 3'000, 600);
    told.make({.payments = 3, .bytes = 1'100});
    INFO("now:" << told.story);
    INFO("by itself c pays 11 points for a byte. But it takes p with it, and for 1,100 bytes its");
    INFO("1,100 points are one for each; x pays 5. What counts are the fees and the bytes of the");
    INFO("whole package");
    CHECK(told.has("x"));
}

TEST_CASE("whoever is in the block has its parents there, and theirs") {
    Told told;
    told.add("g", 0, 200).add("p", 0, 200, {"g"}).add("c", 9'000, 200, {"p"}).add("x", 1'000, 200);
    told.make({.payments = 2, .bytes = 600});
    INFO("now:" << told.story);
    INFO(
        "c needs p, and p needs g: three, where there is room for two. A block with p and without");
    INFO("g spends a coin that is not there, and everybody refuses it. The way goes on above the");
    INFO("parents");
    const bool p_without_g = told.has("p") && !told.has("g");
    const bool c_without_p = told.has("c") && !told.has("p");
    CHECK_FALSE(p_without_g);
    CHECK_FALSE(c_without_p);
}

TEST_CASE("parents stand before their children") {
    Told told;
    told.add("x", 100, 200).add("p", 0, 200).add("c", 9'000, 200, {"p"});
    told.make({.payments = 3, .bytes = 600});
    INFO("now:" << told.story);
    INFO("a block happens from its first transaction to its last: when it is c's turn, what it");
    INFO("spends must be there. You come to p by way of c, but it is written down before");
    if (!told.has("c") || !told.has("p")) return;  // other tests tell why
    CHECK(told.position("p") < told.position("c"));
}

TEST_CASE("an ancestor that is needed twice counts once") {
    Told told;
    told.add("g", 0, 200).add("p", 0, 200, {"g"}).add("q", 0, 200, {"g"});
    told.add("c", 4'000, 200, {"p", "q"}).add("r", 0, 200).add("d", 1'800, 200, {"r"});
    told.make({.payments = 4, .bytes = 800});
    INFO("now:" << told.story);
    INFO(
        "c spends what p and q bring, and both spend what g brings. These are four payments and "
        "800");
    INFO(
        "bytes, at 5 points for each; d with r pays 4.5. Whoever adds g on each of the two ways "
        "to");
    INFO("it finds 1,000 bytes, and no room");
    CHECK(told.has("c"));
    CHECK(told.count("g") <= 1);
}

TEST_CASE("what is in the block already need not be had again") {
    Told told;
    told.add("p", 4'500, 1'000).add("c", 6'000, 100, {"p"}).add("d", 500, 100, {"p"});
    told.add("x", 420, 100).make({.payments = 3, .bytes = 1'200});
    INFO("now:" << told.story);
    INFO(
        "with c the parent of d has come in as well. From then on d is to be had for 100 bytes, "
        "and");
    INFO("pays 5 for each of them; x pays 4.2. A package becomes smaller when a part of it is in");
    if (!told.has("c")) return;  // another test tells why
    CHECK(told.has("d"));
}

TEST_CASE("what does not fit is passed over") {
    Told told;
    told.add("a", 9'000, 900).add("b", 4'000, 500).add("c", 500, 100);
    told.make({.payments = 100, .bytes = 1'000});
    INFO("now:" << told.story);
    INFO("when a is in, 100 bytes are left. b has the next best rate and does not fit, but c");
    INFO("does: whoever stops at the first that is too large mines empty bytes");
    CHECK(told.has("c"));
}

TEST_CASE("a package goes in whole or not at all") {
    Told told;
    told.add("x", 3'000, 100).add("p", 0, 200).add("c", 4'000, 200, {"p"}).add("y", 500, 100);
    told.make({.payments = 100, .bytes = 350});
    INFO("now:" << told.story);
    INFO("after x there are 250 bytes left, and p with c has 400. Look whether there is room for");
    INFO("both before the first goes in. Otherwise p takes the place of others for no fee at");
    INFO("all, and c, who would have paid for it, stays outside; or the block becomes too large");
    CHECK_FALSE(told.has("p"));
}

TEST_CASE("no more payments than there is room for") {
    Told told;
    for (int i = 0; i < 6; ++i) told.add("a" + std::to_string(i), 100, 100);
    told.make({.payments = 4, .bytes = 24'000});
    INFO("now:" << told.story);
    INFO("a block has a bound for the bytes, and one for the number");
    CHECK(told.count() <= 4);
}

TEST_CASE("the miner takes the fees") {
    Told told;
    told.add("a", 30, 200).add("b", 20, 200).make({.payments = 2, .bytes = 400});
    INFO("now:" << told.story);
    INFO("what the payments in the block leave over goes to whoever mines it: the subsidy of 100,");
    INFO("and their fees. What the coinbase does not take is gone for ever");
    CHECK(told.coinbase >= told.reward());
}

TEST_CASE("the miner takes no fee of those that wait on") {
    Told told;
    told.add("a", 30, 200).add("b", 20, 200).make({.payments = 1, .bytes = 200});
    INFO("now:" << told.story);
    INFO("only those in the block pay. A coinbase of one point too much makes the whole block");
    INFO("worthless, and with it the work that was done for it");
    CHECK(told.coinbase <= told.reward());
}

TEST_CASE("when nothing waits there is the coinbase alone") {
    Told told;
    told.make({.payments = 100, .bytes = 24'000});
    INFO("now:" << told.story);
    INFO("a block without payments is a block: it confirms all that lie below it");
    CHECK(told.count() == 0);
    CHECK(told.coinbase == subsidy);
}
