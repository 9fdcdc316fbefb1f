#pragma once

#include <map>
#include <set>
#include <string>

#include "message/post_office.hpp"
#include "p2p/relay.hpp"

namespace sbc::message {

// What the mail of one core and that of others tell each other: what is new, as it comes, and when
// two cores meet, and from then on every now and then, all cards and letters that one has and the
// other has not. Receipts are not listed: whoever shows a letter that has come is told so. Part of
// a PostOffice, whose settings, mailboxes and counter live longer.
class PostOffice::Round : public p2p::Application {
public:
    Round(const PostOfficeSettings& settings, Mailboxes& mailboxes, Counter& counter);

    [[nodiscard]] std::string name() const override { return "post"; }
    [[nodiscard]] bool for_cores_only() const override { return true; }
    p2p::Actions published(p2p::MessageId id, const std::string& body, p2p::Source from,
                           p2p::Moment moment) override;
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    // One page of a neighbour is under way at a time: what we want of it is asked for together with
    // the next page, and comes before that.
    struct Neighbour {
        p2p::RateLimit rate;    // of its questions
        p2p::RateLimit spoken;  // of its bytes
        bool asking = false;
        List list{};         // under way
        unsigned owes = 0;   // answers to our lists; more than one, if it was too slow for us
        unsigned pages = 0;  // of this shelf, so far
        std::set<std::string> wanted{};
        Instant next{};  // when to begin anew; while we ask, when to give up
    };

    void on(p2p::LinkId from, Neighbour& neighbour, const List& list);
    void on(p2p::LinkId from, Neighbour& neighbour, const Lies& lies);
    void on(p2p::LinkId from, Neighbour& neighbour, const Want& want);
    void on(p2p::LinkId from, Neighbour& neighbour, const Card& card);
    void on(p2p::LinkId from, Neighbour& neighbour, const Letter& letter);
    void on(p2p::LinkId from, Neighbour& neighbour, const Receipt& receipt);
    template <class Other>
    void on(p2p::LinkId from, Neighbour&, const Other&) {
        send_away(from);  // what an edge says to its core
    }

    void ask(p2p::LinkId whom, Neighbour& neighbour, List list);
    void go_on(p2p::LinkId whom, Neighbour& neighbour, const Lies& lies);
    void rest(Neighbour& neighbour);
    [[nodiscard]] bool wants(const Lies& lies, const std::string& item) const;
    void show(p2p::LinkId to, Shelf shelf, const std::string& item);
    [[nodiscard]] bool may_say(Neighbour& neighbour, std::size_t bytes) const;
    [[nodiscard]] bool may_ask(Neighbour& neighbour, std::size_t questions) const;
    // Keeps it, for those who wait for it here. Whether it was new; why not, if it was refused.
    template <class Item>
    [[nodiscard]] Result<bool, MailError> learn(const Item& item);
    template <class Item>
    void learn_directly(p2p::LinkId from, const Item& item);
    void say(p2p::LinkId to, const MailMessage& message);
    void say_receipt(p2p::LinkId to, const Hash& letter);
    void send_away(p2p::LinkId core);

    const PostOfficeSettings& settings_;
    Mailboxes& mailboxes_;
    Counter& counter_;
    std::map<p2p::LinkId, Neighbour> neighbours_;
    p2p::RateLimit passed_on_;  // what one neighbour has shown us, to the others
    p2p::Moment moment_{};      // of the event that is being handled
    p2p::Outbox out_;
};

}  // namespace sbc::message
