#include "ranking.hpp"

#include <algorithm>

#include "ledger/undo.hpp"

namespace stage {

// #region mentions-of
std::vector<Mention> mentions_of(const sbc::ledger::Transaction& transaction,
                                 std::span<const sbc::ledger::Coin> spends) {
    using enum Mention::Kind;
    const auto is_of = [](const PublicKey& key) {
        return [&key](const auto& coin) { return coin.output.to == key; };
    };
    const auto& note = transaction.note;
    std::vector<Mention> mentions;
    for (const auto& [to, amount] : transaction.outputs) {
        if (transaction.coinbase) {
            mentions.push_back({Mined, to, amount.value(), {}});
        } else if (std::ranges::none_of(spends, is_of(to))) {
            const std::string why = note && note->app == "memo" ? note->text : "";
            mentions.push_back({Received, to, amount.value(), why});
        }
    }
    const bool is_name = note && note->app == "name" && !spends.empty();
    if (is_name && std::ranges::all_of(spends, is_of(spends.front().output.to))) {
        mentions.push_back(
            {Named, spends.front().output.to, 0, sbc::ranking::clean_name(note->text)});
    }
    return mentions;
}
// #endregion mentions-of

// #region follow-the-chain
sbc::Instant Ranking::deadline() const {
    return counted_ == node_.chain().tip().hash ? sbc::never : sbc::Instant::min();
}

constexpr const char* unreadable = "the ranking cannot read what is on disk; try --reindex";

Actions Ranking::on_time(Moment) {
    const Chain& chain = node_.chain();
    const Place* last = chain.tree().find(counted_);
    if (last == nullptr) last = &chain.tree().root();  // its branch has been forgotten: all anew
    while (!chain.has(last->height, last->hash)) last = last->parent;
    while (!entries_.empty() && entries_.back().height > last->height) entries_.pop_back();
    counted_ = last->hash;
    for (int blocks = 0; blocks < 50 && last != &chain.tip(); ++blocks) {
        last = &chain.at(above(last->height));
        if (count(*last)) continue;
        return {sbc::p2p::Tell{sbc::Tone::Bad, unreadable}, sbc::p2p::Quit{}};
    }
    return {};
}
// #endregion follow-the-chain

// #region count
bool Ranking::count(const Place& place) {
    const auto block = node_.chain().block(place);
    const auto undo = store_.undo(place.hash);
    if (!block || !undo) return false;
    const auto settled = sbc::ledger::settled_in(*block, *undo);
    if (!settled) return false;
    for (const auto& [transaction, spends] : *settled) {
        for (const Mention& mention : mentions_of(transaction.parts(), spends)) {
            entries_.push_back({place.height, floor<std::chrono::days>(place.time()), mention});
        }
    }
    counted_ = place.hash;
    return true;
}
// #endregion count

// #region rows
std::vector<Row> Ranking::rows(std::optional<Day> day) const {
    using enum Mention::Kind;
    std::map<PublicKey, Row> rows;
    for (const auto& [height, of_day, mention] : entries_) {
        Row& row = rows[mention.who];
        if (mention.kind == Named) row.name = mention.text;
        if (mention.kind == Received && !mention.text.empty()) row.whys = {mention.text};
        if (day && of_day != *day) continue;
        (mention.kind == Mined ? row.mined : row.received) += mention.points;
    }
    std::vector<Row> sorted;
    for (auto& [who, row] : rows) {
        row.who = who;
        if (row.received + row.mined > 0) sorted.push_back(row);
    }
    std::ranges::sort(sorted, sbc::ranking::stands_before);
    return sorted;
}
// #endregion rows

// #region ranking-typed
Actions Ranking::typed(const std::string& line, Moment) {
    if (line != "ranking") return {};
    sbc::p2p::Outbox out;
    for (const auto& each : lines_of(rows({}))) out.tell(sbc::Tone::Plain, each);
    return out.take();
}

std::optional<std::string> Ranking::new_page() {
    if (deadline() != sbc::never || std::exchange(on_page_, counted_) == counted_) return {};
    std::vector<sbc::ranking::Page::Table> tables{{"In total", rows({})}};
    std::set<Day, std::greater<>> days;
    for (const Entry& entry : entries_) days.insert(entry.day);
    for (const Day day : days) tables.push_back({sbc::ranking::day_text(day), rows(day)});
    const Chain& chain = node_.chain();
    return to_html(sbc::ranking::Page{chain.tree().network().name, chain.height().value(), tables});
}
// #endregion ranking-typed

}  // namespace stage
