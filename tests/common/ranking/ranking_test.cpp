#include "ranking/ranking.hpp"

#include <algorithm>
#include <random>

#include "catch.hpp"
#include "ranking_kit.hpp"

using namespace kit;
using namespace std::chrono_literals;
using sbc::ranking::Day;
using sbc::ranking::Ranking;
using sbc::ranking::RankingLimits;
using sbc::ranking::Row;

namespace {

constexpr std::size_t all = 1'000;
constexpr Day monday{std::chrono::days{20'000}};
constexpr Day tuesday{std::chrono::days{20'001}};

Mention received(const SigningKey& who, std::uint64_t points, std::string why = {}) {
    return {Received, who.public_key(), points, std::move(why)};
}
Mention mined(const SigningKey& who, std::uint64_t points) {
    return {Mined, who.public_key(), points, {}};
}
Mention named(const SigningKey& who, std::string name) {
    return {Named, who.public_key(), 0, std::move(name)};
}
Row row(const SigningKey& who, std::uint64_t got, std::uint64_t won) {
    return {who.public_key(), {}, got, won, {}};
}

// The same from the beginning each time, nearly as lesson 07 does it.
struct Model {
    struct Block {
        std::chrono::sys_seconds time;
        std::vector<Mention> mentions;
    };
    std::vector<Block> blocks;

    [[nodiscard]] std::vector<Row> rows(std::optional<Day> day) const {
        std::map<PublicKey, Row> rows;
        std::map<PublicKey, std::string> names;
        std::map<PublicKey, std::vector<std::string>> whys;
        for (const Block& block : blocks) {
            for (const auto& [kind, who, points, text] : block.mentions) {
                if (kind == Named) names[who] = text;
                if (kind == Named) continue;
                if (!text.empty()) whys[who].insert(whys[who].begin(), text);
                if (day && std::chrono::floor<std::chrono::days>(block.time) != *day) continue;
                (kind == Mined ? rows[who].mined : rows[who].received) += points;
            }
        }
        std::vector<Row> sorted;
        for (auto& [who, made] : rows) {
            made.who = who;
            made.name = names[who];
            made.whys = whys[who];
            if (made.whys.size() > 3) made.whys.resize(3);
            sorted.push_back(made);
        }
        std::sort(sorted.begin(), sorted.end(), sbc::ranking::stands_before);
        return sorted;
    }
};

}  // namespace

TEST_CASE("whoever has received most stands first; then who has mined most", "[ranking]") {
    Ranking ranking;
    ranking.add(monday, {received(alice(), 5), mined(bob(), 100)});
    ranking.add(monday, {received(carol(), 3), received(carol(), 3), mined(alice(), 1)});
    CHECK(ranking.total(all) ==
          std::vector<Row>{row(carol(), 6, 0), row(alice(), 5, 1), row(bob(), 0, 100)});
    CHECK(ranking.total(1) == std::vector<Row>{row(carol(), 6, 0)});
    SECTION("equal ones stand in the order of their addresses") {
        ranking.add(monday, {received(alice(), 1), mined(carol(), 1)});
        auto equal = std::vector<Row>{row(carol(), 6, 1), row(alice(), 6, 1)};
        std::sort(equal.begin(), equal.end(), [](auto& a, auto& b) { return a.who < b.who; });
        CHECK(ranking.total(2) == equal);
    }
}

TEST_CASE("each day has a ranking of its own, from midnight to midnight in Greenwich",
          "[ranking]") {
    Ranking ranking;
    ranking.add(monday + 24h - 1s, {received(alice(), 5)});
    ranking.add(tuesday, {received(bob(), 7)});
    ranking.add(monday + 12h, {received(alice(), 1)});  // clocks differ
    CHECK(ranking.of_day(monday, all) == std::vector<Row>{row(alice(), 6, 0)});
    CHECK(ranking.of_day(tuesday, all) == std::vector<Row>{row(bob(), 7, 0)});
    CHECK(ranking.total(all) == std::vector<Row>{row(bob(), 7, 0), row(alice(), 6, 0)});
    CHECK(ranking.days(all) == std::vector<Day>{tuesday, monday});
    CHECK(ranking.days(1) == std::vector<Day>{tuesday});
    CHECK(ranking.of_day(tuesday + std::chrono::days{1}, all).empty());
}

TEST_CASE("the last memos are kept, the newest first", "[ranking]") {
    Ranking ranking;
    for (const char* why : {"one", "two", "three", "four"}) {
        ranking.add(monday, {received(alice(), 1, why)});
    }
    CHECK(ranking.total(1).front().whys == std::vector<std::string>{"four", "three", "two"});
    SECTION("and what had to make room comes back") {
        REQUIRE(ranking.take_back());
        CHECK(ranking.total(1).front().whys == std::vector<std::string>{"three", "two", "one"});
    }
}

TEST_CASE("the last name that somebody has claimed counts", "[ranking]") {
    Ranking ranking;
    ranking.add(monday, {named(alice(), "Alice"), received(alice(), 1)});
    CHECK(ranking.name_of(alice().public_key()) == "Alice");
    CHECK(ranking.name_of(bob().public_key()).empty());
    ranking.add(monday, {named(alice(), "Ally")});
    CHECK(ranking.total(1).front().name == "Ally");
    REQUIRE(ranking.take_back());
    CHECK(ranking.total(1).front().name == "Alice");
    REQUIRE(ranking.take_back());
    CHECK(ranking.name_of(alice().public_key()).empty());
    CHECK(ranking.total(1).empty());
}

TEST_CASE("what has been taken back has never been", "[ranking]") {
    const auto course = GENERATE(range(1U, 9U));
    CAPTURE(course);
    std::mt19937 random{course};
    const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
    const SigningKey* people[] = {&alice(), &bob(), &carol()};
    Ranking ranking{RankingLimits{100, 3}};
    Model model;
    for (int step = 0; step < 300; ++step) {
        if (!model.blocks.empty() && below(3) == 0) {
            REQUIRE(ranking.take_back());
            model.blocks.pop_back();
        } else {
            std::vector<Mention> said;
            for (unsigned i = below(4); i > 0; --i) {
                const SigningKey& who = *people[below(3)];
                switch (below(3)) {
                    case 0: said.push_back(mined(who, 1 + below(5))); break;
                    case 1: said.push_back(named(who, std::to_string(step))); break;
                    default:
                        said.push_back(
                            received(who, 1 + below(9), below(2) == 0 ? "" : std::to_string(i)));
                }
            }
            const auto time = monday + std::chrono::hours{below(72)};
            ranking.add(time, said);
            model.blocks.push_back({time, said});
        }
        REQUIRE(ranking.total(all) == model.rows({}));
        for (int day = 0; day < 3; ++day) {
            const Day of = monday + std::chrono::days{day};
            REQUIRE(ranking.of_day(of, all) == model.rows(of));
            const auto days = ranking.days(all);
            const bool listed = std::count(days.begin(), days.end(), of) == 1;
            REQUIRE(listed == !model.rows(of).empty());
        }
    }
}

TEST_CASE("only so many blocks can be taken back", "[ranking]") {
    Ranking ranking{RankingLimits{2, 3}};
    CHECK_FALSE(ranking.take_back());
    for (std::uint64_t points : {1U, 2U, 4U}) ranking.add(monday, {received(alice(), points)});
    REQUIRE(ranking.take_back());
    REQUIRE(ranking.take_back());
    CHECK_FALSE(ranking.take_back());
    CHECK(ranking.total(all) == std::vector<Row>{row(alice(), 1, 0)});
}
