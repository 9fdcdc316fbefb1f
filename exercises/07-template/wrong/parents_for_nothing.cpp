// Takes parents along, and asks what the child alone pays for its bytes.
#include "block_template.hpp"

#include <set>

namespace exercise {

using Places = std::set<std::size_t>;  // in their order parents come before children

struct Package {
    Places members;
    std::uint64_t fee = 0;
    std::size_t bytes = 0;
    std::uint64_t own_fee = 0;
    std::size_t own_bytes = 1;
};

// A payment and all its ancestors, each once, but for those that are in the block already.
static void collect(std::span<const Payment> waiting, const Places& chosen, std::size_t place,
                    Package& package) {
    if (chosen.contains(place) || !package.members.insert(place).second) return;
    package.fee += waiting[place].fee;
    package.bytes += waiting[place].bytes;
    for (const std::size_t parent : waiting[place].parents) {
        collect(waiting, chosen, parent, package);
    }
}

// Compared as fractions: a division would leave out what is behind the point.
static bool pays_more(const Package& one, const Package& other) {
    return one.own_fee * other.own_bytes > other.own_fee * one.own_bytes;
}

// The best package that fits. Nothing in it: there is none.
static Package best_of(std::span<const Payment> waiting, const Places& chosen, Room room) {
    Package best;
    for (std::size_t place = 0; place < waiting.size(); ++place) {
        if (chosen.contains(place)) continue;
        Package package;
        package.own_fee = waiting[place].fee;
        package.own_bytes = waiting[place].bytes;
        collect(waiting, chosen, place, package);
        if (package.bytes > room.bytes || package.members.size() > room.payments) continue;
        if (best.members.empty() || pays_more(package, best)) best = package;
    }
    return best;
}

Template make_template(std::span<const Payment> waiting, Room room, std::uint64_t subsidy) {
    Template made{.payments = {}, .coinbase = subsidy};
    Places chosen;
    for (;;) {
        const Package best = best_of(waiting, chosen, room);
        if (best.members.empty()) return made;
        for (const std::size_t place : best.members) {
            made.payments.push_back(place);
            chosen.insert(place);
        }
        made.coinbase += best.fee;
        room.bytes -= best.bytes;
        room.payments -= best.members.size();
    }
}

}  // namespace exercise
