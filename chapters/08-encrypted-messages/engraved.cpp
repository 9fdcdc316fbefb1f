#include "engraved.hpp"

#include <algorithm>

namespace stage {

// #region engraved
std::optional<Engraving> engraving_in(const sbc::ledger::Transaction& payment,
                                      std::span<const sbc::ledger::Output> spends) {
    const auto& note = payment.note;
    if (!note || note->app != "engraved" || note->text.empty() || spends.empty()) return {};
    const auto& author = spends.front().to;
    const bool alone = std::ranges::all_of(spends, [&](const auto& of) { return of.to == author; });
    return alone ? std::optional{Engraving{author, note->text}} : std::nullopt;
}
// #endregion engraved

}  // namespace stage
