#include "p2p/peer_list.hpp"

#include <algorithm>
#include <utility>

namespace sbc::p2p {

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
    if (!known(seed)) add_candidate(seed, {}, Instant{});
}

std::size_t PeerList::hint(const std::string& source, const std::vector<Address>& cores) {
    if (!hints_of_.contains(source) && hints_of_.size() >= limits_.max_sources) return 0;
    std::size_t added = 0;
    for (const Address& core : cores) {
        const auto from_here = hints_of_.find(source);
        if (from_here != hints_of_.end() && from_here->second >= limits_.max_hints_per_source)
            break;
        if (known(core) || core.port() == 0 || core.is_wildcard()) continue;
        add_candidate(core, source, Instant{});
        ++added;
    }
    return added;
}

std::optional<Address> PeerList::next_dial(Instant now, std::uint64_t fresh, const Wanted& wanted) {
    if (now < next_dial_ || dialing_.size() >= limits_.max_dials) return std::nullopt;
    // First a source by lot, then one of its addresses: who names many is not dialed more often.
    std::map<std::string, std::vector<std::map<Address, Candidate>::iterator>> due;
    for (auto it = candidates_.begin(); it != candidates_.end(); ++it) {
        if (now >= it->second.next_try && wanted(it->first)) due[it->second.source].push_back(it);
    }
    if (due.empty()) return std::nullopt;
    const auto& choice =
        std::next(due.begin(), static_cast<std::ptrdiff_t>(fresh % due.size()))->second;
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
    if (!candidate.source.empty()) ++hints_of_[candidate.source];
    candidates_[core] = std::move(candidate);
}

void PeerList::lost(const Address& core, Instant now) {
    dialing_.erase(core);
    verified_.erase(core);
    if (!known(core)) add_candidate(core, {}, now + limits_.shortest_wait);
}

std::vector<Address> PeerList::verified_cores() const {
    return {verified_.begin(), verified_.end()};
}

bool PeerList::known(const Address& core) const {
    return self_.contains(core) || verified_.contains(core) || dialing_.contains(core) ||
           candidates_.contains(core);
}

void PeerList::add_candidate(const Address& core, std::string source, Instant next_try) {
    if (!source.empty()) ++hints_of_[source];
    candidates_[core] = Candidate{std::move(source), 0, next_try,
                                  Backoff{limits_.shortest_wait, limits_.longest_wait}};
}

void PeerList::forget(std::map<Address, Candidate>::iterator candidate) {
    const auto hints = hints_of_.find(candidate->second.source);
    if (hints != hints_of_.end() && --hints->second == 0) hints_of_.erase(hints);
    candidates_.erase(candidate);
}

}  // namespace sbc::p2p
