#include "chain/header_verifier.hpp"

#include <algorithm>
#include <stdexcept>

#include "chain/block_tree.hpp"

namespace sbc::chain {

void MedianTime::add(std::uint32_t seconds) {
    auto* const begin = ordered_.begin();
    auto* end = begin + count_;
    if (count_ == of) {
        auto* const oldest = std::lower_bound(begin, end, latest_[next_]);
        end = std::move(oldest + 1, end, oldest);
    } else {
        ++count_;
    }
    latest_[next_] = seconds;
    next_ = (next_ + 1) % of;
    auto* const place = std::upper_bound(begin, end, seconds);
    std::move_backward(place, end, end + 1);
    *place = seconds;
}

HeaderVerifier::HeaderVerifier(const Network& network, Height first)
    : network_{network}, height_{first} {
    if (!sound(network)) throw std::invalid_argument{"a network cannot have such parameters"};
    easiest_ = target_of(network.easiest).value();
    times_.resize(std::max<std::size_t>(MedianTime::of, network.gaps + std::size_t{1}));
}

HeaderVerifier::HeaderVerifier(const Network& network, const Place& parent)
    : HeaderVerifier{network, parent.height} {
    std::vector<std::uint32_t> times;
    for (const Place* at = &parent; at != nullptr && times.size() < times_.size();
         at = at->parent) {
        times.push_back(at->seconds);
    }
    height_ = Height{parent.height.value() + 1 - times.size()};
    for (std::size_t i = times.size(); i-- > 0;) remember(times[i]);
    last_ = parent.hash;
    bits_ = parent.bits;
}

Result<void, BlockError> HeaderVerifier::add(const Header& header, std::chrono::sys_seconds wall) {
    if (last_ && header.previous != *last_) {
        return refuse(BlockError::UnknownParent, "it does not follow the header before it");
    }
    const auto& meaning = targets_.meaning_of(header.bits);
    if (!meaning.target) {
        return refuse(BlockError::BadTarget, "its bits are not the target of any hash");
    }
    const Due due = this->due(header.bits, *meaning.target);
    if (due == Due::Wrong) {
        return refuse(BlockError::WrongBits, "its target is not the one that is due here");
    }
    const Hash hash = hash_of(header);
    if (!meets(hash, *meaning.target)) {
        return refuse(BlockError::NotEnoughWork, "its hash lies above its target");
    }
    if (auto timely = check_time(header.time, wall); !timely) return timely;
    if (due == Due::Unknown && retargets(network_, height_)) unchecked_.push_back(height_);
    remember(static_cast<std::uint32_t>(header.time.time_since_epoch().count()));
    last_ = hash;
    bits_ = header.bits;
    work_ += meaning.work;
    ++count_;
    return {};
}

HeaderVerifier::Due HeaderVerifier::due(Bits bits, const U256& target) const {
    const auto right_if = [](bool right) { return right ? Due::Right : Due::Wrong; };
    if (!bits_) return target <= easiest_ ? Due::Unknown : Due::Wrong;
    if (!retargets(network_, height_)) return right_if(bits == *bits_);
    const Height from = measured_from(network_, height_);
    if (from.value() + known_ < height_.value()) {
        return within_clamp(target) ? Due::Unknown : Due::Wrong;
    }
    const auto took = time_at(Height{height_.value() - 1}) - time_at(from);
    return right_if(bits == retarget(network_, *bits_, took));
}

bool HeaderVerifier::within_clamp(const U256& target) const {
    const auto least = target_of(retarget(network_, *bits_, std::chrono::seconds::min()));
    const auto most = target_of(retarget(network_, *bits_, std::chrono::seconds::max()));
    return least && most && *least <= target && target <= *most;
}

// Where fewer than eleven are known although there are more, their median is not.
Result<void, BlockError> HeaderVerifier::check_time(std::chrono::sys_seconds time,
                                                    std::chrono::sys_seconds wall) const {
    const bool known = median_.count() == MedianTime::of || known_ == height_.value();
    const std::chrono::seconds seconds = time.time_since_epoch();
    if (known && median_.count() > 0 && seconds.count() <= std::int64_t{median_.median()}) {
        return refuse(BlockError::TooEarly, "it is older than most of the eleven before it");
    }
    if (time > wall + BlockTree::most_ahead) {
        return refuse(BlockError::TooFarAhead, "its time is more than two hours ahead of ours");
    }
    return {};
}

std::chrono::sys_seconds HeaderVerifier::time_at(Height height) const {
    return std::chrono::sys_seconds{std::chrono::seconds{times_[height.value() % times_.size()]}};
}

void HeaderVerifier::remember(std::uint32_t seconds) {
    times_[height_.value() % times_.size()] = seconds;
    median_.add(seconds);
    height_ = above(height_);
    known_ = std::min<std::uint64_t>(known_ + 1, times_.size());
}

}  // namespace sbc::chain
