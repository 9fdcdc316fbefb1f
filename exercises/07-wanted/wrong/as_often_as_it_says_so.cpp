// Writes a neighbour down for each of its announcements.
#include "wanted.hpp"

#include <algorithm>

namespace stage {

static bool is_in(const std::deque<Wanted::LinkId>& list, Wanted::LinkId link) {
    return std::find(list.begin(), list.end(), link) != list.end();
}

bool Wanted::announced(const Hash& hash, LinkId by, sbc::Instant now) {
    const auto open = std::count_if(wanted_.begin(), wanted_.end(), [by](const auto& one) {
        return is_in(one.second.announcers, by);
    });
    if (open >= most_of_one) return false;
    const auto [found, is_new] = wanted_.try_emplace(hash);
    auto& [announcers, until] = found->second;
    announcers.push_back(by);
    if (is_new) until = now + patience;
    return is_new;
}

// Whoever was asked and has gone will not answer: its time is over at once.
void Wanted::left(LinkId neighbour) {
    for (auto& [hash, waiting] : wanted_) {
        auto& from = waiting.announcers;
        if (from.front() == neighbour) waiting.until = sbc::Instant::min();
        from.erase(std::remove(from.begin() + 1, from.end(), neighbour), from.end());
    }
}

std::vector<Wanted::Request> Wanted::overdue(sbc::Instant now) {
    std::vector<Request> again;
    for (auto& [hash, waiting] : wanted_) {
        if (now < waiting.until) continue;
        waiting.announcers.pop_front();
        waiting.until = now + patience;
        if (!waiting.announcers.empty()) again.push_back({waiting.announcers.front(), hash});
    }
    std::erase_if(wanted_, [](const auto& one) { return one.second.announcers.empty(); });
    return again;
}

sbc::Instant Wanted::deadline() const {
    sbc::Instant earliest = sbc::never;
    for (const auto& [hash, waiting] : wanted_) earliest = std::min(earliest, waiting.until);
    return earliest;
}

}  // namespace stage
