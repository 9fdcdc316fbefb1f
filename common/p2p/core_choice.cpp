#include "p2p/core_choice.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sbc::p2p {
namespace {

// Of a full core's advice: it must not lead us about for long.
constexpr std::ptrdiff_t most_hints = 4;

}  // namespace

CoreChoice::CoreChoice(std::vector<Address> given, std::size_t max_told)
    : given_{std::move(given)}, max_told_{max_told} {
    assert(!given_.empty());
}

Address CoreChoice::next() {
    hinted_ = !hints_.empty();
    if (hinted_) {
        Address hint = std::move(hints_.front());
        hints_.pop_front();
        return hint;
    }
    given_is_next_ = !given_is_next_ && !told_.empty();
    if (given_is_next_) {
        std::rotate(told_.begin(), told_.begin() + 1, told_.end());
        told_.back().failed = true;  // until it welcomes us
        return told_.back().address;
    }
    return given_[next_given_++ % given_.size()];
}

void CoreChoice::welcomed(const Address& core) {
    remember(core);
    const auto known = find(core);
    if (known != told_.end()) known->failed = false;
}

void CoreChoice::told(const std::vector<Address>& cores) {
    for (const Address& core : cores) remember(core);
}

void CoreChoice::advised(const std::vector<Address>& cores) {
    told(cores);
    if (hinted_) return;
    const auto count = std::min(most_hints, std::ssize(cores));
    hints_.assign(cores.begin(), cores.begin() + count);
}

std::vector<Address> CoreChoice::all() const {
    std::vector<Address> cores = given_;
    for (const Told& one : told_) cores.push_back(one.address);
    return cores;
}

std::deque<CoreChoice::Told>::iterator CoreChoice::find(const Address& core) {
    return std::find_if(told_.begin(), told_.end(),
                        [&](const Told& one) { return one.address == core; });
}

void CoreChoice::remember(const Address& core) {
    if (std::find(given_.begin(), given_.end(), core) != given_.end()) return;
    if (find(core) != told_.end()) return;
    if (told_.size() >= max_told_) {
        const auto failed =
            std::find_if(told_.begin(), told_.end(), [](const Told& one) { return one.failed; });
        if (failed == told_.end()) return;
        told_.erase(failed);
    }
    told_.push_back({core});
}

}  // namespace sbc::p2p
