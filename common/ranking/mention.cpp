#include "ranking/mention.hpp"

#include <algorithm>

#include "ranking/row.hpp"

namespace sbc::ranking {
namespace {

bool spends_one_of(std::span<const ledger::Coin> spends, const PublicKey& key) {
    return std::ranges::any_of(spends, [&](const auto& coin) { return coin.output.to == key; });
}

bool spends_only_of(std::span<const ledger::Coin> spends, const PublicKey& key) {
    return std::ranges::all_of(spends, [&](const auto& coin) { return coin.output.to == key; });
}

}  // namespace

std::vector<Mention> mentions_of(const ledger::Transaction& transaction,
                                 std::span<const ledger::Coin> spends) {
    using enum Mention::Kind;
    const auto& note = transaction.note;
    const std::string why = note && note->app == "memo" ? note->text : std::string{};
    std::vector<Mention> mentions;
    for (const auto& [to, amount] : transaction.outputs) {
        if (transaction.coinbase) {
            mentions.push_back({Mined, to, amount.value(), {}});
        } else if (!spends_one_of(spends, to)) {
            mentions.push_back({Received, to, amount.value(), why});
        }
    }
    if (note && note->app == name_app && !spends.empty() &&
        spends_only_of(spends, spends.front().output.to)) {
        mentions.push_back({Named, spends.front().output.to, 0, clean_name(note->text)});
    }
    return mentions;
}

}  // namespace sbc::ranking
