#include "ranking/ranking.hpp"

#include <algorithm>
#include <utility>

namespace sbc::ranking {
namespace {

std::uint64_t& counted(auto& points, Mention::Kind kind) {
    return kind == Mention::Kind::Mined ? points.mined : points.received;
}

}  // namespace

void Ranking::add(std::chrono::sys_seconds time, std::vector<Mention> mentions) {
    Block block{std::chrono::floor<std::chrono::days>(time), {}};
    for (Mention& mention : mentions) block.all.push_back(happens(block.day, std::move(mention)));
    undoable_.push_back(std::move(block));
    if (undoable_.size() > limits_.undoable) undoable_.pop_front();
}

Ranking::Happened Ranking::happens(Day day, Mention mention) {
    Happened happened{std::move(mention), {}};
    const auto& [kind, who, points, text] = happened.mention;
    if (kind == Mention::Kind::Named) {
        names_[who].push_back(text);
        return happened;
    }
    counted(total_[who], kind) += points;
    counted(days_[day][who], kind) += points;
    if (text.empty()) return happened;
    auto& whys = whys_[who];
    whys.push_back(text);
    if (whys.size() > limits_.most_whys) {
        happened.pushed_out = std::move(whys.front());
        whys.erase(whys.begin());
    }
    return happened;
}

bool Ranking::take_back() {
    if (undoable_.empty()) return false;
    auto& [day, all] = undoable_.back();
    for (; !all.empty(); all.pop_back()) take_back(day, all.back());
    const auto table = days_.find(day);
    if (table != days_.end() && table->second.empty()) days_.erase(table);
    undoable_.pop_back();
    return true;
}

void Ranking::take_back(Day day, Happened& happened) {
    const auto& [kind, who, points, text] = happened.mention;
    if (kind == Mention::Kind::Named) {
        auto& names = names_[who];
        names.pop_back();
        if (names.empty()) names_.erase(who);
        return;
    }
    take_off(total_, happened.mention);
    take_off(days_[day], happened.mention);
    if (text.empty()) return;
    auto& whys = whys_[who];
    if (happened.pushed_out) whys.insert(whys.begin(), std::move(*happened.pushed_out));
    whys.pop_back();
    if (whys.empty()) whys_.erase(who);
}

void Ranking::take_off(Table& table, const Mention& mention) {
    const auto found = table.find(mention.who);
    Points& points = found->second;
    counted(points, mention.kind) -= mention.points;
    if (points.received == 0 && points.mined == 0) table.erase(found);
}

std::vector<Row> Ranking::total(std::size_t most) const { return rows_of(total_, most); }

std::vector<Row> Ranking::of_day(Day day, std::size_t most) const {
    const auto found = days_.find(day);
    return found == days_.end() ? std::vector<Row>{} : rows_of(found->second, most);
}

std::vector<Day> Ranking::days(std::size_t most) const {
    std::vector<Day> days;
    for (auto each = days_.rbegin(); each != days_.rend() && days.size() < most; ++each) {
        days.push_back(each->first);
    }
    return days;
}

std::string Ranking::name_of(const PublicKey& who) const {
    const auto found = names_.find(who);
    return found == names_.end() ? std::string{} : found->second.back();
}

std::vector<Row> Ranking::rows_of(const Table& table, std::size_t most) const {
    std::vector<Row> rows;
    for (const auto& [who, points] : table) {
        rows.push_back({who, {}, points.received, points.mined, {}});
    }
    const auto last = rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size()));
    std::partial_sort(rows.begin(), last, rows.end(), stands_before);
    rows.erase(last, rows.end());
    for (Row& row : rows) {
        row.name = name_of(row.who);
        const auto whys = whys_.find(row.who);
        if (whys != whys_.end()) row.whys.assign(whys->second.rbegin(), whys->second.rend());
    }
    return rows;
}

}  // namespace sbc::ranking
