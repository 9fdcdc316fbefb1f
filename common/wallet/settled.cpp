#include "wallet/settled.hpp"

#include <algorithm>

namespace sbc::wallet {

void Settled::add(Line line) {
    lines_.push_back(std::make_unique<Line>(std::move(line)));
    by_id_[lines_.back()->entry.id] = lines_.back().get();
}

Settled::Line Settled::take_last() {
    Line line = std::move(*lines_.back());
    lines_.pop_back();
    by_id_.erase(line.entry.id);
    return line;
}

void Settled::remove(const Hash& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return;
    const auto is_it = [&](const auto& line) { return line.get() == found->second; };
    lines_.erase(std::find_if(lines_.begin(), lines_.end(), is_it));
    by_id_.erase(found);
}

const Settled::Line* Settled::find(const Hash& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace sbc::wallet
