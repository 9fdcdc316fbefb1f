#include "net/admission.hpp"

#include <algorithm>

#include "net/address.hpp"

namespace sbc::net {
namespace {

// An attacker with a range of addresses must not fill the memory with their records.
constexpr std::size_t max_records = 10'000;

}  // namespace

Result<Admission::Slot, AdmissionError> Admission::admit(const std::string& host, Instant now) {
    const std::string network = network_of(host);
    if (banned(host, now)) {
        return refuse(AdmissionError::Banned, network + " is banned for a while after misbehaving");
    }
    if (limits_.max_connections != 0 && connections_ >= limits_.max_connections) {
        return refuse(AdmissionError::Full,
                      "all " + std::to_string(limits_.max_connections) + " connections are taken");
    }
    const auto count = by_network_.find(network);
    if (limits_.max_per_address != 0 && count != by_network_.end() &&
        count->second >= limits_.max_per_address) {
        return refuse(AdmissionError::AddressFull,
                      network + " has " + std::to_string(count->second) + " connections already");
    }
    ++connections_;
    ++by_network_[network];
    return Slot{*this, network};
}

bool Admission::penalise(const std::string& host, unsigned points, Instant now) {
    if (limits_.ban_score == 0) return false;
    const std::string network = network_of(host);
    if (records_.size() >= max_records && !records_.contains(network)) make_room(now);
    const auto [entry, is_new] = records_.try_emplace(network);
    Record& record = entry->second;
    if (is_new) record.place = suspects_.insert(suspects_.end(), network);
    Networks& list = list_of(record);
    const bool ban_served = record.points == limits_.ban_score && now >= record.banned_until;
    const bool forgiven = now - record.last_offence >= limits_.forgive_time;
    if (ban_served || (forgiven && now >= record.banned_until)) record.points = 0;
    // Counted up to the ban only: no number of points wraps round to zero.
    record.points += std::min(points, limits_.ban_score - record.points);
    record.last_offence = now;
    Networks& new_list = list_of(record);
    new_list.splice(new_list.end(), list, record.place);
    if (record.points < limits_.ban_score) return false;
    record.banned_until = now + limits_.ban_time;
    return true;
}

bool Admission::banned(const std::string& host, Instant now) const {
    const auto record = records_.find(network_of(host));
    return record != records_.end() && now < record->second.banned_until;
}

void Admission::release(const std::string& network) {
    --connections_;
    const auto count = by_network_.find(network);
    if (--count->second == 0) by_network_.erase(count);
}

Admission::Networks& Admission::list_of(const Record& record) {
    return record.points == limits_.ban_score ? banned_ : suspects_;
}

bool Admission::forgotten(const Record& record, Instant now) const {
    return now >= record.banned_until && now - record.last_offence >= limits_.forgive_time;
}

void Admission::forget_oldest(Networks& networks) {
    records_.erase(networks.front());
    networks.pop_front();
}

// In each list the oldest is forgotten first, so nothing else has to be looked at: a record is
// dropped once, and an attacker with many addresses cannot make us search.
void Admission::make_room(Instant now) {
    for (Networks* networks : {&suspects_, &banned_}) {
        while (!networks->empty() && forgotten(records_.at(networks->front()), now)) {
            forget_oldest(*networks);
        }
    }
    if (records_.size() < max_records) return;
    const auto oldest = [&](const Networks& networks) {
        return networks.empty() ? never : records_.at(networks.front()).last_offence;
    };
    forget_oldest(oldest(suspects_) < oldest(banned_) ? suspects_ : banned_);
}

}  // namespace sbc::net
