#include "node/light_isolation.hpp"

#include <algorithm>

namespace sbc::node {
namespace {

using chain::Place;
using std::chrono::seconds;
using std::chrono::sys_seconds;

double work_between(const Place& from, const Place& to) {
    return (to.work - from.work).to_double();
}

double duration(sys_seconds from, sys_seconds to) {
    return static_cast<double>(std::max(seconds{1}, to - from).count());
}

// The genesis block is not among them: nobody has mined it, and when it was written down says
// nothing. That a network is new is no sign either.
std::optional<unsigned> work_per_time(const Place& tip, sys_seconds now,
                                      const IsolationLimits& limits) {
    const std::uint64_t height = tip.height.value();
    const std::uint64_t recent = limits.recent;
    if (recent == 0 || height < 1 + 3 * recent) return std::nullopt;
    const Place& turn = ancestor(tip, chain::Height{height - recent});
    const std::uint64_t first =
        turn.height.value() <= 10 * recent ? 1 : turn.height.value() - 10 * recent;
    const Place& begin = ancestor(turn, chain::Height{first});
    const double late = work_between(turn, tip) / duration(turn.time(), now);
    const double before = work_between(begin, turn) / duration(begin.time(), turn.time());
    return static_cast<unsigned>(std::min(1e6, 1'000 * late / before));
}

std::string in_words(seconds time) {
    const auto count = time.count();
    const auto some = [](long long number, const char* one) {
        return std::to_string(number) + " " + one + (number == 1 ? "" : "s");
    };
    if (count < 120) return some(count, "second");
    if (count < 7'200) return some(count / 60, "minute");
    if (count < 172'800) return some(count / 3'600, "hour");
    return some(count / 86'400, "day");
}

}  // namespace

Isolation look_for_isolation(const Place& tip, const chain::Network& network, sys_seconds wall,
                             const IsolationLimits& limits) {
    Isolation seen;
    const sys_seconds now = std::max(wall, tip.time());
    seen.tip_age = now - tip.time();
    seen.permille = work_per_time(tip, now, limits);
    const bool mined = tip.height > chain::Height{};
    seen.silent = mined && seen.tip_age >= limits.silent * network.spacing;
    seen.slow = seen.permille && *seen.permille < limits.permille;
    return seen;
}

std::string words(const Isolation& isolation, const chain::Network& network) {
    if (!isolation.silent && !isolation.slow) return {};
    std::string text;
    if (isolation.silent) {
        text = "the newest block is " + in_words(isolation.tip_age) +
               " old, where one is due every " + in_words(network.spacing);
    } else {
        text = "of late there was " + std::to_string(*isolation.permille / 10) +
               " % of the work per time that there was before";
    }
    return text +
           ": either the network has slowed down, or these cores keep the true history from you. "
           "Ask somebody else for his height before you believe a payment";
}

}  // namespace sbc::node
