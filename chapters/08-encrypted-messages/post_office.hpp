#pragma once

#include "mail_message.hpp"
#include "mailbox.hpp"
#include "p2p/application.hpp"
#include "p2p/relay.hpp"

namespace stage {

// #region post-office
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

struct PostOfficeSettings {
    Hash network;
    sbc::crypto::Secret<32> dice;  // the challenges come out of it
    MailLimits limits{};
};

// The application "mail" at each core: takes what edges hand in, and hands out letters to whoever
// has proven that they are his. Cores pass on to each other what is new, by the application "post",
// which no edge has: so whoever has not proven his address sees no letter for it.
class PostOffice : public sbc::p2p::Application {
public:
    explicit PostOffice(PostOfficeSettings settings)
        : settings_{std::move(settings)}, mailboxes_{settings_.network, settings_.limits} {}
    // The other application, for the same node.
    [[nodiscard]] sbc::p2p::Application& round() { return round_; }
    [[nodiscard]] const Mailboxes& mailboxes() const { return mailboxes_; }

    [[nodiscard]] std::string name() const override { return "mail"; }
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions left(LinkId edge) override;
    // #endregion post-office

    // #region post-office-members
private:
    // #region round
    class Round : public sbc::p2p::Application {
    public:
        explicit Round(PostOffice& office) : office_{office} {}
        [[nodiscard]] std::string name() const override { return "post"; }
        [[nodiscard]] bool for_cores_only() const override { return true; }
        Actions published(MessageId, const std::string& body, Source, Moment moment) override {
            return office_.heard(body, moment);
        }

    private:
        PostOffice& office_;
    };
    // #endregion round
    struct Edge {
        sbc::p2p::RateLimit rate{sbc::Duration{4'000}};
        std::map<PublicKey, Challenge> asked{};
        std::set<PublicKey> proven{};
        std::set<Hash> shown{};      // letters that it has not acknowledged
        std::set<Hash> handed_in{};  // whose receipts are for it
    };
    void on(LinkId from, const Card& card);
    void on(LinkId from, const Letter& letter);
    void on(LinkId from, const Receipt& receipt);
    void on(LinkId from, const Find& question);
    void on(LinkId from, const Knock& knock);
    void on(LinkId from, const Claim& claim);
    void on(LinkId from, const auto&) { drop(from); }  // no edge says this
    Actions heard(const std::string& body, Moment moment);
    bool take(const Receipt& receipt);
    void answer(LinkId to, const Hash& item, const Mailboxes::Kept& kept, const MailMessage& what);
    void hand_out();
    void say(LinkId to, const MailMessage& message);
    void drop(LinkId edge);

    PostOfficeSettings settings_;
    Mailboxes mailboxes_;
    Round round_{*this};
    std::map<LinkId, Edge> edges_;
    std::uint64_t challenges_ = 0;
    Moment moment_{};  // of the event that is being handled
    sbc::p2p::Outbox out_;
    // #endregion post-office-members
};

}  // namespace stage
