#pragma once

#include <optional>
#include <set>
#include <utility>

#include "message/card.hpp"

namespace sbc::message {

// Until when each of many things is kept, the next one that is over first. For Mailboxes, which
// sees to it that each stands here once, with its own time.
template <class Key>
class Ends {
public:
    void add(Time until, const Key& key) { all_.emplace(until, key); }
    void remove(Time until, const Key& key) { all_.erase({until, key}); }

    // The last second of the one that goes first.
    [[nodiscard]] std::optional<Time> first() const {
        return all_.empty() ? std::nullopt : std::optional{all_.begin()->first};
    }
    // Takes out one that is over: its last second lies before now.
    [[nodiscard]] std::optional<Key> take_over(Time now) {
        if (all_.empty() || all_.begin()->first >= now) return std::nullopt;
        return take_first();
    }
    // Takes out the one that goes first; nothing: there is none.
    [[nodiscard]] std::optional<Key> take_first() {
        if (all_.empty()) return std::nullopt;
        return std::move(all_.extract(all_.begin()).value().second);
    }

private:
    std::set<std::pair<Time, Key>> all_;
};

}  // namespace sbc::message
