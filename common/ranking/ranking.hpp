#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "ranking/mention.hpp"
#include "ranking/row.hpp"

namespace sbc::ranking {

// In Greenwich.
using Day = std::chrono::sys_days;

struct RankingLimits {
    std::size_t undoable = 1'000;  // blocks that can be taken back
    std::size_t most_whys = 3;     // memos that are kept of each address
};

// Who has been given how many points, by day and in total, of the blocks that it is told of, in
// their order. Two that were told of the same blocks say the same, whatever was taken back between.
// Room: a line for each address and day that a block mentions, and the last memos of each address.
// One thread.
//
// Hardened from lesson 07, which adds up everything anew for each table: here the sums are kept.
class Ranking {
public:
    explicit Ranking(RankingLimits limits = {}) : limits_{limits} {}

    // The next block: when it was mined, as its header says, and what all its transactions say.
    void add(std::chrono::sys_seconds time, std::vector<Mention> mentions);
    // The block that was added last has not happened. False, and nothing has changed: it is not
    // remembered any more, and whoever needs this must begin anew.
    [[nodiscard]] bool take_back();

    // The first so many.
    [[nodiscard]] std::vector<Row> total(std::size_t most) const;
    [[nodiscard]] std::vector<Row> of_day(Day day, std::size_t most) const;
    // On which points were received or mined, the newest first.
    [[nodiscard]] std::vector<Day> days(std::size_t most) const;
    // As its owner claims; empty: he claims none.
    [[nodiscard]] std::string name_of(const PublicKey& who) const;

private:
    struct Points {
        std::uint64_t received = 0;
        std::uint64_t mined = 0;
    };
    // Trees: whoever pays chooses the keys, and could make those of a hash table collide.
    template <class T>
    using ByKey = std::map<PublicKey, T>;
    using Table = ByKey<Points>;

    // What can be taken back.
    struct Happened {
        Mention mention;
        std::optional<std::string> pushed_out;  // the oldest why, which had to make room
    };
    struct Block {
        Day day;
        std::vector<Happened> all;
    };
    [[nodiscard]] Happened happens(Day day, Mention mention);
    void take_back(Day day, Happened& happened);
    static void take_off(Table& table, const Mention& mention);
    [[nodiscard]] std::vector<Row> rows_of(const Table& table, std::size_t most) const;

    RankingLimits limits_;
    Table total_;
    std::map<Day, Table> days_;
    ByKey<std::vector<std::string>> whys_;   // the oldest first
    ByKey<std::vector<std::string>> names_;  // all that were ever claimed: each cost a fee
    std::deque<Block> undoable_;
};

}  // namespace sbc::ranking
