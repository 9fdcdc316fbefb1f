#pragma once

#include <algorithm>
#include <deque>
#include <functional>

#include "base/utf8.hpp"
#include "lab/names.hpp"
#include "mail_message.hpp"
#include "own_cards.hpp"
#include "p2p/application.hpp"
#include "seen.hpp"

namespace lab {

using namespace stage;
using sbc::Tone;
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::Moment;

struct CorrespondentSettings {
    Hash network;
    sbc::chain::Bits stamp = usual_stamp;
    // The secret half of this card of ours; and one for a letter, each time another one that nobody
    // can foresee.
    std::function<AgreementSecret(Sequence)> card_secret;
    std::function<AgreementSecret()> fresh;
};

// The application "mail" at an edge: somebody who writes and gets letters, and keeps them in memory
// only. The one of the wallet, in common/message, does the same with more care.
class Correspondent : public sbc::p2p::Application {
public:
    // The key lives longer.
    Correspondent(CorrespondentSettings settings, const SigningKey& owner)
        : settings_{std::move(settings)}, owner_{owner} {}

    // Sealed and handed in as soon as his card is known; again to each core, until his receipt
    // comes.
    Actions write(const PublicKey& to, const std::string& text, Moment moment) {
        moment_ = moment;
        outgoing_.push_back({to, {text, moment.wall, moment.wall + longest_held}, {}});
        hand_in(outgoing_.back());
        forget_refused();
        return out_.take();
    }
    Actions renew(Moment moment) {
        moment_ = moment;
        make_card();
        say(*own_.newest());
        return out_.take();
    }
    [[nodiscard]] const std::vector<Inside>& received() const { return received_; }
    [[nodiscard]] std::size_t waiting() const { return outgoing_.size(); }

    [[nodiscard]] std::string name() const override { return "mail"; }
    Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source, Moment) override {
        return {};
    }
    Actions joined(LinkId core, Moment moment) override {
        moment_ = moment;
        core_ = core;
        if (own_.newest() == nullptr) make_card();
        say(*own_.newest());
        say(Knock{owner_.public_key()});
        for (Outgoing& letter : outgoing_) hand_in(letter);
        forget_refused();
        return out_.take();
    }
    Actions left(LinkId core) override {
        if (core_ == core) core_.reset();
        return {};
    }
    Actions direct(LinkId from, const std::string& body, Moment moment) override {
        moment_ = moment;
        const auto message = decode(body);
        if (!message || core_ != from) return {};
        std::visit([&](const auto& one) { this->on(one); }, *message);
        return out_.take();
    }
    // /write NAME|ADDRESS TEXT, /letters, /card, /renew
    Actions typed(const std::string& line, Moment moment) override {
        const auto blank = line.find(' ', 7);
        if (line.starts_with("/write ") && blank != std::string::npos) {
            const auto to = address_of(line.substr(7, blank - 7));
            if (to) return write(*to, line.substr(blank + 1), moment);
            out_.tell(Tone::Bad, "this is no address, and nobody's name");
        }
        if (line == "/renew") return renew(moment);
        if (line == "/card" && own_.newest() != nullptr) {
            out_.tell(Tone::Plain, encode(*own_.newest()));
        }
        if (line == "/letters") show_letters();
        return out_.take();
    }

private:
    struct Outgoing {
        PublicKey to;
        Draft draft;
        std::optional<Letter> sealed{};
        bool refused = false;  // it cannot be sealed, and its writer has been told
    };

    // --- our own card, and our mailbox ---
    void make_card() {
        sequence_ = Sequence{sequence_.value() + 1};
        own_.renew(settings_.card_secret(sequence_), sequence_, owner_, settings_.network,
                   moment_.wall, settings_.stamp);
    }
    void on(const Ask& ask) {
        if (ask.address != owner_.public_key()) return;
        const Bytes part = claim_part(ask.address, ask.challenge, settings_.network);
        say(Claim{ask.address, owner_.sign(part)});
    }
    void on(const Welcome& welcome) {
        out_.tell(Tone::Good,
                  "the mailbox is ours; letters in it: " + std::to_string(welcome.letters));
    }

    // --- writing ---
    void hand_in(Outgoing& letter) {
        const auto card = cards_.find(letter.to);
        if (!letter.sealed && card == cards_.end()) return say(Find{letter.to});
        if (!letter.sealed) {
            auto sealed =
                seal(letter.draft, card->second, owner_, settings_.fresh(), settings_.network);
            letter.refused = !sealed;
            if (!sealed) return out_.tell(Tone::Bad, "not written: " + sealed.error().text);
            sealed->stamp = pay(stage::id_of(*sealed, settings_.network), settings_.network,
                                settings_.stamp, moment_.wall);
            letter.sealed = *sealed;
        }
        say(*letter.sealed);
    }
    void on(const Card& card) {
        if (!check(card, settings_.network) || !check_now(card, moment_.wall)) return;
        const auto known = cards_.find(card.address);
        if (known != cards_.end() && known->second.sequence >= card.sequence) return;
        if (known != cards_.end() && known->second.key != card.key) {
            out_.tell(Tone::Warn, name_of(card.address) + " has another key now: ask him");
        }
        cards_[card.address] = card;
        for (Outgoing& letter : outgoing_) {
            if (letter.to == card.address && !letter.sealed) hand_in(letter);
        }
        forget_refused();
    }
    void forget_refused() {
        std::erase_if(outgoing_, [](const Outgoing& letter) { return letter.refused; });
    }
    void on(const Nobody& nobody) {
        out_.tell(Tone::Warn, "nobody knows a card of " + name_of(nobody.address));
    }
    [[nodiscard]] std::deque<Outgoing>::iterator find(const Hash& id) {
        return std::ranges::find_if(outgoing_, [&](const Outgoing& one) {
            return one.sealed && stage::id_of(*one.sealed, settings_.network) == id;
        });
    }
    void on(const Held& held) {
        const auto letter = find(held.item);
        if (letter == outgoing_.end()) return;
        out_.tell(Tone::Plain, "the letter is held for " + name_of(letter->to));
    }
    void on(const Refused& refused) {
        out_.tell(Tone::Bad, "the core does not take it: " + sbc::printable(refused.why));
    }
    void on(const Receipt& receipt) {
        const auto letter = find(receipt.letter);
        if (letter == outgoing_.end() || letter->to != receipt.to) return;
        if (!check(receipt, settings_.network)) return;
        const std::string text = sbc::printable(letter->draft.text);
        if (receipt.opened)
            out_.tell(Tone::Good, "delivered to " + name_of(receipt.to) + ": " + text);
        if (!receipt.opened) out_.tell(Tone::Bad, name_of(receipt.to) + " cannot open it: " + text);
        outgoing_.erase(letter);
    }

    // --- reading ---
    [[nodiscard]] sbc::Result<Inside, MailError> read(const Letter& letter) {
        const AgreementSecret* mine = own_.secret_of(letter.card, moment_.wall);
        if (mine != nullptr) return open(letter, *mine, settings_.network, moment_.wall);
        return sbc::refuse(MailError::NotForUs, "it is for a card whose secret half has gone");
    }
    void on(const Letter& letter) {
        if (letter.to != owner_.public_key()) return;
        const Hash id = stage::id_of(letter, settings_.network);
        const auto inside = read(letter);
        if (!inside) {
            out_.tell(Tone::Warn, "a letter that cannot be read: " + inside.error().text);
        } else if (seen_.take(id, letter.until, moment_.wall)) {
            out_.tell(Tone::Good,
                      "from " + name_of(inside->from) + ": " + sbc::printable(inside->text));
            received_.push_back(*inside);
        }
        // Also for one that has come before: it was the receipt that has been lost.
        Receipt receipt{id, owner_.public_key(), inside.has_value(), {}};
        sign(receipt, settings_.network, owner_);
        say(receipt);
    }
    void show_letters() {
        for (const Inside& one : received_) {
            out_.tell(Tone::Plain, name_of(one.from) + ": " + sbc::printable(one.text));
        }
        out_.tell(Tone::Plain,
                  "letters that have come: " + std::to_string(received_.size()) +
                      ", that wait for a receipt: " + std::to_string(outgoing_.size()));
    }
    void on(const auto& /*what no core says*/) {}
    void say(const MailMessage& message) {
        if (core_) out_.send(*core_, sbc::p2p::Direct{name(), encode(message)});
    }

    CorrespondentSettings settings_;
    const SigningKey& owner_;
    Sequence sequence_{0};
    OwnCards own_;
    std::map<PublicKey, Card> cards_;
    std::deque<Outgoing> outgoing_;
    std::vector<Inside> received_;
    Seen seen_;
    std::optional<LinkId> core_;
    Moment moment_{};  // of the event that is being handled
    sbc::p2p::Outbox out_;
};

}  // namespace lab
