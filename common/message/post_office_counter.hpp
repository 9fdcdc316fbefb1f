#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "message/post_office.hpp"
#include "p2p/relay.hpp"

namespace sbc::message {

// Where the edges of a core hand in and fetch their mail. Part of a PostOffice, whose settings and
// mailboxes live longer.
class PostOffice::Counter : public p2p::Application {
public:
    Counter(const PostOfficeSettings& settings, Mailboxes& mailboxes);

    [[nodiscard]] std::string name() const override { return "mail"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nothing of this application is for everybody
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId edge, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId edge) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return look_; }

    // --- what other cores have told, and now lies in the mailboxes: for those who wait here ---
    [[nodiscard]] p2p::Actions letter_came(const Letter& letter, p2p::Moment moment);
    [[nodiscard]] p2p::Actions receipt_came(const Receipt& receipt, p2p::Moment moment);
    // After every change: when something will be over.
    void look_again(p2p::Moment moment);

private:
    // An address that an edge would like to have the letters for.
    struct Claimed {
        std::optional<Challenge> challenge{};  // not signed yet
        bool proven = false;
        std::set<Hash> under_way{};  // sent, and not acknowledged
    };
    struct Edge {
        p2p::RateLimit rate;
        std::map<PublicKey, Claimed> addresses{};
        std::set<Hash> handed_in{};  // whose receipts it would like to have
    };
    using Links = std::set<p2p::LinkId>;

    void on(p2p::LinkId from, Edge& edge, const Card& card);
    void on(p2p::LinkId from, Edge& edge, const Letter& letter);
    void on(p2p::LinkId from, Edge& edge, const Receipt& receipt);
    void on(p2p::LinkId from, Edge& edge, const Knock& knock);
    void on(p2p::LinkId from, Edge& edge, const Claim& claim);
    void on(p2p::LinkId from, Edge& edge, const Find& find);
    template <class Other>
    void on(p2p::LinkId from, Edge&, const Other&) {
        send_away(from);  // what only a core says, or only one core to another
    }

    void say(p2p::LinkId to, const MailMessage& message);
    void refuse_item(p2p::LinkId to, const Hash& item, MailError why);
    void remember_writer(p2p::LinkId link, Edge& edge, const Hash& letter);
    void hand_out(const PublicKey& address);
    void hand_out(p2p::LinkId to, const PublicKey& address);
    void settle(const Receipt& receipt);
    void send_away(p2p::LinkId edge);
    [[nodiscard]] Challenge fresh_challenge();

    const PostOfficeSettings& settings_;
    Mailboxes& mailboxes_;
    std::map<p2p::LinkId, Edge> edges_;
    std::map<PublicKey, Links> here_;  // who has proven this address
    std::map<Hash, Links> writers_;    // who has handed in this letter
    std::uint64_t challenges_ = 0;
    Instant look_ = never;
    p2p::Moment moment_{};  // of the event that is being handled
    p2p::Outbox out_;
};

}  // namespace sbc::message
