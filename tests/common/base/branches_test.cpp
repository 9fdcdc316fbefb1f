#include "base/branches.hpp"

#include "catch.hpp"

using sbc::draw_branches;
using Lines = std::vector<std::string>;

TEST_CASE("a straight line of blocks is one column, the highest first", "[base]") {
    CHECK(draw_branches({{"a", "", 0}, {"b", "a", 1}, {"c", "b", 2}}, "c") ==
          Lines{"     2  ●  c", "     1  ●  b", "     0  ●  a"});
}

TEST_CASE("a fork is drawn where it leaves", "[base]") {
    CHECK(draw_branches({{"a", "", 0}, {"b", "a", 1}, {"x", "a", 1}, {"c", "b", 2}}, "c") ==
          Lines{"     2  ●     c", "     1  ●  ○  b  x", "     0  ●──┘  a"});
}

TEST_CASE("the branch of the tip comes first, even when another one is higher", "[base]") {
    CHECK(draw_branches({{"a", "", 7}, {"x", "a", 8}, {"y", "x", 9}, {"b", "a", 8}}, "b") ==
          Lines{"     9     ○  y", "     8  ●  ○  b  x", "     7  ●──┘  a"});
}

TEST_CASE("a fork of a fork has a column of its own", "[base]") {
    CHECK(draw_branches({{"a", "", 0},
                         {"b", "a", 1},
                         {"x", "a", 1},
                         {"y", "x", 2},
                         {"z", "x", 2},
                         {"c", "b", 2},
                         {"d", "c", 3}},
                        "d") == Lines{"     3  ●        d", "     2  ●  ○  ○  c  y  z",
                                      "     1  ●  ○──┘  b  x", "     0  ●──┘     a"});
}

TEST_CASE("two forks may leave at one height", "[base]") {
    CHECK(draw_branches({{"a", "", 0}, {"b", "a", 1}, {"x", "a", 1}, {"y", "a", 1}}, "b") ==
          Lines{"     1  ●  ○  ○  b  x  y", "     0  ●──┴──┘  a"});
}

TEST_CASE("what leaves higher stands nearer, so that no line crosses a branch", "[base]") {
    CHECK(draw_branches({{"a", "", 0},
                         {"b", "a", 1},
                         {"c", "b", 2},
                         {"d", "c", 3},
                         {"x", "a", 1},
                         {"y", "x", 2},
                         {"z", "y", 3},
                         {"s", "b", 2}},
                        "d") == Lines{"     3  ●     ○  d  z", "     2  ●  ○  ○  c  s  y",
                                      "     1  ●──┘  ○  b  x", "     0  ●─────┘  a"});
}

TEST_CASE("two trees that are not connected stand side by side, each with its forks", "[base]") {
    CHECK(draw_branches({{"a", "", 0},
                         {"b", "a", 1},
                         {"c", "a", 1},
                         {"p", "", 0},
                         {"q", "p", 1},
                         {"r", "p", 1}},
                        "b") ==
          Lines{"     1  ●  ○  ○  ○  b  c  q  r", "     0  ●──┘  ○──┘  a  p"});
}

TEST_CASE("a name that comes twice is drawn once, and a long line takes no long time", "[base]") {
    CHECK(draw_branches({{"a", "", 0}, {"a", "", 7}}, "a") == Lines{"     0  ●  a"});
    std::vector<sbc::Twig> comb;
    for (std::uint64_t i = 0; i < 100; ++i) {
        comb.push_back({std::to_string(i), i == 0 ? "" : std::to_string(i - 1), i});
        comb.push_back({"tooth " + std::to_string(i), std::to_string(i), i + 1});
    }
    const auto lines = draw_branches(comb, "99");
    REQUIRE(lines.size() == 101);
    CHECK(lines[1].starts_with("    99  ●──┘  ○  "));
}

TEST_CASE("what leads in a circle, or nowhere, is drawn all the same", "[base]") {
    CHECK(draw_branches({{"a", "b", 1}, {"b", "a", 1}}, "nobody").size() == 1);
    CHECK(draw_branches({{"a", "a", 5}}, "a") == Lines{"     5  ●  a"});
    CHECK(draw_branches({}, "a").empty());
}
