#include "merkle.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using stage::Hash;
using Row = std::vector<Hash>;

namespace {

// A leaf for each letter: the hash of the letter, and of a number that makes other leaves of them.
Hash leaf(char letter, int number = 0) {
    const std::string text = letter + std::to_string(number);
    return sbc::crypto::hash256(sbc::as_bytes(text));
}
Row leaves(const std::string& letters, int number = 0) {
    Row row;
    for (const char letter : letters) row.push_back(leaf(letter, number));
    return row;
}
Hash root_of(const std::string& letters) { return stage::merkle_root(leaves(letters)); }

// A hash by the letters it is made of, where it is one of these; by its digits otherwise.
std::string name_of(const Hash& hash) {
    if (hash == Hash{}) return "zero";
    for (const char* letters : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
        if (hash == leaf(letters[0])) return letters;
    }
    for (const char* both : {"ab", "cd", "ef", "gh", "cc", "ba", "dc"}) {
        if (hash == root_of(both)) return both;
    }
    for (const char* four : {"abcd", "efgh", "efef", "abcc"}) {
        if (hash == root_of(four)) return four;
    }
    return to_text(hash).substr(0, 8) + "…";
}
std::string names_of(const Row& row) {
    std::string names;
    for (const Hash& hash : row) names += (names.empty() ? "" : " ") + name_of(hash);
    return names.empty() ? "nothing" : names;
}

std::string spaced(const std::string& letters) {
    std::string text = "[";
    for (const char letter : letters) text += (text.size() > 1 ? " " : "") + std::string{letter};
    return text + "]";
}
std::string said(bool twins) { return twins ? "twins" : "no twins"; }
std::string twins_in(const std::string& letters) { return said(stage::has_twins(leaves(letters))); }

Row proof_for(const std::string& letters, std::uint32_t index) {
    return stage::merkle_proof(leaves(letters), index).siblings;
}
bool holds(const Row& row, const Hash& hash) {
    return std::find(row.begin(), row.end(), hash) != row.end();
}
std::string story(const std::string& letters, std::uint32_t index) {
    return "merkle_proof(" + spaced(letters) + ", " + std::to_string(index) + "): you gave " +
           names_of(proof_for(letters, index));
}

// Leaves by whose order one can see what a way up of four leaves is decided by.
struct Four {
    Hash a, b, c, d, ab, cd;
};
template <class Condition>
Four four_with(Condition condition) {
    Four four;
    for (int number = 0; number < 1'000; ++number) {
        const Row row = leaves("abcd", number);
        four = {.a = row[0],
                .b = row[1],
                .c = row[2],
                .d = row[3],
                .ab = stage::merkle_root({row[0], row[1]}),
                .cd = stage::merkle_root({row[2], row[3]})};
        if (condition(four)) break;
    }
    return four;
}

}  // namespace

TEST_CASE("two leaves are hashed together") {
    INFO("merkle_root([a b]): you gave " << to_text(root_of("ab")));
    INFO("it is neither of the two and not nothing, and another order is another root");
    CHECK(root_of("ab") != Hash{});
    CHECK(root_of("ab") != leaf('a'));
    CHECK(root_of("ab") != root_of("ba"));
}

TEST_CASE("the root of Bitcoin's block 100,000") {
    Row ids;
    for (const char* id : {"8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
                           "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
                           "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
                           "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d"}) {
        ids.push_back(*sbc::crypto::hash_from_text(id));
    }
    const std::string root = to_text(stage::merkle_root(ids));
    INFO("the four transactions of that block, from the real chain: you gave " << root);
    INFO("four leaves are two pairs, and what comes of these is one pair more: row by row, until");
    INFO("one hash is left. The other tests compare your hashes with each other, this one with");
    INFO("the world's. Bytes are hashed in the order in which they are stored; the other one,");
    INFO("last byte first, is for the eye only");
    CHECK(root == "f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766");
}

TEST_CASE("one leaf is the root itself") {
    INFO("merkle_root([a]): you gave " << name_of(root_of("a")));
    INFO(
        "there is nothing to be paired with: the rule for odd rows begins with three. Most of the");
    INFO("first blocks held a single transaction, and its id is their root");
    CHECK(name_of(root_of("a")) == "a");
}

TEST_CASE("an empty list has the root zero") {
    INFO("merkle_root([]): 32 bytes of 00, since there is nothing to begin with");
    CHECK(name_of(root_of("")) == "zero");
}

TEST_CASE("an odd row's last one is paired with itself") {
    for (const auto& [odd, even] : {std::pair{"abc", "abcc"}, {"abcde", "abcdee"}}) {
        INFO("merkle_root(" << spaced(odd) << "):  you gave " << to_text(root_of(odd)));
        INFO("merkle_root(" << spaced(even) << "): you gave " << to_text(root_of(even)));
        INFO(
            "by the rule these two are the same. If the last one is carried up as it is, your "
            "node");
        INFO("refuses every second block of the real chain");
        CHECK((root_of(odd) == root_of(even)));
    }
}

TEST_CASE("twins among the leaves are found") {
    INFO("has_twins([a b c c]): you said " << twins_in("abcc"));
    INFO("has_twins([a b c d]): you said " << twins_in("abcd"));
    INFO("[a b c c] has the root of [a b c], so a header cannot tell which of the two it means.");
    INFO("In [a b c d] all are different");
    CHECK(twins_in("abcc") == "twins");
    CHECK(twins_in("abcd") == "no twins");
}

TEST_CASE("twins in a higher row are found") {
    INFO("has_twins([a b c d e f e f]): you said " << twins_in("abcdefef"));
    INFO("one row up it is [ab cd ef ef], and [a b c d e f] leads to the same: two payments more,");
    INFO("under the same header. Look at each row on the way up");
    CHECK(twins_in("abcdefef") == "twins");
}

TEST_CASE("neighbours of two pairs are no twins") {
    INFO("has_twins([a b b c]): you said " << twins_in("abbc"));
    INFO(
        "the two b are not hashed together: no shorter list has this root. Compare the two of "
        "each");
    INFO("pair, in steps of two");
    CHECK(twins_in("abbc") == "no twins");
}

TEST_CASE("an odd list by itself has no twins") {
    INFO("has_twins([a b c]):     you said " << twins_in("abc"));
    INFO("has_twins([a b c d e]): you said " << twins_in("abcde"));
    INFO("three honest transactions, and five. Only two that were there are twins, not one and");
    INFO("the copy that the rule makes of it, in whichever row. Else every second block is");
    INFO("refused");
    CHECK(twins_in("abc") == "no twins");
    CHECK(twins_in("abcde") == "no twins");
}

TEST_CASE("a proof has one hash for each row below the root") {
    const std::size_t of_two = proof_for("ab", 0).size();
    const std::size_t of_eight = proof_for("abcdefgh", 0).size();
    INFO(story("ab", 0));
    INFO(story("abcdefgh", 0));
    INFO(
        "two leaves have one row below the root, eight have three. Who checks the proof has the "
        "leaf already,");
    INFO("and the root is what comes out: neither is a part of it");
    CHECK(of_two == 1);
    CHECK(of_eight == 3);
}

TEST_CASE("the right one of a pair meets the left one") {
    INFO(story("ab", 1));
    INFO(
        "b has the number 1. An even one meets the one after it, a right one meets the one before "
        "it:");
    INFO("the last bit of the number, turned over");
    CHECK(holds(proof_for("ab", 1), leaf('a')));
}

TEST_CASE("in the next row the number is half as large") {
    const std::string sixteen = "abcdefghijklmnop";
    INFO(story(sixteen, 4));
    INFO("e has the number 4 among the leaves. One row up it is in ef, which has the number 2 and");
    INFO("meets gh: with each row the number is half as large");
    CHECK(holds(proof_for(sixteen, 4), root_of("gh")));
}

TEST_CASE("the last of an odd row meets itself") {
    const Row proof = proof_for("abc", 2);
    INFO(story("abc", 2));
    INFO("c is alone in its row, so it is paired with itself: the first of its siblings is c");
    REQUIRE_FALSE(proof.empty());
    CHECK(name_of(proof[0]) == "c");
}

TEST_CASE("the number of the leaf says on which side it is") {
    // The larger hash stands on the left all the way from a up, and from d up too.
    const Four four =
        four_with([](const Four& f) { return f.a > f.b && f.c > f.d && f.ab > f.cd; });
    const Hash root = stage::merkle_root({four.a, four.b, four.c, four.d});
    const Hash by_a = stage::root_by({0, {four.b, four.cd}}, four.a);
    const Hash by_d = stage::root_by({3, {four.c, four.ab}}, four.d);
    INFO("the root of four leaves is            " << to_text(root));
    INFO("root_by({0, {b, cd}}, a): you came to " << to_text(by_a));
    INFO("root_by({3, {c, ab}}, d): you came to " << to_text(by_d));
    INFO(
        "0 is left in each row, 3 is right. Which of two is larger is chance, and here it is the "
        "left");
    INFO("one everywhere: in the tree they stand as the list has them");
    CHECK((by_a == root));
    CHECK((by_d == root));
}

TEST_CASE("the side is looked up anew in each row") {
    // Here the smaller hash stands on the left all the way.
    const Four four =
        four_with([](const Four& f) { return f.a < f.b && f.c < f.d && f.ab < f.cd; });
    const Hash root = stage::merkle_root({four.a, four.b, four.c, four.d});
    const Hash by_b = stage::root_by({1, {four.a, four.cd}}, four.b);
    const Hash by_c = stage::root_by({2, {four.d, four.ab}}, four.c);
    INFO("the root of four leaves is            " << to_text(root));
    INFO("root_by({1, {a, cd}}, b): you came to " << to_text(by_b));
    INFO("root_by({2, {d, ab}}, c): you came to " << to_text(by_c));
    INFO(
        "b is right in the lowest row, and left in the next one, in ab. Who does not halve the "
        "number");
    INFO("in each row keeps the side that it had in the lowest row");
    CHECK((by_b == root));
    CHECK((by_c == root));
}
