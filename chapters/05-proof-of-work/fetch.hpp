#pragma once

#include "chain_message.hpp"
#include "p2p/application.hpp"

namespace stage {

// #region fetch
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

enum class Fetched { Chain, Tree };

// Asks a core for its chain, all of it, or for the top of its tree, and quits. It believes nothing
// and judges nothing: whoever wants to know whether the chain holds must look at what came.
class Fetch : public sbc::p2p::Application {
public:
    Fetch(Fetched what, const Network& network, sbc::Instant give_up)
        : what_{what}, give_up_{give_up}, so_far_{genesis(network)} {}
    [[nodiscard]] std::string name() const override { return "chain"; }
    // From the genesis block on; nothing, when the core did not answer in time.
    [[nodiscard]] const std::vector<Block>& chain() const { return chain_; }
    [[nodiscard]] const TreeTop& tree() const { return tree_; }

    Actions joined(LinkId core, Moment) override;
    Actions direct(LinkId core, const std::string& body, Moment) override;
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override { return give_up_; }

private:
    [[nodiscard]] Actions ask(LinkId core) const;
    [[nodiscard]] Actions take(LinkId core, const Blocks& blocks);

    Fetched what_;
    sbc::Instant give_up_;
    std::vector<Block> so_far_;
    std::vector<Block> chain_;
    TreeTop tree_;
};
// #endregion fetch

}  // namespace stage
