#include "net/admission.hpp"

#include <algorithm>

namespace sbc::net {
namespace {

// An attacker with a range of addresses must not fill the memory with their records.
constexpr std::size_t max_records = 10'000;

}  // namespace

Result<Admission::Slot, AdmissionError> Admission::admit(const std::string& host, Instant now) {
    if (banned(host, now)) {
        return refuse(AdmissionError::Banned, host + " is banned for a while after misbehaving");
    }
    if (limits_.max_connections != 0 && connections_ >= limits_.max_connections) {
        return refuse(AdmissionError::Full,
                      "all " + std::to_string(limits_.max_connections) + " connections are taken");
    }
    const auto count = by_host_.find(host);
    if (limits_.max_per_address != 0 && count != by_host_.end() &&
        count->second >= limits_.max_per_address) {
        return refuse(AdmissionError::AddressFull,
                      host + " has " + std::to_string(count->second) + " connections already");
    }
    ++connections_;
    ++by_host_[host];
    return Slot{*this, host};
}

bool Admission::penalise(const std::string& host, unsigned points, Instant now) {
    if (limits_.ban_score == 0) return false;
    if (records_.size() >= max_records && !records_.contains(host)) make_room(now);
    Record& record = records_[host];
    const bool ban_served = record.points == limits_.ban_score && now >= record.banned_until;
    const bool forgiven = now - record.last_offence >= limits_.forgive_time;
    if (ban_served || (forgiven && now >= record.banned_until)) record.points = 0;
    // Counted up to the ban only: no number of points wraps round to zero.
    record.points += std::min(points, limits_.ban_score - record.points);
    record.last_offence = now;
    if (record.points < limits_.ban_score) return false;
    record.banned_until = now + limits_.ban_time;
    return true;
}

bool Admission::banned(const std::string& host, Instant now) const {
    const auto record = records_.find(host);
    return record != records_.end() && now < record->second.banned_until;
}

void Admission::release(const std::string& host) {
    --connections_;
    const auto count = by_host_.find(host);
    if (--count->second == 0) by_host_.erase(count);
}

void Admission::make_room(Instant now) {
    std::erase_if(records_, [&](const auto& entry) {
        const Record& record = entry.second;
        return now >= record.banned_until && now - record.last_offence >= limits_.forgive_time;
    });
    if (records_.size() < max_records) return;
    records_.erase(
        std::min_element(records_.begin(), records_.end(), [](const auto& a, const auto& b) {
            return a.second.last_offence < b.second.last_offence;
        }));
}

}  // namespace sbc::net
