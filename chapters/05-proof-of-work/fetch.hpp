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

// Asks a core for its chain, all of it, and quits. It believes nothing and judges nothing: whoever
// wants to know whether the chain holds must look at what came.
class Fetch : public sbc::p2p::Application {
public:
    explicit Fetch(sbc::Instant give_up) : give_up_{give_up} {}
    [[nodiscard]] std::string name() const override { return "chain"; }
    // From the genesis block on; nothing, when the core did not answer in time.
    [[nodiscard]] const std::vector<Block>& chain() const { return chain_; }

    Actions joined(LinkId core, Moment) override;
    Actions direct(LinkId core, const std::string& body, Moment) override;
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override { return give_up_; }

private:
    [[nodiscard]] Actions ask(LinkId core) const;

    sbc::Instant give_up_;
    std::vector<Block> so_far_{genesis()};
    std::vector<Block> chain_;
};
// #endregion fetch

}  // namespace stage
