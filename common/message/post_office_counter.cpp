#include "message/post_office_counter.hpp"

#include <algorithm>

namespace sbc::message {
namespace {

using p2p::broke_the_rules;
using Kept = Mailboxes::Kept;

// Clocks on walls jump: however far away the next end seems to be, we look after a minute.
constexpr std::chrono::seconds longest_look{60};
constexpr std::size_t most_handed_in = 1'000;  // letters of one edge whose receipts it is told

}  // namespace

PostOffice::Counter::Counter(const PostOfficeSettings& settings, Mailboxes& mailboxes)
    : settings_{settings}, mailboxes_{mailboxes} {}

// --- events --------------------------------------------------------------------------------------

p2p::Actions PostOffice::Counter::joined(p2p::LinkId edge, p2p::Moment) {
    const auto rate = static_cast<Duration::rep>(std::max<std::uint64_t>(settings_.rate, 1));
    const Duration credit{static_cast<Duration::rep>(settings_.burst) * 1'000 / rate};
    edges_.insert_or_assign(edge, Edge{.rate = p2p::RateLimit{credit}});
    return {};
}

p2p::Actions PostOffice::Counter::left(p2p::LinkId edge) {
    const auto found = edges_.find(edge);
    if (found == edges_.end()) return {};
    const auto forget = [&](auto& all, const auto& key) {
        const auto links = all.find(key);
        if (links == all.end()) return;
        links->second.erase(edge);
        if (links->second.empty()) all.erase(links);
    };
    for (const auto& [address, claimed] : found->second.addresses) forget(here_, address);
    for (const Hash& letter : found->second.handed_in) forget(writers_, letter);
    edges_.erase(found);
    return {};
}

p2p::Actions PostOffice::Counter::direct(p2p::LinkId from, const std::string& body,
                                         p2p::Moment moment) {
    moment_ = moment;
    const auto edge = edges_.find(from);
    if (edge == edges_.end()) return {};
    const Instant::duration second = std::chrono::seconds{1};
    const auto rate = static_cast<Instant::duration::rep>(settings_.rate);
    if (rate == 0 || !edge->second.rate.take(second / rate, moment.now)) return {};
    if (const auto message = decode(body)) {
        std::visit([&](const auto& one) { on(from, edge->second, one); }, *message);
    } else {
        send_away(from);
    }
    look_again(moment);
    return out_.take();
}

p2p::Actions PostOffice::Counter::on_time(p2p::Moment moment) {
    mailboxes_.on_time(moment.wall);
    look_again(moment);
    return {};
}

void PostOffice::Counter::look_again(p2p::Moment moment) {
    const auto next = mailboxes_.next_over();
    if (!next) {
        look_ = never;
        return;
    }
    const std::chrono::seconds second{1};
    look_ = moment.now + std::clamp(*next - moment.wall + second, second, longest_look);
}

p2p::Actions PostOffice::Counter::letter_came(const Letter& letter, p2p::Moment moment) {
    moment_ = moment;
    hand_out(letter.to);
    return out_.take();
}

p2p::Actions PostOffice::Counter::receipt_came(const Receipt& receipt, p2p::Moment moment) {
    moment_ = moment;
    settle(receipt);
    return out_.take();
}

// --- handing in ----------------------------------------------------------------------------------

void PostOffice::Counter::say(p2p::LinkId to, const MailMessage& message) {
    out_.send(to, p2p::Direct{name(), encode(message)});
}

void PostOffice::Counter::send_away(p2p::LinkId edge) {
    out_.add(p2p::Close{edge, broke_the_rules});
    (void)left(edge);
}

void PostOffice::Counter::refuse_item(p2p::LinkId to, const Hash& item, MailError why) {
    if (why == MailError::BadSignature) return send_away(to);
    say(to, Refused{item, why});
}

void PostOffice::Counter::on(p2p::LinkId from, Edge&, const Card& card) {
    const Hash id = id_of(card, settings_.network);
    const auto kept = mailboxes_.keep(card, moment_.wall);
    if (!kept) return refuse_item(from, id, kept.error().reason);
    say(from, Held{id});
    if (*kept == Kept::New) out_.add(p2p::Publish{"post", encode(MailMessage{card})});
}

void PostOffice::Counter::on(p2p::LinkId from, Edge& edge, const Letter& letter) {
    const Hash id = id_of(letter, settings_.network);
    const auto kept = mailboxes_.keep(letter, moment_.wall);
    if (!kept) return refuse_item(from, id, kept.error().reason);
    if (const Receipt* receipt = mailboxes_.receipt(id)) return say(from, *receipt);
    say(from, Held{id});
    remember_writer(from, edge, id);
    if (*kept == Kept::Known) return;
    out_.add(p2p::Publish{"post", encode(MailMessage{letter})});
    hand_out(letter.to);
}

// One who hands in more than are remembered learns the rest when he hands them in again.
void PostOffice::Counter::remember_writer(p2p::LinkId link, Edge& edge, const Hash& letter) {
    if (edge.handed_in.size() >= most_handed_in) {
        std::erase_if(edge.handed_in, [&](const Hash& one) {
            if (mailboxes_.letter(one) != nullptr) return false;
            writers_.erase(one);  // it is over, for whoever has handed it in
            return true;
        });
    }
    if (edge.handed_in.size() >= most_handed_in) return;
    edge.handed_in.insert(letter);
    writers_[letter].insert(link);
}

void PostOffice::Counter::on(p2p::LinkId from, Edge&, const Receipt& receipt) {
    const auto kept = mailboxes_.keep(receipt, moment_.wall);
    if (!kept) {
        if (kept.error().reason == MailError::BadSignature) send_away(from);
        return;  // else it is about somebody else's letter, and changes nothing
    }
    if (*kept == Kept::New) out_.add(p2p::Publish{"post", encode(MailMessage{receipt})});
    settle(receipt);
}

// It goes to those who have handed the letter in, and makes room for the next one.
void PostOffice::Counter::settle(const Receipt& receipt) {
    const Receipt* known = mailboxes_.receipt(receipt.letter);
    if (known == nullptr) return;  // that letter has never been here
    if (auto writers = writers_.extract(receipt.letter)) {
        for (const p2p::LinkId link : writers.mapped()) {
            edges_.at(link).handed_in.erase(receipt.letter);
            say(link, *known);
        }
    }
    hand_out(receipt.to);
}

void PostOffice::Counter::on(p2p::LinkId from, Edge&, const Find& find) {
    if (const Card* card = mailboxes_.card(find.address)) {
        say(from, *card);
    } else {
        say(from, Nobody{find.address});
    }
}

// --- fetching ------------------------------------------------------------------------------------

// Nobody foresees it who does not know the dice, and none comes twice.
Challenge PostOffice::Counter::fresh_challenge() {
    crypto::Secret<48> drawn;
    const auto bytes = drawn.fill();
    const auto dice = settings_.dice.reveal();
    auto at = std::copy(dice.begin(), dice.end(), bytes.begin());
    for (const std::uint64_t number : {++challenges_, moment_.fresh}) {
        for (const std::uint64_t half : {number >> 32, number & 0xffff'ffff}) {
            const Be32 stored = store_be32(static_cast<std::uint32_t>(half));
            at = std::copy(stored.begin(), stored.end(), at);
        }
    }
    return crypto::hash256(drawn.reveal()).bytes;
}

void PostOffice::Counter::on(p2p::LinkId from, Edge& edge, const Knock& knock) {
    const bool known = edge.addresses.contains(knock.address);
    if (!known && edge.addresses.size() >= settings_.addresses_each) return;
    // One that is not signed yet stays: the answer to it may be on its way.
    auto& challenge = edge.addresses[knock.address].challenge;
    if (!challenge) challenge = fresh_challenge();
    say(from, Ask{knock.address, *challenge});
}

// One who claims an address again is sent everything again that he has not acknowledged.
void PostOffice::Counter::on(p2p::LinkId from, Edge& edge, const Claim& claim) {
    const auto found = edge.addresses.find(claim.address);
    if (found == edge.addresses.end() || !found->second.challenge) return send_away(from);
    Claimed& claimed = found->second;
    const Challenge challenge = *claimed.challenge;
    claimed.challenge.reset();
    const Bytes said = claim_part(claim.address, challenge, settings_.network);
    if (!crypto::verify(claim.address, said, claim.signature)) return send_away(from);
    claimed.proven = true;
    claimed.under_way.clear();
    here_[claim.address].insert(from);
    say(from, Welcome{claim.address, mailboxes_.letters_for(claim.address).size()});
    hand_out(from, claim.address);
}

void PostOffice::Counter::hand_out(const PublicKey& address) {
    const auto here = here_.find(address);
    if (here == here_.end()) return;
    for (const p2p::LinkId link : here->second) hand_out(link, address);
}

// As many as may be under way to him, the oldest first.
void PostOffice::Counter::hand_out(p2p::LinkId to, const PublicKey& address) {
    Claimed& claimed = edges_.at(to).addresses.at(address);
    std::erase_if(claimed.under_way,
                  [&](const Hash& id) { return mailboxes_.letter(id) == nullptr; });
    for (const Hash& id : mailboxes_.letters_for(address)) {
        if (claimed.under_way.size() >= settings_.under_way) return;
        const Letter& letter = *mailboxes_.letter(id);
        if (letter.until < moment_.wall || !claimed.under_way.insert(id).second) continue;
        say(to, letter);
    }
}

}  // namespace sbc::message
