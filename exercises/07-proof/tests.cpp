#include "proof.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Claim;
using exercise::Hash;
using exercise::Headers;
using exercise::Verdict;
using Texts = std::vector<std::string>;

namespace {

std::string in_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::Proven: return "Proven";
        case Verdict::Unknown: return "Unknown";
        case Verdict::Aside: return "Aside";
        case Verdict::TooShort: return "TooShort";
        case Verdict::TooDeep: return "TooDeep";
        case Verdict::NoSuchPlace: return "NoSuchPlace";
        case Verdict::OtherRoot: return "OtherRoot";
    }
    return "nothing that there is";
}

// A transaction without inputs, so that it has no signature. It is called by a letter.
std::string mined(char name, int amount = 5) {
    return R"({"coinbase":{"height":7},"note":{"app":"memo","text":")" + std::string{name} +
           R"("},"outputs":[{"address":"sb1ann","amount":)" + std::to_string(amount) + "}]}";
}
std::string paid(const std::string& signature) {
    return R"({"inputs":[{"index":0,"signature":")" + signature +
           R"(","transaction":"7d86"}],"outputs":[{"address":"sb1ben","amount":5}]})";
}
Texts block_of(const std::string& names) {
    Texts texts;
    for (const char name : names) texts.push_back(mined(name));
    return texts;
}

// A wallet's headers, the blocks that only full nodes have, and the story of a claim.
class World {
public:
    World& add(const std::string& block, const Texts& transactions, bool ours = true) {
        std::vector<Hash> row;
        for (const std::string& text : transactions) row.push_back(exercise::hash_of(text));
        rows_[block] = {row};
        while (row.size() > 1) {
            std::vector<Hash> above;
            for (std::size_t i = 0; i < row.size(); i += 2) {
                above.push_back(exercise::hash_pair(row[i], row[std::min(i + 1, row.size() - 1)]));
            }
            rows_[block].push_back(row = above);
        }
        texts_[block] = transactions;
        return add_root(block, row[0], ours, std::to_string(transactions.size()) + " transactions");
    }
    World& add_root(const std::string& block, const Hash& root, bool ours,
                    const std::string& what) {
        headers_[block] = {root, ours};
        story += "\n  block " + block + ", " + what + (ours ? "" : ", lies aside");
        return *this;
    }
    // As an honest node shows it.
    [[nodiscard]] Claim claim(const std::string& block, std::uint32_t index) const {
        Claim claim{block, texts_.at(block)[index], index, {}};
        for (const std::vector<Hash>& row : rows_.at(block)) {
            if (row.size() == 1) break;
            claim.siblings.push_back(row[std::min<std::size_t>(index ^ 1, row.size() - 1)]);
            index /= 2;
        }
        return claim;
    }
    void tell(const Claim& claim) {
        story += "\n  claimed: " + claim.transaction + "\n  is number " +
                 std::to_string(claim.index) + " of block " + claim.block +
                 "; on its way up it meets";
        const std::size_t most_shown = 4;
        for (std::size_t i = 0; i < std::min(claim.siblings.size(), most_shown); ++i) {
            story += " " + to_text(claim.siblings[i]).substr(0, 8) + "…";
        }
        if (claim.siblings.size() > most_shown) story += " …";
        story += " (" + std::to_string(claim.siblings.size()) + " hashes)";
    }
    // What the learner says.
    std::string check(const Claim& claim) {
        tell(claim);
        std::string said = in_words(exercise::check(headers_, claim));
        story += "\n  you said: " + said;
        return said;
    }
    [[nodiscard]] const Headers& headers() const { return headers_; }
    std::string story;

private:
    Headers headers_;
    std::map<std::string, Texts> texts_;
    std::map<std::string, std::vector<std::vector<Hash>>> rows_;
};

// A way up of so many rows, from this transaction as the leftmost one.
Claim deep_claim(std::size_t rows) {
    return {"deep", mined('a'), 0, std::vector<Hash>(rows, exercise::hash_of("whoever"))};
}
Hash top_of(const Claim& leftmost) {
    Hash hash = exercise::hash_of(leftmost.transaction);
    for (const Hash& sibling : leftmost.siblings) hash = exercise::hash_pair(hash, sibling);
    return hash;
}

}  // namespace

TEST_CASE("a transaction that is in the block is proven") {
    World world;
    world.add("7", block_of("abcd"));
    const std::string first = world.check(world.claim("7", 0));
    const std::string last = world.check(world.claim("7", 3));
    INFO("now:" << world.story);
    INFO("an honest node has shown the first and the last of four");
    CHECK(first == "Proven");
    CHECK(last == "Proven");
}

TEST_CASE("a transaction that is not in the block leads to another root") {
    World world;
    world.add("7", block_of("abcd"));
    Claim claim = world.claim("7", 0);
    claim.transaction = mined('a', 500);
    const std::string said = world.check(claim);
    INFO("now:" << world.story);
    INFO("5 points have become 500, and all else is as it was. The work in the header vouches");
    INFO("for the root, and for nothing that does not lead there: hash the transaction, go up");
    INFO("with the siblings, and compare what you come to with the root, all 32 bytes");
    CHECK(said == "OtherRoot");
}

TEST_CASE("the number says in each row on which side it stands") {
    World world;
    world.add("7", block_of("abcd"));
    const std::string second = world.check(world.claim("7", 1));
    const std::string third = world.check(world.claim("7", 2));
    INFO("now:" << world.story);
    INFO("number 1 is right in the lowest row, and left in the next one; number 2 the other way");
    INFO("round. The last bit belongs to the lowest row: whoever begins with the first bit of the");
    INFO("number goes down the tree, and the siblings come from below");
    CHECK(second == "Proven");
    CHECK(third == "Proven");
}

TEST_CASE("a transaction is hashed whole") {
    World world;
    world.add("7", {paid("aaaa"), mined('b')});
    const std::string said = world.check(world.claim("7", 0));
    INFO("now:" << world.story);
    INFO("what a block holds is the whole text, and its signature is a part of that. The id, made");
    INFO("without signatures, is for those who spend it: by the id alone everybody could put");
    INFO("another signature there, and your wallet would show it as proven");
    CHECK(said == "Proven");
}

TEST_CASE("the root is that of the block that was named") {
    World world;
    world.add("7", block_of("abcd")).add("9", block_of("efgh"));
    Claim claim = world.claim("9", 0);
    claim.block = "7";
    const std::string said = world.check(claim);
    INFO("now:" << world.story);
    INFO("it is in block 9, and not in block 7 as the node says. Where it stands decides how many");
    INFO("blocks lie on it: one root that fits somewhere is not enough, it must be that one");
    CHECK(said == "OtherRoot");
}

TEST_CASE("what lies aside proves nothing") {
    World world;
    world.add("7", block_of("abcd")).add("7b", block_of("efgh"), false);
    const std::string said = world.check(world.claim("7b", 0));
    INFO("now:" << world.story);
    INFO("the proof is right, the header is known and took work. But 7b is on a branch that has");
    INFO("lost: what was paid there is not paid. A wallet that does not ask whether the block is");
    INFO("in its history shows points that nobody will take from it");
    CHECK(said == "Aside");
}

TEST_CASE("a block that we have no header of proves nothing") {
    World world;
    world.add("7", block_of("abcd"));
    Claim claim = world.claim("7", 0);
    claim.block = "8";
    world.tell(claim);
    INFO("now:" << world.story);
    INFO(
        "the name comes from a stranger, so it may be any: at() throws for what is not there, and");
    INFO("[] makes a header of zeros. Look it up with find()");
    const Verdict verdict = exercise::check(world.headers(), claim);
    INFO("you said: " << in_words(verdict));
    CHECK(in_words(verdict) == "Unknown");
}

TEST_CASE("an inner node is no transaction") {
    World world;
    const Texts texts = block_of("abcd");
    world.add("7", texts);
    Claim claim{"7", "", 0, {world.claim("7", 0).siblings[1]}};
    for (const std::string& text : {texts[0], texts[1]}) {
        const Hash hash = exercise::hash_of(text);
        claim.transaction.append(hash.bytes.begin(), hash.bytes.end());
    }
    const std::string said = in_words(exercise::check(world.headers(), claim));
    INFO("now:" << world.story);
    INFO("claimed as a transaction: the hashes of the first two, side by side. These 64 bytes are");
    INFO("hashed like any text, and come to the node above the two; with one sibling less the way");
    INFO("leads to the true root. Whoever finds 64 bytes that mean something, and are the hashes");
    INFO("of two transactions as well, proves what never was in a block. So shorter ones are out");
    INFO("you said: " << said);
    CHECK(said == "TooShort");
}

TEST_CASE("sixty-five bytes are enough") {
    World world;
    const std::string text = R"({"coinbase":{"height":7},"outputs":[{"address":"s","amount":12}]})";
    world.add("7", {text, mined('b')});
    const std::string said = world.check(world.claim("7", 0));
    INFO("now:" << world.story);
    INFO("it has " << text.size() << " bytes. An inner node has 64, so this is none");
    CHECK(said == "Proven");
}

TEST_CASE("more rows than any block has are too many") {
    const Claim claim = deep_claim(40);
    World world;
    world.add_root("deep", top_of(claim), true, "whose transactions nobody has seen");
    const std::string said = world.check(claim);
    INFO("now:" << world.story);
    INFO("a block with that many rows would have 2^40 transactions. A stranger says how long his");
    INFO("proof is, and each of its rows is a hash that you make: look at its length before");
    CHECK(said == "TooDeep");
}

TEST_CASE("as many rows as are allowed are not too many") {
    const Claim claim = deep_claim(exercise::deepest);
    World world;
    world.add_root("deep", top_of(claim), true, "whose transactions nobody has seen");
    world.tell(claim);
    INFO("now:" << world.story);
    INFO("32 are allowed. (An index has 32 bits: to shift it by 32 is not zero in C++, but");
    INFO("undefined. Shift it by one in each row)");
    const Verdict verdict = exercise::check(world.headers(), claim);
    INFO("you said: " << in_words(verdict));
    CHECK(in_words(verdict) == "Proven");
}

TEST_CASE("a number beyond the tree is nobody's") {
    World world;
    world.add("7", block_of("abcd"));
    Claim claim = world.claim("7", 0);
    claim.index = 4;
    const std::string said = world.check(claim);
    INFO("now:" << world.story);
    INFO("two rows have room for the numbers 0 to 3. Of number 4 the two lowest bits are those of");
    INFO("number 0, so it goes the same way: one payment, shown at two places, is counted twice.");
    INFO("At the top nothing may be left of the number");
    CHECK(said == "NoSuchPlace");
}

TEST_CASE("a copy is not another transaction") {
    World world;
    world.add("7", block_of("abc"));
    Claim claim = world.claim("7", 2);
    claim.index = 3;
    const std::string said = world.check(claim);
    INFO("now:" << world.story);
    INFO("block 7 has three transactions, and the last one is hashed with itself. As number 3 it");
    INFO("is its own copy: who stands on the right of an equal one is not there");
    CHECK(said == "NoSuchPlace");
}

TEST_CASE("the last one of an odd row meets itself") {
    World world;
    world.add("7", block_of("abcdef"));
    const std::string said = world.check(world.claim("7", 5));
    INFO("now:" << world.story);
    INFO(
        "six transactions are three pairs. The third pair stands on the left, and on its right is");
    INFO("its copy: that is how the tree is made, and no reason to refuse it");
    CHECK(said == "Proven");
}

TEST_CASE("without siblings it must be the root itself") {
    World world;
    world.add("7", block_of("a")).add("9", block_of("efgh"));
    const std::string alone = world.check(world.claim("7", 0));
    const std::string among_four = world.check({"9", mined('z'), 0, {}});
    INFO("now:" << world.story);
    INFO("a block with one transaction has its hash as the root, and the proof is empty. That it");
    INFO("is empty proves nothing by itself: block 9 has four, and a liar leaves their hashes out");
    CHECK(alone == "Proven");
    CHECK(among_four == "OtherRoot");
}
