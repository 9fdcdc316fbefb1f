#include "wanted.hpp"

#include <algorithm>

namespace stage {

// Given.
[[maybe_unused]] static bool is_in(const std::deque<Wanted::LinkId>& list, Wanted::LinkId link) {
    return std::find(list.begin(), list.end(), link) != list.end();
}

bool Wanted::announced(const Hash& hash, LinkId by, sbc::Instant now) {
    // Your turn. So far nobody is asked for anything.
    (void)hash;
    (void)by;
    (void)now;
    return false;
}

std::vector<Wanted::Request> Wanted::overdue(sbc::Instant now) {
    // Your turn. So far nobody is late.
    (void)now;
    return {};
}

// Given. Whoever was asked and has gone will not answer: its time is over at once.
void Wanted::left(LinkId neighbour) {
    for (auto& [hash, waiting] : wanted_) {
        auto& from = waiting.announcers;
        if (from.front() == neighbour) waiting.until = sbc::Instant::min();
        from.erase(std::remove(from.begin() + 1, from.end(), neighbour), from.end());
    }
}

// Given.
sbc::Instant Wanted::deadline() const {
    sbc::Instant earliest = sbc::never;
    for (const auto& [hash, waiting] : wanted_) earliest = std::min(earliest, waiting.until);
    return earliest;
}

}  // namespace stage
