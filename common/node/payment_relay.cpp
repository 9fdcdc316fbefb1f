#include "node/payment_relay.hpp"

#include <algorithm>

namespace sbc::node {

// --- neighbours ----------------------------------------------------------------------------------

void PaymentRelay::joined(LinkId neighbour) {
    neighbours_.try_emplace(neighbour, Neighbour{RecentIds{limits_.known, seed_}, {}, {}});
}

void PaymentRelay::left(LinkId neighbour) {
    const auto found = neighbours_.find(neighbour);
    if (found == neighbours_.end()) return;
    const auto offers = found->second.offers;
    for (const auto& [id, number] : offers) withdraw(neighbour, id);
    neighbours_.erase(neighbour);
}

void PaymentRelay::announced(LinkId neighbour, std::span<const Hash> ids) {
    const auto found = neighbours_.find(neighbour);
    if (found == neighbours_.end()) return;
    for (const Hash& id : ids) {
        found->second.known.add(id);
        if (!number_of_.contains(id) && !refused_.contains(id)) offer(found->second, neighbour, id);
    }
}

void PaymentRelay::offer(Neighbour& neighbour, LinkId link, const Hash& id) {
    if (neighbour.offers.size() >= limits_.announced) return;
    const auto found = wanted_.find(id);
    if (found != wanted_.end() && found->second.announcers.size() >= limits_.announcers) return;
    Wanted& wanted = found == wanted_.end() ? wanted_[id] : found->second;
    if (!wanted.announcers.insert(link).second) return;
    neighbour.offers.emplace(id, ++offers_);
    if (wanted.free()) neighbour.free.emplace(offers_, id);
}

// It is asked for this no more. Somebody else is, if there is anybody.
void PaymentRelay::withdraw(LinkId link, const Hash& id) {
    Wanted& wanted = wanted_.at(id);
    const bool asked = wanted.asked == link;
    if (asked) set_free(id);
    Neighbour& neighbour = neighbours_.at(link);
    const auto offer = neighbour.offers.find(id);
    neighbour.free.erase(offer->second);
    neighbour.offers.erase(offer);
    wanted.announcers.erase(link);
    if (wanted.announcers.empty()) forget(id);
}

// Four have to be delivered for each that was not: who promises more than half of the time in vain
// never gets out of it.
void PaymentRelay::blame(Neighbour& neighbour) const {
    constexpr unsigned one = 4;
    constexpr unsigned most = 400;
    neighbour.missed = std::min(neighbour.missed + one, most);
}

// --- what is wanted ------------------------------------------------------------------------------

void PaymentRelay::occupy(const Hash& id, std::optional<LinkId> asked, Instant until) {
    Wanted& wanted = wanted_.at(id);
    for (const LinkId link : wanted.announcers) {
        Neighbour& neighbour = neighbours_.at(link);
        neighbour.free.erase(neighbour.offers.at(id));
    }
    wanted.asked = asked;
    wanted.until = until;
    deadlines_.emplace(until, id);
    if (asked) ++neighbours_.at(*asked).unanswered;
}

void PaymentRelay::set_free(const Hash& id) {
    Wanted& wanted = wanted_.at(id);
    if (wanted.free()) return;
    if (wanted.asked) --neighbours_.at(*wanted.asked).unanswered;
    deadlines_.erase({wanted.until, id});
    wanted.asked.reset();
    wanted.until = never;
    for (const LinkId link : wanted.announcers) {
        Neighbour& neighbour = neighbours_.at(link);
        neighbour.free.emplace(neighbour.offers.at(id), id);
    }
}

void PaymentRelay::forget(const Hash& id) {
    const auto found = wanted_.find(id);
    if (found == wanted_.end()) return;
    set_free(id);
    for (const LinkId link : found->second.announcers) {
        Neighbour& neighbour = neighbours_.at(link);
        const auto offer = neighbour.offers.find(id);
        neighbour.free.erase(offer->second);
        neighbour.offers.erase(offer);
    }
    wanted_.erase(found);
}

void PaymentRelay::arrived(LinkId link, const Hash& id, Arrival arrival, Instant now) {
    const auto found = wanted_.find(id);
    const auto from = neighbours_.find(link);
    if (found == wanted_.end() || from == neighbours_.end()) return;
    Wanted& wanted = found->second;
    Neighbour& neighbour = from->second;
    if (arrival == Arrival::Forged) {
        blame(neighbour);
        if (wanted.announcers.contains(link)) withdraw(link, id);
        return;
    }
    if (neighbour.missed > 0) --neighbour.missed;
    ++neighbour.delivered;
    if (arrival == Arrival::TooEarly && ++wanted.tries < limits_.tries) {
        set_free(id);
        occupy(id, std::nullopt, now + limits_.next_try * (1 << (wanted.tries - 1)));
        return;
    }
    if (arrival != Arrival::Waits) refused_.add(id);
    forget(id);
}

// --- what waits here -----------------------------------------------------------------------------

void PaymentRelay::added(const Hash& id) {
    forget(id);
    if (!number_of_.emplace(id, numbers_ + 1).second) return;
    ours_.emplace(++numbers_, id);
}

void PaymentRelay::removed(const Hash& id) {
    forget(id);
    refused_.add(id);
    const auto found = number_of_.find(id);
    if (found == number_of_.end()) return;
    ours_.erase(found->second);
    number_of_.erase(found);
}

// --- what is to be said --------------------------------------------------------------------------

PaymentRelay::Talk PaymentRelay::talk(Instant now, bool may_ask) {
    Talk talk;
    give_up_waiting(now);
    if (may_ask) {
        for (const LinkId link : best_first()) ask(link, now, talk.get_payments);
    }
    for (const auto& [link, neighbour] : neighbours_) announce(link, now, talk.have);
    return talk;
}

void PaymentRelay::give_up_waiting(Instant now) {
    while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
        const Hash id = deadlines_.begin()->second;
        const auto late = wanted_.at(id).asked;
        set_free(id);
        if (!late) continue;
        blame(neighbours_.at(*late));
        withdraw(*late, id);
    }
}

std::vector<LinkId> PaymentRelay::best_first() const {
    std::vector<LinkId> links;
    for (const auto& [link, neighbour] : neighbours_) {
        if (!neighbour.free.empty()) links.push_back(link);
    }
    std::stable_sort(links.begin(), links.end(), [&](LinkId a, LinkId b) {
        const Neighbour& one = neighbours_.at(a);
        const Neighbour& other = neighbours_.at(b);
        if (one.missed != other.missed) return one.missed < other.missed;
        return one.delivered > other.delivered;
    });
    return links;
}

// Half as many for each that it has missed, but one at least: so it can make up for it.
std::size_t PaymentRelay::may_be_asked_for(const Neighbour& neighbour) const {
    const unsigned halvings = std::min(neighbour.missed, 32U);
    const std::size_t most = std::max<std::size_t>(limits_.unanswered >> halvings, 1);
    return most > neighbour.unanswered ? most - neighbour.unanswered : 0;
}

void PaymentRelay::ask(LinkId link, Instant now, std::vector<Message>& questions) {
    const Neighbour& neighbour = neighbours_.at(link);
    std::vector<Hash> ids;
    std::size_t room = may_be_asked_for(neighbour);
    for (; room > 0 && !neighbour.free.empty(); --room) {
        ids.push_back(neighbour.free.begin()->second);
        occupy(ids.back(), link, now + limits_.patience);
    }
    if (!ids.empty()) questions.push_back({link, std::move(ids)});
}

bool PaymentRelay::has_news_for(const Neighbour& neighbour) const {
    return ours_.lower_bound(neighbour.next) != ours_.end();
}

void PaymentRelay::announce(LinkId link, Instant now, std::vector<Message>& announcements) {
    Neighbour& neighbour = neighbours_.at(link);
    if (now < neighbour.may_announce || !has_news_for(neighbour)) return;
    std::vector<Hash> ids;
    std::size_t looked_at = 0;
    for (auto next = ours_.lower_bound(neighbour.next); next != ours_.end(); ++next) {
        if (ids.size() == limits_.in_one_have || ++looked_at > 4 * limits_.in_one_have) break;
        if (!neighbour.known.contains(next->second)) ids.push_back(next->second);
        neighbour.next = next->first + 1;
    }
    if (!ids.empty() || has_news_for(neighbour)) neighbour.may_announce = now + limits_.pause;
    if (!ids.empty()) announcements.push_back({link, std::move(ids)});
}

Instant PaymentRelay::deadline() const {
    Instant first = deadlines_.empty() ? never : deadlines_.begin()->first;
    for (const auto& [link, neighbour] : neighbours_) {
        if (has_news_for(neighbour)) first = std::min(first, neighbour.may_announce);
    }
    return first;
}

}  // namespace sbc::node
