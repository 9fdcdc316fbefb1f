#include "post_office.hpp"

#include "crypto/hkdf.hpp"

namespace stage {

// #region events
constexpr std::size_t under_way = 8;        // letters that an edge has not acknowledged
constexpr std::size_t most_addresses = 16;  // that one edge may claim
constexpr std::size_t most_handed_in = 1'000;

Actions PostOffice::direct(LinkId from, const std::string& body, Moment moment) {
    moment_ = moment;
    Edge& edge = edges_[from];
    if (!edge.rate.take(sbc::Duration{20}, moment.now)) return {};  // 50 a second: more is unheard
    const auto message = decode(body);
    if (!message) {
        drop(from);
    } else {
        std::visit([&](const auto& one) { this->on(from, one); }, *message);
    }
    hand_out();
    return out_.take();
}

Actions PostOffice::left(LinkId edge) {
    edges_.erase(edge);
    return {};
}

// Another core has passed this on. What is wrong with it is not that core's fault.
Actions PostOffice::heard(const std::string& body, Moment moment) {
    moment_ = moment;
    const auto message = decode(body);
    if (!message) return {};
    if (const auto* card = std::get_if<Card>(&*message)) (void)mailboxes_.keep(*card, moment.wall);
    if (const auto* one = std::get_if<Letter>(&*message)) (void)mailboxes_.keep(*one, moment.wall);
    if (const auto* receipt = std::get_if<Receipt>(&*message)) take(*receipt);
    hand_out();
    return out_.take();
}
// #endregion events

// #region handed-in
void PostOffice::on(LinkId from, const Card& card) {
    answer(from, id_of(card, settings_.network), mailboxes_.keep(card, moment_.wall), card);
}

void PostOffice::on(LinkId from, const Letter& letter) {
    const Hash id = id_of(letter, settings_.network);
    const auto kept = mailboxes_.keep(letter, moment_.wall);
    auto& handed_in = edges_[from].handed_in;
    if (kept && handed_in.size() < most_handed_in) handed_in.insert(id);
    const Receipt* receipt = mailboxes_.receipt(id);
    if (receipt != nullptr) return say(from, *receipt);  // it has come to its recipient already
    answer(from, id, kept, letter);
}

void PostOffice::answer(LinkId to, const Hash& item, const Mailboxes::Kept& kept,
                        const MailMessage& what) {
    if (kept && *kept) out_.add(sbc::p2p::Publish{round_.name(), encode(what)});
    if (kept) return say(to, Held{item});
    if (kept.error().reason == MailError::BadSignature) return drop(to);
    say(to, Refused{item, name_of(kept.error().reason)});
}

void PostOffice::on(LinkId, const Receipt& receipt) {
    if (take(receipt)) out_.add(sbc::p2p::Publish{round_.name(), encode(receipt)});
}

// #region take
// Whoever has handed in the letter is told.
bool PostOffice::take(const Receipt& receipt) {
    const auto kept = mailboxes_.keep(receipt);
    for (auto& [link, edge] : edges_) {
        if (kept && *kept && edge.handed_in.erase(receipt.letter) > 0) say(link, receipt);
    }
    return kept && *kept;
}
// #endregion take
// #endregion handed-in

// #region claims
void PostOffice::on(LinkId from, const Find& question) {
    const Card* card = mailboxes_.card(question.address);
    if (card != nullptr) return say(from, *card);
    say(from, Nobody{question.address});
}

// Nobody can know the challenge before, so no signature that was seen elsewhere answers it.
void PostOffice::on(LinkId from, const Knock& knock) {
    auto& asked = edges_[from].asked;
    if (asked.size() >= most_addresses && !asked.contains(knock.address)) return drop(from);
    const std::string which = std::to_string(++challenges_);
    const auto drawn = sbc::crypto::hkdf_sha256(settings_.dice.reveal(), {}, sbc::as_bytes(which));
    Challenge& challenge = asked[knock.address];
    std::ranges::copy(drawn.reveal(), challenge.bytes.begin());
    say(from, Ask{knock.address, challenge});
}

void PostOffice::on(LinkId from, const Claim& claim) {
    Edge& edge = edges_[from];
    const auto asked = edge.asked.find(claim.address);
    if (asked == edge.asked.end()) return drop(from);
    const Bytes part = claim_part(claim.address, asked->second, settings_.network);
    if (!verify(claim.address, part, claim.signature)) return drop(from);
    edge.asked.erase(asked);
    edge.proven.insert(claim.address);
    say(from, Welcome{claim.address, mailboxes_.letters_for(claim.address).size()});
}
// #endregion claims

// #region hand-out
void PostOffice::hand_out() {
    mailboxes_.forget_what_is_over(moment_.wall);
    for (auto& [link, edge] : edges_) {
        std::erase_if(edge.shown, [&](const Hash& id) { return mailboxes_.letter(id) == nullptr; });
        for (const PublicKey& address : edge.proven) {
            for (const Hash& id : mailboxes_.letters_for(address)) {
                if (edge.shown.size() >= under_way) break;
                if (edge.shown.insert(id).second) say(link, *mailboxes_.letter(id));
            }
        }
    }
}

void PostOffice::say(LinkId to, const MailMessage& message) {
    out_.send(to, sbc::p2p::Direct{name(), encode(message)});
}

void PostOffice::drop(LinkId edge) {
    out_.add(sbc::p2p::Close{edge, 10});
    edges_.erase(edge);
}
// #endregion hand-out

}  // namespace stage
