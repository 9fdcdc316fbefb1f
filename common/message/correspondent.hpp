#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "message/letter_book.hpp"
#include "message/mail_message.hpp"
#include "p2p/application.hpp"

namespace sbc::message {

struct CorrespondentSettings {
    Hash network;
    chain::Bits stamp = usual_stamp;
    std::chrono::seconds card_lasts{30 * 86'400};
    std::chrono::seconds renew_before{7 * 86'400};  // its end, by itself
    // So long an old secret is kept after its card was replaced: what was sealed for it is held no
    // longer than longest_held.
    std::chrono::seconds grace = longest_held + clock_error;
    std::chrono::seconds held{longest_held};  // how long our letters wait for their recipients
    // After the end of a letter: so long its receipt may still be on its way to us; and so long a
    // core knows it, if we have been away (MailLimits::receipts_stay).
    std::chrono::seconds patience{300};
    std::chrono::seconds last_patience = clock_error;
    Duration answer{20'000};  // a core that has not answered by then is asked again
    Duration again{300'000};  // what it has answered is said to it again, in case it has forgotten
    Duration retry{10'000};   // of a keeper that has failed
    Duration troubles{60'000};  // so often the book is kept only to note why letters wait
    std::size_t waiting = 200;  // letters of ours at one time
    // A secret that nobody can foresee, each time another one.
    std::function<crypto::Secret<32>()> secret{};
};

// What happened, for the owner.
struct MailNews {
    enum class Kind {
        Came,         // a letter
        Delivered,    // one of ours has been acknowledged
        Expired,      // one of ours has not been fetched in time
        CardChanged,  // a contact has another key: compare the words again
        Trouble,      // in `text`
    };
    Kind kind = Kind::Trouble;
    PublicKey with;
    std::uint64_t number = 0;  // of the letter
    std::string text;
};

// The application "mail" at an edge: whoever writes and gets letters under one address. Publishes
// its card and renews it; finds the cards of others; seals, stamps and hands in, again at each core
// until the recipient's receipt has come or the time is over; proves its address, opens what comes,
// keeps it, and only then acknowledges it. A letter is shown once, whoever brings it how often.
//
// What is promised of each letter of ours: it is reported once, as delivered or as expired; and it
// is reported as expired although it has come only if no core that we reached within last_patience
// after its end, and patience after it or later, had heard of its receipt by then.
//
// Pure: it looks for no nonce itself: job() says what is to be stamped, stamped() takes it. What it
// must not forget it hands to a keeper, before it says or shows anything that supposes it; if that
// fails, it is as if nothing had happened yet. (Why a letter waits may be forgotten: that is kept
// with the next change, or a little later.) On several links (EdgePair) it does all this on each.
// One thread.
//
// Several devices with one key are out of scope: each would replace the other's card, and could not
// open what is sealed for it.
class Correspondent : public p2p::Application {
public:
    // The key and the keeper live longer.
    Correspondent(CorrespondentSettings settings, const crypto::SigningKey& owner,
                  LetterBookKeeper& keeper, LetterBook book);

    // Writes to the owner of this address. TooLong, NoRoom (too many wait); else it is kept, and
    // will be delivered or reported as expired.
    [[nodiscard]] Result<std::uint64_t, MailError> write(const PublicKey& to, std::string text,
                                                         p2p::Moment moment);
    // A new key of our own now.
    [[nodiscard]] Result<void, MailError> renew(p2p::Moment moment);
    // Asks for his card, and keeps it as a contact when it comes. Also of one that we know.
    void find(const PublicKey& address);
    // Its owner has read out these words, or (no) has been told of the change: it is none any more.
    // OtherWords: his card has others by now; NoCard, NoRoom. Then nothing is noted.
    [[nodiscard]] Result<void, MailError> compared(const PublicKey& address, std::string_view words,
                                                   bool yes);
    void forget(const PublicKey& address);  // a contact, and the letters with him
    // What is due because of this: to be carried out by whoever called. More may be due at
    // deadline(), which is then at once.
    [[nodiscard]] p2p::Actions take_actions() { return out_.take(); }

    [[nodiscard]] const LetterBook& book() const { return book_; }
    [[nodiscard]] const Card* card() const;  // our own; nullptr: there is none yet
    // A core has it, and we have proven our address there.
    [[nodiscard]] bool is_open() const;
    // find() has been called, and no card has come yet.
    [[nodiscard]] bool is_looking_for(const PublicKey& address) const {
        return wanted_.contains(address);
    }
    [[nodiscard]] std::vector<MailNews> take_news();

    // The stamp that is wanted: a header of which time and nonce may be changed. Each job has an id
    // of its own; the one that is wanted now, or none.
    struct Job {
        Hash item;
        chain::Header header;
    };
    [[nodiscard]] const std::optional<Job>& job() const { return job_; }
    // One that is not wanted any more, or not solved, changes nothing.
    [[nodiscard]] p2p::Actions stamped(const Hash& item, const chain::Header& solved,
                                       p2p::Moment moment);

    [[nodiscard]] std::string name() const override { return "mail"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nobody publishes here: "post" is for cores
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override {
        return out_.empty() ? next_ : Instant::min();
    }

private:
    // A core that we hang on, and how far we have come there.
    struct Core {
        bool has_card = false;   // our newest
        bool may_knock = false;  // it has answered about our card: none is newer
        Instant card_next{};     // when to say it (again)
        bool knocked = false;    // and not been asked to sign yet
        bool welcome = false;
        Instant knock_next{};
        std::map<Hash, Instant> handed_in{};  // letters; when to hand them in again
        std::set<Hash> unanswered{};          // of them
        std::set<Hash> over{};  // it knows no receipt of these, and their time is over for good
    };
    // A card that is looked for.
    struct Search {
        Instant next{};
        unsigned tries = 0;
        std::optional<Instant> answered{};  // last
    };

    // What has become due in the book.
    struct Due {
        std::optional<OwnCard> card{};             // a new one of ours
        bool secrets = false;                      // old ones: tidy_old_secrets()
        std::set<std::uint64_t> over{};            // letters of ours whose time is over
        std::map<std::uint64_t, Letter> sealed{};  // and those that can be handed in now
        bool troubles = false;                     // have changed in memory some time ago
        [[nodiscard]] bool is_nothing() const {
            return !card && !secrets && over.empty() && sealed.empty() && !troubles;
        }
    };

    // correspondent.cpp
    [[nodiscard]] p2p::Actions after(p2p::Moment moment);
    void work();
    void bring_up_to_date();
    void wake(Instant at) { next_ = std::min(next_, at); }
    void wake(Time at);  // when it is over
    void say(p2p::LinkId to, const MailMessage& message);
    void tell(MailNews news);
    void tell_once(const Hash& about, const PublicKey& with, std::string text);
    void could_not_keep();
    // Changes the book and keeps it. False: it could not be kept, and is as it was.
    template <class Change>
    [[nodiscard]] bool change(const Change& make) {
        LetterBook before = book_.copy();
        make(book_);
        if (keeper_.keep(book_)) {
            complained_ = troubles_changed_ = false;
            return true;
        }
        book_ = std::move(before);
        could_not_keep();
        return false;
    }

    // correspondent_card.cpp: our own card, and those of others
    [[nodiscard]] Result<void, MailError> make_card(Sequence above);
    [[nodiscard]] Result<OwnCard, MailError> next_card(Sequence above) const;
    void offer_anew();
    void look_at_card(Due& due);
    void look_at_old_secrets(Due& due);
    void offer_card(p2p::LinkId link, Core& core);
    void knock(p2p::LinkId link, Core& core);
    void search();
    [[nodiscard]] bool has_asked_for(const PublicKey& address);
    [[nodiscard]] const Card* usable_card(const PublicKey& address) const;
    [[nodiscard]] std::set<PublicKey> wanted() const;
    void learn(const Card& card);
    void learn_contact(const Card& card);
    void learn_of_ours(const Card& card);
    [[nodiscard]] static bool make_room_for_contact(LetterBook& book);

    // correspondent_letters.cpp: those that we write
    [[nodiscard]] LetterRecord* under_way(const Hash& id);
    [[nodiscard]] bool is_over(const LetterRecord& letter) const;
    void look_at_ends(Due& due);
    void look_at_unsealed(Due& due);
    [[nodiscard]] std::optional<std::string> why_not_sealed(const LetterRecord& letter);
    void set_trouble(LetterRecord& letter, std::string text);
    void look_at_troubles(Due& due);
    void have_expired(const std::set<std::uint64_t>& over);
    void have_been_sealed(const std::map<std::uint64_t, Letter>& sealed);
    void choose_job();
    void hand_in(p2p::LinkId link, Core& core);
    [[nodiscard]] Instant again_for(const LetterRecord& letter) const;
    void let_go_of_settled();
    void letter_is_held(Core& core, const Hash& id);
    void letter_is_refused(Core& core, const Refused& refused);

    // correspondent_mail.cpp: what cores say
    void on(p2p::LinkId from, Core& core, const Card& card);
    void on(p2p::LinkId from, Core& core, const Letter& letter);
    void on(p2p::LinkId from, Core& core, const Receipt& receipt);
    void on(p2p::LinkId from, Core& core, const Ask& ask);
    void on(p2p::LinkId from, Core& core, const Welcome& welcome);
    void on(p2p::LinkId from, Core& core, const Nobody& nobody);
    void on(p2p::LinkId from, Core& core, const Held& held);
    void on(p2p::LinkId from, Core& core, const Refused& refused);
    template <class Other>
    void on(p2p::LinkId from, Core&, const Other&) {
        send_away(from);  // what no core says to an edge
    }
    void send_away(p2p::LinkId core);
    [[nodiscard]] bool has_come(const Hash& id) const;
    [[nodiscard]] Result<Opened, MailError> open_letter(const Letter& letter) const;
    [[nodiscard]] bool is_anothers_card(Sequence unknown);
    [[nodiscard]] bool keep_letter(const Hash& id, const Letter& letter, const Opened& opened);
    void acknowledge(p2p::LinkId to, const Hash& letter, bool opened);

    CorrespondentSettings settings_;
    const crypto::SigningKey& owner_;
    LetterBookKeeper& keeper_;
    LetterBook book_;
    std::map<p2p::LinkId, Core> cores_;
    std::map<PublicKey, Search> searches_;
    std::set<PublicKey> wanted_;  // by find()
    // Of letters that their recipients could not open: for which of their cards they were sealed.
    std::map<std::uint64_t, Sequence> unopened_;
    std::set<Hash> told_;  // what Trouble was about
    std::deque<MailNews> news_;
    std::optional<Job> job_;
    bool complained_ = false;        // that the keeper has failed
    Instant not_before_{};           // nothing is kept, since it has just failed
    bool troubles_changed_ = false;  // since the last time that the book was kept
    Instant troubles_next_{};        // not before, for their sake alone
    Instant next_ = Instant::min();
    p2p::Moment moment_{};  // of the event that is being handled
    p2p::Outbox out_;
};

}  // namespace sbc::message
