#pragma once

#include <set>

#include "builder.hpp"
#include "chain_message.hpp"
#include "job.hpp"
#include "p2p/application.hpp"
#include "pool.hpp"
#include "wanted.hpp"

namespace stage {

// #region chain-app
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

struct ChainSettings {
    std::string name;                            // who pays
    Network network{};                           // the same for all
    std::optional<sbc::Duration> block_every{};  // so long after something new; nothing: never
    bool empty_blocks = false;                   // also when nobody has paid
};

// The application "chain", at each core and each edge. Payments go to everybody; a block goes from
// neighbour to neighbour, and each looks at it before passing its name on. What is to be mined
// stands in job(), for whoever has a Miner.
class ChainApp : public sbc::p2p::Application {
public:
    explicit ChainApp(ChainSettings settings);
    [[nodiscard]] std::string name() const override { return "chain"; }
    [[nodiscard]] const Chain& chain() const { return chain_; }
    [[nodiscard]] const Pool& pool() const { return pool_; }

    // The block to be mined now. A new one has a new id.
    [[nodiscard]] const std::optional<Job>& job() const { return job_; }
    // It has been mined. What follows from it comes with on_time(), which is due at once.
    void solved(const Job& job) { solved_ = job; }
    // #endregion chain-app

    // #region chain-app-events
    Actions published(MessageId id, const std::string& body, Source from, Moment moment) override;
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId neighbour, Moment moment) override;
    Actions left(LinkId neighbour) override;
    Actions delivered(const std::string& body) override;
    Actions typed(const std::string& line, Moment moment) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override;
    // #endregion chain-app-events

    // #region chain-app-handlers
private:
    void on(LinkId, const NewTransaction&, Moment) {}  // is published, not told
    void on(LinkId from, const Announce& message, Moment moment);
    void on(LinkId from, const GetBlock& message, Moment moment);
    void on(LinkId from, const OneBlock& message, Moment moment);
    void on(LinkId from, const Waiting& message, Moment moment);
    void on(LinkId from, const GetBlocks& message, Moment moment);
    void on(LinkId from, const Blocks& message, Moment moment);
    void on(LinkId from, const OtherHistory& message, Moment moment);
    void on(LinkId from, const GetTree& message, Moment moment);
    void on(LinkId, const TreeTop&, Moment) {}  // we have not asked

    bool take(const Block& block, std::optional<LinkId> from, Moment moment);
    void refuse(const Block& block, const sbc::Refusal<BlockError>& why, LinkId from,
                Moment moment);
    void follow(const Path& path);
    void announce(std::optional<LinkId> except);
    void repeat(Moment moment);
    void ask_for_history(LinkId neighbour, Moment moment);
    void take_solution(Moment moment);
    void plan(Moment moment);
    void pay(const std::string& words, PaymentNonce nonce);
    void say_to(LinkId to, const ChainMessage& message);
    void say_to_all(const ChainMessage& message, std::optional<LinkId> except = {});
    // #endregion chain-app-handlers

    // #region chain-app-members
    ChainSettings settings_;
    OpenLedger ledger_;
    Chain chain_{settings_.network, ledger_};
    Hash announced_ = chain_.tip().hash;  // the last tip that we told all neighbours
    Pool pool_;
    Builder builder_{settings_.block_every};
    bool something_new_ = false;  // since job_ was made
    std::optional<Job> job_;
    Block job_block_;  // with the transactions of job_
    std::uint64_t jobs_ = 0;
    std::optional<Job> solved_;

    struct Exchange {  // of whole histories, with one neighbour at a time
        LinkId with;
        sbc::Instant until;
        std::optional<Height> reached{};  // by its answers, the last of which led so high
    };
    std::optional<Exchange> exchange_;
    Wanted wanted_;
    std::set<LinkId> neighbours_;
    sbc::Instant repeat_at_ = sbc::Instant::min();
    sbc::p2p::Outbox out_;
    // #endregion chain-app-members
};

}  // namespace stage
