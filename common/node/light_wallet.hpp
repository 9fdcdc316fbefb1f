#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chain/block_tree.hpp"
#include "node/header_sync.hpp"
#include "node/light_history.hpp"
#include "node/light_isolation.hpp"
#include "node/message.hpp"
#include "p2p/application.hpp"
#include "p2p/relay.hpp"
#include "wallet/wallet.hpp"

namespace sbc::node {

struct LightWalletLimits {
    Duration patience{20'000};         // for an answer about records; then the core is left
    Duration grace{30'000};            // so long two cores may differ before it is said
    Duration resend{30'000};           // one's own payment, to a core that has not taken it
    std::size_t most_waiting = 1'000;  // of others' payments that wait, half from one core
    Duration per_input{1};             // of those, whose signatures cost time: 1,000 a second,
    Duration credit{5'000};            // and 5,000 at once
    IsolationLimits isolation{};
    HeaderSyncLimits headers{};
};

// One core, as a light wallet sees it.
struct LightCore {
    LinkId link;
    std::string name;        // its address, if call_cores() said so
    std::optional<Tip> tip;  // what it has announced
    Height read{};           // up to here it has said what concerns the keys
    bool caught_up = false;  // its tip is ours, and all of that has been read
    // To be said to the owner: "127.0.0.1:5001 leaves out …".
    std::vector<std::string> complaints;
};

// All that a window or a command line shows beside the wallet itself.
struct LightState {
    std::vector<LightCore> cores;  // that we are connected with: none, one or two
    Height headers{};              // of the history with the most work that was shown
    std::chrono::sys_seconds tip_time;
    // So far the wallet has been told; confirmations count from here. Below `headers`: it is still
    // reading.
    Height read{};
    Isolation isolation;
    // What the owner should know now, in sentences: cores that differ, isolation, complaints.
    std::vector<std::string> worries;
};

// Something that has happened, told once.
struct LightNotice {
    std::uint64_t number = 0;  // rises
    Tone tone = Tone::Plain;
    std::string text;
};

// How one's own payment stands with the cores, as long as it waits.
struct LightPayment {
    std::vector<std::string> taken_by;  // cores that say it waits with them
    std::vector<std::string> refused;   // "127.0.0.1:5001: it pays too little"
    std::size_t unanswered = 0;         // cores that have not said yet; 0 of 0: none is there
};

enum class LightError {
    TooManyKeys,  // a core watches 100 addresses for us, not more
};

// The application "light" at a wallet (docs/protocol.md, section 21): keeps headers only, asks
// cores for what concerns its keys, and believes what they prove. It follows the headers with the
// most work, checks each proof against them and each transaction itself, feeds a wallet::Wallet
// block by block, and takes blocks back as the history does. Where two cores differ it says so and
// does not vote: what one of them proves is true, whoever leaves it out. So a core can hide things
// at worst, and cannot_know() says what nobody who keeps headers only can know.
//
// To be run by a p2p::EdgePair; one core alone works too. Has no clock, socket, dice or file, and
// no secret keys. One thread. After add_key() and pay() from outside of an event, the driver is to
// be woken: deadline() has come.
class LightWallet : public p2p::Application {
public:
    LightWallet(const chain::Network& network, const ledger::Rules& rules,
                LightWalletLimits limits = {});

    // How cores are called in sentences; nothing, or empty: "core 1", as they come.
    void call_cores(std::function<std::string(LinkId)> name_of) { names_ = std::move(name_of); }

    // --- keys and payments ---

    // A new key has no past. For one that may have been used, all is read again from the beginning.
    // For a key that is there already, only the label changes.
    [[nodiscard]] Result<void, LightError> add_key(const PublicKey& key, std::string label,
                                                   Past past);
    // Cores are not asked about any key any more, until one is added.
    void forget_keys();
    // A payment that the owner has signed, and the coins of its inputs, in their order. It waits
    // from now on, and goes to each core, also to those that come later, until a block holds it or
    // all cores that are there have refused it. The refusal is of wallet().waits().
    [[nodiscard]] Result<void, wallet::WalletError> pay(const ledger::CheckedTransaction& payment,
                                                        const std::vector<ledger::Coin>& spent);
    // Nothing: it does not wait (any more).
    [[nodiscard]] std::optional<LightPayment> payment(const Hash& id) const;

    // --- what is ---

    // Valid until the next event: it may be made anew.
    [[nodiscard]] const wallet::Wallet& wallet() const { return history_.wallet(); }
    // As of the last event; there is one every second at least.
    [[nodiscard]] LightState state() const;
    // The last hundred, the oldest first. Each was also a Tell.
    [[nodiscard]] const std::deque<LightNotice>& notices() const { return notices_; }
    // What somebody who keeps headers only cannot know, in plain sentences for the owner.
    [[nodiscard]] static std::span<const std::string_view> cannot_know();
    // Against which whoever else is shown proofs checks them; our history is that to ours().
    [[nodiscard]] const BlockTree& headers() const { return tree_; }

    // --- headers in a file ---

    // Those of our history above the genesis block, 80 bytes each, the lowest first.
    [[nodiscard]] std::string kept_headers() const;
    // Before any event. They are looked at like a stranger's; at the first that does not hold it
    // ends. How many were taken.
    [[nodiscard]] std::size_t take_headers(std::string_view kept, std::chrono::sys_seconds wall);

    // --- p2p::Application ---

    [[nodiscard]] std::string name() const override { return "light"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nothing of this application is for everybody
    }
    p2p::Actions direct(LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(LinkId core, p2p::Moment moment) override;
    p2p::Actions left(LinkId core) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    // What was asked about records, and is not answered yet.
    struct Question {
        Height above{};
        Height through{};
        std::uint64_t watch = 0;  // of which keys
        Instant until;
        bool stale = false;                       // the history has changed below `through`
        std::set<Hash> shown{};                   // so far
        std::pair<Height, std::uint32_t> last{};  // the place of what came last
    };
    enum class Reply { None, Asked, Taken, Refused };
    struct OwnPayment {
        Reply reply = Reply::None;
        Instant asked{};
        std::string reason{};
    };
    struct Core {
        Core(unsigned number_given, Duration credit) : number{number_given}, rate{credit} {}
        unsigned number;
        p2p::RateLimit rate;  // of payments that it says wait
        std::optional<Tip> tip{};
        std::optional<Hash> has{};  // the highest place of our tree that is in its history
        Height read{};
        std::uint64_t watch = 0;  // of the keys that it watches for us; 0: none yet
        std::optional<Question> question{};
        bool heard_waiting = false;
        Instant apart_since = never;
        bool apart_told = false;
        std::set<Hash> left_out{};
        std::map<Hash, OwnPayment> payments{};
        Instant not_before{};  // it had another history: what is asked again
    };
    struct Heard {  // of others, and one's own that another program has sent
        ShownTransaction shown;
        std::set<LinkId> with;
        bool waits = false;  // in the wallet
    };

    // light_wallet.cpp
    void perform(const HeaderSync::Steps& steps);
    void advance();
    [[nodiscard]] Result<const Place*, BlockError> keep(const Header& header,
                                                        std::chrono::sys_seconds wall);
    void follow_best();
    void take_back(const chain::Path& path);
    void tell(Tone tone, std::string text);
    void say(LinkId to, const LightMessage& message);
    void send_away(LinkId core, unsigned penalty, const std::string& why);
    [[nodiscard]] p2p::Actions finish();
    // light_reading.cpp: what is in blocks
    void ask(LinkId link, Core& core);
    void on_records(LinkId link, Core& core, const Records& records);
    void on_other_history(Core& core) const;
    [[nodiscard]] bool take(LinkId link, Core& core, const Record& record);
    void condemn(const LightHistory::Added& added);
    void note_left_out(LinkId link, Core& core, const Records& records);
    void leaves_out(LinkId link, Core& core, const Hash& id, Height height);
    void compare_tips();
    [[nodiscard]] const Place* shared_with(const Core& core) const;
    [[nodiscard]] bool caught_up(const Core& core) const;
    [[nodiscard]] bool is_apart(const Core& core) const;
    [[nodiscard]] bool nothing_asked() const;
    // light_paying.cpp: what waits
    void on_waiting(LinkId link, Core& core, const Waiting& waiting);
    [[nodiscard]] bool hear(LinkId link, const ShownPayment& one);
    void on_gone(LinkId link, const Gone& gone);
    void on_reply(LinkId link, const Hash& id, Reply reply, const std::string& reason);
    void offer_heard();
    void forget_settled();
    [[nodiscard]] bool is_own(const Hash& id) const;
    void send_own(LinkId link, Core& core);
    void judge_own();
    // light_words.cpp
    [[nodiscard]] std::string name_of(LinkId link) const;
    [[nodiscard]] std::string how_apart(const Core& core) const;
    [[nodiscard]] std::vector<std::string> complaints_about(LinkId link, const Core& core) const;

    BlockTree tree_;
    LightWalletLimits limits_;
    LightHistory history_;
    HeaderSync sync_;
    Hash network_;  // its genesis block
    std::map<LinkId, Core> cores_;
    unsigned cores_so_far_ = 0;
    std::uint64_t watch_ = 1;  // rises with each change of the keys
    std::map<Hash, Heard> heard_;
    std::function<std::string(LinkId)> names_;
    std::deque<LightNotice> notices_;
    std::uint64_t notices_so_far_ = 0;
    Isolation isolation_;
    bool woken_ = false;
    Instant look_at_{};
    Instant remake_at_ = never;
    bool offer_ = false;    // what waits and the wallet has not been told may fit now
    p2p::Moment moment_{};  // of the last event
    p2p::Outbox out_;
};

}  // namespace sbc::node
