// What happens to a light wallet: cores come, speak and go, and headers are followed.
#include "node/light_wallet.hpp"

#include <algorithm>

namespace sbc::node {
namespace {

using p2p::broke_the_rules;

constexpr std::size_t most_notices = 100;
constexpr Duration look_again{1'000};
constexpr std::size_t header_bytes = std::tuple_size_v<chain::HeaderBytes>;

}  // namespace

LightWallet::LightWallet(const chain::Network& network, const ledger::Rules& rules,
                         LightWalletLimits limits)
    : tree_{network},
      limits_{limits},
      history_{rules},
      sync_{tree_,
            [this](const Header& header, std::chrono::sys_seconds wall) {
                return keep(header, wall);
            },
            limits.headers},
      network_{rules.network} {}

// --- from outside --------------------------------------------------------------------------------

Result<void, LightError> LightWallet::add_key(const PublicKey& key, std::string label, Past past) {
    const bool is_new = !history_.keys().contains(key);
    if (is_new && history_.keys().size() >= most_watched) {
        return refuse(LightError::TooManyKeys,
                      "a core watches " + std::to_string(most_watched) +
                          " addresses for a wallet; use another wallet for more");
    }
    const bool all_anew = history_.add_key(key, std::move(label), past);
    if (!is_new) return {};
    ++watch_;
    woken_ = true;
    if (!all_anew) return {};
    for (auto& [link, core] : cores_) {
        core.read = Height{};
        core.left_out.clear();
    }
    return {};
}

void LightWallet::forget_keys() {
    history_.forget_keys();
    heard_.clear();
    ++watch_;
    woken_ = true;
    for (auto& [link, core] : cores_) {  // what they were asked they answer still
        core.read = Height{};
        core.left_out.clear();
        core.payments.clear();
    }
}

std::string LightWallet::kept_headers() const {
    std::vector<const Place*> places;
    for (const Place* place = &tree_.ours(); place->parent != nullptr; place = place->parent) {
        places.push_back(place);
    }
    std::string kept;
    kept.reserve(places.size() * header_bytes);
    for (std::size_t i = places.size(); i-- > 0;) {
        const auto bytes = chain::encode(header_of(*places[i]));
        kept.append(as_text(bytes));
    }
    return kept;
}

std::size_t LightWallet::take_headers(std::string_view kept, std::chrono::sys_seconds wall) {
    std::size_t taken = 0;
    while (kept.size() >= (taken + 1) * header_bytes) {
        const auto bytes = as_bytes(kept.substr(taken * header_bytes, header_bytes));
        if (!keep(chain::decode_header(bytes.first<header_bytes>()), wall)) break;
        ++taken;
        tree_.follow(tree_.best_header());
    }
    return taken;
}

// --- events --------------------------------------------------------------------------------------

p2p::Actions LightWallet::joined(LinkId link, p2p::Moment moment) {
    moment_ = moment;
    cores_.emplace(link, Core{++cores_so_far_, limits_.credit});
    advance();
    return finish();
}

p2p::Actions LightWallet::left(LinkId link) {
    cores_.erase(link);
    for (auto& [id, heard] : heard_) heard.with.erase(link);
    perform(sync_.left(link, moment_.now));
    judge_own();
    return finish();
}

p2p::Actions LightWallet::on_time(p2p::Moment moment) {
    moment_ = moment;
    woken_ = false;
    if (moment.now >= sync_.deadline()) perform(sync_.on_time(moment.now));
    std::vector<LinkId> silent;
    for (const auto& [link, core] : cores_) {
        if (core.question && moment.now >= core.question->until) silent.push_back(link);
    }
    for (const LinkId link : silent) send_away(link, 0, "does not answer");
    advance();
    look_at_ = moment.now + look_again;
    return finish();
}

Instant LightWallet::deadline() const {
    if (woken_) return Instant{};
    Instant first = std::min({sync_.deadline(), look_at_, remake_at_});
    for (const auto& [link, core] : cores_) {
        if (core.question) first = std::min(first, core.question->until);
    }
    return first;
}

p2p::Actions LightWallet::direct(LinkId from, const std::string& body, p2p::Moment moment) {
    moment_ = moment;
    const auto found = cores_.find(from);
    if (found == cores_.end()) return {};
    Core& core = found->second;
    const auto message = decode_light_message(body);
    if (!message) {
        send_away(from, broke_the_rules, "sends nonsense: " + message.error().text);
    } else if (const auto* tip = std::get_if<Tip>(&*message)) {
        core.tip = *tip;
        perform(sync_.tip(from, *tip, moment.now));
    } else if (const auto* headers = std::get_if<Headers>(&*message)) {
        perform(sync_.headers(from, headers->headers, moment.wall, moment.now));
    } else if (const auto* records = std::get_if<Records>(&*message)) {
        on_records(from, core, *records);
    } else if (std::holds_alternative<OtherHistory>(*message)) {
        on_other_history(core);
    } else if (const auto* waiting = std::get_if<Waiting>(&*message)) {
        on_waiting(from, core, *waiting);
    } else if (const auto* gone = std::get_if<Gone>(&*message)) {
        on_gone(from, *gone);
    } else if (const auto* paid = std::get_if<Paid>(&*message)) {
        on_reply(from, paid->id, Reply::Taken, {});
    } else if (const auto* not_paid = std::get_if<NotPaid>(&*message)) {
        on_reply(from, not_paid->id, Reply::Refused, not_paid->reason);
    } else {
        send_away(from, broke_the_rules, "asks what only a wallet asks");
    }
    advance();
    return finish();
}

// --- headers -------------------------------------------------------------------------------------

void LightWallet::perform(const HeaderSync::Steps& steps) {
    for (const auto& [of, locator] : steps.asks) say(of, GetHeaders{locator});
    for (const Drop& drop : steps.drops) send_away(drop.link, drop.penalty, drop.why);
    for (const auto& known : steps.known) {
        const auto core = cores_.find(known.link);
        if (core != cores_.end() && tree_.find(known.hash) != nullptr)
            core->second.has = known.hash;
    }
}

// After each event: where we are now, what is to be asked, what is to be said.
void LightWallet::advance() {
    for (auto& [link, core] : cores_) {
        if (core.tip && tree_.find(core.tip->tip) != nullptr) core.has = core.tip->tip;
    }
    follow_best();
    // What was stale may have been made anew by other keys: then nothing is due any more.
    remake_at_ = history_.stale() ? std::min(remake_at_, moment_.now + look_again) : never;
    if (history_.stale() && (moment_.now >= remake_at_ || nothing_asked())) {
        remake_at_ = never;
        history_.remake();
    }
    for (auto& [link, core] : cores_) ask(link, core);
    forget_settled();
    offer_heard();
    for (auto& [link, core] : cores_) send_own(link, core);
    judge_own();
    compare_tips();
    isolation_ = look_for_isolation(tree_.ours(), tree_.network(), moment_.wall, limits_.isolation);
}

// Nobody asks for its body. What follows from it follow_best() does when the event is over: until
// then the tree goes on with the history that the wallet was told.
Result<const Place*, BlockError> LightWallet::keep(const Header& header,
                                                   std::chrono::sys_seconds wall) {
    if (auto known = chain::check_version(header); !known) return pass_on(known);
    auto checked = check_header(header);
    if (!checked) return pass_on(checked);
    auto place = tree_.accept(*checked, wall);
    if (place) tree_.body_arrived(**place);
    return place;
}

void LightWallet::follow_best() {
    const Place& best = tree_.best_header();
    if (&best == &tree_.ours()) return;
    const chain::Path path = path_between(tree_.ours(), best);
    tree_.follow(best);
    if (!path.disconnect.empty()) take_back(path);
    perform(sync_.moved(moment_.now));
}

void LightWallet::take_back(const chain::Path& path) {
    const Height fork = below(path.disconnect.back()->height);
    const Height read = history_.read();
    history_.take_back_to(fork);
    for (auto& [link, core] : cores_) {
        core.read = std::min(core.read, fork);
        if (core.question && core.question->through > fork) core.question->stale = true;
    }
    const auto blocks = path.disconnect.size();
    std::string text = "the history has changed: " + std::to_string(blocks) +
                       (blocks == 1 ? " block does" : " blocks do") + " not count any more, from " +
                       std::to_string(fork.value() + 1) + " on";
    if (read > fork) text += "; what was in there waits again, until other blocks hold it";
    tell(Tone::Warn, std::move(text));
}

// --- saying --------------------------------------------------------------------------------------

void LightWallet::tell(Tone tone, std::string text) {
    if (notices_.size() == most_notices) notices_.pop_front();
    notices_.push_back({++notices_so_far_, tone, text});
    out_.tell(tone, std::move(text));
}

void LightWallet::say(LinkId to, const LightMessage& message) {
    out_.send(to, p2p::Direct{name(), encode(message)});
}

void LightWallet::send_away(LinkId link, unsigned penalty, const std::string& why) {
    tell(Tone::Warn, name_of(link) + " " + why + "; another core takes its place");
    out_.add(p2p::Close{link, penalty});
    // Our node says left() once it has closed the link; nothing more is believed until then.
    cores_.erase(link);
}

p2p::Actions LightWallet::finish() { return out_.take(); }

}  // namespace sbc::node
