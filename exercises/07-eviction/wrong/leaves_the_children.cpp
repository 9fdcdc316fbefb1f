// Lets go whoever is worth least, without its heirs.
#include "eviction.hpp"

#include <algorithm>
#include <set>

namespace exercise {

using Names = std::set<std::string>;

struct Package {
    Names members;
    std::uint64_t fee = 0;
    std::size_t bytes = 0;
};

static std::size_t bytes_of(const Waiting& waiting) {
    std::size_t sum = 0;
    for (const Payment& payment : waiting) sum += payment.bytes;
    return sum;
}

// Each stands behind its parents, so one walk finds all heirs.
static Package with_heirs(const Waiting& waiting, const std::string& name) {
    Package package;
    for (const Payment& payment : waiting) {
        const bool heir =
            std::any_of(payment.parents.begin(), payment.parents.end(),
                        [&](const auto& parent) { return package.members.contains(parent); });
        if (payment.name != name && !heir) continue;
        package.members.insert(payment.name);
        package.fee += payment.fee;
        package.bytes += payment.bytes;
    }
    return package;
}

// And one walk back finds all ancestors.
static Names ancestors_of(const Waiting& waiting, const Payment& newcomer) {
    Names names{newcomer.parents.begin(), newcomer.parents.end()};
    for (auto payment = waiting.rbegin(); payment != waiting.rend(); ++payment) {
        if (!names.contains(payment->name)) continue;
        names.insert(payment->parents.begin(), payment->parents.end());
    }
    return names;
}

static bool worth_less(const Package& one, const Package& other) {
    return one.fee * other.bytes < other.fee * one.bytes;
}

// Who has to go next. Nobody in it: there is nobody who may be asked to.
static Package worst_of(const Waiting& waiting, const Names& stay) {
    Package worst;
    std::string first;
    for (const Payment& payment : waiting) {
        if (stay.contains(payment.name)) continue;
        const Package package = with_heirs(waiting, payment.name);
        if (!worst.members.empty() && worth_less(worst, package)) continue;
        worst = package;
        first = payment.name;
    }
    if (!worst.members.empty()) worst.members = {first};
    return worst;
}

sbc::Result<void, PoolError> add(Waiting& waiting, std::size_t most_bytes,
                                 const Payment& newcomer) {
    const Package own{{newcomer.name}, newcomer.fee, newcomer.bytes};
    const Names stay = ancestors_of(waiting, newcomer);
    Waiting left = waiting;
    while (bytes_of(left) + newcomer.bytes > most_bytes) {
        const Package worst = worst_of(left, stay);
        if (worst.members.empty() || !worth_less(worst, own)) {
            return sbc::refuse(PoolError::NoRoom, "too many wait that pay better");
        }
        std::erase_if(left, [&](const Payment& one) { return worst.members.contains(one.name); });
    }
    left.push_back(newcomer);
    waiting = std::move(left);
    return {};
}

}  // namespace exercise
