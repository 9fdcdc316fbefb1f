#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "node/download.hpp"
#include "node/header_sync.hpp"
#include "node/light_service.hpp"
#include "node/mempool.hpp"
#include "node/message.hpp"
#include "node/payment_relay.hpp"
#include "node/submitted.hpp"
#include "node/workbench.hpp"
#include "p2p/application.hpp"
#include "p2p/relay.hpp"

namespace sbc::node {

struct FullNodeSettings {
    std::optional<Miner> miner{};  // it mines, and who is paid for it
    WorkbenchLimits workbench{};
    MempoolLimits mempool{};
    PaymentRelayLimits relay{};
    HeaderSyncLimits headers{};
    DownloadLimits download{};
    LightServiceLimits light{};
    Duration repeat{20'000};       // so often it says again what it has
    Duration retry{10'000};        // so long after the store has failed it is tried again
    Duration no_progress{20'000};  // so long no block may come to a node that catches up
    // What neighbours may ask for: so much time is booked for each answer, with so much credit.
    Duration per_headers{1};  // 1,000 answers a second
    std::chrono::microseconds per_block{200};
    Duration credit{5'000};
};

// The application "node" at a full node (docs/protocol.md, section 20), which joins what is beside
// it in this folder: keeps up with the history that has the most work, passes blocks and payments
// on by announcement and request, makes the blocks that are to be mined, and serves light wallets
// (section 21) by the application light(). Both are to be handed to one p2p::CoreNode.
//
// Judges nothing itself: blocks are the chain's, payments the mempool's affair. Chain, ledger and
// store belong to the caller and live longer. No clock, socket, thread, dice or file. One thread.
class FullNode : public p2p::Application {
public:
    struct Parts {
        chain::Chain& chain;  // restored; it asks the ledger, or a KeptLedger around it
        const ledger::Ledger& ledger;
        chain::BlockStore& store;
        ledger::HashSeed seed;  // random for each process
    };
    FullNode(Parts parts, FullNodeSettings settings);

    // Once, before any event: the payments that were handed in before a restart wait again.
    [[nodiscard]] Result<void, chain::StoreError> restore(Instant now);
    [[nodiscard]] LightService& light() { return light_; }

    // To be told of each payment that waits from now on, in the middle of an event: one for all.
    void when_payment_comes(std::function<void(const Hash&)> tell) { tell_of_ = std::move(tell); }

    // --- mining ---
    // What is to be mined now, for whoever has a miner::Miner.
    [[nodiscard]] const std::optional<miner::Job>& job() const { return workbench_.job(); }
    // It has been found. What follows from it comes with on_time(), which is due at once.
    void solved(const miner::Job& job) { solved_ = job; }

    // --- what is ---
    [[nodiscard]] const chain::Chain& chain() const { return chain_; }
    [[nodiscard]] const Mempool& mempool() const { return mempool_; }
    // Whether a better history than ours is known, and is coming: a store may take its time with
    // the disk then, and nothing is mined. Headers whose blocks nobody delivers stop nobody.
    [[nodiscard]] bool catching_up() const;
    [[nodiscard]] std::size_t neighbours() const { return neighbours_.size(); }
    // The last block that this neighbour has told of, which need not be known here; nothing: none.
    [[nodiscard]] std::optional<Hash> tip_of(LinkId neighbour) const;
    // For headers that are not kept, and bodies that wait for those below them.
    [[nodiscard]] std::size_t held_bytes() const { return headers_.held_bytes(); }

    // A payment from here, such as one that a light wallet hands in. Accepted, it is in the store
    // when this returns. The refusal says why, in words for its owner.
    [[nodiscard]] LightDesk::Answer submit(const std::string& payment, p2p::Moment moment);

    // --- p2p::Application ---
    [[nodiscard]] std::string name() const override { return "node"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nothing of this application is for everybody
    }
    p2p::Actions direct(LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(LinkId neighbour, p2p::Moment moment) override;
    p2p::Actions left(LinkId neighbour) override;
    // tip, pool, show HEIGHT.
    p2p::Actions typed(const std::string& line, p2p::Moment moment) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    struct Neighbour {
        explicit Neighbour(Duration credit) : headers{credit}, blocks{credit} {}
        p2p::RateLimit headers;  // that it may ask for
        p2p::RateLimit blocks;
        std::optional<Hash> tip{};
    };

    // full_node.cpp
    void on(LinkId from, const Tip& message);
    void on(LinkId from, const GetHeaders& message);
    void on(LinkId from, const Headers& message);
    void on(LinkId from, const Coming& message);
    void on(LinkId from, const GetBlocks& message);
    void on(LinkId from, const OneBlock& message);
    void on(LinkId from, const NoBlock& message);
    void on(LinkId from, const Have& message);
    void on(LinkId from, const GetPayments& message);
    void on(LinkId from, const Payments& message);
    void say(LinkId to, const NodeMessage& message);
    void say_to_all(const NodeMessage& message, std::optional<LinkId> except = {});
    // It will hear of this block when we have it.
    void say_lacking(LinkId to, const Hash& hash);
    void send_away(LinkId neighbour, unsigned penalty, const std::string& why);
    void do_what(p2p::Actions actions);
    // What we have: said only when the store has it for good.
    void say_tip(std::optional<LinkId> to = {});
    [[nodiscard]] Tip tip() const;
    [[nodiscard]] bool behind() const;
    [[nodiscard]] std::optional<Block> find(const Hash& hash) const;
    // What is to be done after each event.
    [[nodiscard]] p2p::Actions finish();
    // full_node_blocks.cpp
    void perform(const HeaderSync::Steps& steps);
    void perform(const Download::Steps& steps);
    void take(const Block& block, std::optional<LinkId> from);
    void refuse(const Block& block, const Refusal<BlockError>& why, std::optional<LinkId> from);
    void follow(const chain::Path& path, const Block* fresh);
    [[nodiscard]] bool nearer_to_the_best() const;
    void tell_of(const chain::Path& path);
    [[nodiscard]] Result<void, chain::StoreError> move_pool(const chain::Path& path,
                                                            const Block* fresh);
    void take_solution();
    void retry_store();
    // full_node_payments.cpp
    [[nodiscard]] std::optional<LightDesk::Payment> shown(const Hash& id) const;
    void take_left_over();
    void forget_submitted();
    void note(const PoolChanges& changes);
    void talk_of_payments();

    chain::Chain& chain_;
    const ledger::Ledger& ledger_;
    chain::BlockStore& store_;
    FullNodeSettings settings_;
    Mempool mempool_;
    PaymentRelay relay_;
    Submitted submitted_;
    // Handed in before the restart, and refused when it was tried last: it stands in a block, or
    // what it spends is not known here yet.
    Submitted::Texts left_over_;
    HeaderSync headers_;
    Download download_;
    Workbench workbench_;
    LightService light_;
    std::map<LinkId, Neighbour> neighbours_;
    std::function<void(const Hash&)> tell_of_;  // each payment that comes
    std::vector<LinkId> gone_;  // that have left, and about whom nothing has been done yet
    std::optional<miner::Job> solved_;
    Hash announced_;              // the tip that all neighbours know to be ours
    std::optional<Hash> coming_;  // the header that was passed on last
    Height told_{};               // the height of which people were told last
    bool behind_ = false;         // when headers came last
    Instant progress_at_{};       // the last block that came, or the first sign of better history
    Instant repeat_at_{};
    Instant retry_at_ = never;  // the store has failed
    p2p::Moment moment_{};      // of the event that is being handled
    p2p::Outbox out_;
};

}  // namespace sbc::node
