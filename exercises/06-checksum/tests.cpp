#include "checksum.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

using stage::checksum_of;
using stage::Groups;
using stage::whole;

namespace {

const std::string alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

std::string spelled(const Groups& groups) {
    std::string text;
    for (const std::uint8_t group : groups) text += group < 32 ? alphabet[group] : '?';
    return text;
}
Groups groups_of(const std::string& text) {
    Groups groups;
    for (const char c : text) groups.push_back(static_cast<std::uint8_t>(alphabet.find(c)));
    return groups;
}

// The prefix, a 1, the groups, the last six of them the checksum.
struct Written {
    std::string prefix;
    Groups front;
    Groups checksum;
};
Written read(const std::string& text) {
    const std::size_t one = text.rfind('1');
    const std::size_t last = text.size() - stage::checksum_length;
    return {text.substr(0, one), groups_of(text.substr(one + 1, last - one - 1)),
            groups_of(text.substr(last))};
}
Groups joined(Groups front, const Groups& checksum) {
    front.insert(front.end(), checksum.begin(), checksum.end());
    return front;
}

std::string shown(const std::string& prefix, const std::string& front) {
    return "checksum_of(\"" + prefix + "\", " + (front.empty() ? "nothing" : front) +
           "): you gave " + spelled(checksum_of(prefix, groups_of(front)));
}
std::string checksum(const std::string& prefix, const std::string& front) {
    return spelled(checksum_of(prefix, groups_of(front)));
}
std::string said(bool is_whole) { return is_whole ? "whole" : "not whole"; }
std::string verdict(const std::string& text) {
    const Written written = read(text);
    return said(whole(written.prefix, joined(written.front, written.checksum)));
}

// In which bits two checksums differ.
std::string difference(const Groups& one, const Groups& other) {
    Groups differing(stage::checksum_length);
    for (std::size_t i = 0; i < differing.size() && i < one.size() && i < other.size(); ++i) {
        differing[i] = one[i] ^ other[i];
    }
    return spelled(differing);
}

const std::string key = "qqqsyqcyq5rqwzqfpg9scrgwpugpzysn";  // the bytes 00 01 02 … 13

// Two addresses of Bitcoin, both with the prefix bc and as long, so that all else is the same.
const Written one = read("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0");
const Written other = read("bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr");

// What the tests of single rules ask for, so that the last one can say that nothing else is wrong.
bool completes() { return whole("sb", joined(groups_of(key), checksum_of("sb", groups_of(key)))); }
bool divides() {
    return difference(checksum_of("bc", one.front), checksum_of("bc", other.front)) ==
           difference(one.checksum, other.checksum);
}
bool begins_with_one() { return checksum("", "qq") != checksum("", "qqq"); }
bool ends_the_prefix() { return checksum("ab", "x") != checksum("c", "pzx"); }
bool reads_lower_bits() { return checksum("sb", key) != checksum("bc", key); }
bool reads_upper_bits() { return checksum("sb", key) != checksum("SB", key); }
const std::string of_old = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
bool refuses_the_old() { return verdict(of_old) == "not whole"; }

}  // namespace

TEST_CASE("groups are whole with their checksum") {
    const Groups front = groups_of(key);
    const Groups made = checksum_of("sb", front);
    INFO(shown("sb", key));
    INFO("and of these with that behind them whole() said: "
         << said(whole("sb", joined(front, made))));
    INFO("the six are what is missing to the right remainder when six places are already there,");
    INFO("as zeros: make room for them first, then divide. (If there is no division yet, begin");
    INFO("with a single step of it: below its table the README says what remains after each step");
    INFO("of an example)");
    CHECK(made.size() == stage::checksum_length);
    CHECK(completes());
}

TEST_CASE("one wrong character is noticed wherever it stands") {
    const Groups good = joined(groups_of(key), checksum_of("sb", groups_of(key)));
    for (std::size_t i = 0; i < good.size(); ++i) {
        Groups bad = good;
        bad[i] ^= 5;
        INFO("made by you:   " << spelled(good));
        INFO("character " << i + 1 << ":  " << spelled(bad) << ", and whole() said: whole");
        INFO("somebody who types this address pays into the void");
        const bool noticed = !whole("sb", bad);
        REQUIRE(noticed);
    }
}

TEST_CASE("two neighbours that have changed places are noticed") {
    const std::string right = checksum("sb", "pz9");
    const std::string swapped = checksum("sb", "p9z");
    INFO(shown("sb", "pz9"));
    INFO(shown("sb", "p9z"));
    INFO("in a sum the order does not matter, and to change two letters is what people");
    INFO("do most. In a division each step multiplies what is left so far, so it does");
    CHECK(right != swapped);
}

TEST_CASE("two real addresses differ as their checksums do") {
    const Groups of_one = checksum_of(one.prefix, one.front);
    const Groups of_other = checksum_of(other.prefix, other.front);
    INFO("the one ends in    " << spelled(one.checksum) << ", you gave " << spelled(of_one));
    INFO("the other ends in  " << spelled(other.checksum) << ", you gave " << spelled(of_other));
    INFO("whatever the division begins and ends with, what the two have in common falls out");
    INFO("when one is taken from the other (^). If that is wrong, look at the single step: 25");
    INFO("bits move up by 5, and the group comes in below. The group that is pushed out has");
    INFO("five bits, and its lowest bit belongs to generator[0]");
    if (!completes()) return;  // the first test tells why
    CHECK(difference(of_one, of_other) == difference(one.checksum, other.checksum));
}

TEST_CASE("zeros in front count") {
    INFO(shown("", "qq"));
    INFO(shown("", "qqq"));
    INFO("q is the zero. If the division begins with 0, zeros leave it");
    INFO("at 0, and nobody notices how many there are: it begins with 1");
    CHECK(begins_with_one());
}

TEST_CASE("where the prefix ends makes a difference") {
    INFO(shown("ab", "x"));
    INFO(shown("c", "pzx"));
    INFO("a and b end in the bits 00001 and 00010, which are p and z:");
    INFO("with nothing between its two parts one prefix reads as a");
    INFO("shorter one with longer groups. A zero stands between them");
    CHECK(ends_the_prefix());
}

TEST_CASE("another prefix is another checksum") {
    INFO(shown("sb", key));
    INFO(shown("bc", key));
    INFO("the same key, once for us and once for Bitcoin. Whoever takes one for the other would");
    INFO("pay into the void: the lower five bits of each letter of the prefix count (c & 31)");
    CHECK(reads_lower_bits());
}

TEST_CASE("the upper bits of the prefix count as well") {
    INFO(shown("sb", key));
    INFO(shown("SB", key));
    INFO("s and S are equal in their lower five bits, and so are b and B, and a");
    INFO("few signs with the letters. What is above them (c >> 5) comes first");
    CHECK(reads_upper_bits());
}

TEST_CASE("an address of the older kind is not whole") {
    INFO(of_old << " is one of Bitcoin's, by BIP 173: you said " << verdict(of_old));
    INFO("that rule ended in the remainder 1, and with it one could put q before a");
    INFO("last p and nobody noticed. Since BIP 350 what is whole leaves 0x2bc830a3");
    CHECK(refuses_the_old());
}

TEST_CASE("fewer than six groups are never whole") {
    for (const char* few : {"p", "lqfn3", ""}) {
        const std::size_t size = std::string{few}.size();
        INFO("whole(\"a\", …) was asked about " << size << " groups, fewer than a checksum has");
        INFO("what people type can be that short: no step may count below zero");
        REQUIRE_FALSE(whole("a", groups_of(few)));
    }
}

TEST_CASE("with all this in place the examples of BIP 350 are whole") {
    const bool in_place = completes() && divides() && begins_with_one() && ends_the_prefix() &&
                          reads_lower_bits() && reads_upper_bits() && refuses_the_old();
    if (!in_place) return;  // the tests above tell why
    const std::vector<std::string> examples{
        "a1lqfn3a", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v", "?1v759aa"};
    for (const std::string& example : examples) {
        const Written written = read(example);
        const std::string made = spelled(checksum_of(written.prefix, written.front));
        INFO("the example  " << example << ": you said " << verdict(example));
        INFO("it ends in   " << spelled(written.checksum) << ", you gave " << made);
        INFO("the order is: the upper bits of all letters of the");
        INFO("prefix, a zero, the lower bits of all");
        INFO("of them, the groups. Here the prefix is " << written.prefix);
        const bool right = made == spelled(written.checksum) && verdict(example) == "whole";
        REQUIRE(right);
    }
}
