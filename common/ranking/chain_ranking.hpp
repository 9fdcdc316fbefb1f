#pragma once

#include "chain/history_reader.hpp"
#include "p2p/application.hpp"
#include "ranking/ranking.hpp"

namespace sbc::ranking {

// The ranking of a node's history, as an application of that node: it follows the chain by itself,
// also when blocks are taken back, and after a restart from the first block on. It says nothing to
// the network, and hears nothing: two nodes with one history have one ranking. One thread.
//
// Hardened from lesson 07: a turn ends sooner where blocks are large, and a disk that cannot be
// read does not end the node.
class ChainRanking : public p2p::Application {
public:
    using Turn = chain::HistoryReader::Turn;
    // Chain and store live longer.
    ChainRanking(const chain::Chain& chain, const chain::BlockStore& store, Turn turn = {},
                 RankingLimits limits = {});

    [[nodiscard]] const Ranking& ranking() const { return ranking_; }
    // The last block that is counted. It lags behind the chain's tip while there is much to read.
    [[nodiscard]] const crypto::Hash& counted() const { return reader_.read(); }

    [[nodiscard]] std::string name() const override { return "ranking"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    // ranking.
    p2p::Actions typed(const std::string& line, p2p::Moment moment) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return reader_.deadline(); }

private:
    void take_back(std::uint64_t blocks);
    // How many bytes of transactions it has; or why it cannot be read.
    [[nodiscard]] Result<std::size_t, chain::StoreError> add(const chain::Place& place);

    const chain::Chain& chain_;
    const chain::BlockStore& store_;
    RankingLimits limits_;
    Ranking ranking_;
    chain::HistoryReader reader_;
};

}  // namespace sbc::ranking
