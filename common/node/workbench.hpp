#pragma once

#include <optional>

#include "base/time.hpp"
#include "chain/chain.hpp"
#include "miner/job.hpp"
#include "node/block_template.hpp"
#include "p2p/node.hpp"

namespace sbc::node {

struct WorkbenchLimits {
    bool empty_blocks = true;  // mine also when nobody has paid
    Duration gather{2'000};    // a job lasts so long before better payments make a new one
};

// Which block is to be mined now. It makes a job of a template whenever our history has another
// end, and now and then when payments have come; the job says it all for whoever looks for its
// nonce (lessons 05 and 07). No clock, no thread.
class Workbench {
public:
    // Nothing: nobody mines here.
    explicit Workbench(std::optional<Miner> miner, WorkbenchLimits limits = {})
        : miner_{std::move(miner)}, limits_{limits} {}

    // Asked after each event. `ready`: our history is as long as any that we know of; before, what
    // we could mine would stand beside it.
    void plan(const chain::Chain& chain, const Mempool& mempool, const ledger::Rules& rules,
              bool ready, p2p::Moment moment);
    // Payments wait that the job does not have.
    void payments_came() { something_new_ = true; }
    // A new one has a new id.
    [[nodiscard]] const std::optional<miner::Job>& job() const { return job_; }
    // The block of this job with the nonce that was found; nothing, if there is a newer job.
    [[nodiscard]] std::optional<chain::Block> finish(const miner::Job& solved);
    [[nodiscard]] Instant deadline() const;

private:
    void start(const chain::Chain& chain, BlockTemplate made, p2p::Moment moment);

    std::optional<Miner> miner_;
    WorkbenchLimits limits_;
    std::uint64_t jobs_ = 0;
    std::optional<miner::Job> job_;
    std::vector<std::string> transactions_;  // of the job
    crypto::Hash parent_;                    // that it stands on
    Instant begun_{};
    bool something_new_ = false;
};

}  // namespace sbc::node
