// Orders to part and to heal: given by the host, obeyed by all.
#include <algorithm>
#include <utility>

#include "classroom/classroom.hpp"

namespace sbc::classroom {
namespace {

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

bool Classroom::apart(const std::string& one, const std::string& other) const {
    if (!in_force_) return false;
    const auto& names = order_->apart;
    return std::binary_search(names.begin(), names.end(), one) !=
           std::binary_search(names.begin(), names.end(), other);
}

bool Classroom::apart(p2p::LinkId neighbour) const {
    if (!in_force_) return false;
    const std::string* name = name_of(neighbour);
    return name == nullptr || apart(settings_.name, *name);
}

const Order* Classroom::partition() const { return in_force_ ? &*order_ : nullptr; }

std::uint64_t Classroom::minutes_left() const {
    if (!in_force_ || order_->until <= moment_.wall) return 0;
    const auto left = std::chrono::ceil<std::chrono::minutes>(order_->until - moment_.wall);
    return static_cast<std::uint64_t>(left.count());
}

const std::string* Classroom::name_of(p2p::LinkId neighbour) const {
    const auto found = neighbours_.find(neighbour);
    return found == neighbours_.end() || found->second.name.empty() ? nullptr : &found->second.name;
}

Result<void, Classroom::OrderError> Classroom::part(std::vector<std::string> names) {
    if (names.empty()) {
        bool second = true;
        for (const auto& [name, present] : roll_.all()) {
            if (name != settings_.name && std::exchange(second, !second)) names.push_back(name);
        }
    }
    std::erase_if(names, [](const std::string& name) { return !is_nick(name); });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const bool present = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name != settings_.name && roll_.all().contains(name);
    });
    if (!present) {
        return refuse(OrderError::NobodyThere,
                      "nobody of those is present with a node: see who is, with class");
    }
    return give(std::move(names));
}

Result<void, Classroom::OrderError> Classroom::heal() { return give({}); }

Result<void, Classroom::OrderError> Classroom::give(std::vector<std::string> apart) {
    if (settings_.host_key == nullptr) {
        return refuse(OrderError::NotTheHost, "only the host of the class can part and heal it");
    }
    if (apart.size() > most_apart) apart.resize(most_apart);
    const auto now = static_cast<std::uint64_t>(moment_.wall.time_since_epoch().count());
    Order order;
    order.number = order_ ? std::max(order_->number + 1, now) : now;  // also after a restart
    order.until = moment_.wall + settings_.parted_for;
    order.apart = std::move(apart);
    sign(order, network_, *settings_.host_key);
    on(order);
    publish(order);
    presence_at_ = Instant::min();  // what waits is taken along
    return {};
}

// A heal is obeyed whatever the clocks say; and the host knows its own word again, so that the next
// one has a higher number.
Classroom::Verdict Classroom::judge(const Order& order) const {
    if (order_ && order.number <= order_->number) return Verdict::Known;
    if (!holds(order, settings_.code, network_)) return Verdict::Forged;
    const bool bound = !order.apart.empty() && settings_.host_key == nullptr;
    if (bound && order.until > moment_.wall + longest_partition) return Verdict::TooFar;
    return Verdict::Holds;
}

void Classroom::set_sides() {
    ++sides_;
    in_force_ = order_ && !order_->apart.empty() && order_->until > moment_.wall;
    order_ends_ = in_force_ ? moment_.now + (order_->until - moment_.wall) : never;
}

// Unless the clock on the wall was set back meanwhile.
void Classroom::end_order() {
    set_sides();
    if (in_force_) return;
    out_.tell(Tone::Title, "The time is over for which the class was parted: it is whole again.");
}

// --- orders that are heard -----------------------------------------------------------------------

// It has just been given, or somebody has forged it.
void Classroom::hear_order(const Order& order) {
    const Verdict verdict = on(order);
    if (verdict == Verdict::Forged && !std::exchange(told_of_forger_, true)) {
        out_.tell(Tone::Warn, "somebody gives orders to the class who is not its host");
    }
    if (verdict == Verdict::Holds && !order.apart.empty() && !in_force_) {
        out_.tell(Tone::Warn,
                  "the host has parted the class, but by this machine's clock that is over "
                  "already: is its clock wrong?");
    }
}

// An order that reached nobody else by itself, since they were not connected then, does so now.
Classroom::Verdict Classroom::on(const Order& order) {
    const Verdict verdict = judge(order);
    if (verdict == Verdict::TooFar && !std::exchange(told_of_clocks_, true)) {
        out_.tell(Tone::Warn,
                  "the host wants to part the class for too long, or the clocks differ");
    }
    if (verdict != Verdict::Holds) return verdict;
    const bool was_parted = in_force_;
    order_ = order;
    set_sides();
    if (in_force_) {
        out_.tell(Tone::Title, "The host has parted the class. On one side: " +
                                   list_of(order.apart) + "; on the other: everybody else.");
    } else if (order.apart.empty() && was_parted) {
        out_.tell(Tone::Title, "The host has healed the class.");
    }
    std::vector<p2p::LinkId> all;
    for (const auto& [link, one] : neighbours_) all.push_back(link);
    out_.send(std::move(all), p2p::Direct{name(), encode(order)});
    return verdict;
}

}  // namespace sbc::classroom
