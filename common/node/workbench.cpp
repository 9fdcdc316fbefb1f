#include "node/workbench.hpp"

#include <algorithm>
#include <utility>

#include "chain/merkle.hpp"

namespace sbc::node {

// With so much left over, its miner's clock may be behind the others', and theirs ahead of ours.
constexpr std::chrono::seconds most_later = std::chrono::minutes{10};

void Workbench::plan(const chain::Chain& chain, const Mempool& mempool, const ledger::Rules& rules,
                     bool ready, p2p::Moment moment) {
    if (job_ && parent_ != chain.tip().hash) job_.reset();
    const bool wanted = miner_ && ready && (limits_.empty_blocks || mempool.size() > 0);
    if (!wanted) return job_.reset();
    const bool better = something_new_ && moment.now >= begun_ + limits_.gather;
    if (job_ && !better) return;
    start(chain, make_template(mempool, rules, *miner_), moment);
}

void Workbench::start(const chain::Chain& chain, BlockTemplate made, p2p::Moment moment) {
    const chain::Place& tip = chain.tip();
    chain::Header header;
    header.previous = tip.hash;
    header.merkle_root = chain::merkle_root(chain::leaves_of(made.transactions));
    header.time =
        std::max(moment.wall, chain::BlockTree::median_time(tip) + std::chrono::seconds{1});
    header.bits = chain.tree().next_bits(tip);
    // If each miner began at 0, all would try the same nonces; but their coinbases differ as well.
    header.nonce = chain::Nonce{static_cast<std::uint32_t>(moment.fresh)};
    job_ = miner::Job{miner::JobId{++jobs_}, header, most_later};
    transactions_ = std::move(made.transactions);
    parent_ = tip.hash;
    begun_ = moment.now;
    something_new_ = false;
}

std::optional<chain::Block> Workbench::finish(const miner::Job& solved) {
    if (!job_ || job_->id != solved.id) return std::nullopt;
    job_.reset();
    return chain::Block{solved.header, std::move(transactions_)};
}

Instant Workbench::deadline() const {
    return job_ && something_new_ ? begun_ + limits_.gather : never;
}

}  // namespace sbc::node
