#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gui/account.hpp"

namespace sbc::gui {

// A transaction as far as a history wants to know it: who gave how much into it, and who got how
// much out of it. One that gives nothing was mined.
struct Side {
    crypto::PublicKey key;
    Points points;
};
struct Movement {
    std::string id{};
    std::uint32_t height = 0;  // 0: it waits
    std::vector<Side> in{};
    std::vector<Side> out{};  // not empty
    std::string note{};
};

// Its line in the history of whoever owns these keys, or nothing if it does not concern them. What
// came or went is told without what one paid to oneself.
[[nodiscard]] std::optional<AccountEntry> entry_of(
    const Movement& movement, const std::function<bool(const crypto::PublicKey&)>& mine);

// What waits and goes to others, with the fees.
[[nodiscard]] Points leaving(const std::vector<AccountEntry>& history);

}  // namespace sbc::gui
