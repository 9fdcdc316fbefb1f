#include "message/post_office_round.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>
#include <utility>

#include "crypto/address.hpp"
#include "message/post_office_counter.hpp"

namespace sbc::message {
namespace {

using p2p::broke_the_rules;
using Kept = Mailboxes::Kept;

constexpr Duration patience{30'000};      // for the answer to a list
constexpr unsigned most_pages = 8'192;    // of one shelf, at one time: more than any shelf has
constexpr std::uint64_t core_share = 10;  // so many times as much as an edge may a core ask
// What has come by asking is passed on to the others, since it may have come from the other side of
// a partition. A core that begins with nothing learns too much at once for that; the others know it
// anyway, or ask for it in their next round.
constexpr Duration pass_on_credit{10'000};
constexpr Duration per_passed_on{50};
// What a neighbour may say to us: 500 pieces of so many bytes a second, and what a page of long
// letters, and all that our lists ask for in two rounds, need at once.
constexpr std::size_t piece = 512;
constexpr Duration per_piece{2};
constexpr Duration spoken_credit{60'000};

std::string_view place_of(Shelf shelf, std::string_view item) {
    return shelf == Shelf::Cards ? item.substr(0, crypto::address_size) : item;
}

std::uint64_t sequence_of(std::string_view item) {
    const std::string_view digits = item.substr(crypto::address_size + 1);
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// No clock explains it, and no core that does its work has passed it on.
bool is_offence(MailError why) {
    using enum MailError;
    return why == BadSignature || why == BadKey || why == BadTimes || why == Malformed;
}

}  // namespace

PostOffice::Round::Round(const PostOfficeSettings& settings, Mailboxes& mailboxes, Counter& counter)
    : settings_{settings}, mailboxes_{mailboxes}, counter_{counter}, passed_on_{pass_on_credit} {}

// --- events --------------------------------------------------------------------------------------

p2p::Actions PostOffice::Round::joined(p2p::LinkId core, p2p::Moment moment) {
    moment_ = moment;
    const std::uint64_t rate = std::max<std::uint64_t>(settings_.rate, 1);
    const Duration credit{static_cast<Duration::rep>(settings_.burst * 1'000 / rate)};
    auto& neighbour =
        neighbours_
            .insert_or_assign(core, Neighbour{.rate = p2p::RateLimit{credit},
                                              .spoken = p2p::RateLimit{spoken_credit}})
            .first->second;
    ask(core, neighbour, List{Shelf::Cards, {}});
    return out_.take();
}

p2p::Actions PostOffice::Round::left(p2p::LinkId core) {
    neighbours_.erase(core);
    return {};
}

// Whoever passes it on need not know what is in it, so nobody is to blame for nonsense.
p2p::Actions PostOffice::Round::published(p2p::MessageId, const std::string& body, p2p::Source from,
                                          p2p::Moment moment) {
    moment_ = moment;
    if (!from.link) return {};  // our own
    const auto message = decode(body);
    if (!message) return {};
    if (const auto* card = std::get_if<Card>(&*message)) (void)learn(*card);
    if (const auto* receipt = std::get_if<Receipt>(&*message)) (void)learn(*receipt);
    if (const auto* letter = std::get_if<Letter>(&*message)) {
        (void)learn(*letter);
        say_receipt(*from.link, id_of(*letter, settings_.network));
    }
    return out_.take();
}

p2p::Actions PostOffice::Round::direct(p2p::LinkId from, const std::string& body,
                                       p2p::Moment moment) {
    moment_ = moment;
    const auto neighbour = neighbours_.find(from);
    if (neighbour == neighbours_.end()) return {};
    if (!may_say(neighbour->second, body.size())) return {};
    if (const auto message = decode(body)) {
        std::visit([&](const auto& one) { on(from, neighbour->second, one); }, *message);
    } else {
        send_away(from);
    }
    return out_.take();
}

p2p::Actions PostOffice::Round::on_time(p2p::Moment moment) {
    moment_ = moment;
    for (auto& [link, neighbour] : neighbours_) {
        if (moment.now < neighbour.next) continue;
        if (std::exchange(neighbour.asking, false)) {
            rest(neighbour);  // it does not answer
        } else {
            ask(link, neighbour, List{Shelf::Cards, {}});
        }
    }
    return out_.take();
}

Instant PostOffice::Round::deadline() const {
    Instant first = never;
    for (const auto& [link, neighbour] : neighbours_) first = std::min(first, neighbour.next);
    return first;
}

void PostOffice::Round::say(p2p::LinkId to, const MailMessage& message) {
    out_.send(to, p2p::Direct{name(), encode(message)});
}

// If we know that it has come: a neighbour that still has the letter has not heard of it.
void PostOffice::Round::say_receipt(p2p::LinkId to, const Hash& letter) {
    const Receipt* receipt = mailboxes_.receipt(letter);
    if (receipt != nullptr && neighbours_.contains(to)) say(to, *receipt);
}

void PostOffice::Round::send_away(p2p::LinkId core) {
    out_.add(p2p::Close{core, broke_the_rules});
    neighbours_.erase(core);
}

// --- what we ask ---------------------------------------------------------------------------------

void PostOffice::Round::ask(p2p::LinkId whom, Neighbour& neighbour, List list) {
    if (list.after.empty()) neighbour.pages = 0;
    ++neighbour.pages;
    ++neighbour.owes;
    neighbour.asking = true;
    neighbour.next = moment_.now + patience;
    neighbour.list = std::move(list);
    say(whom, neighbour.list);
}

// Until the next round: neighbours that have met at one time do not ask at one time again.
void PostOffice::Round::rest(Neighbour& neighbour) {
    neighbour.asking = false;
    const Duration most = settings_.round / 2 + Duration{1};
    const Duration jitter{
        static_cast<Duration::rep>(moment_.fresh % static_cast<std::uint64_t>(most.count()))};
    neighbour.next = moment_.now + settings_.round / 2 + jitter;
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const Lies& lies) {
    if (neighbour.owes == 0) return send_away(from);  // we have asked nothing
    const bool late = neighbour.owes-- > 1;
    const List& asked = neighbour.list;
    const bool fits =
        lies.shelf == asked.shelf &&
        (lies.items.empty() || place_of(lies.shelf, lies.items.front()) > asked.after);
    if (!fits && !late) return send_away(from);
    if (!fits || !neighbour.asking) return;  // to an earlier question
    neighbour.wanted.clear();
    for (const std::string& item : lies.items) {
        if (wants(lies, item)) neighbour.wanted.emplace(place_of(lies.shelf, item));
        if (lies.shelf == Shelf::Letters) say_receipt(from, *crypto::hash_from_text(item));
    }
    if (!neighbour.wanted.empty()) {
        say(from, Want{lies.shelf, {neighbour.wanted.begin(), neighbour.wanted.end()}});
    }
    go_on(from, neighbour, lies);
}

bool PostOffice::Round::wants(const Lies& lies, const std::string& item) const {
    if (lies.shelf == Shelf::Cards) {
        const auto address = crypto::from_address(place_of(lies.shelf, item));
        const Card* known = address ? mailboxes_.card(*address) : nullptr;
        return known == nullptr || known->sequence.value() < sequence_of(item);
    }
    const auto id = crypto::hash_from_text(item);
    return id && mailboxes_.letter(*id) == nullptr && mailboxes_.receipt(*id) == nullptr;
}

void PostOffice::Round::go_on(p2p::LinkId whom, Neighbour& neighbour, const Lies& lies) {
    if (!lies.last && neighbour.pages < most_pages) {
        const std::string_view last = place_of(lies.shelf, lies.items.back());
        ask(whom, neighbour, List{lies.shelf, std::string{last}});
    } else if (lies.shelf == Shelf::Cards) {
        ask(whom, neighbour, List{Shelf::Letters, {}});
    } else {
        rest(neighbour);
    }
}

// --- what we are asked ---------------------------------------------------------------------------

// Reading costs, too: a look at the curve for each address. More is not read; what was lost with it
// the next round brings.
bool PostOffice::Round::may_say(Neighbour& neighbour, std::size_t bytes) const {
    return neighbour.spoken.take(per_piece * static_cast<Duration::rep>(bytes / piece + 1),
                                 moment_.now);
}

// More is not answered: its round will fail, and begin anew later.
bool PostOffice::Round::may_ask(Neighbour& neighbour, std::size_t questions) const {
    const Instant::duration second = std::chrono::seconds{1};
    const auto rate = static_cast<Instant::duration::rep>(
        std::max<std::uint64_t>(settings_.rate, 1) * core_share);
    const auto count = static_cast<Instant::duration::rep>(questions);
    return neighbour.rate.take(second / rate * count, moment_.now);
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const List& list) {
    if (may_ask(neighbour, 1)) say(from, mailboxes_.page(list));
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const Want& want) {
    if (!may_ask(neighbour, want.items.size())) return;
    for (const std::string& item : want.items) show(from, want.shelf, item);
}

// What has gone meanwhile is left out.
void PostOffice::Round::show(p2p::LinkId to, Shelf shelf, const std::string& item) {
    if (shelf == Shelf::Cards) {
        const auto address = crypto::from_address(item);
        const Card* card = address ? mailboxes_.card(*address) : nullptr;
        if (card != nullptr) say(to, *card);
        return;
    }
    const auto id = crypto::hash_from_text(item);
    if (!id) return;
    if (const Letter* letter = mailboxes_.letter(*id)) {
        say(to, *letter);
    } else if (const Receipt* receipt = mailboxes_.receipt(*id)) {
        say(to, *receipt);
    }
}

// --- what we learn -------------------------------------------------------------------------------

template <class Item>
Result<bool, MailError> PostOffice::Round::learn(const Item& item) {
    auto kept = mailboxes_.keep(item, moment_.wall);
    counter_.look_again(moment_);
    if (!kept) return tl::unexpected(std::move(kept.error()));
    if (*kept != Kept::New) return false;
    p2p::Actions actions;
    if constexpr (std::is_same_v<Item, Letter>) actions = counter_.letter_came(item, moment_);
    if constexpr (std::is_same_v<Item, Receipt>) actions = counter_.receipt_came(item, moment_);
    for (p2p::Action& action : actions) out_.add(std::move(action));
    return true;
}

template <class Item>
void PostOffice::Round::learn_directly(p2p::LinkId from, const Item& item) {
    const auto learnt = learn(item);
    if (!learnt && is_offence(learnt.error().reason)) return send_away(from);
    if (!learnt || !*learnt || !passed_on_.take(per_passed_on, moment_.now)) return;
    out_.add(p2p::Publish{name(), encode(MailMessage{item})});
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const Card& card) {
    if (neighbour.wanted.erase(crypto::to_address(card.address)) > 0) learn_directly(from, card);
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const Letter& letter) {
    const Hash id = id_of(letter, settings_.network);
    if (neighbour.wanted.erase(to_text(id)) == 0) return;
    learn_directly(from, letter);
    say_receipt(from, id);
}

void PostOffice::Round::on(p2p::LinkId from, Neighbour& neighbour, const Receipt& receipt) {
    neighbour.wanted.erase(to_text(receipt.letter));
    if (may_ask(neighbour, 1)) learn_directly(from, receipt);
}

}  // namespace sbc::message
