#include "p2p/peer_list.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sbc::p2p {
namespace {

// Sources that are no networks. Of the claims each is a source of its own.
constexpr std::string_view from_user = "user";
constexpr std::string_view verified_before = "verified";
constexpr std::string_view claim_mark = "claim ";
constexpr std::size_t max_found_selves = 64;

bool is_network(const std::string& source) {
    return source != from_user && source != verified_before && !source.starts_with(claim_mark);
}
std::string claim_of(const Address& core) { return std::string{claim_mark} + core.to_text(); }

}  // namespace

void PeerList::add_self(const Address& self) {
    self_.insert(self);
    seeds_.erase(self);
    verified_.erase(self);
    dialing_.erase(self);
    const auto candidate = candidates_.find(self);
    if (candidate != candidates_.end()) forget(candidate);
}

void PeerList::add_seed(const Address& seed) {
    if (self_.contains(seed) || !seeds_.insert(seed).second) return;
    const auto hinted = candidates_.find(seed);
    if (hinted != candidates_.end()) forget(hinted);
    if (!known(seed)) add_candidate(seed, std::string{from_user}, Instant{});
}

void PeerList::found_self(const Address& core) {
    if (seeds_.contains(core) || found_selves_ >= max_found_selves) return;
    ++found_selves_;
    add_self(core);
}

// Whoever has one address of an IPv6 network has them all, and is one source.
std::size_t PeerList::hint(const std::string& source, const std::vector<Address>& cores) {
    const std::string network = net::network_of(source);
    if (!hints_of_.contains(network) && hints_of_.size() >= limits_.max_sources) return 0;
    std::size_t added = 0;
    for (const Address& core : cores) {
        const auto from_here = hints_of_.find(network);
        if (from_here != hints_of_.end() && from_here->second >= limits_.max_hints_per_source)
            break;
        if (known(core) || core.port() == 0 || core.is_wildcard()) continue;
        add_candidate(core, network, Instant{});
        ++added;
    }
    return added;
}

void PeerList::claim(const Address& core) {
    const auto hinted = candidates_.find(core);
    if (hinted != candidates_.end() && is_network(hinted->second.source)) forget(hinted);
    if (!known(core)) add_candidate(core, claim_of(core), Instant{});
}

void PeerList::withdraw(const Address& core) {
    const auto candidate = candidates_.find(core);
    if (candidate != candidates_.end() && candidate->second.source == claim_of(core)) {
        forget(candidate);
    }
    const auto dialed = dialing_.find(core);
    if (dialed != dialing_.end() && dialed->second.source == claim_of(core)) {
        dialed->second.attempts = limits_.max_attempts;  // this one is the last
    }
}

std::optional<Address> PeerList::next_dial(Instant now, std::uint64_t fresh, const Wanted& wanted) {
    if (now < next_dial_ || dialing_.size() >= limits_.max_dials) return std::nullopt;
    // First a source by lot, then one of its addresses: who names many is not dialed more often.
    // The user draws no lots.
    std::map<std::string, std::vector<std::map<Address, Candidate>::iterator>> due;
    for (auto it = candidates_.begin(); it != candidates_.end(); ++it) {
        if (now >= it->second.next_try && wanted(it->first)) due[it->second.source].push_back(it);
    }
    if (due.empty()) return std::nullopt;
    auto source = due.find(std::string{from_user});
    if (source == due.end()) {
        source = std::next(due.begin(), static_cast<std::ptrdiff_t>(fresh % due.size()));
    }
    const auto& choice = source->second;
    const auto chosen = choice[(fresh / due.size()) % choice.size()];
    const Address core = chosen->first;
    dialing_[core] = chosen->second;
    forget(chosen);
    next_dial_ = now + limits_.dial_spacing;
    return core;
}

Instant PeerList::deadline(const Wanted& wanted) const {
    if (dialing_.size() >= limits_.max_dials) return never;
    Instant first = never;
    for (const auto& [core, candidate] : candidates_) {
        if (candidate.next_try < first && wanted(core)) first = candidate.next_try;
    }
    return first == never ? never : std::max(first, next_dial_);
}

void PeerList::verified(const Address& core) {
    if (self_.contains(core)) return;
    dialing_.erase(core);
    const auto candidate = candidates_.find(core);
    if (candidate != candidates_.end()) forget(candidate);
    verified_.insert(core);
}

void PeerList::failed(const Address& core, Instant now, std::uint64_t fresh) {
    const auto dialed = dialing_.find(core);
    if (dialed == dialing_.end()) return;
    Candidate candidate = std::move(dialed->second);
    dialing_.erase(dialed);
    const bool seed = seeds_.contains(core);
    if (++candidate.attempts >= limits_.max_attempts && !seed) return;
    candidate.next_try = now + candidate.backoff.next(fresh);
    if (is_network(candidate.source)) ++hints_of_[candidate.source];
    candidates_[core] = std::move(candidate);
}

void PeerList::lost(const Address& core, Instant now) {
    dialing_.erase(core);
    verified_.erase(core);
    if (known(core)) return;
    const Instant next_try = now + limits_.shortest_wait;
    if (seeds_.contains(core)) return add_candidate(core, std::string{from_user}, next_try);
    make_room_for_lost();
    add_candidate(core, std::string{verified_before}, next_try);
}

// Whoever comes and goes under ever new addresses drives out the oldest of these, and no others.
void PeerList::make_room_for_lost() {
    auto oldest = candidates_.end();
    std::size_t count = 0;
    for (auto it = candidates_.begin(); it != candidates_.end(); ++it) {
        if (it->second.source != verified_before) continue;
        ++count;
        if (oldest == candidates_.end() || it->second.next_try < oldest->second.next_try) {
            oldest = it;
        }
    }
    if (count >= limits_.max_lost) forget(oldest);
}

std::vector<Address> PeerList::verified_cores() const {
    return {verified_.begin(), verified_.end()};
}

bool PeerList::known(const Address& core) const {
    return self_.contains(core) || verified_.contains(core) || dialing_.contains(core) ||
           candidates_.contains(core);
}

void PeerList::add_candidate(const Address& core, std::string source, Instant next_try) {
    if (is_network(source)) ++hints_of_[source];
    candidates_[core] = Candidate{std::move(source), 0, next_try,
                                  Backoff{limits_.shortest_wait, limits_.longest_wait}};
}

void PeerList::forget(std::map<Address, Candidate>::iterator candidate) {
    const auto hints = hints_of_.find(candidate->second.source);
    if (hints != hints_of_.end() && --hints->second == 0) hints_of_.erase(hints);
    candidates_.erase(candidate);
}

}  // namespace sbc::p2p
