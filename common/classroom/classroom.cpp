#include "classroom/classroom.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace sbc::classroom {
namespace {

constexpr unsigned nonsense_penalty = 10;
constexpr Duration more_for_each{50};     // of those present, from one presence to the next
constexpr Duration longest_pause{9'000};  // so that a roll's silence is two of them
constexpr Duration per_answer{50};        // 20 of the host's words a second, to all together
constexpr Duration per_ask{500};          // that comes through one neighbour
constexpr Duration per_verification{20};  // of what one neighbour passes on
constexpr Duration per_refusal{1'000};    // that the host is told of
constexpr Duration credit{5'000};
constexpr std::uint64_t least_headers = 2;  // also when they were told before: one may be lost
constexpr std::uint64_t jitter = 1'000;     // milliseconds, so that not all speak at once

}  // namespace

Classroom::Classroom(ClassroomSettings settings, const chain::Chain& chain, Faucet* faucet)
    : settings_{std::move(settings)},
      chain_{chain},
      network_{chain.tree().root().hash},
      faucet_{faucet},
      roll_{chain.tree().network().easiest, settings_.roll},
      others_{{}, p2p::RateLimit{credit}, p2p::RateLimit{credit}} {
    if (faucet_ == nullptr) return;
    gift_ = faucet_->settings().gift;
    for (const Faucet::Student& student : faucet_->students()) {
        known_[student.address] = student.name;
    }
}

// --- what is said --------------------------------------------------------------------------------

void Classroom::publish(const ClassMessage& message) {
    out_.add(p2p::Publish{name(), encode(message)});
}

Presence Classroom::presence() const {
    Presence presence{.name = settings_.name,
                      .host = settings_.host_key != nullptr,
                      .mines = settings_.mines,
                      .wallets = wallets_,
                      .height = chain_.height(),
                      .headers = {}};
    std::set<std::string> links;
    for (const auto& [link, one] : neighbours_) {
        if (!one.name.empty() && links.size() < most_links) links.insert(one.name);
    }
    presence.links.assign(links.begin(), links.end());
    const std::uint64_t top = chain_.height().value();
    const std::uint64_t fresh = top > said_up_to_ ? top - said_up_to_ : 0;
    const std::uint64_t wanted = std::clamp<std::uint64_t>(fresh, least_headers, most_headers);
    const std::uint64_t shown = std::min(top + 1, wanted);
    for (std::uint64_t height = top + 1 - shown; height <= top; ++height) {
        presence.headers.push_back(header_of(chain_.at(chain::Height{height})));
    }
    return presence;
}

void Classroom::say_presence() {
    const Presence mine = presence();
    roll_.note(mine, moment_.now, Roll::From::Neighbour);
    if (!neighbours_.empty()) {
        said_up_to_ = mine.height.value();
        publish(mine);
    }
    const auto present = static_cast<Duration::rep>(roll_.all().size());
    const Duration pause = std::min(settings_.presence + more_for_each * present, longest_pause);
    presence_at_ = moment_.now + pause + Duration{moment_.fresh % jitter};
}

void Classroom::show_class() {
    out_.tell(Tone::Title, "class " + to_text(settings_.code) + ", " +
                               std::to_string(roll_.all().size()) + " present");
    for (const auto& [name, present] : roll_.all()) {
        const Presence& last = present.last;
        std::string line = "  " + name + ": block " + std::to_string(last.height.value());
        if (last.host) line += ", the host";
        if (last.mines) line += ", mines";
        if (last.wallets > 0) line += ", wallets: " + std::to_string(last.wallets);
        if (apart(settings_.name, name)) line += ", on the other side";
        out_.tell(Tone::Plain, line);
    }
}

// --- what is heard -------------------------------------------------------------------------------

p2p::Actions Classroom::nonsense(p2p::LinkId from, const std::string& why) {
    out_.tell(Tone::Warn, "a neighbour talks nonsense about the class: " + why);
    out_.add(p2p::Close{from, nonsense_penalty});
    return out_.take();
}

// Nobody passes on directly what he has not obeyed himself: a forged order is this neighbour's lie.
p2p::Actions Classroom::direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) {
    moment_ = moment;
    if (!neighbours_.contains(from)) return {};
    const auto message = decode(body);
    if (!message) return nonsense(from, message.error().text);
    const auto* here = std::get_if<Here>(&*message);
    const auto* order = std::get_if<Order>(&*message);
    if (here == nullptr && order == nullptr) {
        return nonsense(from, "that is for everybody, not for one");
    }
    if (here != nullptr && name_of(from) != nullptr) {
        return nonsense(from, "it has said already who it is");
    }
    if (here != nullptr && here->order) order = &*here->order;
    if (order != nullptr && on(*order) == Verdict::Forged) {
        return nonsense(from, "that order is not the host's");
    }
    if (here != nullptr) introduce(from, *here);
    return out_.take();
}

// Whoever passes it on need not know what is in it, so nobody is to blame for nonsense.
p2p::Actions Classroom::published(p2p::MessageId, const std::string& body, p2p::Source from,
                                  p2p::Moment moment) {
    moment_ = moment;
    if (!from.link) return {};  // our own
    const auto message = decode(body);
    if (!message) return {};
    if (const auto* presence = std::get_if<Presence>(&*message)) on(*presence);
    if (const auto* ask = std::get_if<Ask>(&*message)) on(*ask, *from.link);
    if (const auto* order = std::get_if<Order>(&*message)) {
        if (may_be_verified(*from.link)) hear_order(*order);
    }
    if (const auto* gift = std::get_if<Gift>(&*message)) {
        if (may_be_verified(*from.link) && holds(*gift, settings_.code, network_)) on(*gift);
    }
    return out_.take();
}

Classroom::Neighbour& Classroom::neighbour(p2p::LinkId link) {
    const auto found = neighbours_.find(link);
    return found == neighbours_.end() ? others_ : found->second;
}

bool Classroom::may_be_verified(p2p::LinkId from) {
    return neighbour(from).signed_by_host.take(per_verification, moment_.now);
}

void Classroom::introduce(p2p::LinkId from, const Here& here) {
    neighbours_.at(from).name = here.name;
    if (in_force_) ++sides_;
}

void Classroom::on(const Presence& presence) {
    if (presence.name == settings_.name) {
        if (!std::exchange(namesake_, true)) {
            out_.tell(Tone::Warn, "somebody else in this class is called " + presence.name +
                                      ", too: one of you should join by another name");
        }
        return;
    }
    const bool is_neighbour =
        std::any_of(neighbours_.begin(), neighbours_.end(),
                    [&](const auto& one) { return one.second.name == presence.name; });
    roll_.note(presence, moment_.now, is_neighbour ? Roll::From::Neighbour : Roll::From::Hearsay);
}

// One who asks without end takes nothing from those who ask through others.
void Classroom::on(const Ask& ask, p2p::LinkId from) {
    if (faucet_ == nullptr || !neighbour(from).asks.take(per_ask, moment_.now)) return;
    if (answers_.take(per_answer, moment_.now)) answer(faucet_->ask(ask, moment_.now));
}

void Classroom::answer(Gift gift) {
    sign(gift, network_, *settings_.host_key);
    on(gift);
    publish(gift);
}

// Which the host has signed.
void Classroom::on(const Gift& gift) {
    bool news = false;
    if (gift.state == Gift::State::Given) {
        news = known_.insert_or_assign(gift.address, gift.name).second;
        gift_ = gift.amount;
    } else if (gift.state == Gift::State::Refused) {
        news = refusals_told_.take(per_refusal, moment_.now);
    }
    if (faucet_ != nullptr && news) {
        out_.tell(Tone::Plain, "faucet, to " + gift.name + ": " + gift.word);
    }
    if (gift.address != settings_.address || gift.name != settings_.name || answered_) return;
    answered_ = gift.state != Gift::State::Later;
    if (answered_) ask_at_ = never;
    if (!answered_ && std::exchange(told_later_, true)) return;
    out_.tell(gift.state == Gift::State::Refused ? Tone::Warn : Tone::Good,
              "the host, about your points: " + gift.word);
}

// --- the other events ----------------------------------------------------------------------------

p2p::Actions Classroom::joined(p2p::LinkId neighbour, p2p::Moment moment) {
    moment_ = moment;
    neighbours_.insert_or_assign(neighbour,
                                 Neighbour{{}, p2p::RateLimit{credit}, p2p::RateLimit{credit}});
    Here here{settings_.name, settings_.host_key != nullptr, order_};
    out_.send(neighbour, p2p::Direct{name(), encode(here)});
    presence_at_ = std::min(presence_at_, moment.now + settings_.presence / 4);
    if (settings_.address && !answered_) ask_at_ = std::min(ask_at_, moment.now);
    return out_.take();
}

p2p::Actions Classroom::left(p2p::LinkId neighbour) {
    neighbours_.erase(neighbour);
    return {};
}

p2p::Actions Classroom::typed(const std::string& line, p2p::Moment moment) {
    moment_ = moment;
    std::istringstream words{line};
    std::string first;
    words >> first;
    std::vector<std::string> names;
    for (std::string name; words >> name;) names.push_back(name);
    Result<void, OrderError> done;
    if (first == "class" && names.empty()) {
        show_class();
    } else if (first == "partition") {
        done = part(std::move(names));
    } else if (first == "heal" && names.empty()) {
        done = heal();
    }
    if (!done) out_.tell(Tone::Bad, done.error().text);
    return out_.take();
}

p2p::Actions Classroom::on_time(p2p::Moment moment) {
    moment_ = moment;
    // A machine that has slept notices by the clock on the wall.
    const bool over = in_force_ && moment.wall >= order_->until;
    if (over || moment.now >= order_ends_) end_order();
    roll_.on_time(moment.now);
    if (moment.now >= presence_at_) say_presence();
    if (moment.now >= ask_at_) {
        publish(Ask{settings_.name, *settings_.address});
        ask_at_ = neighbours_.empty() ? never : moment.now + settings_.ask_again;
    }
    if (faucet_ != nullptr && moment.now >= faucet_->deadline()) {
        for (Gift& gift : faucet_->on_time(moment)) answer(std::move(gift));
        for (p2p::Action& action : faucet_->take_actions()) out_.add(std::move(action));
    }
    return out_.take();
}

Instant Classroom::deadline() const {
    if (!out_.empty()) return Instant::min();
    const Instant faucet = faucet_ == nullptr ? never : faucet_->deadline();
    return std::min({presence_at_, ask_at_, order_ends_, roll_.deadline(), faucet});
}

}  // namespace sbc::classroom
