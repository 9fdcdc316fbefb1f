#include "node/header_sync.hpp"

#include <algorithm>
#include <utility>

#include "node/locator.hpp"

namespace sbc::node {
namespace {

constexpr std::uint64_t most_coming = 2;  // blocks that come at the same time, one on the other

}  // namespace

KeepHeader keep_in(chain::Chain& chain) {
    return [&chain](const Header& header, std::chrono::sys_seconds wall) {
        return chain.add_header(header, wall);
    };
}

KeepHeader keep_in(BlockTree& tree) {
    return [&tree](const Header& header,
                   std::chrono::sys_seconds wall) -> Result<const Place*, BlockError> {
        if (auto known = chain::check_version(header); !known) return pass_on(known);
        auto checked = chain::check_header(header);
        if (!checked) return pass_on(checked);
        auto place = tree.accept(*checked, wall);
        if (!place) return place;
        tree.body_arrived(**place);
        tree.follow(tree.best());
        return place;
    };
}

HeaderSync::HeaderSync(const BlockTree& tree, KeepHeader keep, HeaderSyncLimits limits)
    : tree_{tree}, keep_{std::move(keep)}, limits_{limits} {}

// --- events --------------------------------------------------------------------------------------

HeaderSync::Steps HeaderSync::tip(LinkId from, const Tip& tip, Instant now) {
    Neighbour& neighbour = neighbours_[from];
    neighbour.announced = tip;
    neighbour.given_up = false;
    const Place& best = tree_.best_header();
    if (tree_.find(tip.tip) != nullptr) {
        learn(from, tip.tip);
    } else if (tip.work >= best.work) {
        steps_.known.push_back({from, best.hash});
    }
    choose(now);
    return done();
}

// What was not asked for is no crime: it may be an answer that took too long. Answers come in the
// order of the questions, so until the last one it owes they are to what was asked before.
HeaderSync::Steps HeaderSync::headers(LinkId from, const Batch& headers,
                                      std::chrono::sys_seconds wall, Instant now) {
    const auto neighbour = neighbours_.find(from);
    const bool owed = neighbour != neighbours_.end() && neighbour->second.owes > 0;
    if (owed && --neighbour->second.owes > 0) return {};
    if (!exchange_ || exchange_->with != from || exchange_->waits_for_room) return {};
    ++exchange_->answers;
    if (exchange_->again) {
        compare(headers, wall, now);
    } else {
        look(headers, wall, now);
    }
    choose(now);
    return done();
}

// Whoever passes on what does not even look right has not looked. What is right but stands
// elsewhere than on our tip, or on what is coming, is left to its announcement as a tip.
HeaderSync::Steps HeaderSync::coming(LinkId from, const Header& header,
                                     std::chrono::sys_seconds wall, Instant now) {
    const Hash hash = chain::hash_of(header);
    if (tree_.find(hash) != nullptr) {
        steps_.known.push_back({from, hash, true});
        return done();
    }
    const Place* parent = tree_.find(header.previous);
    if (parent == nullptr || parent->bad || parent->work < tree_.ours().work) return done();
    if (!room_above(*parent)) return done();
    const bool near = parent->height.value() <= tree_.ours().height.value() + most_coming;
    const auto kept = keep_(header, wall);
    if (kept) {
        steps_.kept = 1;
        steps_.pass_on = near;
        steps_.known.push_back({from, hash, true});
        learn_from_announcements();
        choose(now);
    } else if (kept.error().reason != BlockError::TooFarAhead &&
               kept.error().reason != BlockError::NoRoom) {
        drop(from, for_bad_headers, "the header of a block that is none: " + kept.error().text);
    }
    return done();
}

HeaderSync::Steps HeaderSync::left(LinkId link, Instant now) {
    neighbours_.erase(link);
    if (exchange_ && exchange_->with == link) exchange_.reset();
    choose(now);
    return done();
}

HeaderSync::Steps HeaderSync::moved(Instant now) {
    if (exchange_ && exchange_->waits_for_room) ask(now);
    choose(now);
    return done();
}

HeaderSync::Steps HeaderSync::on_time(Instant now) {
    if (!exchange_ || now < exchange_->until) return {};
    const LinkId with = exchange_->with;
    Neighbour& neighbour = neighbours_.at(with);
    if (exchange_->waits_for_room) {
        drop(with, for_a_lie, "nobody has the blocks of the history that it has announced");
    } else if (others_wanted() || neighbour.second_chances++ >= limits_.second_chances) {
        drop(with, for_silence, "asked for headers, it was silent or too slow");
    } else {
        exchange_->begun = now;
        exchange_->answers = 0;
        ask(now);
    }
    choose(now);
    return done();
}

Instant HeaderSync::deadline() const { return exchange_ ? exchange_->until : never; }

std::optional<Tip> HeaderSync::highest_announced() const {
    std::optional<Tip> found;
    for (const auto& [link, neighbour] : neighbours_) {
        if (!found || neighbour.announced.work > found->work) found = neighbour.announced;
    }
    return found;
}

std::size_t HeaderSync::held_bytes() const {
    if (!exchange_ || !exchange_->run) return 0;
    return exchange_->run->marks.capacity() * sizeof(Hash);
}

// --- whom to ask ---------------------------------------------------------------------------------

bool HeaderSync::wanted(const Neighbour& neighbour) const {
    const Tip& tip = neighbour.announced;
    return !neighbour.given_up && tip.work > tree_.ours().work && tree_.find(tip.tip) == nullptr;
}

bool HeaderSync::others_wanted() const {
    return std::any_of(neighbours_.begin(), neighbours_.end(), [&](const auto& one) {
        return one.first != exchange_->with && wanted(one.second);
    });
}

// The one with the most work. After one that was dropped, of those that were here before it: who
// comes again and again, each time with more work than anybody has, must not keep out the others.
void HeaderSync::choose(Instant now) {
    if (exchange_) return;
    const auto best_before = [&](auto end) {
        const std::pair<const LinkId, Neighbour>* best = nullptr;
        for (auto one = neighbours_.begin(); one != end; ++one) {
            const U256& work = one->second.announced.work;
            const bool more = best == nullptr || work > best->second.announced.work;
            if (more && wanted(one->second)) best = &*one;
        }
        return best;
    };
    const auto* chosen = steps_.drops.empty()
                             ? nullptr
                             : best_before(neighbours_.lower_bound(steps_.drops.back().link));
    if (chosen == nullptr) chosen = best_before(neighbours_.end());
    if (chosen == nullptr) return;
    exchange_ = Exchange{chosen->first, chosen->second.announced.work, now, never};
    ask(now);
}

// The place on which the next answer should stand.
const Place& HeaderSync::asked_from() const {
    const Exchange& exchange = *exchange_;
    const Place* place = nullptr;
    if (exchange.again) {
        const Run& run = *exchange.run;
        place = tree_.find(exchange.confirmed == 0 ? run.start : run.marks[exchange.confirmed - 1]);
    } else if (exchange.run) {
        place = tree_.find(exchange.run->start);
    } else if (const auto& known = neighbours_.at(exchange.with).known) {
        place = tree_.find(*known);
    }
    return place == nullptr ? tree_.best_header() : *place;  // it may have had to go
}

bool HeaderSync::room_above(const Place& place) const {
    const std::uint64_t ahead = place.height.value() - last_complete(place).height.value();
    return ahead + most_headers <= limits_.most_ahead;
}

// While it only looks it needs no room.
void HeaderSync::ask(Instant now) {
    Exchange& exchange = *exchange_;
    const Place& from = asked_from();
    exchange.waits_for_room = exchange.again && !room_above(from);
    if (exchange.waits_for_room) {
        exchange.until = now + limits_.room_patience;
        return;
    }
    const Instant on_average = exchange.begun + limits_.patience + exchange.answers * limits_.pace;
    exchange.until = std::min(now + limits_.patience, std::max(on_average, now + limits_.pace));
    std::vector<Hash> locator = locator_of(from);
    if (exchange.run && !exchange.again) {
        locator.insert(locator.begin(), exchange.run->marks.back());
    }
    ++neighbours_.at(exchange.with).owes;
    steps_.asks.push_back({exchange.with, std::move(locator)});
}

// What it has shown is kept. Full messages go on.
void HeaderSync::go_on(bool more, Instant now) {
    exchange_->run.reset();
    exchange_->again = false;
    exchange_->confirmed = 0;
    if (!more || !wanted(neighbours_.at(exchange_->with))) return finish();
    ask(now);
}

void HeaderSync::finish() {
    Neighbour& neighbour = neighbours_.at(exchange_->with);
    neighbour.given_up = wanted(neighbour);
    neighbour.second_chances = 0;
    exchange_.reset();
}

// Its history is another one than a moment ago: that happens, but not all the time.
void HeaderSync::changed(Instant now) {
    Neighbour& neighbour = neighbours_.at(exchange_->with);
    if (neighbour.second_chances++ >= limits_.second_chances) {
        return drop(exchange_->with, for_a_lie, "each time it shows other headers");
    }
    neighbour.known.reset();
    exchange_->run.reset();
    exchange_->again = false;
    exchange_->confirmed = 0;
    ask(now);
}

void HeaderSync::drop(LinkId link, unsigned penalty, std::string why) {
    steps_.drops.push_back({link, penalty, std::move(why)});
    std::erase_if(steps_.asks, [link](const Ask& one) { return one.of == link; });
    std::erase_if(steps_.known, [link](const Known& one) { return one.link == link; });
    neighbours_.erase(link);
    if (exchange_ && exchange_->with == link) exchange_.reset();
}

}  // namespace sbc::node
