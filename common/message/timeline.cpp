// What a wallet asks about engravings, what it hears, and what becomes of it when headers turn.
#include "message/timeline.hpp"

#include <algorithm>

#include "node/light_proof.hpp"

namespace sbc::message {
namespace {

using p2p::broke_the_rules;
using p2p::LinkId;
using p2p::Moment;

}  // namespace

Timeline::Timeline(const chain::BlockTree& headers, TimelineLimits limits)
    : headers_{headers}, limits_{limits}, tip_{headers.ours().hash} {}

// --- what is -------------------------------------------------------------------------------------

std::vector<TimelineEntry> Timeline::entries() const {
    std::vector<TimelineEntry> entries;
    entries.reserve(verified_.size() + heard_.size());
    for (const auto& [at, one] : verified_) entries.push_back({one.engraved, true});
    for (const Waiting& one : heard_) entries.push_back({one.engraved, false});
    std::reverse(entries.begin(), entries.end());
    return entries;
}

bool Timeline::is_known() const {
    return std::any_of(cores_.begin(), cores_.end(), [](const auto& one) {
        return one.second.reached != from_the_top || one.second.no_more;
    });
}

bool Timeline::has_older() const {
    return verified_.size() < limits_.most &&
           std::any_of(cores_.begin(), cores_.end(), [](const auto& one) {
               return one.second.reached != from_the_top && !one.second.no_more;
           });
}

void Timeline::older() {
    if (!has_older()) return;
    for (auto& [link, core] : cores_)
        core.wants_older = core.reached != from_the_top && !core.no_more;
    woken_ = true;
}

// --- events --------------------------------------------------------------------------------------

// What came while no core was there may be more than a page: it is asked back to what is known.
p2p::Actions Timeline::joined(LinkId link, Moment moment) {
    begin(moment);
    Core core{limits_.credit};
    if (!verified_.empty()) core.down_to = verified_.rbegin()->first.first;
    cores_.emplace(link, core);
    return finish();
}

p2p::Actions Timeline::left(LinkId link) {
    cores_.erase(link);
    return {};
}

p2p::Actions Timeline::direct(LinkId from, const std::string& body, Moment moment) {
    begin(moment);
    const auto core = cores_.find(from);
    if (core == cores_.end()) return finish();
    const auto message = decode_engraving_message(body);
    if (message) {
        std::visit([&](const auto& one) { this->on(from, core->second, one); }, *message);
    } else {
        send_away(from, broke_the_rules, "sends nonsense: " + message.error().text);
    }
    return finish();
}

p2p::Actions Timeline::on_time(Moment moment) {
    begin(moment);
    woken_ = false;
    std::vector<LinkId> silent;
    for (const auto& [link, core] : cores_) {
        if (core.question && moment.now >= core.question->until) silent.push_back(link);
    }
    for (const LinkId link : silent) send_away(link, 0, "does not answer about engravings");
    return finish();
}

Instant Timeline::deadline() const {
    if (woken_ || tip_ != headers_.ours().hash) return Instant{};
    Instant first = heard_.empty() ? never : heard_.front().until;
    for (const auto& [link, core] : cores_) {
        if (core.question) {
            first = std::min(first, core.question->until);
        } else if (const auto below = next_question(core)) {
            first = std::min(first, when(core, *below));
        }
    }
    return first;
}

void Timeline::begin(Moment moment) {
    moment_ = moment;
    follow_headers();
    while (!heard_.empty() && heard_.front().until <= moment.now) {
        heard_.pop_front();
        ++version_;
    }
}

p2p::Actions Timeline::finish() {
    make_room();
    for (auto& [link, core] : cores_) ask(link, core);
    return out_.take();
}

// --- questions -----------------------------------------------------------------------------------

std::optional<Height> Timeline::next_question(const Core& core) {
    if (core.next) return core.next;
    if (core.wants_older) return core.reached;
    return std::nullopt;
}

Instant Timeline::when(const Core& core, Height below) {
    return below == from_the_top ? std::max(core.not_before, core.newest_at) : core.not_before;
}

void Timeline::ask(LinkId link, Core& core) {
    const auto below = next_question(core);
    if (core.question || !below || moment_.now < when(core, *below)) return;
    core.question = Question{*below, moment_.now + limits_.patience};
    if (*below == from_the_top) core.newest_at = moment_.now + limits_.again;
    out_.send(link, p2p::Direct{name(), encode(Show{*below})});
}

void Timeline::ask_anew(Core& core, Height from) {
    core.next = from_the_top;
    core.down_to = std::min(core.down_to, from);
    core.pages = 0;
}

// It may be told again and again: a question follows at most every second.
void Timeline::on(LinkId, Core& core, const News& news) { ask_anew(core, news.from); }

void Timeline::on(LinkId from, Core&, const Show&) {
    send_away(from, broke_the_rules, "asks what only a wallet asks");
}

// --- what is only heard --------------------------------------------------------------------------

void Timeline::on(LinkId from, Core& core, const Heard& heard) {
    const auto& [payment, spends] = heard.shown;
    if (!core.rate.take(limits_.per_input * static_cast<int>(spends.size()), moment_.now)) return;
    const auto shown = node::check_shown(payment, spends, headers_.root().hash);
    if (!shown) {
        return send_away(from, broke_the_rules, "tells of nonsense: " + shown.error().text);
    }
    auto engraved = engraving_in(shown->transaction, shown->owners);
    if (!engraved) {
        return send_away(from, broke_the_rules, "tells of a payment as an engraving that is none");
    }
    put_heard(std::move(*engraved), from);
}

// Nothing: it has stood in a block.
void Timeline::put_heard(Engraved engraved, std::optional<LinkId> from) {
    const auto is_known = [&](const Engraved& one) { return one.id == engraved.id; };
    const auto heard = std::find_if(heard_.begin(), heard_.end(),
                                    [&](const Waiting& one) { return is_known(one.engraved); });
    if (heard != heard_.end()) {
        if (heard->alone != from) heard->alone.reset();
        return;
    }
    if (std::any_of(verified_.begin(), verified_.end(),
                    [&](const auto& one) { return is_known(one.second.engraved); })) {
        return;
    }
    engraved.time = moment_.wall;
    engraved.height = Height{};
    engraved.index = 0;
    make_room_for_heard(from);
    heard_.push_back({std::move(engraved), moment_.now + limits_.memory, from});
    ++version_;
}

// What a core makes up costs it a signature: alone it fills no more than its share, and what one
// has said that is gone makes room first.
void Timeline::make_room_for_heard(std::optional<LinkId> from) {
    const auto first = [&](const auto& which) {
        return std::find_if(heard_.begin(), heard_.end(), which);
    };
    const auto said_alone = [&](const Waiting& one) { return from && one.alone == from; };
    const auto nobodys = [&](const Waiting& one) {
        return one.alone && !cores_.contains(*one.alone);
    };
    const std::size_t share = limits_.most_heard / std::max<std::size_t>(2, cores_.size());
    const auto said = std::count_if(heard_.begin(), heard_.end(), said_alone);
    if (said > 0 && static_cast<std::size_t>(said) >= share) {
        heard_.erase(first(said_alone));
    } else if (heard_.size() >= limits_.most_heard) {
        const auto gone = first(nobodys);
        heard_.erase(gone == heard_.end() ? heard_.begin() : gone);
    }
}

// --- headers -------------------------------------------------------------------------------------

// What stood in blocks that are gone is only heard from now on, and asked for again.
void Timeline::follow_headers() {
    const chain::Place& ours = headers_.ours();
    if (ours.hash == tip_) return;
    tip_ = ours.hash;
    for (auto& [link, core] : cores_) core.not_before = core.newest_at = {};
    std::vector<Engraved> gone;
    while (!verified_.empty()) {
        const auto last = std::prev(verified_.end());
        const Height height = last->first.first;
        if (height <= ours.height && ancestor(ours, height).hash == last->second.block) break;
        gone.push_back(std::move(last->second.engraved));
        verified_.erase(last);
    }
    if (gone.empty()) return;
    const Height from = gone.back().height;
    for (auto& [link, core] : cores_) ask_anew(core, from);
    std::reverse(gone.begin(), gone.end());
    for (Engraved& one : gone) put_heard(std::move(one), std::nullopt);
    ++version_;
}

void Timeline::send_away(LinkId link, unsigned penalty, const std::string& why) {
    const std::string name = names_ ? names_(link) : std::string{};
    out_.tell(Tone::Warn,
              (name.empty() ? "a core" : name) + " " + why + "; another core takes its place");
    out_.add(p2p::Close{link, penalty});
    // Our node says left() once it has closed the link; nothing more is believed until then.
    cores_.erase(link);
}

}  // namespace sbc::message
