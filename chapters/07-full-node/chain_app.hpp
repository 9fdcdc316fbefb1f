#pragma once

#include <set>

#include "builder.hpp"
#include "download.hpp"
#include "ledger/kept_ledger.hpp"
#include "miner/job.hpp"
#include "p2p/application.hpp"
#include "wanted.hpp"

namespace stage {

// #region chain-app
using sbc::miner::Job;
using sbc::miner::JobId;
using sbc::p2p::Actions;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

struct ChainSettings {
    sbc::chain::Network network{};                  // the same for all
    std::optional<sbc::crypto::PublicKey> miner{};  // who is paid for our blocks
    std::optional<sbc::Duration> block_every{};     // so long after something new; nothing: never
    bool empty_blocks = false;                      // also when nobody has paid
    PoolLimits pool{};
    sbc::ledger::HashSeed seed{};  // for the ledger's tables: random
};

// The application "node", at each full node. What is new goes from neighbour to neighbour by its
// name; who does not have it asks for it, and looks at it before passing the name on. What is to
// be mined stands in job(), for whoever has a Miner.
class ChainApp : public sbc::p2p::Application {
public:
    // Store and checker live longer.
    ChainApp(ChainSettings settings, sbc::chain::BlockStore& store,
             sbc::ledger::SignatureChecker& checker);
    // What the store has kept. Before anything else.
    [[nodiscard]] sbc::Result<void, sbc::chain::StoreError> restore() { return chain_.restore(); }
    [[nodiscard]] std::string name() const override { return "node"; }
    [[nodiscard]] const Chain& chain() const { return chain_; }
    [[nodiscard]] Announce own_tip() const;
    [[nodiscard]] const Pool& pool() const { return pool_; }
    [[nodiscard]] const sbc::ledger::Ledger& ledger() const { return ledger_.ledger(); }

    // The block to be mined now. A new one has a new id.
    [[nodiscard]] const std::optional<Job>& job() const { return job_; }
    // It has been mined. What follows from it comes with on_time(), which is due at once.
    void solved(const Job& job) { solved_ = job; }
    // Somebody hands in a payment, and what follows comes in the same way. A refusal says why it
    // does not wait; Forged also if it is no payment.
    [[nodiscard]] sbc::Result<void, PoolError> pay(const std::string& text, Moment moment) {
        return take_payment(text, {}, moment);
    }
    // #endregion chain-app

    // #region chain-app-events
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId neighbour, Moment moment) override;
    Actions left(LinkId neighbour) override;
    Actions typed(const std::string& line, Moment moment) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override;
    // #endregion chain-app-events

    // #region chain-app-handlers
private:
    void on(LinkId from, const Announce& message, Moment moment);
    void on(LinkId from, const GetHeaders& message, Moment moment);
    void on(LinkId from, const Headers& message, Moment moment);
    void on(LinkId from, const Coming& message, Moment moment);
    void on(LinkId from, const GetBlocks& message, Moment moment);
    void on(LinkId from, const OneBlock& message, Moment moment);
    void on(LinkId from, const NoBlock& message, Moment moment);
    void on(LinkId from, const Have& message, Moment moment);
    void on(LinkId from, const GetPayments& message, Moment moment);
    void on(LinkId from, const Payments& message, Moment moment);

    [[nodiscard]] std::vector<Have> what_waits() const;
    void take(const Block& block, std::optional<LinkId> from, Moment moment);
    void refuse(const sbc::Refusal<BlockError>& why, const Hash& hash, std::optional<LinkId> from);
    void follow(const sbc::chain::Path& path, Moment moment);
    [[nodiscard]] sbc::Result<void, PoolError> take_payment(const std::string& text,
                                                            std::optional<LinkId> from,
                                                            Moment moment);
    void announce(std::optional<LinkId> except);
    void drop_who_is_overdue(Moment moment);
    void repeat(Moment moment);
    [[nodiscard]] Actions end_of_event(Moment moment, std::optional<LinkId> from = {});
    void take_solution(Moment moment);
    void plan(Moment moment);
    void show_balance(const std::string& address);
    void say_to(LinkId to, const ChainMessage& message);
    void say_to_all(const ChainMessage& message, std::optional<LinkId> except = {});
    // #endregion chain-app-handlers

    // #region chain-app-members
    ChainSettings settings_;
    sbc::ledger::Rules rules_;
    sbc::ledger::KeptLedger ledger_;
    Chain chain_;
    Pool pool_;
    Hash announced_;  // the last tip that we told all neighbours
    Builder builder_{settings_.block_every};
    bool something_new_ = false;  // since job_ was made
    std::optional<Job> job_;
    Block job_block_;  // with the transactions of job_
    std::uint64_t jobs_ = 0;
    std::optional<Job> solved_;

    Sync sync_;
    Download download_;
    Wanted wanted_;               // payments
    bool somebody_left_ = false;  // who may have been asked, and we have asked nobody else yet
    std::set<LinkId> neighbours_;
    sbc::Instant repeat_at_ = sbc::Instant::min();
    sbc::p2p::Outbox out_;
    // #endregion chain-app-members
};

}  // namespace stage
