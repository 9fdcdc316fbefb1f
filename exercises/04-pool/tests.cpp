#include "pool.hpp"

#include <set>
#include <string>
#include <vector>

#include "block.hpp"
#include "catch.hpp"
#include "compared_time.hpp"
#include "crypto/hash.hpp"

using stage::Pool;
using stage::PoolError;
using stage::PoolLimits;

namespace {
std::size_t hashed = 0;  // how many times the learner's pool has asked for a hash
}  // namespace

// The stage's hash, counted.
namespace stage {
Hash hash256(sbc::ByteView bytes) {
    ++hashed;
    return {sbc::crypto::hash256(bytes).bytes};
}
}  // namespace stage

namespace {

// A text that stands for a transaction; a pool does not look into it. Names have two letters or
// more, and `size` is that of the whole.
std::string payment(const std::string& name, std::size_t size = 100) {
    return name + std::string(size - name.size(), '.');
}
std::string name_of(const std::string& text) { return text.substr(0, text.find('.')); }

std::vector<std::string> payments(std::size_t first, std::size_t last, std::size_t size = 100) {
    std::vector<std::string> texts;
    for (std::size_t number = first; number <= last; ++number) {
        texts.push_back(payment("p" + std::to_string(number), size));
    }
    return texts;
}

template <class Texts>
std::string names_of(const Texts& texts) {
    std::string names;
    for (const std::string& text : texts) {
        if (names.size() > 60) return names + " ... (" + std::to_string(texts.size()) + " in all)";
        names += (names.empty() ? "" : " ") + name_of(text);
    }
    return names.empty() ? "nothing" : names;
}

std::string in_words(PoolError error) {
    switch (error) {
        case PoolError::Waits: return "Waits";
        case PoolError::Included: return "Included";
        case PoolError::Full: return "Full";
    }
    return "no reason at all";
}

// The learner's pool, and the story of what happened to it.
class Told {
public:
    explicit Told(PoolLimits limits = {.transactions = 1'000, .bytes = 1'000'000})
        : story{"\n  a pool for " + std::to_string(limits.transactions) + " transactions, " +
                std::to_string(limits.bytes) + " bytes"},
          pool_{limits} {}

    std::string add(const std::string& text) {
        const auto added = pool_.add(text);
        const std::string answer = added ? "taken" : "refused, " + in_words(added.error().reason);
        story += "\n  add " + name_of(text) + ", " + std::to_string(text.size()) +
                 " bytes: you said " + answer;
        return answer;
    }
    std::string add_all(const std::vector<std::string>& texts) {
        std::size_t taken = 0;
        for (const std::string& text : texts) taken += pool_.add(text) ? 1U : 0U;
        story += "\n  add " + names_of(texts) + ", " + std::to_string(texts.front().size()) +
                 " bytes each: you took " + std::to_string(taken);
        return std::to_string(taken) + " of " + std::to_string(texts.size());
    }
    std::vector<std::string> for_a_block() {
        std::vector<std::string> chosen = pool_.for_a_block();
        story += "\n  for_a_block(): you gave " + names_of(chosen);
        return chosen;
    }
    void included(const std::vector<std::string>& texts) {
        pool_.included(texts);
        story += "\n  a block holds " + names_of(texts);
    }
    std::string waiting() {
        story += "\n  now these wait: " + names_of(pool_.waiting());
        return names_of(pool_.waiting());
    }
    std::string story;

private:
    Pool pool_;
};

}  // namespace

TEST_CASE("a block is made of those that have waited longest") {
    Told pool;
    for (const char* name : {"aa", "bb", "cc"}) pool.add(payment(name));
    const std::string chosen = names_of(pool.for_a_block());
    INFO("so far:" << pool.story);
    INFO(
        "first come, first served. If the newest went first, whoever pays often would keep an old");
    INFO("payment waiting for ever");
    CHECK(chosen == "aa bb cc");
}

TEST_CASE("what comes while a block is made stays") {
    Told pool;
    pool.add(payment("aa"));
    pool.add(payment("bb"));
    const std::vector<std::string> chosen = pool.for_a_block();
    pool.add(payment("cc"));
    pool.included(chosen);
    const std::string waiting = pool.waiting();
    INFO("so far:" << pool.story);
    INFO("cc is in no block. Who empties the pool after a block loses every payment that came in");
    INFO("the meantime, and nobody is told");
    CHECK(waiting == "cc");
}

TEST_CASE("a transaction that waits already is refused, and nothing changes") {
    Told pool;
    pool.add(payment("aa"));
    const std::string again = pool.add(payment("aa"));
    const std::string waiting = pool.waiting();
    INFO("so far:" << pool.story);
    INFO(
        "the same bytes are the same transaction, and in a network each comes several times. It "
        "is");
    INFO("refused by value, as Waits: nobody is harmed, and it waits once");
    CHECK(again == "refused, Waits");
    CHECK(waiting == "aa");
}

TEST_CASE("what is refused takes no room") {
    Told pool{{.transactions = 10, .bytes = 300}};
    pool.included({payment("aa")});
    for (int copy = 0; copy < 3; ++copy) pool.add(payment("aa"));
    const std::string other = pool.add(payment("bb"));
    INFO("so far:" << pool.story);
    INFO("nothing waits, so there is room for 300 bytes. What is refused must not be counted:");
    INFO("otherwise a few late copies fill a pool in which nothing waits");
    CHECK(other == "taken");
}

TEST_CASE("what a block of ours holds does not come back") {
    Told pool;
    pool.add(payment("aa"));
    pool.included({payment("aa")});
    const std::string again = pool.add(payment("aa"));
    INFO("so far:" << pool.story);
    INFO("a late copy of aa. It waits no longer, but it is not new: taken again, it would be paid");
    INFO("again with the next block");
    CHECK(again == "refused, Included");
}

TEST_CASE("what somebody else's block holds is not taken, though it never waited here") {
    Told pool;
    pool.included({payment("aa")});
    const std::string late = pool.add(payment("aa"));
    INFO("so far:" << pool.story);
    INFO("the block was quicker than the transaction, which happens all the time. Remember every");
    INFO("transaction of every block, not only those that you have had in the pool");
    CHECK(late == "refused, Included");
}

TEST_CASE("what an old block holds is still held") {
    Told pool;
    pool.add(payment("aa"));
    pool.included({payment("aa")});
    pool.included({payment("bb")});
    pool.included({payment("cc")});
    const std::string again = pool.add(payment("aa"));
    INFO("so far:" << pool.story);
    INFO("aa is in the chain, two blocks down, and will be there for ever. Who remembers only the");
    INFO("last block is paid again by whoever kept a copy");
    CHECK(again == "refused, Included");
}

TEST_CASE("what has left makes room for as many bytes") {
    Told pool{{.transactions = 10, .bytes = 300}};
    pool.add_all(payments(1, 3));
    pool.included(payments(1, 3));
    const std::string next = pool.add_all(payments(4, 6));
    INFO("so far:" << pool.story);
    INFO(
        "the pool is empty after the block, so there is room for 300 bytes. Bytes that are "
        "counted");
    INFO("when a transaction comes and not when it leaves make the pool full for ever");
    CHECK(next == "3 of 3");
}

TEST_CASE("no more transactions wait than are allowed") {
    Told pool{{.transactions = 3, .bytes = 1'000}};
    const std::string taken = pool.add_all(payments(1, 3));
    const std::string one_more = pool.add(payment("p4"));
    INFO("so far:" << pool.story);
    INFO(
        "three are allowed: the third is taken, the fourth is not. Small ones are many before "
        "they");
    INFO("are large, so the number has a bound as well as the bytes");
    CHECK(taken == "3 of 3");
    CHECK(one_more == "refused, Full");
}

TEST_CASE("no more bytes wait than are allowed") {
    Told pool{{.transactions = 10, .bytes = 300}};
    pool.add(payment("aa", 100));
    const std::string too_large = pool.add(payment("bb", 201));
    const std::string fits = pool.add(payment("cc", 200));
    INFO("so far:" << pool.story);
    INFO("100 + 201 bytes are more than 300. Look at the sum with the new one in it: a pool that");
    INFO("takes whatever comes as long as it is not full yet is over its bound by the last one.");
    INFO("100 + 200 bytes are exactly 300, and that is allowed");
    CHECK(too_large == "refused, Full");
    CHECK(fits == "taken");
}

TEST_CASE("a block holds at most a hundred") {
    Told pool;
    pool.add_all(payments(1, 120));
    const std::size_t chosen = pool.for_a_block().size();
    INFO("so far:" << pool.story);
    INFO(
        "120 wait, small ones: the block takes as many as it may hold (most_transactions) and not");
    INFO("one more, or every other node refuses it");
    CHECK(chosen == 100);
}

TEST_CASE("a block holds at most 24,000 bytes") {
    Told pool;
    pool.add_all(payments(1, 20, 1'500));
    const std::size_t exact = pool.for_a_block().size();
    Told other;
    other.add_all(payments(1, 20, 1'600 + 1));
    const std::size_t below = other.for_a_block().size();
    INFO("so far:" << pool.story << other.story);
    INFO(
        "16 of 1,500 bytes are 24,000 (most_transaction_bytes): they fit exactly. Of 1,601 bytes "
        "14");
    INFO("fit, and a block that the fifteenth makes too large is refused by every other node");
    CHECK(exact == 16);
    CHECK(below == 14);
}

TEST_CASE("a block is taken out without a look at each that waits") {
    const std::vector<std::string> all = payments(1, 3'000);
    const std::vector<std::string> block(all.end() - 100, all.end());  // the last of them
    Pool pool;
    for (const std::string& text : all) (void)pool.add(text);
    hashed = 0;
    pool.included(block);
    const std::size_t hashes = hashed;
    INFO("3,000 transactions wait, and a block holds 100 of them. included() asked for " << hashes);
    INFO("hashes; 100 are enough, one for each transaction of the block. Who looks at each that");
    INFO("waits for each in the block does 100 times 3,000 steps: have them found by their id");
    REQUIRE(hashes <= 200);

    // The work that there is to do, as a measure: hash each, look it up in a set.
    const std::vector<std::string> others = payments(3'001, 4'000);
    const auto time = compare_time(
        10,
        [&] {
            std::set<stage::Hash> ids;
            for (const std::string& text : others) ids.insert(stage::id_of(text));
        },
        [&] { pool.included(others); });
    INFO("then ten blocks of others came, 1,000 transactions. To put their hashes");
    INFO("into a set took " << time.measure_ms << " ms, your included() " << time.work_ms
                            << " ms.");
    INFO("Ten times as long would be enough for everything that it has to do");
    CHECK(time.within);
}
