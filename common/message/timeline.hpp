#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chain/block_tree.hpp"
#include "message/engraving.hpp"
#include "message/engraving_message.hpp"
#include "p2p/application.hpp"
#include "p2p/relay.hpp"

namespace sbc::message {

struct TimelineLimits {
    std::size_t most = 1'000;      // verified ones: older ones are not asked for
    std::size_t most_heard = 200;  // half from one core; those that were heard first make room
    Duration memory{10 * 60'000};  // so long a heard one may wait for its block
    Duration patience{20'000};     // for an answer; then the core is left
    Duration again{1'000};         // between two questions to a core of what it has said
    Duration per_input{1};         // of what is heard, whose signatures cost time
    Duration credit{5'000};
};

// One line of it.
struct TimelineEntry {
    Engraved engraved;
    bool verified = false;  // it stands in a block of our history, proven. Else it was only heard.
    friend bool operator==(const TimelineEntry&, const TimelineEntry&) = default;
};

// The application "engraved" at a wallet that keeps headers only (docs/protocol.md, section 26):
// asks its cores for engravings, believes what they prove against the wallet's own headers, and
// keeps what it has only heard apart. When the headers turn, what stood in blocks that are gone is
// unverified again. A core that shows something wrong is left; one that leaves out something nobody
// can tell, but what another one proves is true.
//
// To be run by a p2p::EdgePair beside the LightWallet whose headers() these are, and after it in
// the list of applications; one core alone works too. No clock, socket or dice. One thread. After
// older() from outside of an event, the driver is to be woken: deadline() has come.
class Timeline : public p2p::Application {
public:
    // The headers belong to the wallet, and live longer.
    explicit Timeline(const chain::BlockTree& headers, TimelineLimits limits = {});

    // How cores are called in sentences; nothing, or empty: "a core".
    void call_cores(std::function<std::string(p2p::LinkId)> name_of) {
        names_ = std::move(name_of);
    }

    // The newest first: before all others what is only heard, and what was heard last before that.
    [[nodiscard]] std::vector<TimelineEntry> entries() const;
    // Rises whenever entries() may say something else.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    // Whether a core that is there has shown what is the newest in our history, or that there is
    // none: what it showed of another history does not count.
    [[nodiscard]] bool is_known() const;
    // The next older ones are to be asked for; nothing happens if has_older() is false.
    void older();
    [[nodiscard]] bool has_older() const;  // as far as the cores say that are there

    // --- p2p::Application ---
    [[nodiscard]] std::string name() const override { return std::string{engraved_app}; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    using At = std::pair<Height, std::uint32_t>;  // height, and place in the block
    struct Verified {
        Engraved engraved;
        Hash block;
    };
    struct Waiting {
        Engraved engraved;
        Instant until{};
        std::optional<p2p::LinkId> alone{};  // who says it, as long as nobody else does
    };
    struct Question {
        Height below{};
        Instant until{};
        std::optional<At> last{};  // what came last, if the answer comes in several pages
        bool ignored = false;      // one of them was of another history
    };
    struct Core {
        explicit Core(Duration credit) : rate{credit} {}
        p2p::RateLimit rate;  // of what it says waits
        std::optional<Question> question{};
        // It is to be asked from here downwards until all from `down_to` on is known; from_the_top:
        // one page will do.
        std::optional<Height> next = from_the_top;
        Height down_to = from_the_top;
        unsigned pages = 0;             // so far
        Height reached = from_the_top;  // all from here on it has shown; from_the_top: none
        bool no_more = false;           // it knows of none below
        bool wants_older = false;       // and is to be asked for them
        Instant not_before{};           // after another history than ours
        Instant newest_at{};            // not more often about the newest
    };

    void begin(p2p::Moment moment);
    [[nodiscard]] p2p::Actions finish();
    [[nodiscard]] static std::optional<Height> next_question(const Core& core);
    [[nodiscard]] static Instant when(const Core& core, Height below);
    void ask(p2p::LinkId link, Core& core);
    static void ask_anew(Core& core, Height from);
    void on(p2p::LinkId from, Core& core, const News& news);
    void on(p2p::LinkId from, Core& core, const Show& show);
    void on(p2p::LinkId from, Core& core, const Heard& heard);
    // timeline_pages.cpp
    void on(p2p::LinkId from, Core& core, const Page& page);
    // Whether this block is one of our history.
    [[nodiscard]] bool counts(const chain::Place& place) const;
    [[nodiscard]] static std::optional<std::string> fault_of(const Question& question,
                                                             const Page& page);
    [[nodiscard]] bool take(p2p::LinkId from, const Page& page, const chain::Place& through);
    void insert(Verified verified);
    void make_room();
    static void settle(Core& core, const Page& page);
    // timeline.cpp
    void put_heard(Engraved engraved, std::optional<p2p::LinkId> from);
    void make_room_for_heard(std::optional<p2p::LinkId> from);
    void follow_headers();
    void send_away(p2p::LinkId core, unsigned penalty, const std::string& why);

    const chain::BlockTree& headers_;
    TimelineLimits limits_;
    std::function<std::string(p2p::LinkId)> names_;
    std::map<p2p::LinkId, Core> cores_;
    std::map<At, Verified> verified_;
    std::deque<Waiting> heard_;  // what was heard first comes first
    Hash tip_;                   // of the headers, as of the last event
    std::uint64_t version_ = 0;
    bool woken_ = false;
    p2p::Moment moment_{};
    p2p::Outbox out_;
};

}  // namespace sbc::message
